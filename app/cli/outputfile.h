// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A file that a command writes: under a temporary name first, so that a failure leaves nothing half-written behind.
#pragma once

#include "app/cli/console.h"
#include "format/checkpoint/checkpoint.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace ckpt {

class OutputFile {
public:
    using Checkpoints = std::span<const std::shared_ptr<const Checkpoint>>;
    // "-" is standard output. Refuses to replace a file of `checkpoints`, and gives the reason as a sentence.
    // The console must outlive the file.
    static tl::expected<OutputFile, std::string> create(
        const std::string &path, Checkpoints checkpoints, Console &console);
    ~OutputFile();
    OutputFile(OutputFile &&other) noexcept;
    OutputFile &operator=(OutputFile &&) = delete;

    Output &out() { return m_own ? *m_own : *m_standard; }
    // Writes what is left and moves the file to its name; without it the file disappears. A sentence when that fails.
    std::optional<std::string> commit();

private:
    OutputFile() = default;

    std::string m_path, m_temporary;
    int m_descriptor = -1;
    std::unique_ptr<Output> m_own;
    Output *m_standard = nullptr;
};

} // namespace ckpt
