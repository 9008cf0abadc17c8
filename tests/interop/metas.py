#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Does the .meta of an exported checkpoint work in TensorFlow, and compute what the original computes?

    metas.py EXPORTMETA SHARED [--all] [FILTER]

To be run by a Python with TensorFlow. EXPORTMETA is the program of that name among the tests; SHARED is the folder beside the repository:
its judge (design/export/check_pruned_meta.py) imports each graph, restores, saves again, and compares tensors bit for bit. The graphs are
those of tests/data, and of the fixtures/ and corpus/ of SHARED; each is exported whole and in parts, under other names, in other types: --all tries each subset in each mode, which takes half an hour; without it
each subset has one or two. FILTER is a pattern for the graphs.
"""
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time

PROGRAM, SHARED = sys.argv[1:3]
ALL = '--all' in sys.argv
FILTER = next((a for a in sys.argv[3:] if a != '--all'), '')
MODES = ('whole', 'pruned', 'variables', 'without graph')
MODES_OF = {'all': ('whole', 'variables'), 'weights': ('pruned', 'whole'), 'first': ('pruned', 'variables'), 'rename': ('pruned', 'without graph'), 'f16': ('whole',),
            'bf16': ('pruned',), 'joined': ('pruned', 'without graph'), 'ema': ('pruned',), 'slots': ('pruned',)}
sys.path.insert(0, os.path.join(SHARED, 'design', 'export'))
import check_pruned_meta as judge  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from tensorflow.core.protobuf import meta_graph_pb2  # noqa: E402

tf.get_logger().setLevel('ERROR')
tf1 = tf.compat.v1
tf1.disable_eager_execution()
HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, '..', 'data')
# (prefix, format it is exported to, subsets; None: all)
GRAPHS = [(os.path.join(root, *path.split('/')), kind, only) for root, path, kind, only in (
    (DATA, 'seed-example-v2/save/model.ckpt', 'V2', None), (DATA, 'seed-example-v1/save/model.ckpt', 'V1', ('weights', 'f16')),
    (DATA, 'partitioned-v2/save/model.ckpt-100', 'V2', ('all', 'weights', 'f16', 'rename', 'joined')),
    (DATA, 'partitioned-v1/save/model.ckpt-100', 'V1', ('weights', 'first')), (DATA, 'multi-shard-v2/save/model.ckpt-42', 'V2', ('all', 'weights')),
    (DATA, 'sharded-v1/save/model.ckpt-42', 'V1', ('weights',)), (DATA, 'rnn-old-names/old/rnn.ckpt', 'V2', ('first', 'f16')),
    (SHARED, 'corpus/v2-reinforce/save/model.ckpt', 'V2', ('weights', 'bf16')), (SHARED, 'corpus/v2-lambda-tiny/model/model.ckpt', 'V2', ('first',)),
    (SHARED, 'corpus/v2-deepwide-estimator/model/model.ckpt-1', 'V2', ('weights',)), (SHARED, 'corpus/v2-tflearn-bool/epoch9.tfl', 'V2', ('all', 'weights')),
    (SHARED, 'corpus/v2-embedding-tiny/embedding.ckpt', 'V2', ('all',)), (SHARED, 'corpus/v1-acrobot/models/model.ckpt', 'V1', ('weights',)),
    (SHARED, 'corpus/v1-serving-abs-path/bad_half_plus_two/00000123/export', 'V1', ('all',)),
    (SHARED, 'corpus/v2-ps-sharded/model.ckpt-5000', 'V2', ('weights',)), (SHARED, 'corpus/v2-tiny-linear/save/model.ckpt', 'V2', ('all',)),
    (SHARED, 'corpus/v1-ml-dnn/save/model.ckpt', 'V1', ('first',)))]
SLOT = re.compile(r'(^|/)(Adam|Adam_1|Momentum|RMSProp|RMSProp_1|Adagrad|Ftrl|Ftrl_1|Adadelta|Adadelta_1|OptimizeLoss.*)$|beta[12]_power|'
                  r'ExponentialMovingAverage$|Optimizer|(^|/)global_?step$', re.I)


JOINED = 'joined'
STAY_PARTS = (tf.float16, tf.string, tf.uint16, tf.uint32, tf.uint64)  # TensorFlow does not join these


def read_meta(path):
    meta = meta_graph_pb2.MetaGraphDef()
    with open(path, 'rb') as file:
        meta.ParseFromString(file.read())
    return meta


def saved(meta):
    """What the saver of this graph saves: {key: [(shape_and_slice, dtype, shape of the whole)]}."""
    node = {n.name: n for n in meta.graph_def.node}
    base = judge.base
    found, seen, todo = {}, set(), [base(meta.saver_def.save_tensor_name)]
    while todo:
        name = todo.pop()
        if name in seen or name not in node or node[name].op in judge.VAR_OPS:
            continue
        seen.add(name)
        n = node[name]
        todo += [base(i) for i in n.input]
        if n.op not in ('SaveV2', 'SaveSlices', 'Save'):
            continue
        first = 2 if n.op == 'Save' else 3
        text = [[s.decode() for s in tf.make_ndarray(node[base(n.input[i])].attr['value'].tensor).reshape(-1)] for i in range(1, first)]
        types = n.attr['dtypes' if n.op == 'SaveV2' else 'T'].list.type
        for i, key in enumerate(text[0]):
            spec = text[1][i] if first == 3 else ''
            shape = [int(x) for x in spec.split(' ')[:-1]] if spec else declared(node, n.input[first + i])
            found.setdefault(key, []).append((spec, types[i], shape))
    return found


def declared(node, name):
    for _ in range(8):
        n = node[judge.base(name)]
        if n.op in judge.VAR_OPS:
            return [d.size for d in n.attr['shape'].shape.dim]
        if not n.input:
            break
        name = n.input[0]
    return None


def subsets(keys):
    """{name: {old key: (new key, dtype or None)}}; JOINED as dtype: what is in parts becomes whole."""
    names = sorted(keys)
    weights = [n for n in names if not SLOT.search(n)]
    made = {'all': {n: (n, None) for n in names}}
    if weights and weights != names:
        made['weights'] = {n: (n, None) for n in weights}
    if len(weights) > 1:
        group = [n for n in weights if n.split('/')[0] == weights[0].split('/')[0]]
        group = weights[:max(1, len(weights) // 2)] if len(group) == len(weights) else group
        made['first'] = {n: (n, None) for n in group}
        made['rename'] = {n: ('renamed/' + n.replace('weights', 'kernel'), None) for n in weights}
    floats = {n for n in weights if keys[n][0][1] == tf.float32.as_datatype_enum}
    for name, dtype in (('f16', tf.float16), ('bf16', tf.bfloat16)):
        if floats:
            made[name] = {n: (n, dtype if n in floats else None) for n in weights}
    if any(spec for parts in keys.values() for spec, _, _ in parts):
        made['joined'] = {n: (n, None if tf.dtypes.as_dtype(keys[n][0][1]) in STAY_PARTS else JOINED) for n in names}
    averages = [n for n in names if n.endswith('/ExponentialMovingAverage')]
    if averages:
        raw = {n.rpartition('/')[0] for n in averages}
        made['ema'] = {**{n: (n.rpartition('/')[0], None) for n in averages}, **{n: (n, None) for n in weights if n not in raw}}
    slots = [n for n in names if n not in weights]
    if slots and weights:
        made['slots'] = {n: (n, None) for n in slots}
    return made


def write(source, plan, keys, kind, prefix):
    """The checkpoint of the export, by TensorFlow's own ops; and the list for the program."""
    names, specs, values, lines = [], [], [], []
    source += '' if os.path.exists(source) or os.path.exists(source + '.index') else '-?????-of-?????'  # V1 in several files
    with tf.Graph().as_default(), tf1.Session() as session:
        for old, (new, cast) in sorted(plan.items()):
            stored = keys[old] if cast != JOINED else [('', *keys[old][0][1:])]
            cast = cast if cast != JOINED else None
            for spec, kept, shape in stored:
                dtype = tf.dtypes.as_dtype(kept)
                value = tf.raw_ops.RestoreV2(prefix=source, tensor_names=[old], shape_and_slices=[spec], dtypes=[dtype])[0]
                value = tf.cast(value, cast) if cast else value
                names.append(new)
                specs.append(spec)
                values.append(session.run(value))
            whole = shape if spec else list(values[-1].shape)
            line = [old, new, (cast or dtype).name, ','.join(map(str, whole))]
            lines.append('\t'.join(line + [s for s, _, _ in stored if s]))
        order = sorted(range(len(names)), key=lambda i: (names[i], specs[i]))
        names, specs, values = ([x[i] for i in order] for x in (names, specs, values))
        if kind == 'V1':
            session.run(tf.raw_ops.SaveSlices(filename=prefix, tensor_names=names, shapes_and_slices=specs, data=values))
        else:
            session.run(tf.raw_ops.SaveV2(prefix=prefix, tensor_names=names, shape_and_slices=specs, tensors=values))
    with open(prefix + '.list', 'w') as file:
        file.write('\n'.join(lines) + '\n')
    return {}


def export(source, plan, keys, kind, mode, folder):
    """Problems of one export, as texts."""
    prefix = os.path.join(folder, 'new.ckpt')
    written = judge.in_child(write, source, plan, keys, kind, prefix)
    if 'error' in written:
        return ['TensorFlow cannot write it: ' + written['error']]
    graph = '-' if mode == 'without graph' else source + '.meta'
    ran = subprocess.run([PROGRAM, graph, prefix + '.meta', mode, kind, prefix + '.list'], capture_output=True, text=True)
    if ran.returncode:
        return ['%s %s %s' % (ran.returncode, ran.stdout, ran.stderr)]
    os.remove(prefix + '.list')
    steps = judge.check(prefix, source if mode in ('whole', 'pruned') else None, auto=12)
    return ['%s: %s' % (step, text) for step, ok, text in steps if not ok]


def make(folder):
    """A graph with a lookup table, averages, parts, a resource variable, a loop and a branch; returns its prefix."""
    with tf.Graph().as_default(), tf1.Session() as session:
        rng = np.random.default_rng(3)
        x = tf1.placeholder(tf.float32, [None, 6], name='x')
        words = tf1.placeholder(tf.string, [None], name='words')
        table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1, name='words_table')
        parts = tf1.get_variable('emb', [6, 4], partitioner=tf1.fixed_size_partitioner(3), use_resource=False,
                                 initializer=tf1.random_normal_initializer())
        kernel = tf1.get_variable('dense/kernel', initializer=rng.normal(size=(4, 4)).astype('f4'), use_resource=False)
        scale = tf1.get_variable('scale', initializer=np.float32(1.5), use_resource=True)
        steps = tf1.train.get_or_create_global_step()
        hidden = tf.matmul(tf.matmul(x, tf.convert_to_tensor(parts)), kernel) * scale
        looped = tf1.while_loop(lambda i, h: i < 3, lambda i, h: (i + 1, tf.tanh(h) * scale), [tf.constant(0), hidden])[1]
        branch = tf1.cond(tf.reduce_sum(x) > 0, lambda: looped + kernel[0], lambda: looped - 1., name='choose')
        out = tf.identity(branch, name='out')
        tf.identity(table.lookup(words), name='ids')
        average = tf1.train.ExponentialMovingAverage(0.9)
        with tf1.control_dependencies([tf1.train.AdamOptimizer().minimize(tf.reduce_sum(out ** 2), global_step=steps)]):
            average.apply([kernel])
        tf1.summary.scalar('scale', scale)
        first = [v for v in tf1.global_variables() if 'Average' not in v.op.name]
        session.run(tf1.variables_initializer(first))
        session.run([tf1.variables_initializer([v for v in tf1.global_variables() if v not in first]), table.insert(tf.constant(['a', 'b']), tf.constant([4, 5], tf.int64))])
        saver = tf1.train.Saver(list(tf1.global_variables()) + tf1.get_collection(tf1.GraphKeys.SAVEABLE_OBJECTS))
        return {'prefix': saver.save(session, os.path.join(folder, 'made.ckpt'), write_state=False)}


def exports(graphs):
    """(what, source, plan, keys, format, mode) of everything to be tried."""
    for source, kind, only in graphs:
        what = '/'.join(source.split(os.sep)[-3:])
        if not re.search(FILTER, what):
            continue
        if not os.path.exists(source + '.meta'):
            print('There is no %s: not checked.' % what)
            continue
        keys = saved(read_meta(source + '.meta'))
        for subset, plan in subsets(keys).items():
            if (only and subset not in only) or (kind == 'V1' and subset == 'bf16'):
                continue
            for mode in MODES if ALL else MODES_OF[subset]:
                yield '%s, %s, %s' % (what, subset, mode), source, plan, keys, kind, mode


def attempt(task):
    with tempfile.TemporaryDirectory() as folder:
        return task[0], export(*task[1:], folder)


def main():
    began, passed, failed = time.time(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        made = judge.in_child(make, folder)  # a session in this process would not survive the forks to come
        tasks = list(exports([(made['prefix'], 'V2', None)] + GRAPHS))
        with multiprocessing.get_context('fork').Pool(os.cpu_count()) as pool:
            for what, problems in pool.imap(attempt, tasks):
                passed += not problems
                failed += bool(problems)
                print('%4d s %s %s %s' % (time.time() - began, 'FAIL' if problems else 'ok  ', what, '; '.join(problems)), flush=True)
    print('%d passed, %d failed' % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
