// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/contexts.h"

#include "format/proto/control_flow.pb.h"

#include <algorithm>

namespace ckpt {
namespace {

using Names = google::protobuf::RepeatedPtrField<std::string>;

class ContextFilter {
public:
    explicit ContextFilter(const NameTest &exists)
        : m_exists(exists)
    {
    }

    // False: it cannot stay. The parser bounds how deep contexts are nested, and so this recursion.
    bool filter(pb::CondContextDef &context) // NOLINT(misc-no-recursion)
    {
        if (!isThere(context.pred_name()) || !isThere(context.pivot_name()))
            return false;
        filterValues(*context.mutable_values_def());
        filterNested(*context.mutable_nested_contexts());
        return true;
    }

    bool filter(pb::WhileContextDef &context) // NOLINT(misc-no-recursion)
    {
        if (!isThere(context.pivot_name()) || !isThere(context.pivot_for_pred_name())
            || !isThere(context.pivot_for_body_name()) || !isThere(context.maximum_iterations_name()))
            return false;
        filterNames(*context.mutable_loop_exit_names(), m_exists);
        filterNames(*context.mutable_loop_enter_names(), m_exists);
        filterValues(*context.mutable_values_def());
        filterNested(*context.mutable_nested_contexts());
        return true;
    }

    bool changed() const { return m_changed; }

private:
    bool isThere(const std::string &name) const { return name.empty() || m_exists(name); }

    void filterNames(Names &names, const NameTest &stays)
    {
        const auto end =
            std::remove_if(names.begin(), names.end(), [&](const std::string &name) { return !stays(name); });
        m_changed = m_changed || end != names.end();
        names.erase(end, names.end());
    }

    void filterValues(pb::ValuesDef &values)
    {
        auto &external = *values.mutable_external_values();
        for (auto each = external.begin(); each != external.end();) {
            const bool stays = m_exists(each->first) && m_exists(each->second);
            m_changed = m_changed || !stays;
            each = stays ? std::next(each) : external.erase(each);
        }
        filterNames(*values.mutable_values(), m_exists);
    }

    template <typename Contexts>
    void filterNested(Contexts &contexts) // NOLINT(misc-no-recursion)
    {
        const auto end = std::remove_if(contexts.begin(), contexts.end(), [&](pb::ControlFlowContextDef &each) {
            if (each.has_cond_ctxt())
                return !filter(*each.mutable_cond_ctxt());
            return !each.has_while_ctxt() || !filter(*each.mutable_while_ctxt());
        });
        m_changed = m_changed || end != contexts.end();
        contexts.erase(end, contexts.end());
    }

    const NameTest &m_exists;
    bool m_changed = false;
};

template <typename Context>
ContextFate filtered(Context &context, const NameTest &exists)
{
    ContextFilter filter(exists);
    if (!filter.filter(context))
        return ContextFate::Dropped;
    return filter.changed() ? ContextFate::Changed : ContextFate::Unchanged;
}

} // namespace

ContextFate filterContext(pb::CondContextDef &context, const NameTest &exists)
{
    return filtered(context, exists);
}

ContextFate filterContext(pb::WhileContextDef &context, const NameTest &exists)
{
    return filtered(context, exists);
}

} // namespace ckpt
