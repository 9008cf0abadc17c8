// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/arrayvalues.h"

#include "format/base/putbytes.h"
#include "format/checkpoint/valuereader.h"
#include "format/export/itemreader.h"
#include "format/tensor/cast.h"
#include "format/tensor/elementparse.h"

#include <algorithm>

namespace ckpt {

namespace {

constexpr auto kBlockBytes = std::size_t{ 256 } << 10;

tl::unexpected<Error> changed(const Checkpoint &source)
{
    return fail(Fault::ReadFailed, source.ref().prefix, "the file changed while it was read");
}

int bitsOfPacked(DType type)
{
    return type == DType::Int4 || type == DType::UInt4 ? 4 : type == DType::Int2 || type == DType::UInt2 ? 2 : 0;
}

// What a file of arrays has no type for becomes what it has one for, with the same value.
void storeAs(DType from, DType to, std::string_view elements, std::string &out)
{
    const int bits = bitsOfPacked(from);
    if (numberClass(from) == NumberClass::Float) {
        castElements(from, to, elements, out);
    } else if (bits == 0) {
        out += elements; // quantized
    } else {
        const int sign = isSigned(from) ? 1 << (bits - 1) : 0;
        for (const char element : elements)
            out += static_cast<char>(((element & ((1 << bits) - 1)) ^ sign) - sign);
    }
}

class NumberPasser {
public:
    NumberPasser(const Checkpoint &source, const ArrayPlan &plan, const FlatArray &array, CopyFigures *figures)
        : m_source(source)
        , m_item(plan.items[array.item])
        , m_variable(variableOf(source, m_item))
        , m_array(array)
        , m_computed(computedType(m_variable, m_item))
        , m_written(writtenType(m_variable, m_item))
    {
        if (figures && isCast(m_variable, m_item)) {
            m_figures = &(*figures)[array.item];
            *m_figures = { m_computed, m_written };
        }
    }

    Result<void> pass(const TakeBytes &take, const JobControl &control)
    {
        if (m_item.value) {
            const auto element = parseElement(m_written, *m_item.value);
            return element ? take(stored(*element)) : tl::unexpected(element.error());
        }
        if (m_item.combination || m_item.part)
            return passItem(take, control);
        Result<void> taken;
        // Without `control`, which would be told the progress in this variable alone.
        const auto visited = visitValues(sourceOf(m_source, m_item), m_item.from, [&](std::string_view block) {
            taken = control.cancelled() ? fail(Fault::Cancelled) : take(stored(cast(block)));
            return taken.has_value();
        });
        return taken ? visited : taken;
    }

private:
    Result<void> passItem(const TakeBytes &take, const JobControl &control)
    {
        SourceTables tables;
        ItemReader reader(m_source, m_item, 0, tables, control);
        while (true) {
            const auto block = reader.next();
            if (!block)
                return tl::unexpected(block.error());
            if (block->empty())
                return {};
            if (auto taken = take(stored(cast(*block))); !taken)
                return taken;
        }
    }

    std::string_view cast(std::string_view block)
    {
        if (m_written == m_computed)
            return block;
        m_cast.clear();
        castElements(m_computed, m_written, block, m_cast);
        if (m_figures)
            m_figures->add(block, m_cast);
        return m_cast;
    }
    std::string_view stored(std::string_view elements)
    {
        if (m_array.type == m_written)
            return elements;
        m_stored.clear();
        storeAs(m_written, m_array.type, elements, m_stored);
        return m_stored;
    }

    const Checkpoint &m_source;
    const CopyItem &m_item;
    const Variable &m_variable;
    const FlatArray &m_array;
    const DType m_computed, m_written; // before and after the cast
    CastFigures *m_figures = nullptr;
    std::string m_cast, m_stored;
};

Result<void> passTexts(const Checkpoint &source, const FlatArray &array, const std::vector<std::string> &texts,
    const TakeBytes &take, const JobControl &control)
{
    std::string block;
    std::uint64_t offset = 0;
    const bool offsets = array.content == FlatArray::Content::TextOffsets;
    if (offsets)
        putFixed64(block, 0);
    for (const std::string &text : texts) {
        if (offsets) {
            putFixed64(block, offset += text.size());
        } else if (array.content == FlatArray::Content::TextBytes) {
            block += text;
        } else {
            if (text.size() > array.width)
                return changed(source);
            block.append(text).append(array.width - text.size(), '\0');
        }
        if (block.size() < kBlockBytes)
            continue;
        if (control.cancelled())
            return fail(Fault::Cancelled);
        if (auto taken = take(block); !taken)
            return taken;
        block.clear();
    }
    return block.empty() ? Result<void>{} : take(block);
}

} // namespace

Result<TensorData> readTexts(const Checkpoint &first, const CopyItem &item)
{
    const Checkpoint &source = sourceOf(first, item);
    if (!item.part)
        return readVariable(source, item.from);
    const ChecksumResult checked = verify(source, item.from);
    return checked.error ? fail(*checked.error) : readSelection(source, item.from, *item.part);
}

Result<void> passElements(const Checkpoint &source, const ArrayPlan &plan, const FlatArray &array,
    const TakeBytes &take, const JobControl &control, CopyFigures *figures)
{
    std::uint64_t passed = 0;
    const auto count = [&](std::string_view bytes) {
        passed += bytes.size();
        return passed > array.bytes ? changed(source) : take(bytes);
    };
    Result<void> done;
    if (array.content == FlatArray::Content::Values) {
        done = NumberPasser(source, plan, array, figures).pass(count, control);
    } else {
        const auto texts = readTexts(source, plan.items[array.item]);
        if (!texts)
            return tl::unexpected(texts.error());
        done = passTexts(source, array, texts->strings, count, control);
    }
    if (done && passed != array.bytes)
        return changed(source);
    return done;
}

} // namespace ckpt
