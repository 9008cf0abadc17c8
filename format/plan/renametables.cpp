// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/plan/renametables.h"

#include <algorithm>
#include <array>

namespace ckpt {

namespace {

using Rule = std::pair<std::string_view, std::string_view>;

constexpr std::array kRnn10To12{
    Rule{ R"(((?:_cell(?:_\d+)?|_cell(?:_\d+)?/(?:gates|candidate|projection)|_wrapper))/weights(/|$))",
        R"(\1/kernel\2)" },
    Rule{
        R"(((?:_cell(?:_\d+)?|_cell(?:_\d+)?/(?:gates|candidate|projection)|_wrapper))/biases(/|$))", R"(\1/bias\2)" },
};
constexpr std::array kRnn12To10{
    Rule{ R"(((?:_cell(?:_\d+)?|_cell(?:_\d+)?/(?:gates|candidate|projection)|_wrapper))/kernel(/|$))",
        R"(\1/weights\2)" },
    Rule{
        R"(((?:_cell(?:_\d+)?|_cell(?:_\d+)?/(?:gates|candidate|projection)|_wrapper))/bias(/|$))", R"(\1/biases\2)" },
};
constexpr std::array kRnn0XTo12{
    Rule{ "(^|/)RNN/", R"(\1rnn/)" },
    Rule{ "(^|/)BiRNN/(FW|BW)/", R"(\1bidirectional_rnn/\2/)" },
    Rule{ R"((^|/)MultiRNNCell/Cell(\d+)/)", R"(\1multi_rnn_cell/cell_\2/)" },
    Rule{ "(^|/)BasicLSTMCell/", R"(\1basic_lstm_cell/)" },
    Rule{ "(^|/)BasicRNNCell/", R"(\1basic_rnn_cell/)" },
    Rule{ "(^|/)GRUCell/", R"(\1gru_cell/)" },
    Rule{ "(^|/)LSTMCell/", R"(\1lstm_cell/)" },
    Rule{ "/gru_cell/Gates/", "/gru_cell/gates/" },
    Rule{ "/gru_cell/Candidate/", "/gru_cell/candidate/" },
    Rule{ "((?:_cell|_cell/gates|_cell/candidate))/Linear/Matrix(/|$)", R"(\1/kernel\2)" },
    Rule{ "((?:_cell|_cell/gates|_cell/candidate))/Linear/Bias(/|$)", R"(\1/bias\2)" },
    Rule{ "/lstm_cell/W_0(/|$)", R"(/lstm_cell/kernel\1)" },
    Rule{ "/lstm_cell/B(/|$)", R"(/lstm_cell/bias\1)" },
    Rule{ "/lstm_cell/W_([FIO])_diag(/|$)", R"(/lstm_cell/w_\1_diag\2)" },
    Rule{ "/lstm_cell/w_F_diag", "/lstm_cell/w_f_diag" },
    Rule{ "/lstm_cell/w_I_diag", "/lstm_cell/w_i_diag" },
    Rule{ "/lstm_cell/w_O_diag", "/lstm_cell/w_o_diag" },
};
constexpr std::array kSlimToKeras{
    Rule{ "/depthwise_weights(/|$)", R"(/depthwise_kernel\1)" },
    Rule{ "/pointwise_weights(/|$)", R"(/pointwise_kernel\1)" },
    Rule{ "/weights(/|$)", R"(/kernel\1)" },
    Rule{ "/biases(/|$)", R"(/bias\1)" },
    Rule{ "/BatchNorm/", "/batch_normalization/" },
};
constexpr std::array kKerasToSlim{
    Rule{ "/depthwise_kernel(/|$)", R"(/depthwise_weights\1)" },
    Rule{ "/pointwise_kernel(/|$)", R"(/pointwise_weights\1)" },
    Rule{ "/kernel(/|$)", R"(/weights\1)" },
    Rule{ "/bias(/|$)", R"(/biases\1)" },
    Rule{ R"(/batch_normalization(_\d+)?/)", R"(/BatchNorm\1/)" },
};
constexpr std::array kObjectKeysReadable{
    Rule{ R"(/\.ATTRIBUTES/VARIABLE_VALUE$)", "" },
    Rule{ R"(^(.*)/\.OPTIMIZER_SLOT/(.*)/([^/]+)$)", R"(\1/\2/\3)" },
    Rule{ R"(\.S)", "/" },
    Rule{ R"(\.\.)", "." },
};
constexpr std::array kKeras2ToKeras3Names{
    Rule{ "^", "{model}/" },
};
constexpr std::array kStripFirstScope{
    Rule{ "^[^/]+/", "" },
};
constexpr std::array kAddPrefix{
    Rule{ "^", "{prefix}/" },
};
constexpr std::array kStripPrefix{
    Rule{ "^{prefix:quoted}/", "" },
};
constexpr std::array kStripColonZero{
    Rule{ ":0$", "" },
};
constexpr std::array kPytorchNames{
    Rule{ "/(?:kernel|weights|gamma)$", "/weight" },
    Rule{ "/(?:bias|biases|beta)$", "/bias" },
    Rule{ "/moving_mean$", "/running_mean" },
    Rule{ "/moving_variance$", "/running_var" },
    Rule{ "/", "." },
};

constexpr std::array kTables{
    RenameTable{ "rnn-1.0-to-1.2", "RNN cells, TensorFlow 1.0–1.1 to 1.2 and later",
        "(_cell|_cell/(gates|candidate|projection)|_wrapper)/(weights|biases)(/|$)", "rnn-1.2-to-1.0", "", "",
        kRnn10To12 },
    RenameTable{ "rnn-1.2-to-1.0", "RNN cells, TensorFlow 1.2 and later back to 1.0–1.1",
        "(_cell|_cell/(gates|candidate|projection)|_wrapper)/(kernel|bias)(/|$)", "rnn-1.0-to-1.2", "", "",
        kRnn12To10 },
    RenameTable{ "rnn-0.x-to-1.2", "RNN cells, TensorFlow 0.x to 1.2 and later", "(BasicRNNCell|GRUCell|LSTMCell)/", "",
        "", "", kRnn0XTo12 },
    RenameTable{ "slim-to-keras", "slim and contrib.layers names to tf.layers / Keras names",
        "/(weights|biases|depthwise_weights)(/|$)|/BatchNorm/", "keras-to-slim", "", "", kSlimToKeras },
    RenameTable{ "keras-to-slim", "tf.layers / Keras names to slim names", "/(kernel|bias|depthwise_kernel)(/|$)",
        "slim-to-keras", "", "", kKerasToSlim },
    RenameTable{ "object-keys-readable", "tf.train.Checkpoint keys to plain paths", R"(/\.ATTRIBUTES/)", "", "", "",
        kObjectKeysReadable },
    RenameTable{ "keras2-to-keras3-names", "Keras 2 to Keras 3 variable names",
        "^(dense|conv|batch_norm|hidden|out|[a-z0-9_]+)/(kernel|bias|gamma|beta|moving_mean|moving_variance)$",
        "strip-first-scope", "model", "sequential", kKeras2ToKeras3Names },
    RenameTable{ "strip-first-scope", "Strip the first scope", "^[^/]+/", "", "", "", kStripFirstScope },
    RenameTable{ "add-prefix", "Add a prefix", "", "strip-prefix", "prefix", "model", kAddPrefix },
    RenameTable{ "strip-prefix", "Strip a prefix", "", "add-prefix", "prefix", "model", kStripPrefix },
    RenameTable{ "strip-colon-zero", "Strip :0", ":0$", "", "", "", kStripColonZero },
    RenameTable{ "pytorch-names", "PyTorch names (names only)", "/(kernel|weights|gamma|moving_mean)(/|$)", "", "", "",
        kPytorchNames },
};

} // namespace

std::span<const RenameTable> renameTables()
{
    return kTables;
}

const RenameTable *findRenameTable(std::string_view id)
{
    const auto found =
        std::find_if(kTables.begin(), kTables.end(), [&](const RenameTable &table) { return table.id == id; });
    return found == kTables.end() ? nullptr : &*found;
}

} // namespace ckpt
