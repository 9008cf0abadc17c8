// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/serialize.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream.h>
#include <google/protobuf/message_lite.h>

#include <algorithm>
#include <limits>

namespace ckpt {
namespace {

// Ends soon after the job is cancelled.
class PiecewiseString final : public google::protobuf::io::ZeroCopyOutputStream {
public:
    PiecewiseString(std::string &into, std::size_t size, const JobControl &control)
        : m_into(into)
        , m_control(control)
    {
        m_into.resize(size + kSpare);
    }
    bool Next(void **data, int *size) override
    {
        if (m_control.cancelled() || m_position == m_into.size())
            return false;
        const std::size_t count = std::min(kPiece, m_into.size() - m_position);
        *data = m_into.data() + m_position;
        *size = static_cast<int>(count);
        m_position += count;
        return true;
    }
    void BackUp(int count) override { m_position -= static_cast<std::size_t>(count); }
    int64_t ByteCount() const override { return static_cast<int64_t>(m_position); }

private:
    static constexpr std::size_t kPiece = 1 << 20;
    static constexpr std::size_t kSpare = 64; // the writer may ask for more than it needs
    std::string &m_into;
    const JobControl &m_control;
    std::size_t m_position = 0;
};

} // namespace

std::optional<std::string> serialize(const google::protobuf::MessageLite &message, const JobControl &control)
{
    std::string bytes;
    const std::size_t size = message.ByteSizeLong();
    if (size > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return std::nullopt;
    PiecewiseString stream(bytes, size, control);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeWithCachedSizes(&coded);
    coded.Trim();
    if (coded.HadError() || stream.ByteCount() != static_cast<int64_t>(size))
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

} // namespace ckpt
