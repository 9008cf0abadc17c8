#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Is what `ckpt merge` writes what NumPy computes, and does TensorFlow restore it? Are slices those of NumPy?

    merges.py CKPT

To be run by a Python with TensorFlow. TensorFlow writes steps of several kinds of checkpoints (whole variables, parts, V1, several data files,
objects); averages, interpolations and picks of them are computed by NumPy in float64 and rounded once, and compared bit by bit with what
TensorFlow reads out of the merged checkpoint. Archives of NumPy become checkpoints that TensorFlow reads. The sample that comes with the program is restored by its graph, the objects by theirs.
"""
import os
import subprocess
import sys
import tempfile

os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='')
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

CKPT = sys.argv[1]
SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'resources', 'sample', 'digits-run')
RNG = np.random.default_rng(20)
NOT_IN_V1 = ('words', 'w/f16')  # TensorFlow's SaveSlices does not take them as they are here
compared, wrong = 0, []


def check(what, good):
    global compared
    compared += 1
    if not good:
        wrong.append(what)


def merge(target, *arguments):
    ran = subprocess.run([CKPT, 'merge', *arguments, '-o', target, '--state', 'keep'], capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError('%s: %s' % (arguments, ran.stderr))


def read(prefix):
    reader = tf.train.load_checkpoint(prefix)
    return {name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}


def is_float(value):
    return not isinstance(value, bytes) and np.asarray(value).dtype.kind == 'f'


def averaged(steps):
    result = {}
    for name, first in steps[0].items():
        if not is_float(first):
            result[name] = first
            continue
        total = np.asarray(first, 'f8')
        for step in steps[1:]:
            total = total + np.asarray(step[name], 'f8')
        result[name] = (total / len(steps)).astype(first.dtype)
    return result


def linear(a, b, t):
    def step(first, second):
        first, second = np.asarray(first, 'f8'), np.asarray(second, 'f8')
        return first + t * (second - first)
    return {name: step(value, b[name]).astype(value.dtype) if is_float(value) else value for name, value in a.items()}


def same(a, b):
    if isinstance(a, bytes) or isinstance(b, bytes):
        return a == b
    a, b = np.asarray(a), np.asarray(b)
    return a.dtype == b.dtype and a.shape == b.shape and (a.tolist() == b.tolist() if a.dtype == object else a.tobytes() == b.tobytes())


def compare(what, prefix, expected):
    found = read(prefix)
    check('%s: names' % what, set(found) == set(expected))
    for name in set(found) & set(expected):
        check('%s: %s' % (what, name), same(found[name], expected[name]))


def made(step):
    values = {'w/f%d' % bits: RNG.normal(size=(300, 217)).astype('f%d' % (bits // 8)) * 3 for bits in (16, 32, 64)}
    values.update({'scalar': np.float32(RNG.normal()), 'empty': np.zeros((0, 3), 'f4'), 'n': np.int64(step), 'words': np.array([b'a', b'%d' % step], object),
                   'flag': np.array([True, step > 2])})
    return values


def save(prefix, values, sliced=(), v1=False):
    names, specs, tensors = [], [], []
    for name, value in values.items():
        if name in sliced:
            rows = [0, *sorted(int(r) for r in sliced[name]), value.shape[0]]
            for begin, end in zip(rows, rows[1:]):
                names.append(name)
                specs.append('%d %d %d,%d:-' % (*value.shape, begin, end - begin))
                tensors.append(value[begin:end])
        else:
            names.append(name)
            specs.append('')
            tensors.append(value)
    if v1:
        shapes = [s or ' '.join(map(str, np.shape(t))) + (' ' if np.ndim(t) else '') + ':'.join('-' * np.ndim(t)) for s, t in zip(specs, tensors)]
        tf.raw_ops.SaveSlices(filename=prefix, tensor_names=names, shapes_and_slices=shapes if any(specs) else [''] * len(names), data=tensors)
    else:
        tf.raw_ops.SaveV2(prefix=prefix, tensor_names=names, shape_and_slices=specs, tensors=tensors)


def kinds(work):
    """Steps of each kind, and of two kinds together."""
    values = [made(step) for step in range(4)]
    parts = {'w/f32': (100, 250), 'w/f64': (7,)}
    for step, content in enumerate(values):
        save(os.path.join(work, 'whole-%d' % step), content)
        save(os.path.join(work, 'parts-%d' % step), content, parts)
        plain = {k: v for k, v in content.items() if k not in NOT_IN_V1}
        save(os.path.join(work, 'v1-%d' % step), plain, v1=True)
    for kind in ('whole', 'parts', 'v1'):
        contents = [{k: v for k, v in content.items() if kind != 'v1' or k not in NOT_IN_V1} for content in values]
        paths = [os.path.join(work, '%s-%d' % (kind, step)) for step in range(4)]
        for count in (2, 3, 4):
            target = os.path.join(work, 'average-%s-%d' % (kind, count))
            merge(target, *paths[:count])
            compare('average of %d, %s' % (count, kind), target, averaged(contents[:count]))
        for t in ('0.25', '-1.5', '1'):
            target = os.path.join(work, 'linear-%s%s' % (kind, t))
            merge(target, '--linear', paths[0], paths[1], t)
            compare('linear %s, %s' % (t, kind), target, linear(contents[0], contents[1], float(t)))
        target = os.path.join(work, 'pick-%s' % kind)
        merge(target, '--pick', paths[0] + '=', paths[1] + '=name~^w', '--format', 'v2')
        compare('pick, %s' % kind, target, {k: contents[k.startswith('w')][k] for k in contents[0]})
    target = os.path.join(work, 'mixed')
    merge(target, *[os.path.join(work, '%s-%d' % pair) for pair in (('whole', 0), ('parts', 1), ('v1', 2))], '--exclude', *NOT_IN_V1)
    compare('three kinds', target, averaged([{k: v for k, v in content.items() if k not in NOT_IN_V1} for content in values[:3]]))
    # Rounded once also where the type changes.
    target = os.path.join(work, 'cast')
    merge(target, *[os.path.join(work, 'whole-%d' % step) for step in range(3)], '--query', 'name=w/f32', '--cast', 'f16')
    total = sum((values[step]['w/f32'].astype('f8') for step in range(1, 3)), values[0]['w/f32'].astype('f8'))
    compare('average as float16', target, {'w/f32': (total / 3).astype('f2')})


def slices(work):
    content = made(1)
    for kind, sliced in (('whole', ()), ('parts', {'w/f32': (100, 250), 'w/f64': (7,)})):
        source = os.path.join(work, 'to-slice-' + kind)
        save(source, content, sliced)
        for form in ('v2', 'npz'):
            for number, part in enumerate((np.s_[::7, :1], np.s_[-1], np.s_[250:90:-3, 5:100], np.s_[..., 3], np.s_[10:10], np.s_[:, ::-1], np.s_[4, 2])):
                index = part if isinstance(part, tuple) else (part,)
                text = ','.join('...' if i is Ellipsis else str(i) if isinstance(i, int)
                                else ':'.join('' if x is None else str(x) for x in (i.start, i.stop, i.step)) for i in index)
                target = os.path.join(work, 'slice-%s-%s-%d' % (kind, form, number)) + ('.npz' if form == 'npz' else '')
                ran = subprocess.run([CKPT, 'export', source, '-o', target, '--format', form, '--include', 'w/*',
                                      *[x for bits in (16, 32, 64) for x in ('--slice', 'w/f%d=[%s]' % (bits, text))]], capture_output=True, text=True)
                if ran.returncode:
                    raise RuntimeError(ran.stderr)
                found = read(target) if form == 'v2' else np.load(target)
                for name in ('w/f16', 'w/f32', 'w/f64'):
                    check('%s of %s, %s, %s' % (text, name, kind, form), same(found[name], content[name][part]))


def arrays(work):
    content = {k: v for k, v in made(2).items() if k != 'words'}
    content['short'] = np.array([b'a', b'', b'ccc'])
    content['long'] = np.array(['\u00fc', 'bc'])
    content['columns'] = np.asfortranarray(RNG.normal(size=(50, 70)))
    content['turned'] = RNG.normal(size=40).astype('>f4')
    for name, write in (('stored', np.savez), ('packed', np.savez_compressed)):
        source = os.path.join(work, name + '.npz')
        write(source, **content)
        for form in ('v2', 'v1'):
            target = os.path.join(work, name + form)
            left = ['--exclude', *NOT_IN_V1] if form == 'v1' else []
            ran = subprocess.run([CKPT, 'export', source, '-o', target, '--format', form, '--state', 'keep', *left], capture_output=True, text=True)
            check('%s as %s: %s' % (name, form, ran.stderr), ran.returncode == 0)
            found = read(target)
            for key in found:
                value = content[key]
                if value.dtype.kind in 'SU':
                    value = np.array([v if isinstance(v, bytes) else v.encode() for v in value.tolist()], object)
                check('%s of %s as %s' % (key, name, form), same(found[key], value.astype(value.dtype.newbyteorder('='))))


def graphs(work):
    """The sample, restored by the saver of the graph that was written with it."""
    target = os.path.join(work, 'sample')
    merge(target, SAMPLE, '--last', '3')
    expected = averaged([read(os.path.join(SAMPLE, 'digits.ckpt-%d' % step)) for step in (300, 250, 200)])
    compare('sample', target, expected)
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        saver = tf.compat.v1.train.import_meta_graph(target + '.meta')
        saver.restore(session, target)
        for variable in tf.compat.v1.global_variables():
            check('restored %s' % variable.op.name, same(session.run(variable), expected[variable.op.name]))


class Model(tf.Module):
    def __init__(self, scale):
        super().__init__()
        self.w = tf.Variable(tf.constant(RNG.normal(size=(40, 30)).astype('f4') * scale))
        self.b = tf.Variable(tf.constant(RNG.normal(size=30)))
        self.n = tf.Variable(np.int64(scale))


def objects(work):
    models = [Model(scale) for scale in (1, 2, 3)]
    paths = [tf.train.Checkpoint(net=model).save(os.path.join(work, 'objects%d' % i, 'ckpt')) for i, model in enumerate(models)]
    target = os.path.join(work, 'merged-objects')
    merge(target, *paths)
    fresh = Model(9)
    restored = tf.train.Checkpoint(net=fresh).restore(target)
    restored.assert_existing_objects_matched()
    restored.assert_consumed()
    for name in ('w', 'b', 'n'):
        expected = averaged([{name: getattr(model, name).numpy()} for model in models])[name]
        check('object %s' % name, same(getattr(fresh, name).numpy(), expected))
    target = os.path.join(work, 'picked-objects')
    merge(target, '--pick', paths[0] + '=', paths[2] + '=name~^net/w')
    fresh = Model(9)
    tf.train.Checkpoint(net=fresh).restore(target).assert_consumed()
    check('picked w', same(fresh.w.numpy(), models[2].w.numpy()) and same(fresh.b.numpy(), models[0].b.numpy()))


def main():
    with tempfile.TemporaryDirectory() as work:
        for part in (kinds, slices, arrays, graphs, objects):
            try:
                part(work)
            except Exception as error:
                check('%s: %s' % (part.__name__, error), False)
    print('\n'.join(wrong))
    print('%d passed, %d failed' % (compared - len(wrong), len(wrong)))
    return 1 if wrong or compared < 200 else 0


if __name__ == '__main__':
    sys.exit(main())
