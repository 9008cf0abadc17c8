// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/replace/journalrecord.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ckpt {

namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "ckptscope.journal/1";
constexpr std::pair<JournalRecord::Phase, std::string_view> kPhases[] = {
    { JournalRecord::Phase::Writing, "writing" },
    { JournalRecord::Phase::Commit, "commit" },
    { JournalRecord::Phase::Done, "done" },
};
constexpr std::pair<Operation::Kind, std::string_view> kKinds[] = {
    { Operation::Kind::Move, "move" },
    { Operation::Kind::Link, "link" },
    { Operation::Kind::Remove, "remove" },
    { Operation::Kind::Sync, "sync" },
};

// File names are bytes, JSON is text: whatever is not plain ASCII becomes %XX.
std::string escaped(std::string_view name)
{
    std::string text;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7F || c == '%')
            text += fmt::format("%{:02X}", byte);
        else
            text += c;
    }
    return text;
}

std::optional<std::string> unescaped(std::string_view text)
{
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            name += text[i];
            continue;
        }
        unsigned byte = 0;
        if (text.size() - i < 3)
            return std::nullopt;
        const char *const digits = text.data() + i + 1;
        if (std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2)
            return std::nullopt;
        name += static_cast<char>(byte);
        i += 2;
    }
    return name;
}

// Of a file in the journal's own directory.
bool isPlainName(std::string_view name)
{
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos
        && name.find('\0') == std::string_view::npos;
}

// Takes a record apart. Every part can be missing or of another kind.
class Reader {
public:
    explicit Reader(const json &line)
        : m_line(line)
    {
    }

    std::optional<JournalRecord> read()
    {
        JournalRecord record;
        if (text("schema") != kSchema)
            return std::nullopt;
        const auto id = text("id"), phase = text("phase");
        const auto base = bytes("base"), host = bytes("host"), boot = bytes("boot");
        const auto known = std::find_if(
            std::begin(kPhases), std::end(kPhases), [&](const auto &named) { return named.second == phase; });
        if (!id || !isId(*id) || !base || !isPlainName(*base) || known == std::end(kPhases) || !host || !boot)
            return std::nullopt;
        record.phase = known->first;
        record.id = *id;
        record.base = *base;
        record.host = *host;
        record.boot = *boot;
        record.process = number("process").value_or(0);
        if (record.phase != JournalRecord::Phase::Commit)
            return record;
        if (!readOperations(record.list) || !readMade(record.made))
            return std::nullopt;
        return record;
    }

private:
    static bool isId(std::string_view id)
    {
        return id.size() == 8 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    }
    std::optional<std::string> text(const char *member) const
    {
        const auto found = m_line.find(member);
        return found != m_line.end() && found->is_string() ? std::optional(found->get<std::string>()) : std::nullopt;
    }
    std::optional<std::string> bytes(const char *member) const { return unescaped(text(member).value_or("")); }
    std::optional<std::int64_t> number(const char *member) const
    {
        const auto found = m_line.find(member);
        return found != m_line.end() && found->is_number_integer() ? std::optional(found->get<std::int64_t>())
                                                                   : std::nullopt;
    }
    const json *array(const char *member) const
    {
        const auto found = m_line.find(member);
        return found != m_line.end() && found->is_array() ? &*found : nullptr;
    }

    bool readOperations(OperationList &list) const
    {
        const json *operations = array("operations");
        const auto switchAt = number("switch");
        if (!operations || !switchAt || *switchAt < 0 || static_cast<std::size_t>(*switchAt) >= operations->size())
            return false;
        for (const json &parts : *operations) {
            const auto operation = readOperation(parts);
            if (!operation)
                return false;
            list.operations.push_back(*operation);
        }
        list.switchAt = static_cast<std::size_t>(*switchAt);
        return list.operations[list.switchAt].kind == Operation::Kind::Move;
    }

    static std::optional<Operation> readOperation(const json &parts)
    {
        if (!parts.is_array() || parts.empty() || !parts[0].is_string())
            return std::nullopt;
        const auto known = std::find_if(
            std::begin(kKinds), std::end(kKinds), [&](const auto &named) { return named.second == parts[0]; });
        if (known == std::end(kKinds))
            return std::nullopt;
        Operation operation{ known->first };
        std::string *const names[] = { &operation.from, &operation.to };
        const std::size_t count = known->first == Operation::Kind::Sync ? 0
            : known->first == Operation::Kind::Remove                   ? 1
                                                                        : 2;
        if (parts.size() != count + 1)
            return std::nullopt;
        for (std::size_t i = 0; i < count; ++i) {
            const auto name =
                parts[i + 1].is_string() ? unescaped(parts[i + 1].get_ref<const std::string &>()) : std::nullopt;
            if (!name || !isPlainName(*name))
                return std::nullopt;
            *names[i] = *name;
        }
        return operation;
    }

    bool readMade(std::vector<FileIdentity> &made) const
    {
        const json *files = array("made");
        if (!files)
            return false;
        for (const json &file : *files) {
            if (!file.is_array() || file.size() != 2 || !file[0].is_number_unsigned() || !file[1].is_number_unsigned())
                return false;
            made.push_back({ file[0].get<std::uint64_t>(), file[1].get<std::uint64_t>() });
        }
        return true;
    }

    const json &m_line;
};

} // namespace

std::string encodeRecord(const JournalRecord &record)
{
    json line = { { "schema", kSchema }, { "id", record.id }, { "base", escaped(record.base) },
        { "process", record.process }, { "host", escaped(record.host) }, { "boot", escaped(record.boot) } };
    for (const auto &[phase, name] : kPhases)
        if (phase == record.phase)
            line["phase"] = name;
    if (record.phase == JournalRecord::Phase::Commit) {
        json operations = json::array(), made = json::array();
        for (const Operation &operation : record.list.operations) {
            json parts = json::array();
            for (const auto &[kind, name] : kKinds)
                if (kind == operation.kind)
                    parts.push_back(name);
            for (const std::string &name : { operation.from, operation.to })
                if (!name.empty())
                    parts.push_back(escaped(name));
            operations.push_back(std::move(parts));
        }
        for (const FileIdentity &file : record.made)
            made.push_back({ file.device, file.number });
        line["operations"] = std::move(operations);
        line["switch"] = record.list.switchAt;
        line["made"] = std::move(made);
    }
    return line.dump() + '\n';
}

Result<std::optional<JournalRecord>> lastRecord(std::string_view journal, const std::string &path)
{
    const std::size_t end = journal.rfind('\n'); // what follows was torn off
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::size_t before = end == 0 ? std::string_view::npos : journal.rfind('\n', end - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const json line = json::parse(journal.substr(begin, end - begin), nullptr, false);
    if (line.is_object()) {
        if (auto record = Reader(line).read())
            return record;
    }
    return fail(Fault::JournalUnreadable, path, "Its last line is no record of this version.");
}

} // namespace ckpt
