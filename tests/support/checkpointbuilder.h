// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Writes V2 bundles and V1 files as TensorFlow does, and wrong ones: every entry can be replaced or taken away before
// the files are written. Types are TensorFlow's numbers, so that a test can also write one that does not exist.
#pragma once

#include "tests/support/tablebuilder.h"
#include "tests/support/wire.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ckpt::test {

// BundleEntryProto of a tensor stored whole. crc is the masked value.
struct BundleEntry {
    std::int64_t dtype = 1;
    std::vector<std::int64_t> dims;
    std::int64_t shard = 0;
    std::int64_t offset = 0;
    std::int64_t size = 0;
    std::uint32_t crc = 0;
    std::string encoded() const;
};

// V2: `prefix`.index and `prefix`.data-NNNNN-of-NNNNN. Data lies in the order of the calls.
class BundleBuilder {
public:
    explicit BundleBuilder(int shards = 1);

    // Fixed-size types: `bytes` are the elements as they shall lie in the file. Returns the entry for tests that change
    // it.
    BundleEntry add(const std::string &name, std::int64_t dtype, const std::vector<std::int64_t> &dims,
        std::string_view bytes, int shard = 0);
    BundleEntry addStrings(const std::string &name, const std::vector<std::int64_t> &dims,
        const std::vector<std::string> &strings, int shard = 0);
    // A partitioned variable: the entry of the whole and one for each part.
    struct Part {
        std::vector<Extent> extents;
        std::vector<std::int64_t> dims; // of the part
        std::string bytes;
        int shard = 0;
    };
    void addParts(const std::string &name, std::int64_t dtype, const std::vector<std::int64_t> &dims,
        const std::vector<Part> &parts);

    // Raw access: value of each key; "" is the header. Data of each shard.
    std::map<std::string, std::string> &entries() { return m_entries; }
    std::string &data(int shard = 0) { return m_data[static_cast<std::size_t>(shard)]; }
    void setHeader(
        std::int64_t shards, std::int64_t endianness = 0, std::int64_t producer = 1, std::int64_t minConsumer = 0);

    std::string index(TableOptions options = {}) const;
    void write(const std::string &prefix, TableOptions options = {}) const;
    static std::string shardPath(const std::string &prefix, int shard, int shards);

private:
    std::map<std::string, std::string> m_entries;
    std::vector<std::string> m_data;
};

// V1: one file. Values are TensorProto bytes that the caller makes with the helpers below.
class SlicesBuilder {
public:
    void add(const std::string &name, std::int64_t dtype, const std::vector<std::int64_t> &dims,
        std::string_view tensorProto);
    void addParts(const std::string &name, std::int64_t dtype, const std::vector<std::int64_t> &dims,
        const std::vector<std::pair<std::vector<Extent>, std::string>> &parts);
    std::map<std::string, std::string> &entries() { return m_entries; }
    // Lines of the table of contents (SavedSliceMeta), in order.
    std::vector<std::string> &contents() { return m_contents; }

    std::string table(TableOptions options = {}) const;
    void write(const std::string &path, TableOptions options = {}) const { writeFile(path, table(std::move(options))); }

    static std::string floatValues(const std::vector<float> &values); // float_val
    static std::string doubleValues(const std::vector<double> &values); // double_val
    static std::string intValues(
        const std::vector<std::int64_t> &values, int field = 7); // int_val 7, int64_val 10, bool_val 11, half_val 13
    static std::string stringValues(const std::vector<std::string> &values);

private:
    std::map<std::string, std::string> m_entries; // without the table of contents
    std::vector<std::string> m_contents;
};

} // namespace ckpt::test
