#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Every tracked file says under which licence it is, in itself or in REUSE.toml, and the reusable rooms hold no GPL code."""
import fnmatch
import os
import subprocess
import sys
import tomllib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CODE = ('.cpp', '.h', '.proto', 'CMakeLists.txt', '.cmake')
MARK = 'SPDX-License-' 'Identifier:'


def must_be_apache(path):
    """The engine, the command and the layout helper can be reused freely; only the window is GPL."""
    return path.endswith(CODE) and path.startswith(
        ('format/', 'app/cli/', 'app/layout/', 'tests/format/', 'tests/app/cli/', 'tests/support/', 'tests/bench/', 'tests/fuzz/'))


def said_in(path):
    with open(os.path.join(ROOT, path), 'rb') as file:
        head = file.read(2048).decode('utf-8', 'replace')
    for line in head.splitlines():
        if MARK in line:
            return line.split(MARK, 1)[1].replace('-->', '').replace('*/', '').strip()
    return None


def main():
    with open(os.path.join(ROOT, 'REUSE.toml'), 'rb') as file:
        annotations = tomllib.load(file)['annotations']
    covered = [(pattern, entry[MARK[:-1]]) for entry in annotations for pattern in entry['path']]
    texts = {name.rsplit('.', 1)[0] for name in os.listdir(os.path.join(ROOT, 'LICENSES'))}
    files = subprocess.run(['git', '-C', ROOT, 'ls-files', '-z'], check=True, capture_output=True).stdout
    problems = []
    paths = [p for p in files.decode('utf-8', 'surrogateescape').split('\0') if p and os.path.isfile(os.path.join(ROOT, p))]
    for path in paths:
        if path.startswith('LICENSES/'):
            continue
        licence = said_in(path) or next((what for pattern, what in covered if fnmatch.fnmatch(path, pattern)), None)
        if licence is None:
            problems.append(f'{path}: no licence, neither in the file nor in REUSE.toml')
        elif licence not in texts:
            problems.append(f'{path}: LICENSES/ has no text of {licence}')
        elif must_be_apache(path) and licence != 'Apache-2.0':
            problems.append(f'{path}: says {licence}, its room is under Apache-2.0')
    print('\n'.join(problems) if problems else f'{len(paths)} files, all with a licence.')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
