// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/inferred/layerkind.h"

#include "format/graph/rolenames.h"
#include "format/graph/sketch.h"

#include <fmt/format.h>

#include <algorithm>

namespace ckpt {
namespace {

using Size = std::optional<std::int64_t>;

class KindFinder {
public:
    KindFinder(std::span<const LayerVariable> variables, std::string_view names, bool foreign)
        : m_variables(variables)
        , m_names(names)
        , m_foreign(foreign)
    {
    }

    LayerKind run()
    {
        findNorms();
        const bool known = recurrent() || embedding() || depthwise() || dense() || norm();
        if (!known) {
            m_result.kind = Sketch::kUnknownKind;
            m_result.text = fmt::format("{} variable{}", m_variables.size(), m_variables.size() == 1 ? "" : "s");
        }
        return std::move(m_result);
    }

private:
    std::vector<const TensorShape *> of(std::string_view detail) const
    {
        std::vector<const TensorShape *> shapes;
        for (const LayerVariable &variable : m_variables)
            if (variable.detail == detail)
                shapes.push_back(variable.shape);
        return shapes;
    }
    const TensorShape *first(std::string_view detail, std::size_t rank) const
    {
        for (const LayerVariable &variable : m_variables)
            if (variable.detail == detail && variable.shape->rank() == rank)
                return variable.shape;
        return nullptr;
    }
    bool named(std::string_view word) const { return containsIgnoringCase(m_names, word); }

    void take(std::string kind, std::string text, Size inputs, Size outputs)
    {
        m_result.kind = std::move(kind);
        m_result.text = std::move(text);
        for (const std::string &norm : m_result.norms)
            m_result.text += " · " + norm;
        m_result.inputs = inputs;
        m_result.outputs = outputs;
    }

    void findNorms()
    {
        if (!of("moving mean").empty() || !of("moving variance").empty())
            m_norm = "BatchNorm";
        else if (!of("gamma").empty() || !of("beta").empty())
            m_norm = named("layernorm") || named("layer_norm") ? "LayerNorm" : named("batch") ? "BatchNorm" : "Norm";
        if (m_norm == "BatchNorm" || !of("gamma").empty())
            m_result.norms = { m_norm };
    }

    bool recurrent()
    {
        std::vector<const TensorShape *> kernels = of("LSTM kernel"), plain = of("kernel");
        std::erase_if(kernels, [](const TensorShape *shape) { return shape->rank() != 2; });
        std::erase_if(plain, [](const TensorShape *shape) { return shape->rank() != 2; });
        if (!kernels.empty())
            return lstm(kernels, plain);
        kernels = of("GRU kernel");
        std::erase_if(kernels, [](const TensorShape *shape) { return shape->rank() != 2; });
        if (!kernels.empty())
            return gru(kernels, plain);
        const TensorShape *recurrent = first("recurrent kernel", 2);
        if (!recurrent || recurrent->dim(0) != recurrent->dim(1))
            return false;
        const std::int64_t units = recurrent->dim(0);
        take("SimpleRNN", fmt::format("SimpleRNN {}", units), plain.empty() ? Size() : plain.front()->dim(0), units);
        return true;
    }

    // One kernel of inputs and state together (BasicLSTM), or one for each (Keras).
    bool lstm(std::vector<const TensorShape *> kernels, const std::vector<const TensorShape *> &plain)
    {
        std::sort(kernels.begin(), kernels.end(),
            [](const TensorShape *a, const TensorShape *b) { return a->dim(0) > b->dim(0); });
        const std::int64_t columns = kernels.front()->dim(1), units = columns / 4;
        if (m_foreign || columns % 4 != 0) {
            take("LSTM", "LSTM", {}, {});
            return true;
        }
        Size inputs;
        if (!plain.empty())
            inputs = plain.front()->dim(0);
        else if (kernels.size() == 1)
            inputs = kernels.front()->dim(0) - units;
        else
            for (const TensorShape *kernel : kernels)
                if (inputs = kernel->dim(0); *inputs != units)
                    break;
        take("LSTM", fmt::format("LSTM {}", units), inputs && *inputs > 0 ? inputs : Size(), units);
        return true;
    }

    // Three gates in one kernel (Keras), or a kernel for two gates and one for the candidate.
    bool gru(std::vector<const TensorShape *> kernels, const std::vector<const TensorShape *> &plain)
    {
        kernels.insert(kernels.end(), plain.begin(), plain.end());
        const auto less = [](const TensorShape *a, const TensorShape *b) { return a->dim(1) < b->dim(1); };
        const auto [least, most] = std::minmax_element(kernels.begin(), kernels.end(), less);
        Size units, inputs;
        for (const TensorShape *kernel : kernels)
            if (kernel->dim(1) == 3 * kernel->dim(0))
                units = kernel->dim(0);
        if (units && kernels.size() == 2)
            inputs = kernels[kernels.front()->dim(1) == 3 * kernels.front()->dim(0) ? 1 : 0]->dim(0);
        if (!units && kernels.size() == 2 && (*most)->dim(1) == 2 * (*least)->dim(1)) {
            units = (*least)->dim(1);
            inputs = (*least)->dim(0) - *units;
        }
        if (m_foreign || !units)
            take("GRU", "GRU", {}, {});
        else
            take("GRU", fmt::format("GRU {}", *units), inputs && *inputs > 0 ? inputs : Size(), units);
        return true;
    }

    bool embedding()
    {
        const TensorShape *table = first("embedding", 2);
        if (!table)
            return false;
        take("Embedding", fmt::format("Embedding {}×{}", table->dim(0), table->dim(1)), {}, table->dim(1));
        return true;
    }

    bool depthwise()
    {
        const TensorShape *depth = first("depthwise kernel", 4), *point = first("pointwise kernel", 4);
        if (!depth)
            return false;
        const std::string window = fmt::format("{}×{}", depth->dim(0), depth->dim(1));
        if (point)
            take("Conv2D", fmt::format("Separable {}, {}", window, point->dim(3)), depth->dim(2), point->dim(3));
        else
            take("DepthwiseConv2D", "DepthwiseConv2D " + window, depth->dim(2), depth->dim(2) * depth->dim(3));
        return true;
    }

    // Length of the bias, which is that of the outputs.
    Size biasLength() const
    {
        const TensorShape *bias = first("bias", 1);
        return bias ? Size(bias->dim(0)) : Size();
    }

    bool dense()
    {
        const std::vector<const TensorShape *> kernels = of("kernel");
        const auto main = std::find_if(kernels.begin(), kernels.end(),
            [](const TensorShape *shape) { return shape->rank() >= 2 && shape->rank() <= 5; });
        if (main == kernels.end())
            return false;
        const TensorShape &shape = **main;
        const std::size_t rank = shape.rank();
        static constexpr const char *kKinds[] = { "Dense", "Conv1D", "Conv2D", "Conv3D" };
        std::string kind = kKinds[rank - 2];
        std::size_t in = rank - 2, out = rank - 1, window = 0;
        const Size bias = biasLength();
        if (bias && *bias == shape.dim(0) && (m_foreign || *bias != shape.dim(out)) && (rank == 2 || m_foreign)) {
            out = 0; // outputs first
            in = 1;
            window = 2;
        } else if (m_foreign && !(bias && *bias == shape.dim(out))) {
            take(kind, kind, {}, {});
            return true;
        } else if (rank == 4
            && (named("deconv") || named("transpose") || named("upconv") || named("up_conv")
                || (bias && *bias == shape.dim(in) && *bias != shape.dim(out)))) {
            kind = "Conv2DTranspose";
            std::swap(in, out);
        }
        std::string text = kind;
        for (std::size_t i = 0; i + 2 < rank; ++i)
            text += fmt::format("{}{}", i == 0 ? " " : "×", shape.dim(window + i));
        text += fmt::format("{}{}", rank == 2 ? " " : ", ", shape.dim(out));
        if (kernels.size() > 1)
            text += fmt::format(" ×{}", kernels.size());
        take(std::move(kind), std::move(text), shape.dim(in), shape.dim(out));
        return true;
    }

    bool norm()
    {
        if (m_norm.empty())
            return false;
        m_result.norms.clear();
        Size size;
        for (const LayerVariable &variable : m_variables)
            if (variable.shape->rank() >= 1 && !size)
                size = variable.shape->dim(variable.shape->rank() - 1);
        take(m_norm, m_norm, size, size);
        return true;
    }

    std::span<const LayerVariable> m_variables;
    std::string_view m_names;
    bool m_foreign;
    std::string m_norm;
    LayerKind m_result;
};

} // namespace

LayerKind kindOfLayer(std::span<const LayerVariable> variables, std::string_view names, bool foreign)
{
    return KindFinder(variables, names, foreign).run();
}

} // namespace ckpt
