// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/wholereader.h"

#include "format/checkpoint/openshard.h"
#include "format/checkpoint/valuereader.h"
#include "format/export/piecereader.h"

#include <algorithm>

namespace ckpt {

namespace {

constexpr std::int64_t kBlockBytes = 256 << 10; // a multiple of every element size

// As much of a selection as can be taken at once from its element number `first` on, at most `most` elements: some
// indices of one axis with everything inside them.
Selection boxFrom(const Selection &selection, std::int64_t first, std::int64_t most)
{
    Selection box = selection;
    std::int64_t inner = selection.elements();
    bool open = false; // an axis was taken as a range: all further ones are whole
    for (AxisRange &axis : box.axes) {
        inner /= axis.count;
        const std::int64_t at = first / inner;
        first %= inner;
        if (open)
            continue;
        open = first == 0 && most >= inner;
        axis.start += at * axis.step;
        axis.count = open ? std::min(axis.count - at, most / inner) : 1;
    }
    return box;
}

} // namespace

WholeReader::WholeReader(
    const Checkpoint &checkpoint, VariableId variable, const Selection *part, const JobControl &control)
    : m_checkpoint(checkpoint)
    , m_variable(variable)
    , m_part(part ? *part : Selection::whole(checkpoint.variable(variable).shape))
    , m_control(control)
{
}

Result<std::string_view> WholeReader::next()
{
    if (m_control.cancelled())
        return fail(Fault::Cancelled);
    if (!m_opened) {
        if (auto opened = open(); !opened)
            return tl::unexpected(opened.error());
    }
    const DType type = m_checkpoint.variable(m_variable).dtype;
    if (m_assembled) {
        const std::string_view rest = std::string_view(m_block).substr(m_given);
        const std::string_view block = isFixedSize(type) ? rest.substr(0, kBlockBytes) : rest;
        m_given += block.size();
        return block;
    }
    if (m_done == m_elements)
        return std::string_view();
    const Selection box = boxFrom(m_part, m_done, kBlockBytes / static_cast<std::int64_t>(elementSize(type)));
    auto values = readSelection(m_checkpoint, m_variable, box, m_control.silent());
    if (!values)
        return tl::unexpected(values.error());
    m_done += box.elements();
    m_block = std::move(values->bytes);
    return std::string_view(m_block);
}

Result<void> WholeReader::open()
{
    const auto readable = readableVariable(m_checkpoint, m_variable);
    if (!readable)
        return tl::unexpected(readable.error());
    m_opened = true;
    m_elements = m_part.elements();
    // Without progress, which is that of all variables.
    const ChecksumResult checked = verify(m_checkpoint, m_variable, m_control.silent());
    if (checked.error)
        return fail(*checked.error);
    if (isFixedSize((*readable)->dtype) && m_checkpoint.readsParts(m_variable))
        return {};
    auto values = readSelection(m_checkpoint, m_variable, m_part, m_control.silent());
    if (!values)
        return tl::unexpected(values.error());
    m_assembled = true;
    m_block = isFixedSize((*readable)->dtype) ? std::move(values->bytes) : storedTexts(values->strings);
    return {};
}

} // namespace ckpt
