// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What a copy of variables into a new checkpoint will be, before anything is written: which pieces, in which order, in
// which file. The order is the one that TensorFlow's own saver would have chosen (NOTES.md).
#pragma once

#include "format/export/copyitem.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ckpt {

// The object graph of a part of its variables, or of variables with other keys. Either way it names nothing that is not
// there, so that TensorFlow restores what is.
enum class ObjectGraphRule {
    Keep, // every object stays. A restore finds all of them, and none of TensorFlow's asserts tells what has no value
    Cut, // what leads to no value goes: TensorFlow's asserts fail, and only expect_partial() takes the part
};

struct CopyTarget {
    StorageFormat format = StorageFormat::V2; // or V1
    // Data files of V2: at most this many, about equally large. Not set: each piece stays in the file that it is in; a
    // V1 copy of V2, and one with arrays or variables of other checkpoints,
    // is one file.
    std::optional<std::int32_t> shards;
    ObjectGraphRule objectGraph = ObjectGraphRule::Keep;
};

// Why a copy of everything under the same names has other bytes than its source.
enum class Deviation {
    OtherFormat, // V1 from V2 or the other way round
    OtherShards, // asked for
    CompressedIndex, // the new one is not
    LooseData, // padding, gaps, bytes behind the end, or shared bytes: the new files are dense
    OtherHeader, // versions as TensorFlow has never written them
    BigEndian, // the new one is little-endian
    UnusedShards, // data files without an entry are left out
    Cast, // asked for
    ValueSet, // asked for
    SeveralSources, // asked for: values of more than one checkpoint
    Joined, // parts became one whole
    Part, // asked for: not all values of a variable
};

// What the user should know of a copy before it is used.
enum class CopyNote {
    ObjectsCast, // an object-based checkpoint with other types: TensorFlow restores it only into variables of those
                 // types
    ObjectsPart, // the same of other shapes
};

// A stored piece of item number `item`.
struct CopyPiece {
    std::uint32_t item = 0;
    std::uint32_t piece = 0; // in Variable::slices; 0 where it is stored whole
    std::int32_t shard = 0; // number of its new file
};

// What a restore into objects will find in the copy.
struct ObjectsReport {
    ObjectGraphRule rule = ObjectGraphRule::Keep;
    std::size_t values = 0; // attributes that it finds
    std::vector<VariableId> missing; // of the source, each once: it does not find what these were; of a lookup table,
                                     // its keys
    std::size_t missingInSource = 0; // attributes that the source has no tensor for either
    // Items that the source would have restored, and no restore of the copy reaches: half a lookup table, slots of a
    // variable that is cut away.
    std::vector<std::uint32_t> unreached;
    std::size_t ownSavers = 0; // objects that a saver of their own keeps in other files, which are not copied
};

struct CopyPlan {
    CopyTarget target;
    std::vector<CopyItem> items; // in bytewise order of their new keys
    std::vector<CopyPiece> pieces; // by new file, in the order in which they lie there
    std::int32_t files = 0; // data files of V2, tables of V1
    std::uint64_t bytes = 0; // of values, as far as they are known (V1: strings are not)
    std::vector<Deviation> deviations; // each once
    std::vector<CopyNote> notes; // each once
    // Set where the object graph goes along and had to be rewritten: some of its variables are left out or have other
    // keys.
    std::optional<ObjectsReport> objects;
};

// What can be said of one item by itself. Fails with NameNotWritable, TypeNotWritable (a cast), ValueNotWritable,
// NoSuchVariable, and with what is known to be wrong with the variable.
Result<void> checkCopyItem(const Checkpoint &source, const CopyItem &item, StorageFormat target);

// An item that is the object graph, under its own key, is rewritten for the others where they are not all variables
// under their own keys (rewriteobjects.h). Fails with NameNotWritable, NameTwice, TypeNotWritable (also of a cast),
// ValueNotWritable, TooLargeToWrite (V1), NoSuchVariable, with what is known to be wrong with a variable, with what
// ObjectGraph::read() and rewriteObjects() fail with, and with Cancelled.
Result<CopyPlan> planCopy(
    const Checkpoint &source, std::vector<CopyItem> items, const CopyTarget &target, const JobControl &control = {});

// What forbids a combination, of one term after the other. Fails with CombineDiffers and with what is known to be wrong
// with a variable.
Result<void> checkCombination(const Checkpoint &source, const CopyItem &item);

// All variables under their own names.
std::vector<CopyItem> copyAll(const Checkpoint &source);

} // namespace ckpt
