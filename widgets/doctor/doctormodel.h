// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table of the doctor page: each wanted variable with what would be restored for it, then what nobody wants. The
// user's choices are kept here; a variable of the file is given once.
#pragma once

#include "format/doctor/acceptance.h"
#include "widgets/doctor/consultation.h"

#include <QAbstractTableModel>

#include <vector>

namespace ckpt {

class DoctorModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { UseColumn, WantedColumn, FoundColumn, ShapeColumn, MatchColumn, WhyColumn, ColumnCount };
    // What a row is, in the order of the chips.
    enum class Kind { Found, Proposed, WrongShape, Missing, Unused };
    static constexpr int kKinds = 5;
    enum Role { KindRole = Qt::UserRole, ConfidenceRole, HasCandidatesRole }; // int; double, < 0: none; bool

    struct Filter {
        QString text; // in either name, any case
        bool shown[kKinds] = { false, true, true, true, true };
        bool operator==(const Filter &) const = default;
    };

    explicit DoctorModel(QObject *parent = nullptr);

    // Null: nothing. Accepts what is at least as sure as `leastConfidence`.
    void setConsultation(ConsultationPtr consultation, double leastConfidence);
    const ConsultationPtr &consultation() const { return m_consultation; }
    void setFilter(const Filter &filter);
    const Filter &filter() const { return m_filter; }
    // All choices anew.
    void acceptFrom(double leastConfidence);

    std::vector<AcceptedPair> accepted() const;
    qint64 count(Kind kind) const { return m_counts[static_cast<int>(kind)]; }
    qint64 waiting() const; // that could be restored and are not accepted
    bool numbersDiffer() const { return m_numbersDiffer; } // of what was found by its name

    // Of a row; -1: it has none.
    std::int32_t wantedAt(int row) const { return m_rows[static_cast<std::size_t>(row)].wanted; }
    std::int32_t haveAt(int row) const;
    int rowOfWanted(std::int32_t wanted) const; // -1: not shown
    // What else might be restored there: candidates, best first, whatever is chosen now among them.
    std::vector<Candidate> candidates(std::int32_t wanted) const;
    // Takes `have` for `wanted` (-1: nothing), away from where it was. False: it is there under its own name elsewhere.
    bool choose(std::int32_t wanted, std::int32_t have);

    // Ticks these rows, where they can be, or takes the ticks away: one change.
    void tick(const QList<int> &rows, bool on);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void choicesChanged();

private:
    struct Row {
        std::int32_t wanted = -1, have = -1; // have: of what nobody wants
    };
    struct Choice {
        std::int32_t have = -1;
        bool accepted = false;
    };
    const Finding &finding(std::int32_t wanted) const
    {
        return m_consultation->diagnosis.findings[static_cast<std::size_t>(wanted)];
    }
    const NamedVariable &wantedVariable(std::int32_t i) const
    {
        return m_consultation->wanted.variables[static_cast<std::size_t>(i)];
    }
    const NamedVariable &haveVariable(std::int32_t j) const
    {
        return m_consultation->have[static_cast<std::size_t>(j)];
    }
    Kind kindOf(const Row &row) const;
    bool restorable(std::int32_t wanted) const;
    double confidence(const Row &row) const; // < 0: none
    QString whyText(const Row &row) const;
    QString text(const Row &row, int column) const;
    void arrange();
    void announceAll();

    ConsultationPtr m_consultation;
    Filter m_filter;
    std::vector<Choice> m_choices; // by wanted
    std::vector<Row> m_rows; // that are shown
    qint64 m_counts[kKinds] = {};
    bool m_numbersDiffer = false;
};

} // namespace ckpt
