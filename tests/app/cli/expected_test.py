#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Does `ckpt` read what TensorFlow reads?

    expected_test.py                  every case of tests/data
    expected_test.py --wider SHARED   every case of SHARED/fixtures and SHARED/corpus

For each checkpoint of a case's expected.json, `ckpt ls --json --values 8 --stats --hash` runs in the case's folder and its
document is compared by compare_json.py: names, types, shapes, places, SHA-256 of all values, first values, statistics.
Object graphs, graphs, state files and SavedModels are compared with `ckpt info --json`, every field of them.
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
# State files that TensorFlow refuses and that say something all the same.
UNDERSTOOD = {
    'empty-state/checkpoint': 'TensorFlow raises an error where the file names no checkpoint',
    'unknown-field/checkpoint': 'TensorFlow gives up the whole file for one field that it does not know',
}
# Where what TensorFlow takes for the newest checkpoint is none.
OTHER_LATEST = {
    'extension-in-state/checkpoint': 'TensorFlow takes the index file itself, which it then cannot open',
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


def info(folder, path, problems):
    """The document of `ckpt info`; nothing when it gives none."""
    result = ckpt('info', path, '--json', cwd=folder)
    try:
        document = result.json()
    except ValueError as error:
        problems.append(f'{path}: no JSON ({error}); {result.err[:300]}')
        return None
    if document.get('schema') != 'ckptscope.info/1':
        problems.append(f'{path}: schema is {document.get("schema")}')
    return document


def cut_like(expected, actual):
    """Where expected.json has only the first variables, scopes or items, the rest of ours is taken away; numbers stay."""
    graph, found = expected.get('graph', {}), actual.get('graph', {})
    if 'n_variables' in graph:
        found['variables'] = found['variables'][:len(graph['variables'])]
    if '_count' in graph.get('top_scopes', {}):
        scopes = found['top_scopes']
        found['top_scopes'] = {name: n for name, n in scopes.items() if name in graph['top_scopes']}
        found['top_scopes']['_count'] = len(scopes)
    items = {collection['key']: collection.get('items') for collection in expected.get('collections', [])}
    for collection in actual.get('collections', []):
        if items.get(collection['key']) is not None and 'items' in collection:
            collection['items'] = collection['items'][:len(items[collection['key']])]


def graphs(name, folder, expected):
    """Graph files, each through the checkpoint or file beside it: every field that TensorFlow's reading has."""
    known = expected.get('metas', [])
    if not known:
        return
    problems, items = [], []
    for meta in known:
        document = info(folder, meta['file'], problems)
        for item in document['metas'] if document else []:
            if item['file'] == meta['file']:
                cut_like(meta, item)
                items.append(item)
    problems += compare({'metas': known}, {'metas': items}, '--section', 'metas', '--strict')
    problems += errors_alike(known, {item['file']: item for item in items}, 'file')
    verdict(f'{name}: {len(known)} graph(s)', problems)


def errors_alike(expected, actual, ident):
    """compare_json.py does not look at errors of these sections."""
    for item in expected:
        found = actual.get(item[ident], {})
        if ('error' in item) != ('error' in found):
            yield f'{item[ident]}: expected {item.get("error")}, got {found.get("error")}'
        if 'error' not in item and item.get('bytes') != found.get('bytes'):
            yield f'{item[ident]}: {found.get("bytes")} bytes, expected {item.get("bytes")}'


def saved_models(name, folder, expected):
    """SavedModel folders: the same document whatever member is named, and every field that TensorFlow's reading has."""
    known = expected.get('saved_models', [])
    if not known:
        return
    problems, items = [], []
    for model in known:
        document = info(folder, model['dir'], problems)
        if not document:
            continue
        for item in document['saved_models']:
            for wanted, graph in zip(model.get('meta_graphs', []), item.get('meta_graphs', [])):
                cut_like(wanted, graph)
            items.append(item)
        members = [model['file']]
        variables_folder = os.path.join(model['dir'], 'variables')
        if os.path.exists(os.path.join(folder, variables_folder, 'variables.index')):
            members += [variables_folder, variables_folder + '/variables', variables_folder + '/variables.index']
        whole = ckpt('info', model['dir'], '--json', cwd=folder)
        for member in members:
            other = ckpt('info', member, '--json', cwd=folder)
            if (other.code, other.out) != (whole.code, whole.out):
                problems.append(f'{member}: not the same as {model["dir"]}')
    problems += compare({'saved_models': known}, {'saved_models': items}, '--section', 'saved_models', '--strict')
    problems += errors_alike(known, {item['dir']: item for item in items}, 'dir')
    verdict(f'{name}: {len(known)} SavedModel(s)', problems)


def object_graphs(name, folder, expected):
    known = [checkpoint for checkpoint in expected.get('checkpoints', []) if 'object_graph' in checkpoint]
    if not known:
        return
    problems = []
    for checkpoint in known:
        document = info(folder, checkpoint['prefix'], problems)
        found = [item for item in document['checkpoints'] if item['prefix'] == checkpoint['prefix']] if document else []
        if not found:
            problems.append(f'{checkpoint["prefix"]}: not listed')
            continue
        for key, value in checkpoint['object_graph'].items():
            if found[0]['object_graph'].get(key) != value:
                problems.append(f'{checkpoint["prefix"]}: object_graph.{key}: expected {str(value)[:200]}, '
                                f'got {str(found[0]["object_graph"].get(key))[:200]}')
    verdict(f'{name}: {len(known)} object graph(s)', problems)


def normal(path):
    return path and os.path.normpath(path)


def paths_of_state(state, item):
    """Where the paths of the file point. TensorFlow joins and looks no further; we find files that were moved, so what
    it does find must be the same."""
    resolved = {path: normal(at) for path, at in item.get('resolved', {}).items()}
    if resolved != {path: normal(at) for path, at in state.get('resolved', {}).items()}:
        yield f'{state["file"]}: resolved: expected {state.get("resolved")}, got {item.get("resolved")}'
    latest = state.get('latest_checkpoint')
    if latest and state['file'] not in OTHER_LATEST and normal(item['latest_checkpoint']) != normal(latest):
        yield f'{state["file"]}: latest_checkpoint: expected {latest}, got {item["latest_checkpoint"]}'


def states(name, folder, expected):
    """State files, read with their folder."""
    known = expected.get('states', [])
    if not known:
        return
    problems, items, comparable = [], [], []
    for state in known:
        document = info(folder, os.path.dirname(state['file']) or '.', problems)
        if not document:
            continue
        if 'no-checkpoint-in-folder' in [error['fault'] for error in errors_in(document)]:
            skip(f'{name}/{state["file"]}', 'nothing but the state file lies in its folder')
            continue
        found = [dict(item, file=os.path.normpath(item['file'])) for item in document['states']]
        if not state.get('parsed'):  # TensorFlow gives up on it
            if state['file'] not in UNDERSTOOD and not [item for item in found if 'error' in item]:
                problems.append(f'{state["file"]}: understood, although TensorFlow says {state.get("error")}')
            continue
        comparable.append(state)
        items += found
        for item in found:
            problems += paths_of_state(state, item)
    problems += compare({'states': comparable}, {'states': items}, '--section', 'states', '--strict')
    verdict(f'{name}: {len(known)} state file(s)', problems)


def case(name, folder, expected_file):
    with open(expected_file, encoding='utf-8') as file:
        expected = json.load(file)
    if expected.get('checkpoints'):
        variables(name, folder, expected)
    else:
        skip(name, 'has no checkpoint, so nothing to list')
    object_graphs(name, folder, expected)
    graphs(name, folder, expected)
    states(name, folder, expected)
    saved_models(name, folder, expected)


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
