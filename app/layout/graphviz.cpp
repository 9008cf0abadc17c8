// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/layout/graphviz.h"

#include <cstdlib>
#include <dlfcn.h>
#include <graphviz/gvc.h>
#include <string>
#include <string_view>

namespace ckpt {
namespace {

constexpr char kSymbol[] = "gvplugin_dot_layout_LTX_library";

// Reading Graphviz's configuration and its text plug-in takes 25 ms, this takes less than one; and it works where the
// configuration file was never written.
void *dotPlugin()
{
    Dl_info info{};
    if (!dladdr(reinterpret_cast<void *>(&gvContext), &info) || !info.dli_fname)
        return nullptr;
    const std::string_view library(info.dli_fname);
    const std::size_t slash = library.rfind('/');
    if (slash == std::string_view::npos)
        return nullptr;
    const std::string directory = std::string(library.substr(0, slash)) + "/graphviz/";
    for (const char *name :
        { "libgvplugin_dot_layout.so.6", "libgvplugin_dot_layout.so.8", "libgvplugin_dot_layout.so" })
        if (void *handle = dlopen((directory + name).c_str(), RTLD_NOW | RTLD_LOCAL))
            return dlsym(handle, kSymbol);
    return nullptr;
}

} // namespace

struct GraphvizContext::Builtins {
    lt_symlist_t plugins[2] = {}; // ended by an empty one
};

GraphvizContext::GraphvizContext()
    : m_builtins(std::make_unique<Builtins>())
{
    if (void *library = dotPlugin()) {
        m_builtins->plugins[0] = { kSymbol, library };
        m_context = gvContextPlugins(m_builtins->plugins, 0);
    } else {
        m_context = gvContext();
    }
}

GraphvizContext::~GraphvizContext()
{
    if (m_context)
        gvFreeContext(m_context);
}

bool GraphvizContext::hasDot() const
{
    if (!m_context)
        return false;
    int count = 0;
    char kind[] = "layout", any[] = "";
    char **names = gvPluginList(m_context, kind, &count, any);
    bool found = false;
    for (int i = 0; names && i < count; ++i) {
        found = found || std::string_view(names[i]) == "dot";
        std::free(names[i]);
    }
    std::free(names);
    return found;
}

} // namespace ckpt
