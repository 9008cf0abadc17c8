// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/plan/planmembers.h"

#include "format/base/percent.h"

#include <algorithm>
#include <cmath>

namespace ckpt {

void PlanComplaint::complain(Fault fault, std::string at, std::string expected)
{
    if (m_error)
        return;
    m_error = Error{ .fault = fault, .path = m_path };
    m_error->key = std::move(at);
    m_error->detail = std::move(expected);
}

const nlohmann::json *PlanMembers::take(const char *name)
{
    m_known.insert(name);
    const auto found = m_object.find(name);
    return found == m_object.end() || m_complaint.error() ? nullptr : &*found;
}

bool PlanMembers::text(const char *name, std::string &to)
{
    const std::string encodingName = fmt::format("{}_encoding", name);
    const nlohmann::json *encoding = take(encodingName.c_str());
    const nlohmann::json *value = take(name);
    if (!value)
        return false;
    if (!value->is_string()) {
        wrong(name, "a text");
        return false;
    }
    to = value->get<std::string>();
    if (!encoding)
        return true;
    if (*encoding != "percent") {
        wrong(encodingName.c_str(), "“percent”");
        return false;
    }
    to = percentDecoded(to);
    return true;
}

void PlanMembers::text(const char *name, std::optional<std::string> &to)
{
    std::string value;
    if (text(name, value))
        to = std::move(value);
}

void PlanMembers::boolean(const char *name, bool &to)
{
    if (const nlohmann::json *value = take(name)) {
        if (!value->is_boolean())
            return wrong(name, "true or false");
        to = value->get<bool>();
    }
}

void PlanMembers::number(const char *name, std::optional<double> &to)
{
    const nlohmann::json *value = take(name);
    if (value && (!value->is_number() || !std::isfinite(value->get<double>())))
        return wrong(name, "a number");
    if (value)
        to = value->get<double>();
}

void PlanMembers::texts(const char *name, std::vector<std::string> &to)
{
    const nlohmann::json *value = take(name);
    if (!value)
        return;
    const bool good = value->is_array()
        && std::all_of(value->begin(), value->end(), [](const nlohmann::json &each) { return each.is_string(); });
    if (!good)
        return wrong(name, "a list of texts");
    to = value->get<std::vector<std::string>>();
}

void PlanMembers::type(const char *name, std::optional<DType> &to)
{
    std::string word;
    if (!text(name, word))
        return;
    to = dtypeFromName(word);
    if (!to || numberClass(*to) != NumberClass::Float)
        wrong(name, "a floating type, as float16");
}

void PlanMembers::finish()
{
    for (const auto &[name, value] : m_object.items()) {
        if (!m_known.contains(name))
            return m_complaint.complain(Fault::PlanMemberUnknown, under(name), {});
    }
}

std::string PlanMembers::under(std::string_view name) const
{
    return m_at.empty() ? std::string(name) : fmt::format("{}/{}", m_at, name);
}

} // namespace ckpt
