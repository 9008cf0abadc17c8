// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/console.h"

#include "app/cli/commandline.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <set>
#include <thread>
#include <unistd.h>

namespace ckpt {

namespace {

// A damaged file can have thousands of findings; --json has them all.
constexpr std::size_t kIssuesShown = 20;

void writeAll(int descriptor, std::string_view bytes, int &error)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            error = errno;
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void writeToStandardError(std::string_view text)
{
    int ignored = 0;
    writeAll(2, text, ignored);
}

const char *word(Severity severity)
{
    switch (severity) {
    case Severity::Note:
        return "note: ";
    case Severity::Warning:
        return "warning: ";
    case Severity::Error:
        break;
    }
    return "";
}

} // namespace

void Output::flush()
{
    if (good()) {
        int error = 0;
        writeAll(m_descriptor, m_buffer, error);
        if (error == EPIPE)
            m_closed = true;
        else
            m_error = error;
    }
    m_buffer.clear();
}

Console::Console()
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : { SIGINT, SIGTERM, SIGHUP })
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // A handler could not request the stop (it takes locks), so a thread waits for the signals. It ends with the
    // process.
    std::thread([signals, stop = m_stop]() mutable {
        int signal = 0;
        sigwait(&signals, &signal);
        stop.request_stop();
        std::this_thread::sleep_for(std::chrono::seconds(1));
        ::_exit(static_cast<int>(ExitCode::Interrupted));
    }).detach();
}

void Console::say(std::string_view message)
{
    clearProgress();
    writeToStandardError(fmt::format("ckpt: {}\n", message));
}

void Console::say(const Error &error)
{
    if (error.fault != Fault::Cancelled)
        say(error.message());
}

void Console::say(std::span<const Issue> issues, bool quiet)
{
    for (const Severity severity : { Severity::Error, Severity::Warning, Severity::Note }) {
        if (quiet && severity != Severity::Error)
            break;
        std::set<std::string> said;
        std::size_t more = 0;
        for (const Issue &issue : issues) {
            if (issue.severity != severity || issue.error.fault == Fault::Cancelled)
                continue;
            // One cause has many findings: each variable of a missing file has the same sentence.
            const std::string message = issue.error.message();
            if (said.contains(message))
                continue;
            if (said.size() == kIssuesShown) {
                ++more;
                continue;
            }
            say(word(severity) + message);
            said.insert(message);
        }
        if (more > 0)
            say(fmt::format("{}… and {} more; --json lists them all.", word(severity), more));
    }
}

JobControl Console::job(std::string what)
{
    if (!::isatty(2))
        return JobControl(m_stop.get_token());
    const auto start = std::chrono::steady_clock::now();
    return JobControl(
        m_stop.get_token(), [this, start, what = std::move(what)](std::uint64_t done, std::uint64_t total) {
            if (done == total)
                clearProgress();
            else if (std::chrono::steady_clock::now() - start > std::chrono::milliseconds(500))
                showProgress(what, done, total);
        });
}

void Console::showProgress(const std::string &what, std::uint64_t done, std::uint64_t total)
{
    m_progressShown = true;
    const std::string share =
        total == 0 ? std::string() : fmt::format(" {} %", static_cast<int>(100.0 * double(done) / double(total)));
    writeToStandardError(fmt::format("\r\x1b[K{}{}", what, share));
}

void Console::clearProgress()
{
    if (m_progressShown)
        writeToStandardError("\r\x1b[K");
    m_progressShown = false;
}

} // namespace ckpt
