#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
# Collects the texts of the program into the translation files. Run it after changing a text, then translate what is unfinished.
set -euo pipefail
cd "$(dirname "$0")/.."
lupdate=$(command -v lupdate6 || command -v /usr/lib/qt6/bin/lupdate || command -v lupdate)
sources=(app widgets format/base/faulttext.cpp)
"$lupdate" -silent -I "$PWD" -locations none -no-obsolete "${sources[@]}" -ts translations/ckptscope_zh_CN.ts
"$lupdate" -silent -I "$PWD" -locations none -no-obsolete -pluralonly "${sources[@]}" -ts translations/ckptscope_en.ts
python3 translations/plurals.py translations/ckptscope_en.ts
