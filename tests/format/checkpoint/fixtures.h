// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Checkpoints of tests/data and what TensorFlow reads from them.
#pragma once

#include "format/base/faulttext.h"
#include "format/checkpoint/valuereader.h"
#include "tests/support/wire.h"

#include <nlohmann/json.hpp>
#include <string>

namespace ckpt::test {

inline std::string dataPath(const std::string &name)
{
    return CKPT_SOURCE_DIR "/tests/data/" + name;
}

inline nlohmann::json expectation(const std::string &folder)
{
    return nlohmann::json::parse(readFile(dataPath(folder) + "/expected.json"));
}

// Opens the checkpoint that `path` means, as the program does.
inline Result<std::shared_ptr<const Checkpoint>> openAt(const std::string &path, const JobControl &control = {})
{
    auto run = scanRun(path, {}, control);
    if (!run)
        return tl::unexpected(run.error());
    if (run->checkpoints.empty())
        return fail(Fault::NoCheckpointInFolder, path);
    return Checkpoint::open(run->checkpoints[run->current], {}, control);
}

inline std::string messageOf(const Error &error)
{
    return std::string(name(error.fault)) + ": " + error.message();
}

// The first values of a variable as expected.json has them: numbers, strings, or pairs of complex parts.
inline bool sameFirstValues(const TensorData &data, const nlohmann::json &expected, std::string &difference)
{
    std::int64_t at = 0;
    for (const auto &value : expected) {
        const std::string shown = elementText(data, at, NumberFormat::Exact);
        bool same = false;
        if (value.is_boolean())
            same = shown == (value.get<bool>() ? "True" : "False");
        else if (value.is_number_integer() && numberClass(data.dtype) == NumberClass::Integer)
            same = shown == value.dump();
        else if (value.is_number())
            same = std::abs(toDouble(data, at) - value.get<double>()) <= 1e-7 * std::abs(value.get<double>())
                || static_cast<float>(toDouble(data, at)) == value.get<float>(); // denormals in few digits
        else
            same = true; // spelled differently (NaN, strings, complex): compared by their hash
        if (!same) {
            difference = "value " + std::to_string(at) + " is " + shown + ", not " + value.dump();
            return false;
        }
        ++at;
    }
    return true;
}

} // namespace ckpt::test
