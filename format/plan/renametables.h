// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Ready-made rules for names that changed between versions and libraries (NOTES.md: where each comes from).
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace ckpt {

struct RenameTable {
    std::string_view id;
    std::string_view title; // English
    std::string_view applies; // RE2, searched in all names to tell whether the table helps; empty: always
    std::string_view inverse; // id of the table that leads back, or empty
    std::string_view parameter, parameterDefault; // {parameter} in its rules; empty: none
    std::span<const std::pair<std::string_view, std::string_view>> rules; // RE2 and rewriting; every match
};

std::span<const RenameTable> renameTables();
const RenameTable *findRenameTable(std::string_view id); // null: there is none

} // namespace ckpt
