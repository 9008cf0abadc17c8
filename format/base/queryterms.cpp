// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/queryterms.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

namespace ckpt {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isLetter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

char small(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

class Reader {
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }

    tl::expected<std::vector<QueryTerm>, QueryError> read()
    {
        std::vector<QueryTerm> terms;
        for (skipBlanks(); m_at < m_text.size(); skipBlanks()) {
            auto term = readTerm();
            if (!term)
                return tl::unexpected(std::move(term.error()));
            terms.push_back(std::move(*term));
        }
        return terms;
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }
    bool startsWith(std::string_view sign) const { return m_text.substr(m_at).starts_with(sign); }

    tl::expected<QueryTerm, QueryError> readTerm()
    {
        QueryTerm term;
        term.position = m_at;
        if (startsWith("-") && m_at + 1 < m_text.size() && !isBlank(m_text[m_at + 1])) {
            term.negated = true;
            ++m_at;
        }
        readField(term);
        auto value = readValue(term);
        term.length = m_at - term.position;
        if (!value)
            return tl::unexpected(QueryError{ value.error(), term.position, term.length, term.field });
        term.value = std::move(*value);
        return term;
    }

    void readField(QueryTerm &term)
    {
        static constexpr std::pair<std::string_view, Relation> kSigns[] = { { ":", Relation::Has },
            { ">=", Relation::AtLeast }, { "<=", Relation::AtMost }, { ">", Relation::Above }, { "<", Relation::Below },
            { "=", Relation::Equal }, { "~", Relation::Matches } };
        std::size_t end = m_at;
        while (end < m_text.size() && isLetter(m_text[end]))
            ++end;
        if (end == m_at)
            return;
        for (const auto &[sign, relation] : kSigns)
            if (m_text.substr(end).starts_with(sign)) {
                term.relation = relation;
                term.field = m_text.substr(m_at, end - m_at);
                std::transform(term.field.begin(), term.field.end(), term.field.begin(), small);
                m_at = end + sign.size();
                return;
            }
    }

    tl::expected<std::string, QueryError::Kind> readValue(QueryTerm &term)
    {
        const bool slashes = startsWith("/") && term.field.empty();
        if (slashes || startsWith("\"")) {
            const std::size_t end = m_text.find(m_text[m_at], m_at + 1);
            // "/conv1/kernel" is a path and no pattern
            const bool closed =
                end != std::string_view::npos && (!slashes || end + 1 == m_text.size() || isBlank(m_text[end + 1]));
            if (closed) {
                if (slashes)
                    term.relation = Relation::Matches;
                std::string value(m_text.substr(m_at + 1, end - m_at - 1));
                m_at = end + 1;
                return value;
            }
            if (!slashes) {
                m_at = m_text.size();
                return tl::unexpected(QueryError::Kind::UnclosedQuote);
            }
        }
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && !isBlank(m_text[m_at]))
            ++m_at;
        if (m_at == begin)
            return tl::unexpected(QueryError::Kind::MissingValue);
        return std::string(m_text.substr(begin, m_at - begin));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

tl::expected<std::vector<QueryTerm>, QueryError> queryTerms(std::string_view text)
{
    return Reader(text).read();
}

} // namespace ckpt
