// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/error.h"

#include "format/base/faulttext.h"
#include "format/base/issue.h"

#include <fmt/format.h>

namespace ckpt {

ErrorCode Error::code() const
{
    switch (fault) {
    case Fault::Cancelled:
        return ErrorCode::Cancelled;
    case Fault::LimitExceeded:
    case Fault::OutOfMemory:
    case Fault::FolderTooLarge:
    case Fault::GraphTooLarge:
    case Fault::DiskFull:
    case Fault::TooLargeToWrite:
        return ErrorCode::ResourceExhausted;
    case Fault::NothingThere:
    case Fault::FolderEmpty:
    case Fault::NoCheckpointInFolder:
    case Fault::CheckpointsBelow:
    case Fault::OnlyDeclared:
    case Fault::ShapeNotDeclared:
    case Fault::WrongStep:
    case Fault::NoSuchVariable:
    case Fault::ShardMissing:
    case Fault::SliceMissing:
    case Fault::StateStepMissing:
    case Fault::StateUnlisted:
    case Fault::StatePointsNowhere:
    case Fault::StateForeignPath:
    case Fault::BothFormats:
    case Fault::GraphMissing:
    case Fault::ObjectKeyMissing:
    case Fault::GraphVariableMissing:
    case Fault::VariableNotInGraph:
    case Fault::CombineMissing:
        return ErrorCode::NotFound;
    case Fault::NoPermission:
    case Fault::NoWritePermission:
        return ErrorCode::PermissionDenied;
    case Fault::NotACheckpoint:
    case Fault::IsADirectory:
    case Fault::BadSlice:
    case Fault::VersionTooNew:
    case Fault::StateIsOther:
    case Fault::ObjectReferenceBad:
    case Fault::GraphShapeDiffers:
    case Fault::GraphTypeDiffers:
    case Fault::AlreadyThere:
    case Fault::NameNotWritable:
    case Fault::NameTwice:
    case Fault::TargetIsLink:
    case Fault::TargetBusy:
    case Fault::PlanUnreadable:
    case Fault::PlanMemberUnknown:
    case Fault::PlanValueWrong:
    case Fault::PlanSourceChanged:
    case Fault::PlanOutcome:
    case Fault::CombineDiffers:
    case Fault::ValueNotWritable:
        return ErrorCode::InvalidArgument;
    case Fault::TypeNotStorable:
    case Fault::FormatNotYetRead:
    case Fault::ArrayTypeUnsupported:
    case Fault::SavedModelChunked:
    case Fault::TypeNotWritable:
        return ErrorCode::Unimplemented;
    case Fault::BlockOutOfFile:
    case Fault::ShardTooShort:
    case Fault::TensorOutOfShard:
        return ErrorCode::OutOfRange;
    case Fault::Internal:
    case Fault::ReadFailed:
    case Fault::WriteFailed:
    case Fault::SourceChanged:
    case Fault::NotTidied:
        return ErrorCode::Internal;
    default:
        return ErrorCode::DataLoss;
    }
}

std::string Error::message() const
{
    const FaultText texts = faultText(fault);
    std::string all = fillIn(texts.what, *this);
    for (const char *part : { texts.why, texts.remedy }) {
        const std::string filled = fillIn(part, *this);
        if (!filled.empty())
            all += " " + filled;
    }
    return all;
}

const char *name(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return "CANCELLED";
    case ErrorCode::InvalidArgument:
        return "INVALID_ARGUMENT";
    case ErrorCode::NotFound:
        return "NOT_FOUND";
    case ErrorCode::PermissionDenied:
        return "PERMISSION_DENIED";
    case ErrorCode::ResourceExhausted:
        return "RESOURCE_EXHAUSTED";
    case ErrorCode::OutOfRange:
        return "OUT_OF_RANGE";
    case ErrorCode::Unimplemented:
        return "UNIMPLEMENTED";
    case ErrorCode::Internal:
        return "INTERNAL";
    case ErrorCode::DataLoss:
        return "DATA_LOSS";
    }
    return "UNKNOWN";
}

Severity usualSeverity(Fault fault)
{
    switch (fault) {
    case Fault::StateForeignPath:
    case Fault::StateUnlisted:
    case Fault::BothFormats:
    case Fault::GraphMissing:
    case Fault::CheckpointsBelow:
    case Fault::OnlyDeclared:
    case Fault::ShapeNotDeclared:
    case Fault::ShardGap:
    case Fault::ShardUnused:
    case Fault::VariableNotInGraph:
    case Fault::ValuesConstant:
    case Fault::ValuesAllZero:
        return Severity::Note;
    case Fault::StateStepMissing:
    case Fault::StatePointsNowhere:
    case Fault::StateIsOther:
    case Fault::StateUnreadable:
    case Fault::SliceUnlisted:
    case Fault::FolderTooLarge:
    case Fault::KeysUnsorted:
    case Fault::KeyDuplicate:
    case Fault::GraphDanglingInput:
    case Fault::GraphDuplicateName:
    case Fault::GraphEmpty:
    case Fault::ObjectKeyMissing:
    case Fault::SavedModelChunked:
    case Fault::UnfinishedSave:
    case Fault::ShardTrailingBytes:
    case Fault::ShardOverlap:
    case Fault::GraphVariableMissing:
    case Fault::GraphShapeDiffers:
    case Fault::GraphTypeDiffers:
    case Fault::ValuesNonFinite:
        return Severity::Warning;
    default:
        return Severity::Error;
    }
}

} // namespace ckpt
