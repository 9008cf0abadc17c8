// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Failure as a value. Everything in format/ that can fail returns Result<T>; no exception leaves a function declared
// here or anywhere else in format/ (std::bad_alloc excepted). A failure that stops nothing is an Issue (issue.h), made
// of the same Error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

namespace ckpt {

// The broad classes, under the names that TensorFlow's own errors have.
enum class ErrorCode {
    Cancelled,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    ResourceExhausted,
    OutOfRange,
    Unimplemented,
    Internal,
    DataLoss,
};

// What exactly is wrong. Each fault has one code and one sentence triple (faulttext.h).
enum class Fault {
    // general
    Cancelled,
    Internal,
    LimitExceeded,
    OutOfMemory,
    // places and files
    NothingThere,
    FolderEmpty,
    NoCheckpointInFolder,
    CheckpointsBelow,
    FolderTooLarge,
    NotACheckpoint,
    GitLfsPointer,
    NoPermission,
    IsADirectory,
    ReadFailed,
    WrongStep,
    NoSuchVariable,
    BadSlice,
    // the table that indexes and V1 files are made of
    TableTooShort,
    TableBadMagic,
    BlockOutOfFile,
    BlockChecksum,
    BlockCompression,
    BlockDamaged,
    KeysUnsorted,
    KeyDuplicate,
    // V2
    HeaderMissing,
    HeaderDamaged,
    VersionTooNew,
    EntryDamaged,
    ShapeInvalid,
    TypeUnknown,
    TypeNotStorable,
    SizeMismatch,
    ShardNumber,
    ShardMissing,
    ShardTooShort,
    TensorOutOfShard,
    TensorChecksum,
    StringsDamaged,
    // slices, V2 and V1
    SliceMissing,
    SliceOverlap,
    SliceOutOfShape,
    SliceDiffers,
    SliceUnlisted,
    // V1
    ValueCount,
    TensorListedTwice,
    // the state file and the run
    StateUnreadable,
    StateIsOther,
    StateForeignPath,
    StateStepMissing,
    StateUnlisted,
    StatePointsNowhere,
    BothFormats,
    // graphs
    GraphUnreadable,
    GraphMissing,
    GraphEmpty,
    GraphDanglingInput,
    GraphDuplicateName,
    GraphTooLarge,
    FormatNotYetRead,
    OnlyDeclared,
    ShapeNotDeclared,
    // TensorFlow 2
    ObjectGraphDamaged,
    ObjectReferenceBad,
    ObjectKeyMissing,
    SavedModelChunked,
    // npz, npy, safetensors
    ArrayFileDamaged,
    ArrayTypeUnsupported,
    ArchiveDamaged,
    ArchiveMemberUnreadable,
    // found by checking everything
    UnfinishedSave,
    ShardGap,
    ShardTrailingBytes,
    ShardOverlap,
    ShardUnused,
    GraphVariableMissing,
    GraphShapeDiffers,
    GraphTypeDiffers,
    VariableNotInGraph,
    ValuesNonFinite,
    ValuesConstant,
    ValuesAllZero,
    // writing
    WriteFailed,
    DiskFull,
    NoWritePermission,
    AlreadyThere,
    NameNotWritable,
    NameTwice,
    TypeNotWritable,
    TooLargeToWrite,
    WrittenDiffers,
    // what explains several findings at once
    CauseOtherData,
    CauseCutShort,
    CauseShardCount,
};

// Bytes [begin, begin + length) of the file Error::path.
struct ByteRange {
    std::uint64_t begin = 0;
    std::uint64_t length = 0;
    friend bool operator==(const ByteRange &, const ByteRange &) = default;
};

// A fault and where it is. Only `fault` is always set; the texts say what is known of the rest.
struct Error {
    Fault fault = Fault::Internal;
    std::string path{}; // the file, as it was given to the operating system (raw bytes)
    std::string key{}; // the variable or node, raw bytes
    std::optional<ByteRange> where{}; // in `path`
    std::optional<std::int64_t> expected{}; // sizes, counts or checksums, as the fault's sentence says
    std::optional<std::int64_t> actual{};
    std::string detail{}; // a technical remainder in English, e.g. the operating system's own words

    ErrorCode code() const;
    // English: what happened, why, what to do; sentences of faulttext.h with the places filled in.
    std::string message() const;
};

template <typename T>
using Result = tl::expected<T, Error>;

// TensorFlow's spelling: "DATA_LOSS".
const char *name(ErrorCode code);
// Stable identifier of a fault for machine output: "block-checksum".
const char *name(Fault fault);

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> fail(Fault fault, std::string path = {}, std::string detail = {})
{
    Error error;
    error.fault = fault;
    error.path = std::move(path);
    error.detail = std::move(detail);
    return tl::unexpected<Error>(std::move(error));
}

} // namespace ckpt
