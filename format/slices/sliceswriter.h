// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes one file of a V1 checkpoint with the bytes that TensorFlow's writer makes of the same slices. Memory: the
// table of contents; a large slice goes to the file piece by piece. Facts: FORMAT.md beside this file.
#pragma once

#include "format/base/newfile.h"
#include "format/table/tablewriter.h"
#include "format/tensor/dtype.h"
#include "format/tensor/shape.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// A line of the table of contents. Stored whole: one slice with every axis whole.
struct SlicesLine {
    std::string key;
    DType type = DType::Invalid;
    TensorShape shape;
    std::vector<TensorSlice> slices;
};

class SlicesWriter {
public:
    // A slice of a line, by their numbers.
    struct Part {
        std::size_t line = 0, slice = 0;
    };

    // Makes the file, which must not be there, and writes the contents. `lines` in bytewise order of keys. Fails with
    // NameNotWritable, NameTwice, TypeNotWritable, TooLargeToWrite (by the estimate that TensorFlow refuses by; of
    // strings without their bytes), and as createFile() and NewFile do. `calls` outlives the writer.
    static Result<SlicesWriter> create(
        const std::string &path, std::vector<SlicesLine> lines, FileCalls &calls = FileCalls::system());

    // The order in which values must come.
    std::span<const Part> order() const { return m_order; }
    const SlicesLine &line(const Part &part) const { return m_lines[part.line]; }

    // Values of the next part: their bytes as encodeElements() makes them, first announced. None for a part without
    // elements. Of strings each element is the field's tag, the length, and the bytes.
    Result<void> begin(std::uint64_t encodedBytes);
    Result<void> append(std::string_view encoded);

    // The rest of the file; everything is on the disk then. Its folder is not synced.
    Result<void> finish();
    std::uint64_t bytes() const { return m_file->size(); }

private:
    SlicesWriter(std::unique_ptr<NewFile> file, std::vector<SlicesLine> lines);
    Result<void> check() const;
    std::string contents() const;

    std::unique_ptr<NewFile> m_file;
    std::unique_ptr<TableWriter> m_table;
    std::vector<SlicesLine> m_lines;
    std::vector<Part> m_order;
    std::size_t m_next = 0;
};

// Fails with TypeNotWritable or TooLargeToWrite for a slice of this type and shape; `textBytes`: of all its strings.
Result<void> checkSliceWritable(
    const std::string &key, DType type, const TensorShape &sliceShape, std::uint64_t textBytes = 0);

} // namespace ckpt
