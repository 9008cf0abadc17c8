// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes a V2 checkpoint with the bytes that TensorFlow's writer makes of the same tensors in the same order. Data
// files are dense; the index is sorted, whatever that order is. Facts: FORMAT.md beside this file.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/base/newfile.h"
#include "format/tensor/dtype.h"
#include "format/tensor/shape.h"
#include "format/tensor/variable.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ckpt {

// Where the files go; as many data files as the header shall count.
struct BundleFiles {
    std::string index;
    std::vector<std::string> data;
};
// `<prefix>.index`, `<prefix>.data-00000-of-00002` …
BundleFiles bundleFiles(const std::string &prefix, std::int32_t shards);

class BundleWriter {
public:
    // Makes the data files, which must not be there. `calls` outlives the writer. These and all below fail as
    // createFile() and NewFile do.
    static Result<BundleWriter> create(BundleFiles files, FileCalls &calls = FileCalls::system());

    // A stored piece: begin(), its bytes as a little-endian file has them, then end() with the masked checksum that
    // belongs into its entry. `shape` is that of the piece; of a part, `key` is the variable's and `slice` is set.
    // An empty key fails with NameNotWritable, as does one that begins with a zero byte.
    Result<void> begin(
        std::string_view key, const TensorSlice *slice, DType type, const TensorShape &shape, std::int32_t shard);
    Result<void> append(std::string_view bytes);
    Result<void> end(std::uint32_t maskedCrc);

    // The entry of a variable that is stored in parts. `shard`: that of the first part.
    Result<void> addPartitioned(std::string_view key, DType type, const TensorShape &shape,
        std::span<const TensorSlice> slices, std::int32_t shard);

    // Data files on the disk, then the index, on the disk too. Fails with NameTwice, Cancelled. Its folder is not
    // synced.
    Result<void> finish(const JobControl &control = {});

    std::uint64_t bytes() const; // written so far, of all files
    const BundleFiles &files() const { return m_files; }

private:
    BundleWriter(BundleFiles files, FileCalls &calls)
        : m_files(std::move(files))
        , m_calls(&calls)
    {
    }
    Result<void> checkKey(std::string_view key) const;
    Result<void> writeIndex(const JobControl &control);

    struct Open { // the piece that is being written
        std::string key; // of its entry
        DType type = DType::Invalid;
        TensorShape shape;
        std::int32_t shard = 0;
        std::uint64_t offset = 0;
    };

    BundleFiles m_files;
    FileCalls *m_calls;
    std::vector<std::unique_ptr<NewFile>> m_data;
    std::uint64_t m_indexBytes = 0;
    Open m_open;
    std::vector<std::pair<std::string, std::string>> m_entries; // by key, encoded
};

} // namespace ckpt
