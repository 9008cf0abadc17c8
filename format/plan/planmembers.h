// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Taking a JSON object apart so that nothing in it is passed over: a wrong value or a member that nobody took is told,
// the first one of the whole file.
#pragma once

#include "format/base/error.h"
#include "format/plan/planwords.h"

#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace ckpt {

// What is wrong with the file: the first thing that was told.
class PlanComplaint {
public:
    explicit PlanComplaint(std::string path)
        : m_path(std::move(path))
    {
    }
    const std::optional<Error> &error() const { return m_error; }

    void complain(Fault fault, std::string at, std::string expected);
    void wrong(std::string at, std::string expected)
    {
        complain(Fault::PlanValueWrong, std::move(at), std::move(expected));
    }

private:
    std::string m_path;
    std::optional<Error> m_error;
};

// The members of one object; each is taken once, and finish() complains of what is left.
class PlanMembers {
public:
    PlanMembers(PlanComplaint &complaint, const nlohmann::json &object, std::string at)
        : m_complaint(complaint)
        , m_object(object)
        , m_at(std::move(at))
    {
    }

    void skip(const char *name) { m_known.insert(name); }
    bool has(const char *name) const { return m_object.contains(name); }
    const std::string &place() const { return m_at; }

    const nlohmann::json *take(const char *name);

    template <typename Then>
    void object(const char *name, Then then)
    {
        if (const nlohmann::json *value = take(name)) {
            if (!value->is_object())
                return wrong(name, "an object");
            then(*value, under(name));
        }
    }

    template <typename Then>
    void within(const char *name, Then then)
    {
        object(name, [&](const nlohmann::json &value, const std::string &at) {
            PlanMembers inner(m_complaint, value, at);
            then(inner);
            inner.finish();
        });
    }

    template <typename Then>
    void each(const char *name, Then then)
    {
        const nlohmann::json *value = take(name);
        if (!value)
            return;
        if (!value->is_array())
            return wrong(name, "a list");
        for (std::size_t i = 0; i < value->size() && !m_complaint.error(); ++i) {
            const std::string at = fmt::format("{}/{}", under(name), i);
            if (!(*value)[i].is_object())
                return m_complaint.wrong(at, "an object");
            PlanMembers inner(m_complaint, (*value)[i], at);
            then(inner);
            inner.finish();
        }
    }

    // Any bytes: where NAME_encoding says so, they are percent-escaped. False where there is none.
    bool text(const char *name, std::string &to);
    void text(const char *name, std::optional<std::string> &to);
    void boolean(const char *name, bool &to);
    template <typename T>
    void natural(const char *name, std::optional<T> &to, std::uint64_t most = std::numeric_limits<T>::max())
    {
        if (const nlohmann::json *value = take(name)) {
            if (!value->is_number_unsigned() || value->get<std::uint64_t>() > most)
                return wrong(name, fmt::format("a whole number from 0 to {}", most));
            to = static_cast<T>(value->get<std::uint64_t>());
        }
    }
    void number(const char *name, std::optional<double> &to);
    void texts(const char *name, std::vector<std::string> &to);
    void type(const char *name, std::optional<DType> &to);
    template <typename T, std::size_t n>
    bool word(const char *name, const PlanWords<T, n> &words, T &to)
    {
        std::string given;
        if (!text(name, given))
            return false;
        if (const auto value = fromWord(words, given)) {
            to = *value;
            return true;
        }
        std::string all;
        for (const auto &[each, value] : words)
            all += fmt::format("{}{}", all.empty() ? "" : ", ", each);
        wrong(name, "one of " + all);
        return false;
    }
    void wrong(const char *name, std::string expected) { m_complaint.wrong(under(name), std::move(expected)); }
    void finish();

private:
    std::string under(std::string_view name) const;

    PlanComplaint &m_complaint;
    const nlohmann::json &m_object;
    std::string m_at; // "select/0"
    std::set<std::string, std::less<>> m_known;
};

} // namespace ckpt
