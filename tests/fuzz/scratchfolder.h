// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A folder in memory for readers that open files by name. It goes with the program (unless that crashes).
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ckpt::fuzz {

class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder &) = delete;
    ScratchFolder &operator=(const ScratchFolder &) = delete;

    const std::string &path() const { return m_path; }
    std::string path(std::string_view name) const { return m_path + "/" + std::string(name); }
    // Makes the folder hold exactly these files.
    void hold(const std::map<std::string, std::string_view> &files);

private:
    void write(const std::string &name, std::string_view bytes);

    std::string m_path;
    std::map<std::string, int> m_descriptors; // of the files that are there
};

} // namespace ckpt::fuzz
