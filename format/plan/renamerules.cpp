// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/plan/renamerules.h"

#include "format/plan/renametables.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <re2/re2.h>

namespace ckpt {

struct Renames::Step {
    std::size_t rule = 0;
    std::unique_ptr<const RE2> pattern; // none: `from` is the whole name
    std::string from, to;
    bool once = false;
    std::optional<VariableQuery> only;
};

namespace {

using Kind = RenameError::Kind;
using Parts = std::vector<std::shared_ptr<const Renames::Step>>;

// Up to the next `sign`, which is taken off; false where there is none.
bool takePart(std::string_view &rest, char sign, std::string &part)
{
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (rest[i] == sign) {
            rest.remove_prefix(i + 1);
            return true;
        }
        if (rest[i] == '\\' && i + 1 < rest.size()) {
            if (rest[i + 1] != sign)
                part += '\\';
            part += rest[++i];
        } else {
            part += rest[i];
        }
    }
    return false;
}

tl::expected<RenameRule, RenameError> patternRule(const std::string &text)
{
    const char sign = text[1];
    std::string_view rest = std::string_view(text).substr(2);
    RenameRule rule;
    if (!takePart(rest, sign, rule.from) || !takePart(rest, sign, rule.to) || (!rest.empty() && rest != "g"))
        return tl::unexpected(RenameError{ 0, Kind::BadRule, text, {} });
    rule.once = rest.empty();
    return rule;
}

// @id or @id:parameter=value
tl::expected<RenameRule, RenameError> tableRule(const std::string &text)
{
    RenameRule rule{ .kind = RenameRule::Kind::Table };
    const std::size_t colon = text.find(':');
    rule.from = text.substr(1, colon == std::string::npos ? colon : colon - 1);
    if (colon == std::string::npos)
        return rule;
    const std::size_t sign = text.find('=', colon);
    if (sign == std::string::npos)
        return tl::unexpected(RenameError{ 0, Kind::BadRule, text, {} });
    rule.parameters.emplace_back(text.substr(colon + 1, sign - colon - 1), text.substr(sign + 1));
    return rule;
}

void replaceAll(std::string &text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

// One rule on its way to steps.
class Compiler {
public:
    Compiler(const RenameRule &rule, std::size_t position)
        : m_rule(rule)
        , m_position(position)
    {
    }

    tl::expected<Parts, RenameError> compile()
    {
        if (!m_rule.only.empty()) {
            auto query = VariableQuery::parse(m_rule.only);
            if (!query)
                return wrong(Kind::BadQuery, m_rule.only, query.error().detail);
            m_only = std::move(*query);
        }
        switch (m_rule.kind) {
        case RenameRule::Kind::Name:
            if (m_rule.from.empty())
                return wrong(Kind::BadRule, renameRuleText(m_rule), {});
            return Parts{ std::make_shared<Renames::Step>(
                Renames::Step{ m_position, nullptr, m_rule.from, m_rule.to, true, m_only }) };
        case RenameRule::Kind::Pattern:
            return pattern(m_rule.from, m_rule.to);
        case RenameRule::Kind::Table:
            break;
        }
        return table();
    }

private:
    tl::unexpected<RenameError> wrong(Kind kind, std::string text, std::string detail) const
    {
        return tl::unexpected(RenameError{ m_position, kind, std::move(text), std::move(detail) });
    }

    tl::expected<Parts, RenameError> pattern(const std::string &from, const std::string &to)
    {
        RE2::Options options(RE2::Quiet);
        auto compiled = std::make_unique<const RE2>(from, options);
        if (!compiled->ok())
            return wrong(Kind::BadPattern, from, compiled->error());
        std::string why;
        if (!compiled->CheckRewriteString(to, &why))
            return wrong(Kind::BadReplacement, to, why);
        return Parts{ std::make_shared<Renames::Step>(
            Renames::Step{ m_position, std::move(compiled), from, to, m_rule.once, m_only }) };
    }

    tl::expected<Parts, RenameError> table()
    {
        const RenameTable *table = findRenameTable(m_rule.from);
        if (!table)
            return wrong(Kind::UnknownTable, m_rule.from, {});
        std::string value(table->parameterDefault);
        for (const auto &[name, given] : m_rule.parameters) {
            if (name != table->parameter || name.empty())
                return wrong(Kind::UnknownParameter, name, {});
            value = given;
        }
        Parts parts;
        for (const auto &[from, to] : table->rules) {
            auto step =
                pattern(filledPattern(from, table->parameter, value), filledRewriting(to, table->parameter, value));
            if (!step)
                return step;
            parts.insert(parts.end(), step->begin(), step->end());
        }
        return parts;
    }

    static std::string filledPattern(std::string_view pattern, std::string_view parameter, const std::string &value)
    {
        std::string filled(pattern);
        if (!parameter.empty())
            replaceAll(filled, fmt::format("{{{}:quoted}}", parameter), RE2::QuoteMeta(value));
        return filled;
    }

    static std::string filledRewriting(std::string_view to, std::string_view parameter, const std::string &value)
    {
        std::string filled(to), plain = value;
        replaceAll(plain, "\\", "\\\\");
        if (!parameter.empty())
            replaceAll(filled, fmt::format("{{{}}}", parameter), plain);
        return filled;
    }

    const RenameRule &m_rule;
    std::size_t m_position;
    std::optional<VariableQuery> m_only;
};

} // namespace

std::string renameErrorText(const RenameError &error)
{
    switch (error.kind) {
    case Kind::BadRule:
        return fmt::format(
            "“{}” should be OLD=NEW, s/PATTERN/NEW/ (with or without a g behind it) or @TABLE.", error.text);
    case Kind::BadPattern:
        return fmt::format("The pattern “{}” is wrong: {}.", error.text, error.detail);
    case Kind::BadReplacement:
        return fmt::format("The new name “{}” is wrong: {}.", error.text, error.detail);
    case Kind::BadQuery:
        return fmt::format("The query “{}” cannot be understood.", error.text);
    case Kind::UnknownTable:
        return fmt::format("There is no table of names “{}”.", error.text);
    case Kind::UnknownParameter:
        return fmt::format("The table of names has no parameter “{}”.", error.text);
    }
    return {};
}

tl::expected<RenameRule, RenameError> parseRenameRule(const std::string &text)
{
    if (text.size() > 1 && text[0] == '@')
        return tableRule(text);
    // "scale=x" is a name; "s/" and "s|" begin a pattern.
    const bool letter = text.size() > 1 && (std::isalnum(static_cast<unsigned char>(text[1])) != 0 || text[1] == '_');
    if (text.size() > 1 && text[0] == 's' && !letter && text[1] != '=' && text[1] != '\\')
        return patternRule(text);
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0)
        return tl::unexpected(RenameError{ 0, Kind::BadRule, text, {} });
    return RenameRule{ .kind = RenameRule::Kind::Name, .from = text.substr(0, sign), .to = text.substr(sign + 1) };
}

std::string renameRuleText(const RenameRule &rule)
{
    switch (rule.kind) {
    case RenameRule::Kind::Name:
        return fmt::format("{}={}", rule.from, rule.to);
    case RenameRule::Kind::Pattern: {
        // A sign that neither part has needs no backslashes. The last one is in no text that people write.
        constexpr std::string_view kSigns = "/|#!,;%&~\x01";
        const std::size_t free = kSigns.find_first_not_of(rule.from + rule.to);
        const char sign = kSigns[std::min(free, kSigns.size() - 1)];
        return fmt::format("s{0}{1}{0}{2}{0}{3}", sign, rule.from, rule.to, rule.once ? "" : "g");
    }
    case RenameRule::Kind::Table:
        break;
    }
    std::string text = "@" + rule.from;
    for (const auto &[name, value] : rule.parameters)
        text += fmt::format(":{}={}", name, value);
    return text;
}

tl::expected<Renames, RenameError> Renames::compile(std::span<const RenameRule> rules)
{
    Renames renames;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (rules[i].off)
            continue;
        auto steps = Compiler(rules[i], i).compile();
        if (!steps)
            return tl::unexpected(steps.error());
        renames.m_steps.insert(renames.m_steps.end(), steps->begin(), steps->end());
    }
    return renames;
}

std::string Renames::apply(
    const Variable &variable, const VariableFacts &facts, std::string name, std::span<std::size_t> matched) const
{
    std::string before;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const Step &step = *m_steps[i];
        if (i == 0 || m_steps[i - 1]->rule != step.rule)
            before = name;
        if (!step.only || step.only->holds(variable, facts)) {
            if (!step.pattern) {
                if (name == step.from)
                    name = step.to;
            } else if (step.once) {
                RE2::Replace(&name, *step.pattern, step.to);
            } else {
                RE2::GlobalReplace(&name, *step.pattern, step.to);
            }
        }
        const bool last = i + 1 == m_steps.size() || m_steps[i + 1]->rule != step.rule;
        if (last && step.rule < matched.size() && name != before)
            ++matched[step.rule];
    }
    return name;
}

} // namespace ckpt
