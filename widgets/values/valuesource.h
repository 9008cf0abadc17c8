// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How ValuesView gets values without touching a file. It emits requests; app/ reads in the background and calls the
// matching slot of the view in the GUI thread. Answers may come late, in any order, or never: the view ignores what it
// no longer wants.
//
//   requestBlock(request)        -> setBlock(request, data) or setBlockError(request, error)
//   requestSummary(generation)   -> setSummary(generation, summary) or setSummaryError(generation, error)
//   cancelRequested(generation)  -> stop what runs for the view; no answer needed
//   meanwhile                    -> setProgress(generation, done, total) in bytes
#pragma once

#include "format/tensor/shape.h"
#include "format/tensor/statistics.h"
#include "format/tensor/tensordata.h"

#include <QtGlobal>

namespace ckpt {

// What a block is for. Newest wins within one purpose: a new request makes the running one of the same purpose
// worthless.
enum class ValuePurpose {
    Show, // the cells on screen, rounded to tiles: a few thousand elements
    Image, // every n-th row and column of the slice: at most one element a pixel
    Copy, // a selected region for the clipboard: at most a million elements
};

// Read `selection` of the variable that the view shows. `generation` is only to be given back. `selection` has one
// entry per axis of the variable and never more than two that are not dropped.
struct ValueRequest {
    quint64 generation = 0;
    ValuePurpose purpose = ValuePurpose::Show;
    Selection selection;

    friend bool operator==(const ValueRequest &a, const ValueRequest &b)
    {
        return a.generation == b.generation && a.purpose == b.purpose && a.selection.axes == b.selection.axes;
    }
};

// Of the whole variable. The histogram spans [min, max]; 256 bins are a good number (the view joins them to the width
// it has). No bins where the type has no order (complex, strings) or nothing is finite.
struct ValueSummary {
    Statistics statistics;
    Histogram histogram;
};

} // namespace ckpt
