// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What the export needs to know of ops and names. Pure functions. For format/savergraph only.
#pragma once

#include <string_view>

namespace ckpt {

bool holdsVariable(std::string_view op);
bool savesOrRestores(std::string_view op); // the ops that savers are made of
bool restores(std::string_view op);
// Number of the first tensor among the inputs of an op that saves; 0 for other ops.
std::size_t firstSavedInput(std::string_view op);
// Gives input number initializedInput() its content: lookup tables, iterators.
bool initializesObject(std::string_view op);
std::size_t initializedInput(std::string_view op);
bool appliesGradient(std::string_view op); // a step of an optimizer
bool writesState(std::string_view op); // variables, tables, queues
bool assignsVariable(std::string_view op); // what initializers of variables are
// Never the purpose of a model: what only trains, saves, initializes or records. `name` tells gradients.
bool isMachinery(std::string_view op, std::string_view name);
// Whether that collection holds VariableDefs.
bool holdsVariableDefs(std::string_view collection);

} // namespace ckpt
