// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/inferred/inferredview.h"

#include "format/inferred/objectsketch.h"
#include "format/inferred/sketchparts.h"

namespace ckpt {

Result<std::shared_ptr<const GraphView>> inferView(
    const Checkpoint &checkpoint, const ObjectTree *objects, const GraphViewOptions &options, const JobControl &control)
{
    std::optional<Sketch> sketch;
    if (objects)
        sketch = sketchFromObjects(checkpoint, objects->graph(), control);
    if (!sketch)
        sketch = sketchFromNames(checkpoint, control);
    if (control.cancelled()) // it may be half done
        return fail(Fault::Cancelled, checkpoint.ref().prefix);
    return GraphView::build(*sketch, checkpoint, options, control);
}

} // namespace ckpt
