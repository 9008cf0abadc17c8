#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Does `ckpt` read what TensorFlow reads?

    expected_test.py                  every case of tests/data
    expected_test.py --wider SHARED   every case of SHARED/fixtures and SHARED/corpus

For each checkpoint of a case's expected.json, `ckpt ls --json --values 8 --stats --hash` runs in the case's folder and its
document is compared by compare_json.py: names, types, shapes, places, SHA-256 of all values, first values, statistics.
Graphs and state files are compared with `ckpt info --json`.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
from ckpt_command import DATA, SAMPLE, SANITIZED, ckpt, errors_in  # noqa: E402

COMPARE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support', 'compare_json.py')
# What TensorFlow refuses or cannot find, and Ckptscope reads on purpose.
BETTER = {
    'glob [run] 1/model.ckpt-10': 'TensorFlow takes the brackets of the folder for a pattern',
}
passed, failed, skipped = 0, 0, 0


def verdict(name, problems):
    global passed, failed
    passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)
    print(('FAIL  ' if problems else 'ok    ') + name)
    for problem in problems[:15]:
        print('      ' + problem)
    sys.stdout.flush()


def skip(name, why):
    global skipped
    skipped += 1
    print(f'skip  {name}: {why}')


def compare(expected, actual, *options):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, document in (('expected.json', expected), ('actual.json', actual)):
            paths.append(os.path.join(folder, name))
            with open(paths[-1], 'w', encoding='utf-8') as file:
                json.dump(document, file)
        done = subprocess.run([sys.executable, COMPARE, *paths, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = done.stdout.decode('utf-8', 'replace').splitlines()
    return text if done.returncode else []


def listing(folder, prefix, problems):
    """The items that `ckpt ls` gives for one prefix; adds to `problems` what the program itself did wrong."""
    result = ckpt('ls', prefix, '--json', '--values', '8', '--stats', '--hash', cwd=folder)
    try:
        document = result.json()
    except ValueError as error:
        problems.append(f'{prefix}: no JSON ({error}); exit code {result.code}; {result.err[:300]}')
        return []
    if document.get('schema') != 'ckptscope.ls/1':
        problems.append(f'{prefix}: schema is {document.get("schema")}')
    found = errors_in(document)
    if result.code != (3 if found else 0):
        problems.append(f'{prefix}: exit code {result.code} with {len(found)} errors: {result.err[:300]}')
    if found and not result.err.startswith('ckpt: '):
        problems.append(f'{prefix}: errors, but nothing on standard error')
    return document['checkpoints']


def variables(name, folder, expected):
    problems, items, comparable = [], [], []
    for checkpoint in expected['checkpoints']:
        found = listing(folder, checkpoint['prefix'], problems)
        if checkpoint['prefix'] not in BETTER:
            comparable.append(checkpoint)
            items += found
        elif [item for item in found if 'error' in item] or not found:
            problems.append(f'{checkpoint["prefix"]}: not read, although {BETTER[checkpoint["prefix"]]}')
    problems += compare({'checkpoints': comparable}, {'checkpoints': items}, '--values', '--stats')
    verdict(f'{name}: {len(items)} checkpoint(s)', problems)


def graphs(name, folder, expected):
    """Graphs that TensorFlow reads, each through the checkpoint or file beside it."""
    known = [meta for meta in expected.get('metas', []) if 'error' not in meta]
    if not known:
        return
    problems, items = [], []
    for meta in known:
        result = ckpt('info', meta['file'], '--json', cwd=folder)
        try:
            found = [item for item in result.json()['metas'] if item['file'] == meta['file']]
        except ValueError as error:
            problems.append(f'{meta["file"]}: no JSON ({error}); {result.err[:300]}')
            continue
        listed = meta['graph'].get('n_variables')  # only there when expected.json names the first ones alone
        for item in found if listed else []:
            names = {variable['name'] for variable in meta['graph']['variables']}
            if len(item['graph']['variables']) != listed:
                problems.append(f'{meta["file"]}: {len(item["graph"]["variables"])} variables, expected {listed}')
            item['graph']['variables'] = [v for v in item['graph']['variables'] if v['name'] in names]
        items += found
    problems += compare({'metas': known}, {'metas': items}, '--section', 'metas')
    verdict(f'{name}: {len(known)} graph(s)', problems)


def states(name, folder, expected):
    """State files that TensorFlow understands, read with their folder."""
    known = [state for state in expected.get('states', []) if state.get('parsed')]
    if not known:
        return
    problems, items, comparable = [], [], []
    for state in known:
        result = ckpt('info', os.path.dirname(state['file']) or '.', '--json', cwd=folder)
        try:
            if 'no-checkpoint-in-folder' in [error['fault'] for error in errors_in(result.json())]:
                skip(f'{name}/{state["file"]}', 'nothing but the state file lies in its folder')
                continue
            comparable.append(state)
            for item in result.json()['states']:
                items.append(dict(item, file=os.path.normpath(item['file'])))
        except ValueError as error:
            problems.append(f'{state["file"]}: no JSON ({error}); {result.err[:300]}')
    problems += compare({'states': comparable}, {'states': items}, '--section', 'states')
    verdict(f'{name}: {len(comparable)} state file(s)', problems)


def case(name, folder, expected_file):
    with open(expected_file, encoding='utf-8') as file:
        expected = json.load(file)
    if expected.get('checkpoints'):
        variables(name, folder, expected)
    else:
        skip(name, 'has no checkpoint, so nothing to list')
    graphs(name, folder, expected)
    states(name, folder, expected)
    for saved_model in expected.get('saved_models', []):
        skip(f'{name}/{saved_model["file"]}', 'SavedModel folders are not read yet; their variables are compared as checkpoints')


def small_set():
    for expected in sorted(glob.glob(os.path.join(DATA, '*', 'expected.json'))):
        name = os.path.basename(os.path.dirname(expected))
        if name == 'broken':
            continue  # bad_input_test.py
        if name == 'digits-run':
            with tempfile.TemporaryDirectory() as folder:
                os.symlink(os.path.realpath(SAMPLE), os.path.join(folder, 'save'))
                case(name, folder, expected)
        else:
            case(name, os.path.dirname(expected), expected)


def wider_set(shared):
    for expected in sorted(glob.glob(os.path.join(shared, 'fixtures', '*', 'expected.json'))):
        name = os.path.basename(os.path.dirname(expected))
        if name != 'broken':
            case('fixtures/' + name, os.path.dirname(expected), expected)
    for expected in sorted(glob.glob(os.path.join(shared, 'corpus', 'expected', '*.json'))):
        name = os.path.basename(expected)[:-len('.json')]
        folder = os.path.join(shared, 'corpus', name)
        if os.path.isdir(folder):
            case('corpus/' + name, folder, expected)
        else:
            skip('corpus/' + name, 'its folder is not here')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--wider', metavar='SHARED')
    options = parser.parse_args()
    if options.wider and SANITIZED:
        skip('the wider set', 'it takes too long under sanitizers; the same readers run over tests/data')
    elif options.wider:
        wider_set(options.wider)
    else:
        small_set()
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed or (passed == 0 and skipped == 0) else 0


if __name__ == '__main__':
    sys.exit(main())
