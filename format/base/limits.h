// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Every cap on what a file may make us do, in one struct. A hostile file can announce any size; nothing is allocated
// from an announced size before it was compared with one of these or with the bytes that are really there.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ckpt {

struct Limits {
    // One table block, uncompressed. V1 keeps a whole slice in one entry; its writer refuses more than 2 GiB.
    std::uint64_t maxBlockBytes = std::uint64_t{ 1 } << 31;
    // A Snappy block may not announce more than this times its compressed size (the format's own limit is about 21).
    std::uint64_t maxSnappyRatio = 64;
    // Keys share prefixes, so a block can announce more key bytes than it has. With a restart at every 16th entry, as
    // all writers do, they are at most about 16 times its size.
    std::uint64_t maxKeyRatio = 64;
    // Entries of one table, each of which may become a variable of some hundred bytes. 100,000 is the largest real
    // index seen.
    std::uint64_t maxTableEntries = 5'000'000;
    // Dimensions of a tensor; TensorFlow's own limit.
    std::size_t maxRank = 254;
    // Slices of one variable.
    std::size_t maxSlices = 1'000'000;
    // Bytes of values handed out in one piece. Larger tensors are read range by range.
    std::uint64_t maxReadBytes = std::uint64_t{ 4 } << 30;
    // Strings of one read: each costs at least sizeof(std::string) of memory.
    std::uint64_t maxStrings = 50'000'000;
    // A graph file; protobuf itself stops at 2 GiB.
    std::uint64_t maxGraphBytes = (std::uint64_t{ 1 } << 31) - 1;
    // Nested messages in a graph file.
    int maxProtoDepth = 100;
    // The object graph of a TensorFlow 2 checkpoint; real ones have at most some megabytes. A view of it takes about
    // ten times as much memory.
    std::uint64_t maxObjectGraphBytes = 256 << 20;
    // Objects, edges, attributes and slots of it, together: each takes at least two bytes there.
    std::uint64_t maxObjectGraphItems = 10'000'000;
    // A state file; real ones have a few kilobytes.
    std::uint64_t maxStateBytes = 16 << 20;
    // Shards of one checkpoint.
    std::uint32_t maxShards = 1'000'000;
    // The JSON text before the tensors of a .safetensors file; the reference implementation's own limit.
    std::uint64_t maxSafetensorsHeaderBytes = 100'000'000;
    // The header of an .npy array. NumPy refuses more than 10,000 bytes of unknown origin; a type of many fields has
    // more.
    std::uint64_t maxNpyHeaderBytes = 1 << 20;
    // A deflated member of an archive may not announce more than this times its packed size (the method's limit is
    // 1032).
    std::uint64_t maxDeflateRatio = 1040;
    // Files of one directory that are looked at.
    std::size_t maxDirectoryEntries = 200'000;
    // Issues kept of one kind of fault; the rest is counted.
    std::size_t maxIssuesOfOneFault = 1'000;
};

} // namespace ckpt
