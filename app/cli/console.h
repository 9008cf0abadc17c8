// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Standard output, standard error and interruption of a command. Results go to standard output, everything said about
// them to standard error.
#pragma once

#include "format/base/error.h"
#include "format/base/issue.h"
#include "format/base/jobcontrol.h"

#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace ckpt {

// Bytes written in large pieces to a file descriptor that it does not own. After a failure everything else is dropped.
class Output {
public:
    explicit Output(int descriptor)
        : m_descriptor(descriptor)
    {
        m_buffer.reserve(kBuffer);
    }

    void write(std::string_view bytes)
    {
        m_buffer += bytes;
        if (m_buffer.size() >= kBuffer)
            flush();
    }
    void flush();
    // Nobody reads any more (a closed pipe): stop quietly.
    bool closed() const { return m_closed; }
    // errno of a write that failed for another reason; 0 when there was none.
    int error() const { return m_error; }
    bool good() const { return !m_closed && m_error == 0; }

private:
    static constexpr std::size_t kBuffer = 1 << 16;
    int m_descriptor;
    int m_error = 0;
    bool m_closed = false;
    std::string m_buffer;
};

// One for each process. While it lives, SIGPIPE is ignored and SIGINT, SIGTERM and SIGHUP ask the running job to stop;
// a job that does not stop within a second is ended with exit code 130.
class Console {
public:
    Console();
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;

    Output &out() { return m_out; }

    // "ckpt: …" on standard error.
    void say(std::string_view message);
    // Nothing for Cancelled: whoever pressed Ctrl-C knows.
    void say(const Error &error);
    // Issues worth knowing, the first few of each severity and a count of the rest. Notes and warnings only when
    // `quiet` is false.
    void say(std::span<const Issue> issues, bool quiet);

    // For one long job: stops when the user asks, shows `what` and a percentage on a terminal after half a second.
    JobControl job(std::string what);
    bool interrupted() const { return m_stop.stop_requested(); }

private:
    Output m_out{ 1 };
    std::stop_source m_stop;
    bool m_progressShown = false;
    void showProgress(const std::string &what, std::uint64_t done, std::uint64_t total);
    void clearProgress();
};

} // namespace ckpt
