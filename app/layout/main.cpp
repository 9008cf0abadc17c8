// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// ckptscope-layout: reads layout requests from standard input until it ends, writes one reply each to standard output.
// Started and killed by the window; see widgets/diagram/layoutmessages.h for the messages.
#include "app/layout/dotlayout.h"
#include "app/layout/graphviz.h"
#include "widgets/diagram/layoutmessages.h"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <graphviz/gvc.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

namespace {

using namespace ckpt;

enum ExitCode { kEndOfInput = 0, kUsage = 64, kBadMessage = 65, kNoGraphviz = 69, kInputOutput = 74 };

constexpr rlim_t kCpuSeconds = 20; // per request; the window gives up after 10 s
[[maybe_unused]] constexpr rlim_t kMemoryBytes = rlim_t{ 2 } << 30; // address space
constexpr std::size_t kReadBytes = std::size_t{ 1 } << 16;

void setLimit(int resource, rlim_t value)
{
    rlimit limit{};
    if (getrlimit(resource, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? value : std::min(value, limit.rlim_max);
    setrlimit(resource, &limit);
}

void limitResources()
{
    setLimit(RLIMIT_CORE, 0);
    setLimit(RLIMIT_FSIZE, 0); // pipes are not files
#if !defined(CKPT_SANITIZED) // sanitizers reserve terabytes
    setLimit(RLIMIT_AS, kMemoryBytes);
#endif
}

// The limit counts from the start of the process, which serves many requests.
void renewCpuLimit()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    setLimit(RLIMIT_CPU, rlim_t(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + kCpuSeconds);
}

bool writeAll(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(std::size_t(written));
    }
    return true;
}

LayoutReply answer(const GraphvizContext &context, const LayoutRequest &request)
{
    LayoutReply reply;
    reply.number = request.number;
    for (const LayoutGraph &graph : request.graphs) {
        auto layout = dotLayout(context, graph);
        reply.status.push_back(layout ? LayoutStatus::Good : LayoutStatus::Failed);
        reply.graphs.push_back(layout ? std::move(*layout) : GraphLayout{});
    }
    return reply;
}

int serve(const GraphvizContext &context)
{
    std::string buffer;
    for (;;) {
        auto size = frameSize(buffer);
        while (size && *size > 0) {
            const auto request =
                decodeRequest(std::string_view(buffer).substr(sizeof(std::uint32_t), *size - sizeof(std::uint32_t)));
            if (!request)
                return kBadMessage;
            renewCpuLimit();
            if (!writeAll(framed(encode(answer(context, *request)))))
                return kInputOutput;
            buffer.erase(0, *size);
            size = frameSize(buffer);
        }
        if (!size)
            return kBadMessage;
        char chunk[kReadBytes];
        const ssize_t count = read(STDIN_FILENO, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return kInputOutput;
        if (count == 0)
            return buffer.empty() ? kEndOfInput : kBadMessage;
        buffer.append(chunk, std::size_t(count));
    }
}

} // namespace

int main(int argc, char **)
{
    if (argc > 1 || isatty(STDIN_FILENO)) {
        std::fputs("ckptscope-layout arranges diagrams for ckptscope; it is not started by hand.\n", stderr);
        return kUsage;
    }
    std::setlocale(LC_ALL, "C"); // Graphviz reads numbers with the locale's decimal point
    limitResources();
    agseterr(AGERR);
    const GraphvizContext context;
    if (!context.hasDot()) {
        std::fputs("Graphviz has no layout called dot here.\n", stderr);
        return kNoGraphviz;
    }
    return serve(context);
}
