// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/facts.h"

namespace ckpt {

Facts factsOf(const Checkpoint &checkpoint, const JobControl &)
{
    Facts facts;
    facts.variables = factsFromNames(checkpoint);
    return facts;
}

std::string roleText(const VariableFacts &facts)
{
    return facts.detail.empty() ? queryKey(facts.role) : facts.detail;
}

} // namespace ckpt
