// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/arrays/safetensorsheader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ckpt {

namespace {

// Takes the events of the JSON parser, which keeps its own state on the heap. Depth 1 has the names, depth 2 their
// fields, depth 3 the numbers of a field; what lies deeper belongs to nothing that is known.
class Events final : public nlohmann::json_sax<nlohmann::json> {
public:
    SafetensorsHeader header;
    std::string problem;

    bool key(string_t &text) override
    {
        if (m_depth == 1)
            return beginEntry(text);
        if (m_depth == 2)
            m_field = std::move(text);
        return true;
    }
    bool start_object(std::size_t) override { return open(false); }
    bool start_array(std::size_t) override { return open(true); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool string(string_t &text) override
    {
        if (m_depth == 2 && m_inMetadata) {
            header.metadata.emplace_back(m_field, std::move(text));
        } else if (m_depth == 2 && m_field == "dtype") {
            entry().repeated |= entry().dtype.has_value();
            entry().dtype = std::move(text);
        }
        return other();
    }
    bool number_unsigned(number_unsigned_t number) override
    {
        if (m_depth != 3 || !m_numbers)
            return other();
        m_numbers->push_back(number);
        return true;
    }
    bool number_integer(number_integer_t) override { return other(); }
    bool number_float(number_float_t, const string_t &) override { return other(); }
    bool boolean(bool) override { return other(); }
    bool null() override { return other(); }
    bool binary(binary_t &) override { return other(); }

    bool parse_error(std::size_t at, const std::string &, const nlohmann::detail::exception &) override
    {
        problem = fmt::format("Its header is no JSON text: it cannot be understood at byte {}.", at + 8);
        return false;
    }

private:
    SafetensorsEntry &entry() { return header.entries.back(); }

    bool refuse(const char *why)
    {
        problem = why;
        return false;
    }

    bool beginEntry(string_t &name)
    {
        m_inMetadata = name == "__metadata__";
        if (!m_inMetadata)
            header.entries.push_back({ std::move(name), {}, {}, {}, false });
        return true;
    }

    bool open(bool array)
    {
        if (m_depth == 0 && array)
            return refuse("Its header is no JSON object.");
        m_numbers = nullptr;
        if (m_depth == 2 && array && !m_inMetadata) {
            auto *field = m_field == "shape" ? &entry().shape : m_field == "data_offsets" ? &entry().offsets : nullptr;
            m_field.clear();
            m_owner = field;
            if (field) {
                entry().repeated |= field->has_value();
                m_numbers = &field->emplace();
            }
        } else {
            other(); // nested where numbers are expected
        }
        ++m_depth;
        return true;
    }
    bool close()
    {
        --m_depth;
        if (m_depth == 2)
            m_numbers = nullptr, m_owner = nullptr;
        return true;
    }

    // Something that is no number among the numbers of a field spoils the field.
    bool other()
    {
        if (m_depth == 0)
            return refuse("Its header is no JSON object.");
        if (m_depth >= 3 && m_owner) {
            m_owner->reset();
            m_owner = nullptr;
            m_numbers = nullptr;
        }
        return true;
    }

    std::uint64_t m_depth = 0;
    bool m_inMetadata = false;
    std::string m_field;
    std::optional<std::vector<std::uint64_t>> *m_owner = nullptr;
    std::vector<std::uint64_t> *m_numbers = nullptr;
};

} // namespace

Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json)
{
    Events events;
    if (!nlohmann::json::sax_parse(json, &events))
        return fail(Fault::ArrayFileDamaged, {}, std::move(events.problem));
    return std::move(events.header);
}

} // namespace ckpt
