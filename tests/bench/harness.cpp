// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/harness.h"

#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ckpt::bench {

namespace {

std::string &folderToRemove()
{
    static std::string path;
    return path;
}

} // namespace

double cpuSeconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double largestResident()
{
    struct rusage usage { };
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

Folder::Folder()
    : m_path("ckptscope-bench-XXXXXX")
{
    if (!::mkdtemp(m_path.data()))
        die("no temporary folder");
    folderToRemove() = m_path;
    (void)std::atexit([] {
        std::error_code ignored;
        std::filesystem::remove_all(folderToRemove(), ignored);
    });
}

void die(const std::string &what)
{
    (void)std::fprintf(stderr, "bench: %s\n", what.c_str());
    std::exit(1);
}

ProcessCost runProcess(const std::vector<std::string> &command, const std::string &outputPath)
{
    std::vector<char *> arguments;
    for (const std::string &argument : command)
        arguments.push_back(const_cast<char *>(argument.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const int output = ::open(outputPath.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(output, 1);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    int status = 0;
    struct rusage usage { };
    if (child < 0 || ::wait4(child, &status, 0, &usage) != child)
        die("no process");
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return { seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024,
        WIFEXITED(status) ? WEXITSTATUS(status) : -1 };
}

} // namespace ckpt::bench
