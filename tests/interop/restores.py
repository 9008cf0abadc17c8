#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Does TensorFlow take what `ckpt export` writes, from every checkpoint there is?

    restores.py CKPT SHARED [FILTER]

To be run by a Python with TensorFlow. SHARED is the folder beside the repository: every checkpoint that its fixtures/ and corpus/ list (SavedModels
with theirs) is exported whole, in part, with its partitions joined, under other names, as float16, in several files and as V1; its judge (oracle/check_restore.py) reads each
with TensorFlow, compares it bit by bit with the source, restores by the .meta where one goes along, and looks whether the object graph names
what is there. Of numbered steps of a run the last is taken. What a format has no place for is listed, with the reason that the command gives.
FILTER is a pattern for the checkpoints.
"""
import contextlib
import io
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time

os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='')
CKPT, SHARED = sys.argv[1:3]
FILTER = sys.argv[3] if len(sys.argv) > 3 else ''
sys.path.insert(0, os.path.join(SHARED, 'oracle'))
import check_restore as judge  # noqa: E402

GRAPH = '_CHECKPOINTABLE_OBJECT_GRAPH'
# name → (arguments of the command, of the judge)
WAYS = {'all': ([], ['--full']), 'part': ([], []), 'renamed': (['--rename', 's|^|x/|', '--meta', 'none'], ['--rename-regex', '^=x/']),
        'float16': (['--cast', 'f16', '--meta', 'none'], ['--full', '--cast', 'float16']),
        'joined': (['--partitions', 'join'], ['--full']), 'files': (['--format', 'v2', '--shards', '3', '--meta', 'none'], ['--full']), 'V1': (['--format', 'v1', '--meta', 'none'], ['--full'])}
# What TensorFlow itself does not do with the original.
REFUSED = {'all-dtypes-v2/variant.ckpt': 'TensorFlow has no NumPy array for variants', 'big-endian-v2/float8-big.ckpt': 'TensorFlow cannot swap the bytes of float8',
           'sm-uninitialized/UninitializedVariable/variables/variables': 'the object graph of the source names what it lacks'}
NO_VALUES = 'The values are not here'  # only the index was published


def listed():
    """(name, prefix) of every checkpoint that can be read."""
    found = {}
    for root in ('fixtures', 'corpus'):
        base = os.path.join(SHARED, root)
        for case in sorted(os.listdir(base)):
            expected = os.path.join(base, case, 'expected.json') if root == 'fixtures' else os.path.join(base, 'expected', case + '.json')
            if case == 'broken' or not os.path.isfile(expected):
                continue
            with open(expected, encoding='utf-8') as file:
                checkpoints = json.load(file)['checkpoints']
            for checkpoint in checkpoints:
                prefix = checkpoint['prefix']
                run = (case, re.sub(r'[-_]\d+$', '', prefix))
                number = [int(n) for n in re.findall(r'[-_](\d+)$', prefix)]
                if not checkpoint.get('error') and (run not in found or number >= found[run][0]):
                    found[run] = (number, '%s/%s' % (case, prefix), os.path.join(base, case, prefix))
    return [(name, path) for _, name, path in found.values()]


def names(prefix):
    ran = subprocess.run([CKPT, 'ls', '--json', prefix], capture_output=True, text=True)
    return [v['name'] for c in json.loads(ran.stdout)['checkpoints'] for v in c['variables'] if 'name_encoding' not in v]


def pattern(name):
    return re.sub(r'([*?\[\]\\])', r'\\\1', name)


def judged(arguments):
    """What the judge says, and whether it is content. It does its work in processes of its own."""
    sys.argv = ['check_restore.py', *arguments]
    judge.failed.clear()
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = judge.main()
    return code == 0, out.getvalue()


def attempt(task):
    name, source, way = task
    arguments, checks = WAYS[way]
    if name in REFUSED:
        return name, way, None, REFUSED[name]
    with tempfile.TemporaryDirectory() as work:
        target = os.path.join(work, 'new')
        if way == 'part':
            chosen = [n for i, n in enumerate(names(source)) if i % 2 == 0 and n != GRAPH]
            if not chosen:
                return name, way, None, 'there is one variable, or none'
            arguments = [x for n in chosen for x in ('--include', pattern(n))]
        ran = subprocess.run([CKPT, 'export', source, '-o', target, '--state', 'keep', *arguments], capture_output=True, text=True)
        if way == 'V1' and ran.returncode == 4 or NO_VALUES in ran.stderr:
            return name, way, None, ran.stderr.strip().split('\n')[0]
        if ran.returncode:
            return name, way, False, ran.stderr
        tables = sorted(n for n in os.listdir(work) if re.fullmatch(r'new-\d{5}-of-\d{5}', n))  # V1 in several files
        if tables:
            target = os.path.join(work, 'new-?????-of-' + tables[0][-5:])
        ok, said = judged([target, '--subset-of', source, *checks])
        return name, way, ok, said


def main():
    began = time.time()
    tasks = [(name, prefix, way) for name, prefix in listed() if re.search(FILTER, name) for way in WAYS]
    passed, not_possible, failed = 0, [], []
    with multiprocessing.Pool(os.cpu_count()) as pool:
        for name, way, ok, said in pool.imap_unordered(attempt, tasks):
            if ok:
                passed += 1
            elif ok is None:
                not_possible.append('%s, %s: %s' % (name, way, said))
            else:
                failed.append('%s, %s:\n    %s' % (name, way, said.strip().replace('\n', '\n    ')))
    print('\n'.join(sorted(not_possible)))
    print('\n'.join(sorted(failed)))
    print('%d exports of %d checkpoints taken by TensorFlow, %d not possible, %d wrong, %d s' % (
        passed, len({t[0] for t in tasks}), len(not_possible), len(failed), time.time() - began))
    return 1 if failed or not FILTER and len(not_possible) > passed // 10 else 0


if __name__ == '__main__':
    sys.exit(main())
