// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Failure as a value. Everything in format/ that can fail returns Result<T>; no exception leaves a function declared
// here or anywhere else in format/ (std::bad_alloc excepted). A failure that stops nothing is an Issue (issue.h), made
// of the same Error.
#pragma once

#include "format/base/fault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace ckpt {

// Bytes [begin, begin + length) of the file Error::path.
struct ByteRange {
    std::uint64_t begin = 0;
    std::uint64_t length = 0;
    friend bool operator==(const ByteRange &, const ByteRange &) = default;
};

// A fault and where it is. Only `fault` is always set; the texts say what is known of the rest.
struct Error {
    Fault fault = Fault::Internal;
    std::string path{}; // the file, as it was given to the operating system (raw bytes)
    std::string key{}; // the variable or node, raw bytes
    std::optional<ByteRange> where{}; // in `path`
    std::optional<std::int64_t> expected{}; // sizes, counts or checksums, as the fault's sentence says
    std::optional<std::int64_t> actual{};
    std::string detail{}; // a technical remainder in English, e.g. the operating system's own words

    ErrorCode code() const;
    // English: what happened, why, what to do; sentences of faulttext.h with the places filled in.
    std::string message() const;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> fail(Fault fault, std::string path = {}, std::string detail = {})
{
    Error error;
    error.fault = fault;
    error.path = std::move(path);
    error.detail = std::move(detail);
    return tl::unexpected<Error>(std::move(error));
}

} // namespace ckpt
