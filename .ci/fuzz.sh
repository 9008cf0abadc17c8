#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
# Usage: .ci/fuzz.sh [SECONDS [TARGET…]], e.g. .ci/fuzz.sh 600 bundle v1
# Builds the targets of tests/fuzz with clang and sanitizers and runs each for SECONDS (60), two at a time. An input that
# ends a target is printed in base64. With CKPT_FUZZ_CORPUS=FOLDER, what was learnt is kept in FOLDER/<target>.
set -uo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
seconds=${1:-60}
shift || true
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

if ! command -v clang++-14 >/dev/null; then
    printf 'clang-14 is not here: nothing is fuzzed.\n'
    exit 0
fi
cmake --preset asan >"$work/build.log" 2>&1 && cmake --build --preset asan --target fuzzers >>"$work/build.log" 2>&1 || {
    tail -n 40 "$work/build.log"
    exit 1
}
targets=("$@")
if [[ ${#targets[@]} -eq 0 ]]; then
    mapfile -t targets < <(cd tests/fuzz && printf '%s\n' fuzz_*.cpp | sed 's/^fuzz_//; s/\.cpp$//')
fi

# fuzz TARGET: the last lines of a run, and the input that ended it if there is one.
fuzz() {
    local target=$1 status=0 most=16384 learnt=${CKPT_FUZZ_CORPUS:-$work/corpus}/$1 artifacts=$work/artifacts-$1 known=() input
    mkdir -p "$learnt" "$artifacts"
    known=("tests/fuzz/corpus/$target")
    case $target in
    *graph*) most=4096 ;; # the picture of a large one takes long
    esac
    if [[ -d tests/fuzz/regressions/$target ]]; then
        known+=("tests/fuzz/regressions/$target")
    fi
    "build/asan/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len="$most" -print_final_stats=1 -entropic=0 \
        -artifact_prefix="$artifacts/" "$learnt" "${known[@]}" >"$work/$target.log" 2>&1 || status=$?
    {
        printf '%s: %s\n' "$target" "$(grep -E '^#[0-9]+' "$work/$target.log" | tail -n 1)"
        if [[ $status -ne 0 ]]; then
            printf '%s: FAILED (%s)\n' "$target" "$status"
            grep -vE '^#[0-9]+|^INFO|NEW_FUNC' "$work/$target.log" | tail -n 60
            for input in "$artifacts"/*; do
                printf '%s: base64 of %s:\n' "$target" "${input##*/}"
                base64 -w 0 "$input"
                printf '\n'
            done
        fi
    } >"$work/$target.out"
    cat "$work/$target.out"
    return "$status"
}

export ASAN_OPTIONS=malloc_context_size=8:quarantine_size_mb=16 # twice as fast
if command -v llvm-symbolizer-14 >/dev/null; then
    ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-14)
    export ASAN_SYMBOLIZER_PATH
fi
failed=0
while [[ ${#targets[@]} -gt 0 ]]; do
    running=()
    for target in "${targets[@]:0:2}"; do
        fuzz "$target" &
        running+=($!)
    done
    targets=("${targets[@]:2}")
    for job in "${running[@]}"; do
        wait "$job" || failed=1
    done
done
exit "$failed"
