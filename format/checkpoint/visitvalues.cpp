// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Passes over all values of a variable in row-major order.
#include "format/checkpoint/openshard.h"
#include "format/checkpoint/partswalk.h"
#include "format/checkpoint/storedpieces.h"
#include "format/checkpoint/valuereader.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <openssl/evp.h>

namespace ckpt {

namespace {

struct DigestDeleter {
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

class Sha256 {
public:
    Sha256()
        : m_context(EVP_MD_CTX_new())
    {
        EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
    }
    void add(std::string_view bytes) { EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()); }
    std::string hex()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
        std::string text;
        for (unsigned i = 0; i < size; ++i)
            text += fmt::format("{:02x}", digest[i]);
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, DigestDeleter> m_context;
};

} // namespace

Result<TensorData> readRange(
    const Checkpoint &checkpoint, VariableId id, std::int64_t first, std::int64_t count, const JobControl &control)
{
    const auto readable = readableVariable(checkpoint, id);
    if (!readable)
        return tl::unexpected(readable.error());
    const Variable &variable = **readable;
    if (first < 0 || count < 0 || first > variable.elements() || count > variable.elements() - first)
        return fail(
            Error{ .fault = Fault::BadSlice, .key = variable.key, .detail = "The range lies outside the variable." });
    TensorData data{ variable.dtype, *TensorShape::make(std::array{ count }), {}, {} };
    const std::size_t size = isFixedSize(variable.dtype) ? elementSize(variable.dtype) : sizeof(std::string);
    if (static_cast<std::uint64_t>(count) > checkpoint.limits().maxReadBytes / size) {
        Error error{ .fault = Fault::LimitExceeded, .path = checkpoint.ref().prefix, .key = variable.key };
        error.expected = static_cast<std::int64_t>(checkpoint.limits().maxReadBytes);
        error.actual = count;
        return fail(std::move(error));
    }
    // A row-major range is at most a ragged head, whole rows and a ragged tail; walk it row by row of the last axis,
    // taking as many whole leading indices at once as fit.
    const std::size_t rank = variable.shape.rank();
    while (count > 0) {
        Selection piece;
        std::int64_t rest = first, inner = variable.elements(), taken = 1;
        bool open = false; // an axis was taken as a range: all further ones are whole
        for (std::size_t axis = 0; axis < rank; ++axis) {
            inner /= variable.shape.dim(axis);
            const std::int64_t at = rest / inner;
            rest %= inner;
            if (open) {
                piece.axes.push_back({ 0, variable.shape.dim(axis), 1, true });
            } else if (rest == 0 && count >= inner) {
                taken = std::min(variable.shape.dim(axis) - at, count / inner);
                piece.axes.push_back({ at, taken, 1, true });
                taken *= inner;
                open = true;
            } else {
                piece.axes.push_back({ at, 1, 1, true });
            }
        }
        auto part = readSelection(checkpoint, id, piece, control);
        if (!part)
            return part;
        data.bytes += part->bytes;
        std::move(part->strings.begin(), part->strings.end(), std::back_inserter(data.strings));
        first += taken;
        count -= taken;
    }
    return data;
}

Result<void> visitValues(
    const Checkpoint &checkpoint, VariableId id, const BlockVisitor &visit, const JobControl &control)
{
    const auto readable = readableVariable(checkpoint, id);
    if (!readable)
        return tl::unexpected(readable.error());
    const Variable &variable = **readable;
    if (!isFixedSize(variable.dtype))
        return fail(
            Error{ .fault = Fault::TypeNotStorable, .key = variable.key, .detail = std::string(name(variable.dtype)) });
    if (variable.at) {
        const auto hand = [&visit](std::size_t, std::string_view elements) { return visit(elements); };
        const auto damage = visitPieces(checkpoint, variable, hand, control);
        if (!damage)
            return tl::unexpected(damage.error());
        return damage->empty() ? Result<void>{} : fail(damage->front());
    }
    if (checkpoint.format() == StorageFormat::V2 && canWalkParts(variable))
        return walkParts(checkpoint, variable, visit, control);
    auto whole = readVariable(checkpoint, id, control);
    if (!whole)
        return tl::unexpected(whole.error());
    constexpr auto kBlockBytes = std::size_t{ 256 } << 10; // a multiple of every element size
    for (std::size_t done = 0; done < whole->bytes.size(); done += kBlockBytes) {
        if (control.cancelled() || !visit(std::string_view(whole->bytes).substr(done, kBlockBytes)))
            return fail(Fault::Cancelled);
    }
    return {};
}

Result<std::string> sha256(const Checkpoint &checkpoint, VariableId id, const JobControl &control)
{
    const auto readable = readableVariable(checkpoint, id);
    if (!readable)
        return tl::unexpected(readable.error());
    Sha256 hash;
    if (isFixedSize((*readable)->dtype)) {
        const auto add = [&](std::string_view bytes) {
            hash.add(bytes);
            return true;
        };
        if (auto visited = visitValues(checkpoint, id, add, control); !visited)
            return tl::unexpected(visited.error());
        return hash.hex();
    }
    auto texts = readVariable(checkpoint, id, control);
    if (!texts)
        return tl::unexpected(texts.error());
    for (const std::string &text : texts->strings) {
        std::array<char, 8> length{};
        for (std::size_t i = 0; i < length.size(); ++i)
            length[i] = static_cast<char>(static_cast<std::uint64_t>(text.size()) >> (8 * i));
        hash.add(std::string_view(length.data(), length.size()));
        hash.add(text);
    }
    return hash.hex();
}

} // namespace ckpt
