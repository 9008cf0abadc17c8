// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a user wants exported, in words: which variables, under which names, as which types, to where. It names
// variables and knows no checkpoint; resolveplan.h applies it to one. A value: whoever edits it copies it.
#pragma once

#include "format/checkpoint/run.h"
#include "format/export/newstate.h"
#include "format/plan/renamerules.h"
#include "format/tensor/dtype.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ckpt {

enum class ExportPreset {
    All,
    Weights, // no optimizer slots, averages and counters; statistics of norms are weights
    Averages, // weights, with the moving average in the place of every weight that has one
    Trainable,
    Frozen, // weights that are not trainable
};

// Chooses the variables for which everything holds that is given here, or takes them out again. Lines work in order,
// and later ones win.
struct SelectLine {
    std::string source{}; // PlanSource::id; empty: variables of every source
    std::optional<ExportPreset> preset{};
    std::string query{}; // VariableQuery; empty: all
    std::vector<std::string>
        patterns{}; // one of these shell patterns fits the name, * stands for slashes, too; empty: all
    bool takesOut = false;
    friend bool operator==(const SelectLine &, const SelectLine &) = default;
};

// One variable, edited by itself: stronger than every rule.
struct PlanItem {
    std::string from;
    // PlanSource::id: taken from there alone. Empty: of the first source that has this name, or combined.
    std::string source{};
    bool skip = false; // left out; else it goes, whatever the lines say
    std::optional<std::string> to{}; // its new name
    std::optional<DType> cast{};
    std::optional<std::string> slice{}; // what is taken of it: parseSelection()
    std::optional<std::string> value{}; // instead of what the source has, for one element
    friend bool operator==(const PlanItem &, const PlanItem &) = default;
};

struct PlanCast {
    std::optional<DType> type{}; // of floating variables
    std::string only{}, keep{}; // queries: which are cast, which are not; empty: all, none
    friend bool operator==(const PlanCast &, const PlanCast &) = default;
};

// What becomes of the object graph of TensorFlow 2 (ObjectGraphRule). Automatic: Cut where a weight is left out, else
// Keep; Drop where a new name is none that an object finds its values by (keepsAttribute()).
enum class ObjectGraphChoice { Automatic, Keep, Cut, Drop };

enum class MetaChoice { Automatic, None, Whole, Pruned, Variables };

struct PlanTarget {
    std::string path{}; // prefix of a checkpoint, file or folder of arrays
    std::optional<StorageFormat> format{}; // not set: that of the source
    std::optional<std::int32_t> shards{};
    MetaChoice meta = MetaChoice::Automatic; // whole for everything, else pruned; none where there is no graph
    bool clearDevices = false;
    StateRule state = StateRule::WhereNone;
    bool replace = false; // a checkpoint of this name
    bool rawFloats = false; // .npz, .npy: ArrayTarget
    friend bool operator==(const PlanTarget &, const PlanTarget &) = default;
};

struct PlanFingerprint {
    std::uint64_t indexBytes = 0;
    std::uint32_t indexCrc32c = 0;
    friend bool operator==(const PlanFingerprint &, const PlanFingerprint &) = default;
};

struct PlanSource {
    std::string id = "a"; // in the plan
    std::string path{}; // as scanRun() takes it
    std::optional<std::int64_t> step{};
    std::optional<StorageFormat> format{}; // where V1 and V2 have one prefix
    std::optional<PlanFingerprint> fingerprint{}; // of what the plan was made for
    friend bool operator==(const PlanSource &, const PlanSource &) = default;
};

// What becomes of variables that several sources have under one name. Where it is not said for one of them, it is taken
// from the source whose line chose it last, else from the first one.
struct PlanCombine {
    enum class Op {
        None, // a name that is chosen in two sources is a problem
        Pick,
        Average, // floating values: the sum of all, divided by their number; others are those of the first
        Linear, // floating values: A + t * (B - A) of two sources; others are those of A
    };
    Op op = Op::None;
    std::vector<std::string> sources{}; // ids, in this order; empty: all
    double t = 0; // Linear
    std::string only{}; // query on the first one; the rest is taken from one source; empty: all
    friend bool operator==(const PlanCombine &, const PlanCombine &) = default;
};
inline constexpr std::size_t kMostPlanSources = 100; // a block of each is held, and a file open

struct ExportPlan {
    // In order of their ids. The first has the graph and the objects of the new checkpoint, and its format where none
    // is named.
    std::vector<PlanSource> sources{};
    bool strict = false; // another fingerprint is an error
    std::vector<SelectLine> select{};
    PlanCombine combine{};
    std::vector<RenameRule> rename{};
    PlanCast cast{};
    std::vector<PlanItem> items{}; // each variable of a source once
    bool joinParts = false; // variables in parts are written as a whole; files of arrays have no parts in any case
    ObjectGraphChoice objectGraph = ObjectGraphChoice::Automatic;
    PlanTarget target{};
    // What the one who wrote the plan had; another outcome is a problem.
    std::optional<std::uint64_t> expectVariables{}, expectBytes{};
    friend bool operator==(const ExportPlan &, const ExportPlan &) = default;
};

} // namespace ckpt
