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

    tl::expected<QueryExpression, QueryError> read()
    {
        for (skipBlanks(); m_at < m_text.size(); skipBlanks())
            if (auto wrong = readOne())
                return tl::unexpected(std::move(*wrong));
        if (m_wantsTerm && (!m_expression.terms.empty() || !m_pending.empty()))
            return tl::unexpected(nothingBehind(m_joined));
        for (; !m_pending.empty(); m_pending.pop_back()) {
            if (m_pending.back().isGroup())
                return tl::unexpected(bracketAt(m_pending.back().position));
            put(m_pending.back().step);
        }
        return std::move(m_expression);
    }

private:
    using Step = QueryExpression::Step;
    struct Pending { // what waits for its right side, or a group for its end
        enum class Kind { Join, Group, NegatedGroup } kind = Kind::Join;
        Step::Kind step = Step::Kind::And;
        std::size_t position = 0;
        bool isGroup() const { return kind != Kind::Join; }
    };

    static QueryError bracketAt(std::size_t position)
    {
        return { QueryError::Kind::UnmatchedBracket, position, 1, {} };
    }
    QueryError nothingBehind(std::size_t position) const // an OR or a bracket
    {
        const std::string_view sign = m_text.substr(position, m_text[position] == 'O' ? 2 : 1);
        return { QueryError::Kind::MissingValue, position, sign.size(), std::string(sign) };
    }
    void put(Step::Kind kind, std::size_t term = 0) { m_expression.steps.push_back({ kind, term }); }

    std::optional<QueryError> readOne()
    {
        const std::size_t begin = m_at;
        const bool negated = startsWith("-(");
        if (negated || startsWith("(")) {
            m_at += negated ? 2 : 1;
            if (++m_groups > kMostGroups)
                return bracketAt(begin);
            joinAll();
            m_pending.push_back({ negated ? Pending::Kind::NegatedGroup : Pending::Kind::Group, {}, begin });
            m_wantsTerm = true;
            m_joined = m_at - 1;
            return std::nullopt;
        }
        if (m_groups > 0 && startsWith(")")) {
            ++m_at;
            return m_wantsTerm ? bracketAt(begin) : endGroup();
        }
        if (startsWith("OR") && (m_at + 2 == m_text.size() || isBlank(m_text[m_at + 2]) || m_text[m_at + 2] == '(')) {
            m_at += 2;
            if (m_wantsTerm)
                return nothingBehind(begin);
            join(Step::Kind::Or);
            m_joined = begin;
            return std::nullopt;
        }
        auto term = readTerm();
        if (!term)
            return std::move(term.error());
        joinAll();
        put(Step::Kind::Term, m_expression.terms.size());
        m_expression.terms.push_back(std::move(*term));
        m_wantsTerm = false;
        return std::nullopt;
    }

    // What stands beside the last term is to hold, too.
    void joinAll()
    {
        if (!m_wantsTerm)
            join(Step::Kind::And);
    }

    // What binds at least as much has both its sides now.
    void join(Step::Kind kind)
    {
        while (!m_pending.empty() && !m_pending.back().isGroup()
            && (kind == Step::Kind::Or || m_pending.back().step == Step::Kind::And)) {
            put(m_pending.back().step);
            m_pending.pop_back();
        }
        m_pending.push_back({ Pending::Kind::Join, kind, m_at });
        m_wantsTerm = true;
    }

    std::optional<QueryError> endGroup()
    {
        for (; !m_pending.back().isGroup(); m_pending.pop_back())
            put(m_pending.back().step);
        if (m_pending.back().kind == Pending::Kind::NegatedGroup)
            put(Step::Kind::Not);
        m_pending.pop_back();
        --m_groups;
        return std::nullopt;
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }
    bool isEnd(char c) const { return isBlank(c) || (c == ')' && m_groups > 0); }
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
                end != std::string_view::npos && (!slashes || end + 1 == m_text.size() || isEnd(m_text[end + 1]));
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
        int open = 0; // brackets of the word itself
        for (; m_at < m_text.size() && !isBlank(m_text[m_at]); ++m_at) {
            if (open == 0 && m_text[m_at] == ')' && m_groups > 0)
                break;
            open += m_text[m_at] == '(' ? 1 : m_text[m_at] == ')' && open > 0 ? -1 : 0;
        }
        if (m_at == begin)
            return tl::unexpected(QueryError::Kind::MissingValue);
        return std::string(m_text.substr(begin, m_at - begin));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    QueryExpression m_expression;
    std::vector<Pending> m_pending;
    std::size_t m_groups = 0, m_joined = 0; // open ones; where what still wants a term began
    bool m_wantsTerm = true;
};

} // namespace

bool QueryExpression::isPlain() const
{
    return std::all_of(steps.begin(), steps.end(),
        [](const Step &step) { return step.kind == Step::Kind::Term || step.kind == Step::Kind::And; });
}

tl::expected<QueryExpression, QueryError> queryExpression(std::string_view text)
{
    return Reader(text).read();
}

} // namespace ckpt
