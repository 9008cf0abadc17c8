// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/deviations.h"

#include <fmt/format.h>

namespace ckpt {

namespace {

// Why the bytes will be others than TensorFlow's of the same variables: for people, and for programs.
struct DeviationText {
    Deviation deviation;
    const char *id;
    const char *sentence;
};
constexpr DeviationText kDeviations[] = {
    { Deviation::OtherFormat, "other-format", "It has another format." },
    { Deviation::OtherShards, "other-shards", "It has another number of data files." },
    { Deviation::CompressedIndex, "compressed-index", "The index of the source is compressed, the new one is not." },
    { Deviation::LooseData, "loose-data", "The data of the source have gaps or shared bytes; the new ones are dense." },
    { Deviation::OtherHeader, "other-header", "The header of the source is none that TensorFlow writes." },
    { Deviation::BigEndian, "big-endian", "The source is big-endian, the new checkpoint is little-endian." },
    { Deviation::UnusedShards, "unused-shards", "Data files of the source without a variable are left out." },
    { Deviation::Cast, "cast", "Values are cast to another type." },
    { Deviation::ValueSet, "value-set", "Values are set." },
    { Deviation::SeveralSources, "several-sources", "Its values come from several checkpoints." },
    { Deviation::Joined, "joined", "Variables in parts are written as a whole." },
    { Deviation::Part, "slice", "Not all values of a variable are taken." },
};

const DeviationText &textOf(Deviation deviation)
{
    for (const DeviationText &text : kDeviations)
        if (text.deviation == deviation)
            return text;
    return kDeviations[0];
}

} // namespace

void writeDeviations(JsonWriter &json, const std::vector<Deviation> &deviations)
{
    json.key("differs_because");
    json.beginArray();
    for (const Deviation deviation : deviations)
        json.string(textOf(deviation).id);
    json.endArray();
}

void printDeviations(Output &out, const std::vector<Deviation> &deviations)
{
    for (const Deviation deviation : deviations)
        out.write(fmt::format("note     {}\n", textOf(deviation).sentence));
}

} // namespace ckpt
