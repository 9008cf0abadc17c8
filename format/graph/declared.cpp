// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/declared.h"

namespace ckpt {

namespace {

// "key" of "key shape_and_slice"; a partition keeps its node's name, since its parts share the key.
std::string keyOf(const GraphVariable &variable, std::string_view nodeName)
{
    if (variable.savedAs.empty() || variable.savedAs.front().find(' ') != std::string::npos)
        return std::string(nodeName);
    return variable.savedAs.front();
}

} // namespace

std::shared_ptr<const Checkpoint> declaredVariables(const MetaGraph &graph)
{
    std::vector<Variable> variables;
    Issues issues;
    IssueLog log(issues, Limits{}.maxIssuesOfOneFault);
    for (const GraphVariable &declared : graph.variables()) {
        Variable variable;
        variable.key = keyOf(declared, graph.node(declared.node).name);
        variable.storedType = declared.dtype % 100; // reference types are their type + 100
        if (isKnown(static_cast<DType>(variable.storedType)))
            variable.dtype = static_cast<DType>(variable.storedType);
        Result<TensorShape> shape = fail(Fault::ShapeNotDeclared);
        if (declared.shape)
            shape = TensorShape::make(*declared.shape);
        if (!shape) {
            log.add(issue(Error{ .fault = Fault::ShapeNotDeclared, .path = graph.path(), .key = variable.key }));
            continue;
        }
        variable.shape = *shape;
        variables.push_back(std::move(variable));
    }
    return Checkpoint::declared(graph.path(), std::move(variables), std::move(issues));
}

} // namespace ckpt
