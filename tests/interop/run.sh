#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
# Does `ckpt` read what a real TensorFlow writes?
#   run.sh SHARED VENV CKPT [SEED]
# SHARED has the scripts that make checkpoints (fixtures/make) and the virtual environment (oracle/setup.sh); VENV is made where it is
# not there yet, which takes some minutes. Every kind of checkpoint is written with names, shapes and values that depend on
# SEED, TensorFlow tells what it reads in them, and the program must agree. Without SEED it comes from the commit: a new one
# each time, and the same one when a failure is repeated.
set -euo pipefail
if [[ $# -lt 3 ]]; then
    sed -n '4,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
shared=$1
venv=$2
ckpt=$(realpath -- "$3")
seed=${4-$((16#$(git -C "$here" rev-parse --short=7 HEAD 2>/dev/null || printf 1)))}

sh "$shared/oracle/setup.sh" "$venv"
written=$(mktemp -d)
trap 'rm -rf -- "$written"' EXIT
printf 'TensorFlow writes checkpoints with seed %s.\n' "$seed"
if ! TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES='' \
    sh "$shared/fixtures/make/make_all.sh" "$venv/bin/python" "$written/fixtures" --seed "$seed" >"$written/log" 2>&1; then
    tail -n 30 "$written/log"
    exit 1
fi
CKPT=$ckpt CKPT_TEST_DATA=$here/../data PYTHONDONTWRITEBYTECODE=1 \
    python3 "$here/../app/cli/expected_test.py" --wider "$written"
