// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/rolenames.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

bool endsWithAny(std::string_view text, std::initializer_list<std::string_view> tails)
{
    return std::any_of(tails.begin(), tails.end(), [&](std::string_view tail) { return text.ends_with(tail); });
}

bool isMetricState(std::string_view segment)
{
    const std::string_view name = withoutNumber(segment);
    return name == "count" || name == "total" || name == "total_confusion_matrix" || name == "true_positives"
        || name == "false_positives" || name == "true_negatives" || name == "false_negatives";
}

std::string_view counterFromName(std::string_view key, std::string_view last)
{
    static const std::unordered_set<std::string_view> kSteps{ "global_step", "Global_Step", "global_step_1",
        "Training_step", "iter", "iterations", "iteration", "save_counter" };
    static const std::unordered_set<std::string_view> kSettings{ "beta_1", "beta_2", "decay", "rho", "momentum",
        "epsilon" };
    if (kSteps.contains(last))
        return last == "save_counter" ? "counter" : "global step";
    if (contains(key, "beta1_power") || contains(key, "beta_1_power"))
        return "beta1 power";
    if (contains(key, "beta2_power") || contains(key, "beta_2_power"))
        return "beta2 power";
    if (contains(key, "learning_rate") || last == "lr")
        return "learning rate";
    if (isMetricState(last))
        return "metric state";
    if (!kSettings.contains(last))
        return {};
    const std::string_view owner = lastSegment(parentPath(key));
    for (const std::string_view optimizer : { "adam", "sgd", "rmsprop", "adagrad", "adadelta", "ftrl", "optimizer" })
        if (containsIgnoringCase(owner, optimizer))
            return "optimizer setting";
    return {};
}

bool isBiasName(std::string_view key, std::string_view last)
{
    const std::string_view bare = withoutNumber(last);
    return endsWithAny(bare, { "bias", "biases", "Bias", "biasfix", "_b" }) || contains(key, "Biases")
        || withoutNumber(last, true) == "b";
}

bool isKernelName(std::string_view key, std::string_view last)
{
    const std::string_view bare = withoutNumber(last);
    return endsWithAny(bare, { "kernel", "weights", "weight", "filter", "filters", "matrix", "Matrix", "W", "w" })
        || contains(key, "weights") || contains(key, "/Matrix");
}

std::string_view parameterFromName(std::string_view key, std::string_view last)
{
    if (contains(key, "moving_mean") || contains(key, "running_mean") || contains(key, "pop_mean"))
        return "moving mean";
    if (contains(key, "moving_var") || contains(key, "running_var") || contains(key, "pop_var"))
        return "moving variance";
    if (endsWithAny(last, { "gamma", "scale" }))
        return "gamma";
    if (endsWithAny(last, { "beta", "offset", "shift" }))
        return "beta";
    if (containsIgnoringCase(last, "embedding") || (containsIgnoringCase(key, "embedding") && !isBiasName(key, last)))
        return "embedding";
    if (contains(last, "depthwise_kernel") || contains(last, "depthwise_weights"))
        return "depthwise kernel";
    if (contains(last, "pointwise_kernel") || contains(last, "pointwise_weights"))
        return "pointwise kernel";
    if (contains(last, "recurrent_kernel"))
        return "recurrent kernel";
    if (isBiasName(key, last))
        return "bias";
    return isKernelName(key, last) ? "kernel" : std::string_view();
}

} // namespace

std::string_view lastSegment(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view parentPath(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view withoutNumber(std::string_view text, bool bare)
{
    std::size_t end = text.size();
    while (end > 0 && isDigit(text[end - 1]))
        --end;
    if (end == text.size() || end == 0)
        return text;
    if (text[end - 1] == '_')
        return text.substr(0, end - 1);
    return bare ? text.substr(0, end) : text;
}

std::string_view withoutPart(std::string_view key)
{
    const std::string_view last = lastSegment(key);
    return last.starts_with("part_") && withoutNumber(last) == "part" && last.size() < key.size()
        ? key.substr(0, key.size() - last.size() - 1)
        : key;
}

std::string_view withoutObjectTail(std::string_view key)
{
    return key.ends_with(kObjectKeyTail) ? key.substr(0, key.size() - kObjectKeyTail.size()) : key;
}

bool containsIgnoringCase(std::string_view text, std::string_view lowerCasePart)
{
    const auto equal = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    return std::search(text.begin(), text.end(), lowerCasePart.begin(), lowerCasePart.end(), equal) != text.end();
}

std::string_view slotFromSegment(std::string_view segment)
{
    static const std::unordered_map<std::string_view, std::string_view> kSlots{ { "m", "Adam m" }, { "v", "Adam v" },
        { "vhat", "Adam vhat" }, { "Adam_m", "Adam m" }, { "adam_m", "Adam m" }, { "Adam_v", "Adam v" },
        { "adam_v", "Adam v" }, { "Momentum", "momentum" }, { "momentum", "momentum" }, { "RMSProp", "RMSProp ms" },
        { "RMSProp_1", "RMSProp momentum" }, { "RMSProp_2", "RMSProp momentum" }, { "Adagrad", "Adagrad accumulator" },
        { "Ftrl", "Ftrl accumulator" }, { "Ftrl_1", "Ftrl linear" }, { "Adadelta", "Adadelta accumulator" },
        { "Adadelta_1", "Adadelta update accumulator" }, { "velocity", "momentum" },
        { "accumulator", "Adagrad accumulator" }, { "rms", "RMSProp ms" } };
    if (const auto found = kSlots.find(segment); found != kSlots.end())
        return found->second;
    // Adam, Adam_1; of a second optimizer over the same variable Adam_2, Adam_3.
    if (withoutNumber(segment) == "Adam")
        return segment.size() == 4 || (segment.back() - '0') % 2 == 0 ? "Adam m" : "Adam v";
    return {};
}

std::string_view detailFromName(std::string_view key)
{
    key = withoutPart(withoutObjectTail(key));
    const std::string_view last = lastSegment(key);
    if (const auto counter = counterFromName(key, last); !counter.empty())
        return counter;
    if (contains(key, "ExponentialMovingAverage") || last.ends_with("moving_avg") || key.starts_with("ema/")
        || contains(key, "/ema"))
        return "EMA shadow";
    if (last.size() < key.size())
        if (const auto slot = slotFromSegment(last); !slot.empty())
            return slot;
    return parameterFromName(key, last);
}

Role roleOfDetail(std::string_view detail)
{
    static const std::unordered_map<std::string_view, Role> kRoles{ { "kernel", Role::Kernel },
        { "depthwise kernel", Role::Kernel }, { "pointwise kernel", Role::Kernel }, { "LSTM kernel", Role::Kernel },
        { "GRU kernel", Role::Kernel }, { "recurrent kernel", Role::Kernel }, { "embedding", Role::Kernel },
        { "lookup vector", Role::Kernel }, { "RNN parameters", Role::Kernel }, { "additive parameter", Role::Kernel },
        { "multiplied parameter", Role::Kernel }, { "bias", Role::Bias }, { "gamma", Role::Norm },
        { "beta", Role::Norm }, { "scale", Role::Norm }, { "moving mean", Role::Statistic },
        { "moving variance", Role::Statistic }, { "moving statistic", Role::Statistic },
        { "EMA shadow", Role::Average }, { "global step", Role::Counter }, { "counter", Role::Counter },
        { "learning rate", Role::Counter }, { "beta1 power", Role::Counter }, { "beta2 power", Role::Counter },
        { "optimizer setting", Role::Counter }, { "metric state", Role::Counter }, { "flag", Role::Counter },
        { "scalar", Role::Counter }, { "optimizer state", Role::Slot } };
    if (const auto found = kRoles.find(detail); found != kRoles.end())
        return found->second;
    return belongsToOther(detail) ? Role::Slot : Role::Other;
}

bool belongsToOther(std::string_view detail)
{
    for (const std::string_view optimizer :
        { "Adam", "AdaMax", "momentum", "RMSProp", "Adagrad", "Adadelta", "Ftrl", "EMA", "AddSign", "PowerSign" })
        if (detail.starts_with(optimizer))
            return true;
    return false;
}

bool saysNothing(std::string_view key)
{
    key = withoutObjectTail(key);
    static const std::unordered_set<std::string_view> kEmptyWords{ "Variable", "variable", "var", "Var", "param",
        "kernel_var", "W", "w", "b", "B", "v" };
    return !contains(key, "/")
        && (kEmptyWords.contains(withoutNumber(key, true)) || std::all_of(key.begin(), key.end(), isDigit));
}

} // namespace ckpt
