// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/doctor/doctormodel.h"

#include "widgets/common/formatting.h"
#include "widgets/doctor/doctorwords.h"

#include <algorithm>

namespace ckpt {

DoctorModel::DoctorModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void DoctorModel::setConsultation(ConsultationPtr consultation, double leastConfidence)
{
    beginResetModel();
    m_consultation = std::move(consultation);
    m_choices.clear();
    std::fill(std::begin(m_counts), std::end(m_counts), 0);
    m_numbersDiffer = false;
    if (m_consultation) {
        for (const Finding &each : m_consultation->diagnosis.findings)
            m_numbersDiffer = m_numbersDiffer
                || (each.state == MatchState::Found
                    && std::find(each.reasons.begin(), each.reasons.end(), Reason{ .kind = Reason::Kind::OtherNumbers })
                        != each.reasons.end());
        for (const Finding &each : m_consultation->diagnosis.findings)
            m_choices.push_back({ each.have, false });
        for (const AcceptedPair &pair : ckpt::accepted(
                 m_consultation->diagnosis, m_consultation->wanted.variables, m_consultation->have, leastConfidence))
            m_choices[static_cast<std::size_t>(pair.wanted)].accepted = true;
    }
    arrange();
    endResetModel();
    Q_EMIT choicesChanged();
}

void DoctorModel::setFilter(const Filter &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    arrange();
    endResetModel();
}

void DoctorModel::acceptFrom(double leastConfidence)
{
    if (!m_consultation)
        return;
    for (std::size_t i = 0; i < m_choices.size(); ++i)
        m_choices[i] = { m_consultation->diagnosis.findings[i].have, false };
    for (const AcceptedPair &pair : ckpt::accepted(
             m_consultation->diagnosis, m_consultation->wanted.variables, m_consultation->have, leastConfidence))
        m_choices[static_cast<std::size_t>(pair.wanted)].accepted = true;
    announceAll();
}

void DoctorModel::announceAll()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, ColumnCount - 1));
    Q_EMIT choicesChanged();
}

std::vector<AcceptedPair> DoctorModel::accepted() const
{
    std::vector<AcceptedPair> pairs;
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        if (m_choices[i].accepted)
            pairs.push_back({ static_cast<std::int32_t>(i), m_choices[i].have });
    }
    return pairs;
}

qint64 DoctorModel::waiting() const
{
    qint64 waiting = 0;
    for (std::size_t i = 0; i < m_choices.size(); ++i)
        waiting += !m_choices[i].accepted && restorable(static_cast<std::int32_t>(i)) ? 1 : 0;
    return waiting;
}

bool DoctorModel::restorable(std::int32_t wanted) const
{
    const std::int32_t have = m_choices[static_cast<std::size_t>(wanted)].have;
    return have >= 0 && canRestore(wantedVariable(wanted), haveVariable(have));
}

DoctorModel::Kind DoctorModel::kindOf(const Row &row) const
{
    if (row.wanted < 0)
        return Kind::Unused;
    switch (finding(row.wanted).state) {
    case MatchState::Found:
        return Kind::Found;
    case MatchState::WrongShape:
        return Kind::WrongShape;
    case MatchState::Missing:
        return Kind::Missing;
    default:
        return Kind::Proposed;
    }
}

// What needs attention comes first: proposals, then what is lost, then what is there, then what nobody wants.
void DoctorModel::arrange()
{
    m_rows.clear();
    std::fill(std::begin(m_counts), std::end(m_counts), 0);
    if (!m_consultation)
        return;
    const auto take = [this](Row row) {
        const auto kind = static_cast<int>(kindOf(row));
        ++m_counts[kind];
        if (!m_filter.shown[kind])
            return;
        const bool fits = m_filter.text.isEmpty()
            || text(row, WantedColumn).contains(m_filter.text, Qt::CaseInsensitive)
            || text(row, FoundColumn).contains(m_filter.text, Qt::CaseInsensitive);
        if (fits)
            m_rows.push_back(row);
    };
    for (std::size_t i = 0; i < m_consultation->diagnosis.findings.size(); ++i)
        take({ static_cast<std::int32_t>(i), -1 });
    constexpr int kPlaces[] = { 3, 0, 1, 2, 4 }; // by Kind
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](const Row &a, const Row &b) {
        return kPlaces[static_cast<int>(kindOf(a))] < kPlaces[static_cast<int>(kindOf(b))];
    });
    for (const std::int32_t have : m_consultation->diagnosis.unused)
        take({ -1, have });
}

std::int32_t DoctorModel::haveAt(int row) const
{
    const Row &at = m_rows[static_cast<std::size_t>(row)];
    return at.wanted < 0 ? at.have : m_choices[static_cast<std::size_t>(at.wanted)].have;
}

int DoctorModel::rowOfWanted(std::int32_t wanted) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [wanted](const Row &row) { return row.wanted == wanted; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

std::vector<Candidate> DoctorModel::candidates(std::int32_t wanted) const
{
    const Finding &at = finding(wanted);
    std::vector<Candidate> all = at.others;
    if (at.have >= 0 && at.state != MatchState::WrongShape)
        all.insert(all.begin(), { at.have, at.confidence, at.reasons });
    return all;
}

bool DoctorModel::choose(std::int32_t wanted, std::int32_t have)
{
    if (have >= 0) {
        for (std::size_t i = 0; i < m_choices.size(); ++i) {
            if (static_cast<std::int32_t>(i) == wanted || m_choices[i].have != have)
                continue;
            if (finding(static_cast<std::int32_t>(i)).state == MatchState::Found && m_choices[i].accepted)
                return false;
            m_choices[i] = {};
        }
    }
    Choice &choice = m_choices[static_cast<std::size_t>(wanted)];
    choice.have = have;
    choice.accepted = restorable(wanted);
    announceAll();
    return true;
}

double DoctorModel::confidence(const Row &row) const
{
    if (row.wanted < 0)
        return -1;
    const std::int32_t have = m_choices[static_cast<std::size_t>(row.wanted)].have;
    if (have < 0)
        return -1;
    for (const Candidate &each : candidates(row.wanted)) {
        if (each.have == have)
            return each.confidence;
    }
    return -1;
}

QString DoctorModel::whyText(const Row &row) const
{
    if (row.wanted < 0)
        return tr("not wanted");
    const Finding &at = finding(row.wanted);
    const std::int32_t have = m_choices[static_cast<std::size_t>(row.wanted)].have;
    if (have == at.have)
        return reasonWords(at.reasons);
    if (have < 0)
        return tr("left out by your choice");
    for (const Candidate &each : at.others) {
        if (each.have == have)
            return tr("your choice; %1").arg(reasonWords(each.reasons));
    }
    return tr("your choice");
}

QString DoctorModel::text(const Row &row, int column) const
{
    const std::int32_t have = row.wanted < 0 ? row.have : m_choices[static_cast<std::size_t>(row.wanted)].have;
    switch (column) {
    case WantedColumn:
        return row.wanted < 0 ? QString() : toQString(wantedVariable(row.wanted).key);
    case FoundColumn:
        return have < 0 ? tr("nothing") : toQString(haveVariable(have).key);
    case ShapeColumn: {
        const QString there = have < 0 ? QString() : shapeWords(haveVariable(have));
        if (row.wanted < 0)
            return there;
        const QString wanted = shapeWords(wantedVariable(row.wanted));
        return have >= 0 && !shapesFit(wantedVariable(row.wanted), haveVariable(have))
            ? tr("%1, file: %2", "two shapes").arg(wanted, there)
            : wanted.isEmpty() ? there
                               : wanted;
    }
    case MatchColumn: {
        const double sure = confidence(row);
        if (sure < 0 || kindOf(row) == Kind::WrongShape)
            return {};
        if (kindOf(row) == Kind::Found)
            return tr("same name");
        return sure > 0 ? tr("%1 %").arg(static_cast<int>(sure * 100)) : QString(); // 99.6 is not certain
    }
    case WhyColumn:
        return whyText(row);
    default:
        return {};
    }
}

int DoctorModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DoctorModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DoctorModel::data(const QModelIndex &at, int role) const
{
    if (!checkIndex(at, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(at.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, at.column());
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return at.column() == UseColumn ? QVariant() : QVariant(text(row, at.column()));
    case Qt::CheckStateRole:
        if (at.column() != UseColumn || row.wanted < 0 || !restorable(row.wanted))
            return {};
        return m_choices[static_cast<std::size_t>(row.wanted)].accepted ? Qt::Checked : Qt::Unchecked;
    case KindRole:
        return static_cast<int>(kindOf(row));
    case ConfidenceRole:
        return kindOf(row) == Kind::Proposed ? confidence(row) : -1;
    case HasCandidatesRole:
        return row.wanted >= 0 && !finding(row.wanted).others.empty();
    default:
        return {};
    }
}

QVariant DoctorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case UseColumn:
        return tr("Use", "verb: this proposal");
    case WantedColumn:
        return tr("Wanted");
    case FoundColumn:
        return tr("Found in the file");
    case ShapeColumn:
        return tr("Shape");
    case MatchColumn:
        return tr("Match");
    default:
        return tr("Why");
    }
}

Qt::ItemFlags DoctorModel::flags(const QModelIndex &at) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(at);
    if (at.isValid() && at.column() == UseColumn && data(at, Qt::CheckStateRole).isValid())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

void DoctorModel::tick(const QList<int> &rows, bool on)
{
    for (const int row : rows) {
        const std::int32_t wanted = wantedAt(row);
        if (wanted >= 0 && restorable(wanted))
            m_choices[static_cast<std::size_t>(wanted)].accepted = on;
    }
    announceAll();
}

bool DoctorModel::setData(const QModelIndex &at, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !data(at.siblingAtColumn(UseColumn), Qt::CheckStateRole).isValid())
        return false;
    m_choices[static_cast<std::size_t>(m_rows[static_cast<std::size_t>(at.row())].wanted)].accepted =
        value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index(at.row(), 0), index(at.row(), ColumnCount - 1));
    Q_EMIT choicesChanged();
    return true;
}

} // namespace ckpt
