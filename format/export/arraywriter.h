// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The bytes of files of arrays, from the first to the last, into whatever takes them: new files, or a comparison.
#pragma once

#include "format/base/newfile.h"
#include "format/export/arrayplan.h"
#include "format/export/measurecasts.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ckpt {

// CRC-32 of the members of an archive, by name of the array.
using MemberCrcs = std::map<std::string, std::uint32_t>;

class ArrayWriter {
public:
    using Open = std::function<Result<std::unique_ptr<NewFile>>(const std::string &path)>;

    // All outlive the writer. Progress is counted on from `done` to `total`.
    ArrayWriter(const Checkpoint &source, const ArrayPlan &plan, Open open, const JobControl &control,
        std::uint64_t done, std::uint64_t total)
        : m_source(source)
        , m_plan(plan)
        , m_open(std::move(open))
        , m_control(control)
        , m_done(done)
        , m_total(total)
    {
    }

    // Once through the values of an archive, which is written afterwards.
    Result<MemberCrcs> checksums();
    // Bytes of all files. `crcs` is for archives; values with other checksums fail.
    Result<std::uint64_t> write(const std::string &path, const MemberCrcs &crcs, CopyFigures *figures = nullptr);

private:
    Result<void> writeArchive(NewFile &file, const MemberCrcs &crcs);
    Result<void> writeSafetensors(NewFile &file);
    Result<std::uint64_t> writeFolder(const std::string &path);
    Result<std::string> safetensorsHeader() const;
    Result<void> pass(const FlatArray &array, const std::function<Result<void>(std::string_view)> &take);

    const Checkpoint &m_source;
    const ArrayPlan &m_plan;
    Open m_open;
    const JobControl &m_control;
    std::uint64_t m_done, m_total;
    CopyFigures *m_figures = nullptr;
};

// Where an array of a folder of .npy files lies.
std::string npyPath(const std::string &folder, const FlatArray &array);

} // namespace ckpt
