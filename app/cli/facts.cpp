// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/facts.h"

#include "format/graph/graphview.h"

namespace ckpt {

Facts factsOf(const Checkpoint &checkpoint, const JobControl &control)
{
    Facts facts;
    if (!checkpoint.ref().graphFile.empty()) {
        const auto graph = MetaGraph::read(checkpoint.ref().graphFile, checkpoint.limits(), control);
        const auto view = graph ? GraphView::build(*graph, &checkpoint, {}, control) : fail(graph.error());
        if (view) {
            facts.variables = (*view)->facts(checkpoint);
            return facts;
        }
        // The listing is complete without roles from the graph, so this is never worse than a warning.
        facts.issues.push_back({ Severity::Warning, view.error() });
    }
    facts.variables = factsFromNames(checkpoint);
    return facts;
}

std::string roleText(const VariableFacts &facts)
{
    return facts.detail.empty() ? queryKey(facts.role) : facts.detail;
}

} // namespace ckpt
