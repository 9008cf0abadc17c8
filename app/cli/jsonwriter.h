// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes JSON as it is told, straight to an output: a listing of any length needs no memory of its own.
#pragma once

#include "app/cli/console.h"
#include "format/base/percent.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// Each begin… needs its end…, inside objects each value its key; nothing else is checked.
class JsonWriter {
public:
    // `out` must outlive the writer.
    explicit JsonWriter(Output &out)
        : m_out(out)
    {
    }

    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }
    // ASCII without quotes and backslashes.
    void key(std::string_view name);
    // Any bytes as a key; percent-escaped where they are not UTF-8.
    void textKey(std::string_view bytes);

    void string(std::string_view utf8);
    void integer(std::int64_t value);
    void natural(std::uint64_t value);
    void boolean(bool value);
    void null();
    // NaN and infinities become the strings "NaN", "Infinity", "-Infinity".
    void number(double value);
    // Text that is a JSON number already, or one of the three words above.
    void numberText(std::string_view text);
    // A line break before the next item, so that long arrays can be read and compared line by line.
    void newLine() { m_newLine = true; }

    void field(std::string_view name, std::string_view utf8) { key(name), string(utf8); }
    void field(std::string_view name, const char *utf8) { key(name), string(utf8); }
    void field(std::string_view name, std::int64_t value) { key(name), integer(value); }
    void field(std::string_view name, std::int32_t value) { key(name), integer(value); }
    void field(std::string_view name, std::uint64_t value) { key(name), natural(value); }
    void field(std::string_view name, std::uint32_t value) { key(name), natural(value); }
    void field(std::string_view name, bool value) { key(name), boolean(value); }
    // Bytes that are normally UTF-8 (names, paths). Where they are not, they are percent-escaped and a field
    // "<name>_encoding": "percent" follows.
    void textField(std::string_view name, std::string_view bytes);

private:
    void separate();
    void open(char bracket);
    void close(char bracket);

    Output &m_out;
    std::vector<bool> m_hasItems;
    bool m_afterKey = false, m_newLine = false;
    std::string m_scratch;
};

} // namespace ckpt
