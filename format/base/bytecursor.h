// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The one place where bytes become integers. Reads forward over bytes it does not own; never reads past the end, never
// compares pointers past it: every step asks what remains. A failed read changes nothing and returns nothing.
// Encodings: checkpoint-format facts of TensorFlow's core/lib/core/coding.cc (LEB128 varints, little-endian fixed
// integers).
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace ckpt {

class ByteCursor {
public:
    // `bytes` must outlive the cursor and every view it hands out.
    explicit ByteCursor(std::string_view bytes)
        : m_rest(bytes)
        , m_size(bytes.size())
    {
    }

    std::size_t remaining() const { return m_rest.size(); }
    std::size_t position() const { return m_size - m_rest.size(); }
    bool atEnd() const { return m_rest.empty(); }
    std::string_view rest() const { return m_rest; }

    [[nodiscard]] std::optional<std::string_view> bytes(std::uint64_t count)
    {
        if (count > m_rest.size())
            return std::nullopt;
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }
    [[nodiscard]] bool skip(std::uint64_t count) { return bytes(count).has_value(); }

    [[nodiscard]] std::optional<std::uint8_t> u8()
    {
        const auto taken = bytes(1);
        return taken ? std::optional<std::uint8_t>(static_cast<std::uint8_t>(taken->front())) : std::nullopt;
    }
    [[nodiscard]] std::optional<std::uint32_t> fixed32() { return little<std::uint32_t>(); }
    [[nodiscard]] std::optional<std::uint64_t> fixed64() { return little<std::uint64_t>(); }
    // At most 5 (10) bytes; bits that do not fit make it fail.
    [[nodiscard]] std::optional<std::uint32_t> varint32()
    {
        if (const auto small = oneByte())
            return small;
        return longVarint32();
    }
    [[nodiscard]] std::optional<std::uint64_t> varint64()
    {
        if (const auto small = oneByte())
            return *small;
        return longVarint64();
    }

private:
    // Most varints of a table are below 128.
    std::optional<std::uint32_t> oneByte()
    {
        if (m_rest.empty() || static_cast<std::uint8_t>(m_rest.front()) >= 0x80)
            return std::nullopt;
        const auto value = static_cast<std::uint8_t>(m_rest.front());
        m_rest.remove_prefix(1);
        return value;
    }
    std::optional<std::uint32_t> longVarint32();
    std::optional<std::uint64_t> longVarint64();

    template <typename T>
    std::optional<T> little()
    {
        const auto taken = bytes(sizeof(T));
        if (!taken)
            return std::nullopt;
        T value = 0;
        for (std::size_t i = sizeof(T); i-- > 0;)
            value = static_cast<T>(value << 8 | static_cast<std::uint8_t>((*taken)[i]));
        return value;
    }

    std::string_view m_rest;
    std::size_t m_size;
};

} // namespace ckpt
