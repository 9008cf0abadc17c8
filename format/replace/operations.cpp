// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/replace/operations.h"

#include "format/bundle/bundleindex.h"

#include <fmt/format.h>

namespace ckpt {

namespace {

class Planner {
public:
    Planner(const std::string &base, const OldFiles &before, const NewFiles &after, const TemporaryNames &names)
        : m_base(base)
        , m_before(before)
        , m_after(after)
        , m_names(names)
    {
    }

    OperationList plan()
    {
        if (m_before.meta)
            move(m_base + ".meta", m_names.oldMeta());
        if (!m_after.bundle)
            tables();
        else if (m_after.passing)
            sameNames(*m_after.bundle, *m_after.passing);
        else
            otherNames(*m_after.bundle);
        if (m_after.bundle && m_before.table)
            remove(m_base);
        sync();
        return std::move(m_list);
    }

private:
    void add(Operation::Kind kind, std::string from = {}, std::string to = {})
    {
        m_list.operations.push_back({ kind, std::move(from), std::move(to) });
    }
    void move(std::string from, std::string to) { add(Operation::Kind::Move, std::move(from), std::move(to)); }
    void remove(std::string name) { add(Operation::Kind::Remove, std::move(name)); }
    void sync() { add(Operation::Kind::Sync); }
    void switchBy(std::string from, std::string to)
    {
        m_list.switchAt = m_list.operations.size();
        move(std::move(from), std::move(to));
        sync();
        if (m_after.meta)
            move(m_names.fresh() + ".meta", m_base + ".meta");
        if (m_after.state)
            move(m_names.state(), "checkpoint");
    }
    void removeOldData()
    {
        for (std::int32_t i = 0; i < *m_before.bundle; ++i)
            remove(shardPath(m_base, i, *m_before.bundle));
    }

    // V1. A V2 index of the name is what TensorFlow reads as long as it is there.
    void tables()
    {
        const std::int32_t count = m_after.tables;
        if (!m_before.bundle) {
            for (std::int32_t i = 0; i + 1 < count; ++i)
                move(tablePath(m_names.fresh(), i, count), tablePath(m_base, i, count));
            sync();
            switchBy(tablePath(m_names.fresh(), count - 1, count), tablePath(m_base, count - 1, count));
            return;
        }
        if (m_before.table) {
            move(m_base, m_names.oldTable());
            sync();
        }
        move(m_names.fresh(), m_base);
        sync();
        switchBy(m_base + ".index", m_names.oldIndex());
        removeOldData();
    }

    // No data file of the new checkpoint has the name of an old one.
    void otherNames(std::int32_t count)
    {
        for (std::int32_t i = 0; i < count; ++i)
            move(shardPath(m_names.fresh(), i, count), shardPath(m_base, i, count));
        sync();
        switchBy(m_names.fresh() + ".index", m_base + ".index");
        if (m_before.bundle)
            removeOldData();
    }

    // The data pass through names of another count, with an index that counts as many; then they get second names.
    void sameNames(std::int32_t count, std::int32_t passing)
    {
        for (std::int32_t i = 0; i < count; ++i)
            move(shardPath(m_names.fresh(), i, count), shardPath(m_base, i, passing));
        sync();
        switchBy(m_names.passingIndex(), m_base + ".index");
        for (std::int32_t i = 0; i < count; ++i) {
            const std::string link = m_names.link(static_cast<std::size_t>(i));
            add(Operation::Kind::Link, shardPath(m_base, i, passing), link);
            move(link, shardPath(m_base, i, count));
        }
        sync();
        move(m_names.fresh() + ".index", m_base + ".index");
        sync();
        for (std::int32_t i = 0; i < count; ++i)
            remove(shardPath(m_base, i, passing));
    }

    const std::string &m_base;
    const OldFiles &m_before;
    const NewFiles &m_after;
    const TemporaryNames &m_names;
    OperationList m_list;
};

} // namespace

std::string tablePath(const std::string &prefix, std::int32_t number, std::int32_t count)
{
    return count == 1 ? prefix : fmt::format("{}-{:05d}-of-{:05d}", prefix, number, count);
}

OperationList planReplacement(
    const std::string &base, const OldFiles &before, const NewFiles &after, const TemporaryNames &names)
{
    return Planner(base, before, after, names).plan();
}

} // namespace ckpt
