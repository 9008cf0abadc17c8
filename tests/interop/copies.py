#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Does a copy of some variables, or under other names, have the bytes that TensorFlow's own Saver writes?

    copies.py COPYCHECKPOINT [CHECK_RESTORE]

To be run by a Python with TensorFlow. COPYCHECKPOINT is the program of that name among the tests. TensorFlow saves variables; the program
copies a part of them, under other names, in other formats, in other numbers of files; TensorFlow saves the same part under the same names;
the files must be the same. With CHECK_RESTORE (check_restore.py of the oracle) TensorFlow also reads each copy and compares it with
the source.
"""
import os
import subprocess
import sys
import tempfile

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf1 = tf.compat.v1
tf1.disable_eager_execution()
tf1.logging.set_verbosity(tf1.logging.ERROR)
COPY = sys.argv[1]
CHECK = sys.argv[2] if len(sys.argv) > 2 else None
compared, wrong = 0, []


def variables():
    """Of many types and shapes, some in parts, in an order that is not that of their names."""
    rng = np.random.default_rng(7)
    made = {}
    for name, value in (('z/kernel', rng.normal(size=(3, 4)).astype('f4')), ('a/bias', rng.normal(size=5).astype('f4')),
                        ('steps', np.int64(-12)), ('m/half', rng.normal(size=(2, 2)).astype('f2')),
                        ('m/empty', np.zeros((0, 3), 'f4')), ('flags', np.array([True, False, True])),
                        ('small', np.arange(-3, 9, dtype='i4').reshape(3, 4)), ('b/words', np.array([b'one', b'', b'three\0'])),
                        ('complex', np.array([1 + 2j, -3j], 'c8'))):
        made[name] = tf1.get_variable(name, initializer=tf1.constant(value), use_resource=False)
    for name, parts, axis in (('emb/rows', 3, 0), ('cols', 2, 1), ('single', 1, 0)):
        whole = rng.normal(size=(7, 4)).astype('f4')
        made[name] = tf1.get_variable(name, shape=(7, 4), initializer=lambda shape, dtype=None, partition_info=None, w=whole: (
            tf1.constant(w[tuple(slice(o, o + n) for o, n in zip(partition_info.var_offset, shape))] if partition_info else w)),
            partitioner=tf1.fixed_size_partitioner(parts, axis), use_resource=False)
    return made


def saved(session, chosen, prefix, version):
    saver = tf1.train.Saver(chosen, write_version=version)
    saver.save(session, prefix, write_meta_graph=False, write_state=False)


def files(prefix):
    folder, base = os.path.split(prefix)
    return {name[len(base):]: open(os.path.join(folder, name), 'rb').read() for name in os.listdir(folder)
            if name == base or name.startswith((base + '.index', base + '.data-'))}


def compare(what, expected, copy, source, checks):
    global compared
    compared += 1
    if files(expected) != files(copy):
        wrong.append(what + ': other bytes than TensorFlow writes')
    if CHECK:
        ran = subprocess.run([sys.executable, CHECK, copy, '--subset-of', source, '--no-meta', *checks], capture_output=True, text=True)
        if ran.returncode:
            wrong.append(what + ': ' + ran.stdout[-600:] + ran.stderr[-300:])


def main():
    version = {'V1': tf1.train.SaverDef.V1, 'V2': tf1.train.SaverDef.V2}
    with tempfile.TemporaryDirectory() as work, tf1.Session() as session:
        made = variables()
        session.run(tf1.global_variables_initializer())
        sources = {}
        for kind, how in (('V2', {}), ('V1', {}), ('V2', {'sharded': True})):
            path = os.path.join(work, kind + 'sharded' * bool(how))
            tf1.train.Saver(made, write_version=version[kind], **how).save(session, path, write_meta_graph=False, write_state=False)
            sources[path] = kind
        some = [name for i, name in enumerate(sorted(made)) if i % 3 != 1]
        turned = {name: 'new/%02d_%s' % (99 - i, name.replace('/', '.')) for i, name in enumerate(sorted(made))}
        for choice, choice_names in (('all', {n: n for n in made}), ('a subset', {n: n for n in some}), ('renamed', turned),
                              ('a renamed subset', {n: turned[n] for n in some})):
            for target in ('V1', 'V2'):
                for source, kind in sources.items():
                    number = compared
                    # V2 does not keep that a variable was saved as a partition of one part; V1 would.
                    names = {o: n for o, n in choice_names.items() if (kind, target, o) != ('V2', 'V1', 'single')}
                    expected, copy = (os.path.join(work, '%s%d' % (x, number)) for x in ('expected', 'copy'))
                    saved(session, {new: made[old] for old, new in names.items()}, expected, version[target])
                    ran = subprocess.run([COPY, source, copy, target, '0'] + ['%s=%s' % pair for pair in sorted(names.items())],
                                         capture_output=True, text=True)
                    what = '%s of %s as %s' % (choice, os.path.basename(source), target)
                    if ran.returncode:
                        wrong.append('%s: %s' % (what, ran.stderr))
                        continue
                    compare(what, expected, copy, source, [x for o, n in names.items() if o != n for x in ('--rename', o + '=' + n)])
    print('%d copies compared with what TensorFlow writes, %d wrong' % (compared, len(wrong)))
    print('\n'.join(wrong))
    return 1 if wrong or compared < 20 else 0


if __name__ == '__main__':
    sys.exit(main())
