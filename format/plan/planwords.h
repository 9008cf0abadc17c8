// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The words that plan files have for what can be chosen.
#pragma once

#include "format/plan/exportplan.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace ckpt {

template <typename T, std::size_t n>
using PlanWords = std::array<std::pair<std::string_view, T>, n>;

inline constexpr std::string_view kPlanSchema = "ckptscope.plan/1";
inline constexpr PlanWords<ExportPreset, 5> kPresetWords{ { { "all", ExportPreset::All },
    { "weights", ExportPreset::Weights }, { "ema", ExportPreset::Averages }, { "trainable", ExportPreset::Trainable },
    { "frozen", ExportPreset::Frozen } } };
inline constexpr PlanWords<StorageFormat, 5> kFormatWords{ { { "v2", StorageFormat::V2 }, { "v1", StorageFormat::V1 },
    { "npz", StorageFormat::Npz }, { "npy", StorageFormat::Npy }, { "safetensors", StorageFormat::Safetensors } } };
inline constexpr PlanWords<ObjectGraphChoice, 4> kObjectGraphWords{ { { "auto", ObjectGraphChoice::Automatic },
    { "keep", ObjectGraphChoice::Keep }, { "cut", ObjectGraphChoice::Cut }, { "drop", ObjectGraphChoice::Drop } } };
inline constexpr PlanWords<PlanCombine::Op, 3> kCombineWords{ { { "average", PlanCombine::Op::Average },
    { "linear", PlanCombine::Op::Linear }, { "pick", PlanCombine::Op::Pick } } };
inline constexpr PlanWords<bool, 2> kPartitionWords{ { { "keep", false }, { "join", true } } };
inline constexpr PlanWords<MetaChoice, 5> kMetaWords{ { { "auto", MetaChoice::Automatic }, { "none", MetaChoice::None },
    { "whole", MetaChoice::Whole }, { "pruned", MetaChoice::Pruned }, { "variables", MetaChoice::Variables } } };
inline constexpr PlanWords<StateRule, 4> kStateWords{ { { "auto", StateRule::WhereNone }, { "keep", StateRule::Keep },
    { "write", StateRule::Add }, { "latest", StateRule::AddAsNewest } } };

template <typename T, std::size_t n>
std::optional<T> fromWord(const PlanWords<T, n> &words, std::string_view word)
{
    for (const auto &[text, value] : words) {
        if (text == word)
            return value;
    }
    return std::nullopt;
}

template <typename T, std::size_t n>
std::string_view toWord(const PlanWords<T, n> &words, T value)
{
    for (const auto &[text, each] : words) {
        if (each == value)
            return text;
    }
    return {};
}

} // namespace ckpt
