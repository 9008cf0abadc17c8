// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Object-based checkpoints made by hand, and what a copy makes of their object graph.
#pragma once

#include "format/export/copyplan.h"
#include "tests/format/checkpoint/fixtures.h"
#include "tests/format/objects/objectmessage.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <algorithm>
#include <map>

namespace ckpt::test {

using Names = std::map<std::string, std::string>; // old key → new key

// A checkpoint with these float variables, a lookup table "t", and an object graph.
class Made {
public:
    explicit Made(const std::string &objects, const std::vector<std::string> &keys = { "v", "w", "v/m", "count" })
    {
        BundleBuilder builder;
        for (const std::string &key : keys)
            builder.add(key, 1, { 1 }, elements<float>({ static_cast<float>(key.size()) }));
        builder.addStrings("t-keys", { 1 }, { "a" });
        builder.addStrings("t-values", { 1 }, { "b" });
        builder.addStrings(std::string(kObjectGraphKey), {}, { objects });
        builder.write(path("in"));
        auto opened = openAt(path("in.index"));
        if (!opened)
            qFatal("%s", messageOf(opened.error()).c_str());
        m_source = *opened;
    }

    std::string path(const char *name) const { return m_folder.filePath(name).toStdString(); }
    const Checkpoint &source() const { return *m_source; }

    std::vector<CopyItem> items(const Names &names) const
    {
        std::vector<CopyItem> chosen{ { *m_source->find(kObjectGraphKey), std::string(kObjectGraphKey) } };
        for (const auto &[old, key] : names)
            chosen.push_back({ m_source->find(old).value(), key });
        return chosen;
    }
    Result<CopyPlan> plan(const Names &names, ObjectGraphRule rule, const JobControl &control = {}) const
    {
        return planCopy(*m_source, items(names), { StorageFormat::V2, {}, rule }, control);
    }
    // The new message, and what is said of it.
    std::pair<std::string, ObjectsReport> rewritten(
        const Names &names, ObjectGraphRule rule = ObjectGraphRule::Keep) const
    {
        const auto made = plan(names, rule);
        if (!made)
            qFatal("%s", messageOf(made.error()).c_str());
        for (const CopyItem &item : made->items)
            if (item.text)
                return { *item.text, made->objects.value() };
        return {};
    }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const Checkpoint> m_source;
};

inline Names same(const std::vector<std::string> &keys)
{
    Names names;
    for (const std::string &key : keys)
        names[key] = key;
    return names;
}

// A model with two weights that leads back to the root, an optimizer with a slot of one of them, a lookup table, a
// counter. What `without` names is not there, and `renamed` has another key.
struct Model {
    std::vector<std::string> without{};
    Names renamed{};
    bool says = false; // of objects whether they have values
    std::vector<int> none{}; // objects that have none
    std::vector<std::pair<int, int>> cut{}; // edges that are not there
    bool slot = true;

    std::string str() const
    {
        ObjectMessage message;
        for (int i = 0; i < 8; ++i)
            message.add();
        const auto child = [&](int parent, const char *name, int node) {
            if (std::find(cut.begin(), cut.end(), std::pair(parent, node)) == cut.end())
                message.child(parent, name, node);
        };
        const auto attribute = [&](int node, const std::string &key) {
            const auto other = renamed.find(key);
            if (std::find(without.begin(), without.end(), key) == without.end())
                message.attribute(node, other == renamed.end() ? key : other->second);
        };
        child(0, "net", 1);
        child(0, "opt", 2);
        child(0, "table", 3);
        child(0, "count", 4);
        child(1, "v", 5);
        child(1, "w", 6);
        child(1, "up", 0);
        attribute(3, "t");
        attribute(4, "count");
        attribute(5, "v");
        attribute(6, "w");
        attribute(7, "v/m");
        if (slot)
            message.slot(2, 5, "m", 7);
        for (int i = 0; says && i < 8; ++i)
            message.hasValues(i, std::find(none.begin(), none.end(), i) == none.end());
        return message.str();
    }
};

} // namespace ckpt::test
