// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/paths.h"
#include "format/checkpoint/run.h"

namespace ckpt {

const char *name(StorageFormat format)
{
    switch (format) {
    case StorageFormat::V1:
        return "V1";
    case StorageFormat::V2:
        return "V2";
    case StorageFormat::Npz:
        return "npz";
    case StorageFormat::Npy:
        return "npy";
    case StorageFormat::Safetensors:
        return "safetensors";
    }
    return "";
}

std::string CheckpointRef::displayName() const
{
    return std::string(baseName(prefix));
}

} // namespace ckpt
