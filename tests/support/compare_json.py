#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Compares what a program says about checkpoints with what TensorFlow says.

    compare_json.py EXPECTED ACTUAL [--prefix P] [--values] [--stats] [--strict] [--ignore FIELD]…

Both files have the schema that tests/data/README.md describes; ACTUAL may also be one
checkpoint object (with "variables") or hold only some of the sections.
Exit code 0: no difference, 1: differences (printed one a line), 2: usage.

Required in ACTUAL: every checkpoint of EXPECTED (all of them, or the one of
--prefix) with format, and for every variable name, dtype, shape, n_elements.
Any other field of EXPECTED is compared where ACTUAL has it; --values makes
sha256 and first_values required, --stats makes stats required, --strict makes
every field of EXPECTED required except the ones only TensorFlow can know.

Tolerated: min, max, mean, std within 1e-6 relative (or 1e-9 of the largest
magnitude of the tensor); first_values equal after rounding to the dtype, NaN
equal to NaN, -0.0 equal to 0.0; integers above 2^53 as strings; order of the
variables (only reported with --strict); extra fields; error texts. A variable
that TensorFlow could not read (`error` in EXPECTED) is compared by name, dtype
and shape only: a program may do better. A checkpoint TensorFlow refuses must
have a non-empty `error` in ACTUAL.
"""
import argparse
import json
import math
import struct
import sys

ONLY_TF = {'schema', 'tensorflow', 'case', 'description', 'seed', 'read_by', 'raw_error', 'restore_error', 'error',
           'bytes', 'resolved', 'latest_checkpoint', 'latest_checkpoint_error', 'parsed'}
IDENT = {'checkpoints': 'prefix', 'variables': 'name', 'metas': 'file', 'states': 'file', 'saved_models': 'dir',
         'files': 'name', 'collections': 'key', 'savers': 'node'}
CORE = {'name', 'dtype', 'shape', 'format', 'prefix', 'variables'}
diffs = []


def diff(where, exp, act):
    s = lambda x: (json.dumps(x)[:117] + '...') if len(json.dumps(x)) > 120 else json.dumps(x)  # noqa: E731
    diffs.append('%s: expected %s, got %s' % (where, s(exp), s(act)))


def as_num(x):
    if isinstance(x, str):
        t = x.strip().lower().replace('infinity', 'inf')
        try:
            return int(t)
        except ValueError:
            return float(t)
    return x


def to_dtype(x, dtype):
    x = as_num(x)
    if dtype == 'float32' and isinstance(x, (int, float)) and math.isfinite(x):
        return struct.unpack('<f', struct.pack('<f', x))[0]
    if dtype == 'float16' and isinstance(x, (int, float)) and math.isfinite(x):
        return struct.unpack('<e', struct.pack('<e', x))[0]
    return x


def same_value(a, b, dtype):
    if isinstance(a, list) or isinstance(b, list):
        part = 'float32' if dtype == 'complex64' else dtype
        return isinstance(a, list) and isinstance(b, list) and len(a) == len(b) and \
            all(same_value(x, y, part) for x, y in zip(a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and all(b.get(k) == a[k] for k in ('len', 'hex') if k in b) and \
            ('hex' in b or 'text' in b) and ('text' not in b or 'text' not in a or b['text'] == a['text'])
    try:
        x, y = to_dtype(a, dtype), to_dtype(b, dtype)
    except (TypeError, ValueError, OverflowError):
        return a == b
    if isinstance(x, float) and isinstance(y, float) and math.isnan(x):
        return math.isnan(y)
    if x == y:
        return True
    if dtype and dtype.startswith(('bfloat', 'float8', 'float4')) and isinstance(x, (int, float)):
        return math.isclose(x, y, rel_tol=2.0 ** -9)     # shorter decimals are allowed for the small types
    return False


def close(a, b, scale):
    try:
        a, b = as_num(a), as_num(b)
        if isinstance(a, float) and math.isnan(a):
            return math.isnan(b)
        if math.isinf(a) or math.isinf(b):
            return a == b
        return abs(a - b) <= max(1e-6 * max(abs(a), abs(b)), 1e-9 * scale)
    except (TypeError, ValueError):
        return a == b


def stats(where, e, a):
    scale = 0.0
    for k in ('min', 'max'):
        if isinstance(e.get(k), (int, float)):
            scale = max(scale, abs(e[k]))
    for k, v in e.items():
        if k not in a:
            diff(where + '.' + k, v, None) if opts.strict or k in ('min', 'max', 'mean', 'std') and v is not None else None
        elif k in ('min', 'max', 'mean', 'std'):
            if not close(v, a[k], scale):
                diff(where + '.' + k, v, a[k])
        elif v != a[k]:
            diff(where + '.' + k, v, a[k])


def walk(where, e, a, required):
    if isinstance(e, dict) and isinstance(a, dict):
        for k, v in e.items():
            if k in opts.ignore or k in ONLY_TF:
                continue
            if k not in a:
                if required or k in CORE or opts.strict:
                    diff('%s.%s' % (where, k), v, None)
                continue
            sub(k, '%s.%s' % (where, k), v, a[k], required)
    elif isinstance(e, list) and isinstance(a, list):
        if e != a:
            if len(e) != len(a):
                diff(where + ' length', len(e), len(a))
            for i, (x, y) in enumerate(zip(e, a)):
                walk('%s[%d]' % (where, i), x, y, required)
    elif isinstance(e, float) or isinstance(a, float):
        if not close(e, a, 0.0):
            diff(where, e, a)
    elif e != a:
        diff(where, e, a)


def sub(k, where, e, a, required=False):
    if k in IDENT and isinstance(e, list) and isinstance(a, list) and (not e or isinstance(e[0], dict)):
        ident = IDENT[k]
        if k == 'files':                            # their folder may differ too
            e = [dict(x, name=x['name'].split('/')[-1]) for x in e]
            a = [dict(x, name=str(x.get('name')).split('/')[-1]) for x in a if isinstance(x, dict)]
        have = {x.get(ident): x for x in a if isinstance(x, dict)}
        if k == 'checkpoints' and len(e) == 1 and len(have) == 1 and e[0]['prefix'] not in have:
            only = next(iter(have.values()))        # one against one: the folder may differ
            if (only.get('prefix') or '').split('/')[-1] == e[0]['prefix'].split('/')[-1]:
                a = [dict(only, prefix=e[0]['prefix'])]
                have = {e[0]['prefix']: a[0]}
        for x in e:
            w = '%s[%s]' % (where, x[ident])
            if x[ident] not in have:
                diffs.append('%s: missing' % w)
            elif k == 'checkpoints':
                checkpoint(w, x, have[x[ident]])
            else:
                walk(w, x, have[x[ident]], required)
        for n in have:
            if n not in {x[ident] for x in e} and (k in ('variables', 'checkpoints')):
                diffs.append('%s[%s]: not in expected' % (where, n))
        if opts.strict and [x[ident] for x in e] != [x.get(ident) for x in a if x.get(ident) in {y[ident] for y in e}]:
            diffs.append('%s: order differs' % where)
    else:
        walk(where, e, a, required)


def variable(where, e, a):
    for k in ('dtype', 'shape', 'n_elements'):
        if e.get(k) != a.get(k):
            diff(where + '.' + k, e.get(k), a.get(k))
    if 'error' in e:
        return
    if 'error' in a and a['error']:
        diffs.append('%s: program says %s' % (where, json.dumps(a['error'])[:200]))
        return
    for k in ('sha256', 'first_values', 'stats', 'slices', 'stored'):
        if k not in e or k in opts.ignore:
            continue
        if k not in a or a[k] is None:
            if opts.strict or opts.values and k in ('sha256', 'first_values') or opts.stats and k == 'stats':
                diff(where + '.' + k, e[k], None)
        elif k == 'first_values':
            n = min(len(e[k]), len(a[k]))
            if not n == len(e[k]) and not n == len(a[k]) or n == 0 and e[k]:
                diff(where + '.' + k, e[k], a[k])
            for i in range(n):
                if not same_value(e[k][i], a[k][i], e['dtype']):
                    diff('%s.first_values[%d]' % (where, i), e[k][i], a[k][i])
                    break
        elif k == 'stats':
            stats(where + '.stats', e[k], a[k])
        else:
            walk('%s.%s' % (where, k), e[k], a[k], False)


def checkpoint(where, e, a):
    if 'error' in e:
        if not a.get('error'):
            diffs.append('%s: TensorFlow refuses it (%s), the program does not' % (where, e['error'].get('message')))
        return
    if a.get('error'):
        diffs.append('%s: program says %s' % (where, json.dumps(a['error'])[:200]))
        return
    for k, v in e.items():
        if k in opts.ignore or k in ONLY_TF or k in ('prefix', 'variables'):
            continue
        if k not in a:
            if k in CORE or opts.strict:
                diff('%s.%s' % (where, k), v, None)
        else:
            sub(k, '%s.%s' % (where, k), v, a[k])
    ev, av = e.get('variables', []), a.get('variables', [])
    have = {x.get('name'): x for x in av}
    for x in ev:
        if x['name'] not in have:
            diffs.append('%s.variables[%s]: missing' % (where, x['name']))
        else:
            variable('%s.variables[%s]' % (where, x['name']), x, have[x['name']])
    known = {x['name'] for x in ev}
    for n in have:
        if n not in known:
            diffs.append('%s.variables[%s]: not in expected' % (where, n))
    if opts.strict and [x['name'] for x in ev] != [x.get('name') for x in av]:
        diffs.append('%s.variables: order differs' % where)


def main():
    global opts
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('expected')
    ap.add_argument('actual')
    ap.add_argument('--prefix', help='compare only this checkpoint of EXPECTED')
    ap.add_argument('--section', action='append', help='checkpoints, metas, states or saved_models (default: those in ACTUAL)')
    ap.add_argument('--values', action='store_true')
    ap.add_argument('--stats', action='store_true')
    ap.add_argument('--strict', action='store_true')
    ap.add_argument('--ignore', action='append', default=[])
    ap.add_argument('--max', type=int, default=50, help='differences to print')
    opts = ap.parse_args()
    with open(opts.expected, encoding='utf-8') as f:
        e = json.load(f)
    with open(opts.actual, encoding='utf-8') as f:
        a = json.load(f)
    if isinstance(a, dict) and 'checkpoints' not in a and 'variables' in a:
        if opts.prefix:
            a.setdefault('prefix', opts.prefix)
        a = {'checkpoints': [a]}
        if not opts.prefix and len(e['checkpoints']) == 1:
            a['checkpoints'][0]['prefix'] = e['checkpoints'][0]['prefix']
    if opts.prefix:
        e['checkpoints'] = [c for c in e['checkpoints'] if c['prefix'] == opts.prefix]
        a['checkpoints'] = [c for c in a['checkpoints'] if c.get('prefix') == opts.prefix]
        if not e['checkpoints']:
            sys.exit('no checkpoint %s in %s' % (opts.prefix, opts.expected))
    sections = opts.section or [k for k in ('checkpoints', 'metas', 'states', 'saved_models') if k in a]
    if 'checkpoints' not in sections and not opts.section:
        sections.append('checkpoints')
    for k in sections:
        sub(k, k, e.get(k, []), a.get(k, []))
    for d in diffs[:opts.max]:
        print(d)
    n = sum(len(c.get('variables', [])) for c in e.get('checkpoints', []))
    if diffs:
        print('DIFFERENT: %d differences (%d checkpoints, %d variables compared)' % (
            len(diffs), len(e.get('checkpoints', [])), n))
        return 1
    print('SAME: %d checkpoints, %d variables' % (len(e.get('checkpoints', [])), n))
    return 0


if __name__ == '__main__':
    sys.exit(main())
