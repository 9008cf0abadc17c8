// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/run.h"

#include "format/base/file.h"
#include "format/base/paths.h"
#include "format/proto/checkpoint_state.pb.h"

#include <fmt/format.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

namespace ckpt {

namespace {

class FirstError final : public google::protobuf::io::ErrorCollector {
public:
    void AddError(int line, google::protobuf::io::ColumnNumber column, const std::string &message) override
    {
        if (text.empty())
            text = fmt::format("Line {}, column {}: {}", line + 1, column + 1, message);
    }
    void AddWarning(int, google::protobuf::io::ColumnNumber, const std::string &message) override
    {
        if (warning.empty())
            warning = message;
    }
    std::string text, warning;
};

// Orbax and Flax keep binary msgpack under the same name.
bool looksBinary(std::string_view text)
{
    for (const char c : text.substr(0, 256)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x09 || (byte > 0x0D && byte < 0x20))
            return true;
    }
    return !text.empty() && static_cast<unsigned char>(text.front()) >= 0x80;
}

} // namespace

Result<StateFile> parseStateFile(std::string_view text, const std::string &path, Issues &issues)
{
    if (isGitLfsPointer(text))
        return fail(Fault::GitLfsPointer, path);
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3); // an editor's byte order mark
    if (looksBinary(text))
        return fail(Fault::StateIsOther, path, "It is binary, as the files of Orbax and Flax are that have this name.");
    pb::CheckpointState proto;
    google::protobuf::TextFormat::Parser parser;
    FirstError errors;
    parser.RecordErrorsTo(&errors);
    parser.AllowUnknownField(true);
    parser.SetRecursionLimit(50);
    if (!parser.ParseFromString(std::string(text), &proto))
        return fail(Fault::StateUnreadable, path, errors.text);
    if (!errors.warning.empty())
        issues.push_back({ Severity::Note,
            { .fault = Fault::StateUnreadable, .path = path, .detail = errors.warning + ". The rest is used." } });
    StateFile state;
    state.path = path;
    state.latest = proto.model_checkpoint_path();
    state.all.assign(proto.all_model_checkpoint_paths().begin(), proto.all_model_checkpoint_paths().end());
    state.timestamps.assign(
        proto.all_model_checkpoint_timestamps().begin(), proto.all_model_checkpoint_timestamps().end());
    if (proto.last_preserved_timestamp() != 0)
        state.lastPreserved = proto.last_preserved_timestamp();
    return state;
}

} // namespace ckpt
