// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/wholereader.h"

#include "format/checkpoint/openshard.h"
#include "format/checkpoint/valuereader.h"

#include <algorithm>

namespace ckpt {

namespace {

constexpr std::int64_t kBlockBytes = 256 << 10; // a multiple of every element size

} // namespace

Result<std::string_view> WholeReader::next()
{
    if (m_control.cancelled())
        return fail(Fault::Cancelled);
    if (!m_opened) {
        if (auto opened = open(); !opened)
            return tl::unexpected(opened.error());
    }
    const auto size = static_cast<std::int64_t>(elementSize(m_checkpoint.variable(m_variable).dtype));
    const std::int64_t count = std::min(kBlockBytes / size, m_elements - m_done), first = m_done;
    if (count == 0)
        return std::string_view();
    m_done += count;
    if (m_assembled)
        return std::string_view(m_block).substr(
            static_cast<std::size_t>(first * size), static_cast<std::size_t>(count * size));
    auto values = readRange(m_checkpoint, m_variable, first, count, m_control.silent());
    if (!values)
        return tl::unexpected(values.error());
    m_block = std::move(values->bytes);
    return std::string_view(m_block);
}

Result<void> WholeReader::open()
{
    const auto readable = readableVariable(m_checkpoint, m_variable);
    if (!readable)
        return tl::unexpected(readable.error());
    m_opened = true;
    m_elements = (*readable)->elements();
    const JobControl quiet = m_control.silent();
    if (m_checkpoint.readsParts(m_variable)) {
        const ChecksumResult checked = verify(m_checkpoint, m_variable, quiet);
        return checked.error ? fail(*checked.error) : Result<void>{};
    }
    auto values = readVariable(m_checkpoint, m_variable, quiet);
    if (!values)
        return tl::unexpected(values.error());
    m_assembled = true;
    m_block = std::move(values->bytes);
    return {};
}

} // namespace ckpt
