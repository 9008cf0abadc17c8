#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: resources/manual/draw.sh PROGRAM GRAPHS
# Draws the pictures of the manual with PROGRAM (a built ckptscope). GRAPHS is a folder with two graphs that are too large to be
# here, as TensorFlow writes them: resnet50.meta and bert12.meta, each with the training of the network.
set -euo pipefail
program=$(realpath -- "$1")
graphs=$(realpath -- "$2")
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
draw() {
    local name=$1
    shift
    "$program" --lang en --diagram "resources/manual/pictures/$name.png" "$@"
}
"$program" --lang en --theme light --screenshot resources/manual/pictures/window.png --size 1280x800 resources/sample/digits-run
"$program" --lang en --theme light --screenshot resources/manual/pictures/export.png --size 1280x800 --plan resources/manual/export-plan.json \
    resources/sample/digits-run
draw digits resources/sample/digits-run
draw anonymous tests/data/digits-anonymous
draw resnet "$graphs/resnet50.meta"
draw unet tests/data/diagram/unet.meta
draw bert "$graphs/bert12.meta"
draw target tests/data/diagram/dqn.meta
draw loop --expand decoder/rnn/while tests/data/diagram/seq2seq.meta
draw branches tests/data/diagram/branches.meta
draw keras tests/data/diagram/keras_rnn_saved_model.pb
draw frozen tests/data/diagram/frozen_lstm_small.pb
draw names tests/data/object-based-keras3
