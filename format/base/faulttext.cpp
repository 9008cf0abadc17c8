// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/faulttext.h"

#include "format/base/checkedmath.h"
#include "format/base/paths.h"

#include <fmt/format.h>

// Marks the sentences for the translation tools; the window looks them up under the context "Fault".
#define QT_TRANSLATE_NOOP(context, text) text

namespace ckpt {

namespace {

struct Entry {
    Fault fault;
    const char *id;
    FaultText text;
};

// clang-format off
constexpr Entry kEntries[] = {
    {Fault::Cancelled, "cancelled", {QT_TRANSLATE_NOOP("Fault", "Stopped."), "", ""}},
    {Fault::Internal, "internal", {QT_TRANSLATE_NOOP("Fault", "Something went wrong inside the program."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Report this with the file that shows it.")}},
    {Fault::LimitExceeded, "limit-exceeded", {QT_TRANSLATE_NOOP("Fault", "“{file}” asks for more than is allowed."), QT_TRANSLATE_NOOP("Fault", "It announces {actual}; the limit is {expected}. {detail}"), QT_TRANSLATE_NOOP("Fault", "Most often such a file is damaged.")}},
    {Fault::OutOfMemory, "out-of-memory", {QT_TRANSLATE_NOOP("Fault", "Not enough memory for {expected} bytes."), "", QT_TRANSLATE_NOOP("Fault", "Choose a part of the values.")}},
    {Fault::NothingThere, "nothing-there", {QT_TRANSLATE_NOOP("Fault", "There is nothing at “{path}”."), QT_TRANSLATE_NOOP("Fault", "No file, folder or checkpoint has this name."), QT_TRANSLATE_NOOP("Fault", "Check the spelling, or open the folder that holds the checkpoint.")}},
    {Fault::FolderEmpty, "folder-empty", {QT_TRANSLATE_NOOP("Fault", "No checkpoint in “{file}”."), QT_TRANSLATE_NOOP("Fault", "The folder is empty."), QT_TRANSLATE_NOOP("Fault", "Open the folder that TensorFlow saved into.")}},
    {Fault::CheckpointsBelow, "checkpoints-below", {QT_TRANSLATE_NOOP("Fault", "No checkpoint in “{file}” itself."), QT_TRANSLATE_NOOP("Fault", "{actual} folders below it hold one, the first is {detail}."), QT_TRANSLATE_NOOP("Fault", "Open one of them.")}},
    {Fault::NoCheckpointInFolder, "no-checkpoint-in-folder", {QT_TRANSLATE_NOOP("Fault", "No checkpoint in “{file}”."), QT_TRANSLATE_NOOP("Fault", "It holds {actual} files, but none is an index, a V1 checkpoint, a .meta or a graph."), QT_TRANSLATE_NOOP("Fault", "Open the folder that TensorFlow saved into.")}},
    {Fault::FolderTooLarge, "folder-too-large", {QT_TRANSLATE_NOOP("Fault", "Not all of “{file}” was looked at."), QT_TRANSLATE_NOOP("Fault", "It holds more than {expected} files and folders; checkpoints among the rest are not shown."), QT_TRANSLATE_NOOP("Fault", "Open the checkpoint's own file, or move the checkpoints into a folder of their own.")}},
    {Fault::NotACheckpoint, "not-a-checkpoint", {QT_TRANSLATE_NOOP("Fault", "“{file}” is not a checkpoint."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Open a checkpoint's folder, its .index file or its V1 file.")}},
    {Fault::GitLfsPointer, "git-lfs-pointer", {QT_TRANSLATE_NOOP("Fault", "“{file}” is a Git LFS pointer, not the file itself."), "", QT_TRANSLATE_NOOP("Fault", "Run “git lfs pull” in this folder, then reload.")}},
    {Fault::NoPermission, "no-permission", {QT_TRANSLATE_NOOP("Fault", "You may not read “{path}”."), "", QT_TRANSLATE_NOOP("Fault", "Ask its owner, or copy it somewhere else.")}},
    {Fault::IsADirectory, "is-a-directory", {QT_TRANSLATE_NOOP("Fault", "“{path}” is a folder where a file is needed."), "", QT_TRANSLATE_NOOP("Fault", "Restore the file of this name from the original run.")}},
    {Fault::ReadFailed, "read-failed", {QT_TRANSLATE_NOOP("Fault", "“{path}” could not be read."), QT_TRANSLATE_NOOP("Fault", "The system says: {detail}."), QT_TRANSLATE_NOOP("Fault", "Check the disk or the network and try again.")}},
    {Fault::WrongStep, "wrong-step", {QT_TRANSLATE_NOOP("Fault", "There is no step {expected} in “{path}”."), "{detail}", ""}},
    {Fault::NoSuchVariable, "no-such-variable", {QT_TRANSLATE_NOOP("Fault", "“{file}” holds no variable “{key}”."), "{detail}", ""}},
    {Fault::BadSlice, "bad-slice", {QT_TRANSLATE_NOOP("Fault", "This part cannot be taken."), "{detail}", ""}},
    {Fault::TableTooShort, "table-too-short", {QT_TRANSLATE_NOOP("Fault", "“{file}” is cut short."), QT_TRANSLATE_NOOP("Fault", "It has {actual} bytes; the smallest table has {expected}."), QT_TRANSLATE_NOOP("Fault", "Most often the copy or download was interrupted. Copy it again.")}},
    {Fault::TableBadMagic, "table-bad-magic", {QT_TRANSLATE_NOOP("Fault", "“{file}” is not a TensorFlow table, or its end is missing."), QT_TRANSLATE_NOOP("Fault", "The last 8 bytes are not the mark that ends every table. {detail}"), QT_TRANSLATE_NOOP("Fault", "Copy it again from the original run.")}},
    {Fault::BlockOutOfFile, "block-out-of-file", {QT_TRANSLATE_NOOP("Fault", "“{file}” is damaged or cut short."), QT_TRANSLATE_NOOP("Fault", "A block should lie at bytes {begin} to {end}, but the file has {actual}."), QT_TRANSLATE_NOOP("Fault", "Copy it again from the original run.")}},
    {Fault::BlockChecksum, "block-checksum", {QT_TRANSLATE_NOOP("Fault", "“{file}” is damaged at byte {begin}."), QT_TRANSLATE_NOOP("Fault", "The block of {length} bytes has checksum {actual:x}; {expected:x} is stored."), QT_TRANSLATE_NOOP("Fault", "Copy it again from the original run, or open another step.")}},
    {Fault::BlockCompression, "block-compression", {QT_TRANSLATE_NOOP("Fault", "A block of “{file}” at byte {begin} cannot be unpacked."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Copy it again from the original run.")}},
    {Fault::BlockDamaged, "block-damaged", {QT_TRANSLATE_NOOP("Fault", "“{file}” is damaged at byte {begin}."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Copy it again from the original run, or open another step.")}},
    {Fault::KeysUnsorted, "keys-unsorted", {QT_TRANSLATE_NOOP("Fault", "The entries of “{file}” are not in order at “{key}”."), QT_TRANSLATE_NOOP("Fault", "TensorFlow may not find some of them."), ""}},
    {Fault::KeyDuplicate, "key-duplicate", {QT_TRANSLATE_NOOP("Fault", "“{file}” names “{key}” twice."), QT_TRANSLATE_NOOP("Fault", "The first entry is used."), ""}},
    {Fault::HeaderMissing, "header-missing", {QT_TRANSLATE_NOOP("Fault", "“{file}” does not begin with a checkpoint header."), "{detail}", QT_TRANSLATE_NOOP("Fault", "It may be a table of another program.")}},
    {Fault::HeaderDamaged, "header-damaged", {QT_TRANSLATE_NOOP("Fault", "The header of “{file}” cannot be read."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Copy it again from the original run.")}},
    {Fault::VersionTooNew, "version-too-new", {QT_TRANSLATE_NOOP("Fault", "“{file}” does not allow readers of format version 1."), "{detail}", QT_TRANSLATE_NOOP("Fault", "It was written by a newer TensorFlow, or its header is damaged.")}},
    {Fault::EntryDamaged, "entry-damaged", {QT_TRANSLATE_NOOP("Fault", "The entry of “{key}” in “{file}” is damaged."), "{detail}", ""}},
    {Fault::ShapeInvalid, "shape-invalid", {QT_TRANSLATE_NOOP("Fault", "The shape of “{key}” is impossible."), "{detail}", QT_TRANSLATE_NOOP("Fault", "The index is damaged here.")}},
    {Fault::TypeUnknown, "type-unknown", {QT_TRANSLATE_NOOP("Fault", "“{key}” has a type that no TensorFlow has."), QT_TRANSLATE_NOOP("Fault", "Its number is {actual}."), ""}},
    {Fault::TypeNotStorable, "type-not-storable", {QT_TRANSLATE_NOOP("Fault", "Values of “{key}” cannot be shown."), QT_TRANSLATE_NOOP("Fault", "Its type is {detail}."), ""}},
    {Fault::SizeMismatch, "size-mismatch", {QT_TRANSLATE_NOOP("Fault", "“{key}” has a wrong size."), QT_TRANSLATE_NOOP("Fault", "Its shape and type need {expected} bytes, {actual} are stored."), QT_TRANSLATE_NOOP("Fault", "The index is damaged here.")}},
    {Fault::ShardNumber, "shard-number", {QT_TRANSLATE_NOOP("Fault", "“{key}” names a data file that cannot exist."), QT_TRANSLATE_NOOP("Fault", "It is number {actual} of {expected}."), QT_TRANSLATE_NOOP("Fault", "The index is damaged here.")}},
    {Fault::ShardMissing, "shard-missing", {QT_TRANSLATE_NOOP("Fault", "The values are not here."), QT_TRANSLATE_NOOP("Fault", "{file} is missing beside the index."), QT_TRANSLATE_NOOP("Fault", "Copy it from the original run into this folder.")}},
    {Fault::ShardTooShort, "shard-too-short", {QT_TRANSLATE_NOOP("Fault", "“{file}” is cut short."), QT_TRANSLATE_NOOP("Fault", "Bytes {begin} to {end} are needed, but it ends at {actual}."), QT_TRANSLATE_NOOP("Fault", "Most often the copy was interrupted. Copy it again.")}},
    {Fault::TensorOutOfShard, "tensor-out-of-shard", {QT_TRANSLATE_NOOP("Fault", "“{key}” cannot be read completely."), QT_TRANSLATE_NOOP("Fault", "The index places it at bytes {begin} to {end} of {file}, but that file ends at {actual}."), QT_TRANSLATE_NOOP("Fault", "Most often the copy was cut short, or the file belongs to another step.")}},
    {Fault::TensorChecksum, "tensor-checksum", {QT_TRANSLATE_NOOP("Fault", "The checksum of “{key}” does not match."), QT_TRANSLATE_NOOP("Fault", "Stored {expected:x}, computed {actual:x}. Values may be wrong."), QT_TRANSLATE_NOOP("Fault", "Compare with another step, or copy the data file again.")}},
    {Fault::StringsDamaged, "strings-damaged", {QT_TRANSLATE_NOOP("Fault", "The strings of “{key}” are damaged."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Copy the data file again.")}},
    {Fault::SliceMissing, "slice-missing", {QT_TRANSLATE_NOOP("Fault", "“{key}” is incomplete."), QT_TRANSLATE_NOOP("Fault", "Its part {detail} is missing."), QT_TRANSLATE_NOOP("Fault", "Copy the missing files from the original run.")}},
    {Fault::SliceOverlap, "slice-overlap", {QT_TRANSLATE_NOOP("Fault", "Parts of “{key}” overlap."), "{detail}", ""}},
    {Fault::SliceOutOfShape, "slice-out-of-shape", {QT_TRANSLATE_NOOP("Fault", "A part of “{key}” lies outside its shape."), "{detail}", QT_TRANSLATE_NOOP("Fault", "The index is damaged here.")}},
    {Fault::SliceDiffers, "slice-differs", {QT_TRANSLATE_NOOP("Fault", "A part of “{key}” does not fit the whole."), "{detail}", QT_TRANSLATE_NOOP("Fault", "The index is damaged here.")}},
    {Fault::SliceUnlisted, "slice-unlisted", {QT_TRANSLATE_NOOP("Fault", "“{file}” holds a part of “{key}” that no variable lists."), "{detail}", ""}},
    {Fault::ValueCount, "value-count", {QT_TRANSLATE_NOOP("Fault", "“{key}” has a wrong number of values."), QT_TRANSLATE_NOOP("Fault", "Its shape needs {expected}, {actual} are stored."), QT_TRANSLATE_NOOP("Fault", "The file is damaged here.")}},
    {Fault::TensorListedTwice, "tensor-listed-twice", {QT_TRANSLATE_NOOP("Fault", "“{key}” is listed twice with different facts."), "{detail}", QT_TRANSLATE_NOOP("Fault", "TensorFlow refuses such a file; the first one is shown.")}},
    {Fault::StateUnreadable, "state-unreadable", {QT_TRANSLATE_NOOP("Fault", "The file “{file}” cannot be understood."), "{detail}", QT_TRANSLATE_NOOP("Fault", "The checkpoints beside it are shown all the same.")}},
    {Fault::StateIsOther, "state-is-other", {QT_TRANSLATE_NOOP("Fault", "The file “{file}” is not TensorFlow's."), "{detail}", QT_TRANSLATE_NOOP("Fault", "The checkpoints beside it are shown all the same.")}},
    {Fault::StateForeignPath, "state-foreign-path", {QT_TRANSLATE_NOOP("Fault", "“{file}” names {detail}."), QT_TRANSLATE_NOOP("Fault", "The files of that name beside it are used."), ""}},
    {Fault::StateStepMissing, "state-step-missing", {QT_TRANSLATE_NOOP("Fault", "“{key}” is named in “{file}”, but its files are missing."), QT_TRANSLATE_NOOP("Fault", "It is left out here."), ""}},
    {Fault::StateUnlisted, "state-unlisted", {QT_TRANSLATE_NOOP("Fault", "“{key}” is not listed in “{file}”."), QT_TRANSLATE_NOOP("Fault", "Its files are here and are shown."), ""}},
    {Fault::StatePointsNowhere, "state-points-nowhere", {QT_TRANSLATE_NOOP("Fault", "“{file}” names no checkpoint as the newest."), QT_TRANSLATE_NOOP("Fault", "{detail}"), QT_TRANSLATE_NOOP("Fault", "The newest step on disk is shown.")}},
    {Fault::BothFormats, "both-formats", {QT_TRANSLATE_NOOP("Fault", "“{file}” exists as V1 and V2."), QT_TRANSLATE_NOOP("Fault", "V2 is shown, as TensorFlow would do."), ""}},
    {Fault::GraphUnreadable, "graph-unreadable", {QT_TRANSLATE_NOOP("Fault", "The graph in “{file}” cannot be read."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Variables and values are complete.")}},
    {Fault::GraphMissing, "graph-missing", {QT_TRANSLATE_NOOP("Fault", "This checkpoint has no graph."), QT_TRANSLATE_NOOP("Fault", "There is no .meta or graph file beside it."), QT_TRANSLATE_NOOP("Fault", "Variables and values are complete.")}},
    {Fault::GraphEmpty, "graph-empty", {QT_TRANSLATE_NOOP("Fault", "The graph in “{file}” is empty."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Variables and values are complete.")}},
    {Fault::GraphDanglingInput, "graph-dangling-input", {QT_TRANSLATE_NOOP("Fault", "“{key}” reads a node that does not exist."), "{detail}", ""}},
    {Fault::GraphDuplicateName, "graph-duplicate-name", {QT_TRANSLATE_NOOP("Fault", "The graph has two nodes called “{key}”."), "", ""}},
    {Fault::GraphTooLarge, "graph-too-large", {QT_TRANSLATE_NOOP("Fault", "The graph in “{file}” is too large to be read."), QT_TRANSLATE_NOOP("Fault", "It has {actual} bytes; the limit is {expected}."), ""}},
    {Fault::OnlyDeclared, "only-declared", {QT_TRANSLATE_NOOP("Fault", "The values are not here."), QT_TRANSLATE_NOOP("Fault", "Only the graph {file} lies here; it declares this variable."), QT_TRANSLATE_NOOP("Fault", "Copy the checkpoint's other files into this folder.")}},
    {Fault::ShapeNotDeclared, "shape-not-declared", {QT_TRANSLATE_NOOP("Fault", "The graph does not tell the shape of “{key}”."), QT_TRANSLATE_NOOP("Fault", "It is left out of the table."), ""}},
    {Fault::FormatNotYetRead, "format-not-yet-read", {QT_TRANSLATE_NOOP("Fault", "“{file}” is of a kind that this version does not read."), "{detail}", ""}},
    {Fault::ArrayFileDamaged, "array-file-damaged", {QT_TRANSLATE_NOOP("Fault", "“{file}” cannot be read as an array file."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Copy it again from where it was made.")}},
    {Fault::ArrayTypeUnsupported, "array-type-unsupported", {QT_TRANSLATE_NOOP("Fault", "Values of “{key}” cannot be shown."), QT_TRANSLATE_NOOP("Fault", "Its type is {detail}, which has no TensorFlow counterpart."), QT_TRANSLATE_NOOP("Fault", "The other arrays of the file are shown.")}},
    {Fault::ArchiveDamaged, "archive-damaged", {QT_TRANSLATE_NOOP("Fault", "“{file}” is not a readable ZIP archive."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Most often the copy or download was interrupted. Copy it again.")}},
    {Fault::ArchiveMemberUnreadable, "archive-member-unreadable", {QT_TRANSLATE_NOOP("Fault", "“{key}” cannot be unpacked from “{file}”."), "{detail}", QT_TRANSLATE_NOOP("Fault", "The other arrays of the file are shown.")}},
    {Fault::ObjectGraphDamaged, "object-graph-damaged", {QT_TRANSLATE_NOOP("Fault", "The object graph of “{file}” cannot be read."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Variables and values are shown by their keys.")}},
    {Fault::ObjectReferenceBad, "object-reference-bad", {QT_TRANSLATE_NOOP("Fault", "The object graph of “{file}” refers to an object that does not exist."), "{detail}", QT_TRANSLATE_NOOP("Fault", "TensorFlow cannot restore objects from it; variables and values are complete.")}},
    {Fault::ObjectKeyMissing, "object-key-missing", {QT_TRANSLATE_NOOP("Fault", "The object graph names “{key}”, but “{file}” has no such variable."), "{detail}", QT_TRANSLATE_NOOP("Fault", "TensorFlow refuses to restore objects from it.")}},
    {Fault::SavedModelChunked, "saved-model-chunked", {QT_TRANSLATE_NOOP("Fault", "“{file}” keeps its graph in chunks."), QT_TRANSLATE_NOOP("Fault", "This form for graphs above 2 GB is not read yet."), QT_TRANSLATE_NOOP("Fault", "Variables and values are complete.")}},
    {Fault::UnfinishedSave, "unfinished-save", {QT_TRANSLATE_NOOP("Fault", "“{file}” is left over from a save that did not finish."), QT_TRANSLATE_NOOP("Fault", "TensorFlow renames it when the save is complete."), QT_TRANSLATE_NOOP("Fault", "If no program is saving right now, the file is not needed.")}},
    {Fault::ShardGap, "shard-gap", {QT_TRANSLATE_NOOP("Fault", "Bytes {begin} to {end} of “{file}” belong to no variable."), "{detail}", ""}},
    {Fault::ShardTrailingBytes, "shard-trailing-bytes", {QT_TRANSLATE_NOOP("Fault", "“{file}” goes on after its last variable."), QT_TRANSLATE_NOOP("Fault", "The index uses bytes up to {expected}; the file has {actual}."), QT_TRANSLATE_NOOP("Fault", "It may belong to another step, or was written over a longer file.")}},
    {Fault::ShardOverlap, "shard-overlap", {QT_TRANSLATE_NOOP("Fault", "“{key}” shares bytes {begin} to {end} of “{file}” with another variable."), "{detail}", QT_TRANSLATE_NOOP("Fault", "If both checksums are right, both values are right.")}},
    {Fault::ShardUnused, "shard-unused", {QT_TRANSLATE_NOOP("Fault", "No variable lies in “{file}”."), "{detail}", ""}},
    {Fault::GraphVariableMissing, "graph-variable-missing", {QT_TRANSLATE_NOOP("Fault", "The graph “{file}” restores “{key}”, which the checkpoint does not hold."), "{detail}", QT_TRANSLATE_NOOP("Fault", "TensorFlow fails when it restores this checkpoint with this graph.")}},
    {Fault::GraphShapeDiffers, "graph-shape-differs", {QT_TRANSLATE_NOOP("Fault", "“{key}” has another shape in the graph “{file}”."), "{detail}", QT_TRANSLATE_NOOP("Fault", "The graph and the checkpoint may belong to different versions of the program.")}},
    {Fault::GraphTypeDiffers, "graph-type-differs", {QT_TRANSLATE_NOOP("Fault", "“{key}” has another type in the graph “{file}”."), "{detail}", QT_TRANSLATE_NOOP("Fault", "The graph and the checkpoint may belong to different versions of the program.")}},
    {Fault::VariableNotInGraph, "variable-not-in-graph", {QT_TRANSLATE_NOOP("Fault", "The graph “{file}” does not restore “{key}”."), QT_TRANSLATE_NOOP("Fault", "The checkpoint holds it all the same."), ""}},
    {Fault::ValuesNonFinite, "values-non-finite", {QT_TRANSLATE_NOOP("Fault", "“{key}” holds values that are not finite."), "{detail}", QT_TRANSLATE_NOOP("Fault", "They were saved like that; training may have diverged.")}},
    {Fault::ValuesConstant, "values-constant", {QT_TRANSLATE_NOOP("Fault", "All values of “{key}” are the same."), "{detail}", ""}},
    {Fault::ValuesAllZero, "values-all-zero", {QT_TRANSLATE_NOOP("Fault", "All values of “{key}” are zero."), "{detail}", ""}},
    {Fault::WriteFailed, "write-failed", {QT_TRANSLATE_NOOP("Fault", "“{path}” could not be written."), QT_TRANSLATE_NOOP("Fault", "The system says: {detail}."), QT_TRANSLATE_NOOP("Fault", "Check the disk or the network and try again.")}},
    {Fault::DiskFull, "disk-full", {QT_TRANSLATE_NOOP("Fault", "There is no room for “{path}”."), QT_TRANSLATE_NOOP("Fault", "The system says: {detail}."), QT_TRANSLATE_NOOP("Fault", "Make room, or write somewhere else.")}},
    {Fault::NoWritePermission, "no-write-permission", {QT_TRANSLATE_NOOP("Fault", "You may not write “{path}”."), QT_TRANSLATE_NOOP("Fault", "The system says: {detail}."), QT_TRANSLATE_NOOP("Fault", "Write somewhere else.")}},
    {Fault::AlreadyThere, "already-there", {QT_TRANSLATE_NOOP("Fault", "“{path}” is there already."), "", QT_TRANSLATE_NOOP("Fault", "Choose another name.")}},
    {Fault::NameNotWritable, "name-not-writable", {QT_TRANSLATE_NOOP("Fault", "“{key}” cannot be the name of a variable in a checkpoint."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Give it another name.")}},
    {Fault::NameTwice, "name-twice", {QT_TRANSLATE_NOOP("Fault", "Two variables would have the name “{key}”."), "", QT_TRANSLATE_NOOP("Fault", "Give one of them another name.")}},
    {Fault::TypeNotWritable, "type-not-writable", {QT_TRANSLATE_NOOP("Fault", "“{key}” cannot be written in this format."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Leave it out, or choose another format.")}},
    {Fault::ValueNotWritable, "value-not-writable", {QT_TRANSLATE_NOOP("Fault", "“{key}” cannot be given this value."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Give it one that its type has.")}},
    {Fault::TooLargeToWrite, "too-large-to-write", {QT_TRANSLATE_NOOP("Fault", "“{key}” is too large for this format."), QT_TRANSLATE_NOOP("Fault", "It needs {actual} bytes; the limit is {expected}."), QT_TRANSLATE_NOOP("Fault", "Choose another format.")}},
    {Fault::WrittenDiffers, "written-differs", {QT_TRANSLATE_NOOP("Fault", "“{file}” was read back and is not what was written."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Do not use it. The disk may be failing.")}},
    {Fault::TargetIsLink, "target-is-link", {QT_TRANSLATE_NOOP("Fault", "“{path}” is a link to another place."), "", QT_TRANSLATE_NOOP("Fault", "Write to the place that it leads to.")}},
    {Fault::TargetBusy, "target-busy", {QT_TRANSLATE_NOOP("Fault", "Another export is writing “{file}”."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Wait until it is done, or choose another name.")}},
    {Fault::JournalUnreadable, "journal-unreadable", {QT_TRANSLATE_NOOP("Fault", "What an earlier export left in “{file}” cannot be understood."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Nothing was changed. Look at the files beside it, then delete it.")}},
    {Fault::SourceChanged, "source-changed", {QT_TRANSLATE_NOOP("Fault", "“{path}” was changed while it was being copied."), "", QT_TRANSLATE_NOOP("Fault", "Try again when the program that writes it is done.")}},
    {Fault::NotTidied, "not-tidied", {QT_TRANSLATE_NOOP("Fault", "The new checkpoint is complete, but files beside “{path}” are left over."), QT_TRANSLATE_NOOP("Fault", "The system says: {detail}."), QT_TRANSLATE_NOOP("Fault", "The next export to this name takes them away.")}},
    {Fault::PlanUnreadable, "plan-unreadable", {QT_TRANSLATE_NOOP("Fault", "“{path}” is not a plan of an export."), QT_TRANSLATE_NOOP("Fault", "The reason: {detail}."), ""}},
    {Fault::PlanMemberUnknown, "plan-member-unknown", {QT_TRANSLATE_NOOP("Fault", "The plan “{path}” has “{key}”, which is not known here."), QT_TRANSLATE_NOOP("Fault", "A plan is carried out, so nothing in it is passed over."), QT_TRANSLATE_NOOP("Fault", "Use the version of Ckptscope that wrote it, or take that part out.")}},
    {Fault::PlanValueWrong, "plan-value-wrong", {QT_TRANSLATE_NOOP("Fault", "“{key}” of the plan “{path}” is not what it should be."), QT_TRANSLATE_NOOP("Fault", "Expected: {detail}."), ""}},
    {Fault::PlanSourceChanged, "plan-source-changed", {QT_TRANSLATE_NOOP("Fault", "“{path}” is not the checkpoint that the plan was made for."), QT_TRANSLATE_NOOP("Fault", "The checksum of its index is another."), QT_TRANSLATE_NOOP("Fault", "Look at the plan again before it is carried out.")}},
    {Fault::PlanOutcome, "plan-outcome", {QT_TRANSLATE_NOOP("Fault", "The plan expects {expected} {detail}; it would be {actual}."), "", QT_TRANSLATE_NOOP("Fault", "The checkpoint or the plan has changed since.")}},
    {Fault::CombineMissing, "combine-missing", {QT_TRANSLATE_NOOP("Fault", "“{key}” is not in “{file}”."), QT_TRANSLATE_NOOP("Fault", "It is to be combined with its values in other checkpoints, so each of them must have it."), QT_TRANSLATE_NOOP("Fault", "Leave it out, take it from one checkpoint alone, or limit what is combined.")}},
    {Fault::CombineDiffers, "combine-differs", {QT_TRANSLATE_NOOP("Fault", "“{key}” of “{file}” is another variable than the one it is to be combined with."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Leave it out, take it from one checkpoint alone, or limit what is combined.")}},
    {Fault::CauseOtherData, "cause-other-data", {QT_TRANSLATE_NOOP("Fault", "“{file}” most likely belongs to another step."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Copy the data file of this step from the original run.")}},
    {Fault::CauseCutShort, "cause-cut-short", {QT_TRANSLATE_NOOP("Fault", "“{file}” was most likely cut short while it was copied."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Copy it again from the original run.")}},
    {Fault::CauseShardCount, "cause-shard-count", {QT_TRANSLATE_NOOP("Fault", "The data files beside “{file}” most likely belong to another save."), "{detail}", QT_TRANSLATE_NOOP("Fault", "Copy all data files of this step together.")}},
};
// clang-format on

const Entry &entryOf(Fault fault)
{
    for (const Entry &entry : kEntries) {
        if (entry.fault == fault)
            return entry;
    }
    return kEntries[1];
}

template <typename Number>
std::string grouped(Number number)
{
    std::string digits = std::to_string(number);
    const std::size_t sign = digits[0] == '-' ? 1 : 0;
    for (std::size_t at = digits.size(); at > sign + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string valueOf(std::string_view place, const Error &error)
{
    const auto number = [](const std::optional<std::int64_t> &value) {
        return value ? grouped(*value) : std::string("?");
    };
    const auto hex = [](const std::optional<std::int64_t> &value) {
        return value ? fmt::format("{:08x}", static_cast<std::uint32_t>(*value)) : std::string("?");
    };
    if (place == "file") {
        const std::string path = error.path.size() > 1 && error.path.back() == '/'
            ? error.path.substr(0, error.path.size() - 1)
            : error.path;
        return printable(baseName(path));
    }
    if (place == "path")
        return printable(error.path);
    if (place == "key")
        return printable(error.key);
    if (place == "detail")
        return printable(error.detail); // it may quote names from a file
    if (place == "expected")
        return number(error.expected);
    if (place == "actual")
        return number(error.actual);
    if (place == "expected:x")
        return hex(error.expected);
    if (place == "actual:x")
        return hex(error.actual);
    if (place == "begin" || place == "end" || place == "length") {
        if (!error.where)
            return "?";
        // Hostile handles need not fit 64 bits.
        const std::uint64_t end = checkedAdd(error.where->begin, error.where->length).value_or(UINT64_MAX);
        return grouped(place == "begin" ? error.where->begin : place == "end" ? end : error.where->length);
    }
    return "?";
}

} // namespace

const char *name(Fault fault)
{
    return entryOf(fault).id;
}

FaultText faultText(Fault fault)
{
    return entryOf(fault).text;
}

std::string fillIn(std::string_view pattern, const Error &error)
{
    std::string out;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) {
            out += pattern;
            break;
        }
        out += pattern.substr(0, open);
        out += valueOf(pattern.substr(open + 1, close - open - 1), error);
        pattern.remove_prefix(close + 1);
    }
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

std::string printable(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t length = utf8Length(bytes);
        const auto first = static_cast<unsigned char>(bytes.front());
        // U+0080 … U+009F are control characters as well; a terminal may obey them.
        const bool control = (length == 1 && (first < 0x20 || first == 0x7F))
            || (length == 2 && first == 0xC2 && static_cast<unsigned char>(bytes[1]) < 0xA0);
        const std::string_view taken = bytes.substr(0, length == 0 ? 1 : length);
        if (length != 0 && !control) {
            out += taken;
        } else {
            for (const char c : taken)
                out += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
        }
        bytes.remove_prefix(taken.size());
    }
    return out;
}

} // namespace ckpt
