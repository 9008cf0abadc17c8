// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Graphviz's context with nothing in it but the layered layout. Not thread-safe, one per process.
#pragma once

#include <memory>

extern "C" {
typedef struct GVC_s GVC_t; // graphviz/gvc.h
}

namespace ckpt {

class GraphvizContext {
public:
    // Loads the plug-in for dot from beside libgvc; where that fails, whatever Graphviz's own configuration offers.
    GraphvizContext();
    ~GraphvizContext();
    GraphvizContext(const GraphvizContext &) = delete;
    GraphvizContext &operator=(const GraphvizContext &) = delete;

    GVC_t *get() const { return m_context; }
    // False when there is no layout called dot: nothing can be laid out then.
    bool hasDot() const;

private:
    struct Builtins;
    std::unique_ptr<Builtins> m_builtins; // Graphviz keeps a pointer to it
    GVC_t *m_context = nullptr;
};

} // namespace ckpt
