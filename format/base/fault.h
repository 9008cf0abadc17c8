// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Everything that can be wrong, by name. Sentences for people: faulttext.h.
#pragma once

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
    ValueNotWritable,
    TooLargeToWrite,
    WrittenDiffers,
    TargetIsLink,
    TargetBusy,
    JournalUnreadable,
    SourceChanged,
    NotTidied,
    // plans of exports
    PlanUnreadable,
    PlanMemberUnknown,
    PlanValueWrong,
    PlanSourceChanged,
    PlanOutcome,
    CombineMissing,
    CombineDiffers,
    // what explains several findings at once
    CauseOtherData,
    CauseCutShort,
    CauseShardCount,
};

// TensorFlow's spelling: "DATA_LOSS".
const char *name(ErrorCode code);
// Stable identifier of a fault for machine output: "block-checksum".
const char *name(Fault fault);

} // namespace ckpt
