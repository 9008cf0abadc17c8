// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/renames.h"

#include <cctype>
#include <fmt/format.h>
#include <re2/re2.h>

namespace ckpt {

struct Renames::Rule {
    std::unique_ptr<const RE2> pattern; // none: `from` is the whole name
    std::string from, to;
    bool everyMatch = false;
};

namespace {

using Rule = std::shared_ptr<const Renames::Rule>;

// Up to the next `sign`, which is taken off; nothing where there is none.
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

tl::expected<Rule, std::string> patternRule(const std::string &text)
{
    const char sign = text[1];
    std::string_view rest = std::string_view(text).substr(2);
    auto rule = std::make_shared<Renames::Rule>();
    if (!takePart(rest, sign, rule->from) || !takePart(rest, sign, rule->to) || (!rest.empty() && rest != "g"))
        return tl::unexpected(
            fmt::format("“{}” should be s{}PATTERN{}NEW{}, with or without a g behind it.", text, sign, sign, sign));
    rule->everyMatch = rest == "g";
    RE2::Options options(RE2::Quiet);
    options.set_log_errors(false);
    auto pattern = std::make_unique<const RE2>(rule->from, options);
    if (!pattern->ok())
        return tl::unexpected(fmt::format("The pattern of “{}” is wrong: {}.", text, pattern->error()));
    std::string why;
    if (!pattern->CheckRewriteString(rule->to, &why))
        return tl::unexpected(fmt::format("The new name of “{}” is wrong: {}.", text, why));
    rule->pattern = std::move(pattern);
    return rule;
}

tl::expected<Rule, std::string> ruleOf(const std::string &text)
{
    // "scale=x" is a name; "s/" and "s|" begin a pattern.
    const bool letter = text.size() > 1 && (std::isalnum(static_cast<unsigned char>(text[1])) != 0 || text[1] == '_');
    if (text.size() > 1 && text[0] == 's' && !letter && text[1] != '=' && text[1] != '\\')
        return patternRule(text);
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0)
        return tl::unexpected(fmt::format("“{}” should be OLD=NEW or s/PATTERN/NEW/.", text));
    auto rule = std::make_shared<Renames::Rule>();
    rule->from = text.substr(0, sign);
    rule->to = text.substr(sign + 1);
    return rule;
}

} // namespace

tl::expected<Renames, std::string> Renames::parse(const std::vector<std::string> &rules)
{
    Renames renames;
    for (const std::string &text : rules) {
        auto rule = ruleOf(text);
        if (!rule)
            return tl::unexpected(std::move(rule.error()));
        renames.m_rules.push_back(std::move(*rule));
    }
    return renames;
}

std::string Renames::apply(std::string name) const
{
    for (const auto &rule : m_rules) {
        if (!rule->pattern) {
            if (name == rule->from)
                name = rule->to;
        } else if (rule->everyMatch) {
            RE2::GlobalReplace(&name, *rule->pattern, rule->to);
        } else {
            RE2::Replace(&name, *rule->pattern, rule->to);
        }
    }
    return name;
}

} // namespace ckpt
