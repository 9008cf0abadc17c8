#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Does what `ckpt doctor` proposes restore in TensorFlow?

    doctor.py CKPT

To be run by a Python with TensorFlow. Pairs of a graph and a checkpoint of the same net under other names are made; the doctor's plan is
exported and restored by the Saver of the graph that wants it, its code is run, and what it says that TensorFlow would say is compared with what
TensorFlow says.
"""
import json
import os
import subprocess
import sys
import tempfile

os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='', TF_USE_LEGACY_KERAS='0')
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

CKPT = os.path.realpath(sys.argv[1])
v1 = tf.compat.v1
SHAPES = {'conv1/weights': (3, 3, 1, 8), 'conv1/biases': (8,), 'conv2/weights': (3, 3, 8, 16), 'conv2/biases': (16,),
          'conv2/BatchNorm/gamma': (16,), 'conv2/BatchNorm/beta': (16,), 'conv2/BatchNorm/moving_mean': (16,),
          'conv2/BatchNorm/moving_variance': (16,), 'fc1/weights': (64, 32), 'fc1/biases': (32,), 'logits/weights': (32, 10), 'logits/biases': (10,)}
failed = []


def check(what, holds, detail=''):
    print('%s %s%s' % ('ok  ' if holds else 'FAIL', what, '' if holds else ': %s' % detail))
    if not holds:
        failed.append(what)


def keras(name):
    return name.replace('weights', 'kernel').replace('biases', 'bias').replace('BatchNorm', 'batch_normalization')


def value(name, shape):
    return np.random.default_rng(sum(name.encode())).standard_normal(shape).astype(np.float32)


def make(names, folder, resource):
    """A graph with these variables, {name: (shape, dtype)}; its .meta, its values by name, a checkpoint."""
    with tf.Graph().as_default(), v1.Session() as session:
        values = {name: value(name, shape).astype(dtype) for name, (shape, dtype) in names.items()}
        variables = [v1.get_variable(name, initializer=tf.constant(values[name]), use_resource=resource) for name in names]
        saver = v1.train.Saver(variables)
        session.run(v1.global_variables_initializer())
        os.makedirs(folder, exist_ok=True)
        return saver.save(session, os.path.join(folder, 'model.ckpt')), values


def doctor(*arguments, expect=None):
    result = subprocess.run([CKPT, 'doctor', *arguments], capture_output=True, text=True, check=False)
    if expect is not None and result.returncode != expect:
        check('ckpt doctor %s' % ' '.join(arguments), False, 'exit code %d: %s' % (result.returncode, result.stderr))
    return result.stdout


def restored(meta, prefix):
    """Values by name after the Saver of `meta` has restored; the error of TensorFlow otherwise."""
    with tf.Graph().as_default() as graph, v1.Session() as session:
        saver = v1.train.import_meta_graph(meta)
        try:
            saver.restore(session, prefix)
        except (tf.errors.OpError, ValueError) as error:
            return str(error)
        return {v.op.name: session.run(v) for v in v1.global_variables()}


def same(got, wanted):
    return isinstance(got, dict) and got.keys() == wanted.keys() and all(np.array_equal(got[name], wanted[name]) for name in wanted)


def through_export(what, folder, rename, wanted_from, resource, *accept):
    """The checkpoint has SHAPES, the graph wants `rename` of them."""
    have, values = make({name: (shape, np.float32) for name, shape in SHAPES.items()}, os.path.join(folder, 'have'), resource)
    wanted, _ = make({rename(name): (shape, np.float32) for name, shape in SHAPES.items()}, os.path.join(folder, wanted_from), resource)
    truth = {rename(name): each for name, each in values.items()}
    plan, target = os.path.join(folder, 'plan.json'), os.path.join(folder, 'out')
    says = json.loads(doctor(wanted + '.meta', have, '--json', *accept, expect=1))
    error = restored(wanted + '.meta', have)
    check(what + ': TensorFlow says so', says['tensorflow_error'] in str(error), '%s, not %s' % (says['tensorflow_error'], str(error)[:300]))
    doctor(wanted + '.meta', have, '-o', plan, *accept, expect=0)
    done = subprocess.run([CKPT, 'export', '--plan', plan, '-o', target], capture_output=True, text=True, check=False)
    check(what + ': exports', done.returncode == 0, done.stderr)
    check(what + ': restores', same(restored(wanted + '.meta', target), truth), 'other values')
    code = doctor(wanted + '.meta', have, '--code', 'tf1', *accept, expect=0)
    with tf.Graph().as_default(), v1.Session() as session:
        v1.train.import_meta_graph(wanted + '.meta')
        exec(code, {})  # noqa: S102
        session.run(v1.global_variables_initializer())
        got = {v.op.name: session.run(v) for v in v1.global_variables()}
    check(what + ': init_from_checkpoint', same(got, truth), 'other values')
    model = tf.Module()
    model.variables_ = [tf.Variable(np.zeros(shape, np.float32), name=rename(name)) for name, shape in SHAPES.items()]
    holder = type('Model', (), {'variables': model.variables_})
    exec(doctor(wanted + '.meta', have, '--code', 'tf2', *accept, expect=0), {'model': holder})  # noqa: S102
    check(what + ': code of TensorFlow 2', same({v.name.split(':')[0]: v.numpy() for v in model.variables_}, truth), 'other values')


def what_tensorflow_says(folder):
    have, _ = make({'a': ((3,), np.float32), 'b': ((2, 2), np.float32)}, os.path.join(folder, 'have'), False)
    for what, names, resource in (('missing', {'a': ((3,), np.float32), 'z': ((1,), np.float32), 'c': ((1,), np.float32)}, False),
                                  ('other type', {'a': ((3,), np.float64), 'b': ((2, 2), np.float32)}, False),
                                  ('wrong shape', {'a': ((4,), np.float32), 'b': ((2, 2), np.float32)}, False)):
        wanted, _ = make(names, os.path.join(folder, what.replace(' ', '-')), resource)
        says = json.loads(doctor(wanted + '.meta', have, '--json', expect=1))['tensorflow_error']
        error = str(restored(wanted + '.meta', have))
        check('error of TensorFlow, %s' % what, says and says in error, '“%s” is not in “%s”' % (says, error[:400]))


def types_are_cast(folder):
    have, values = make({'net/a': ((3, 5), np.float64)}, os.path.join(folder, 'have'), True)
    wanted, _ = make({'net/a': ((3, 5), np.float32)}, os.path.join(folder, 'wanted'), True)
    plan, target = os.path.join(folder, 'plan.json'), os.path.join(folder, 'out')
    doctor(wanted + '.meta', have, '-o', plan, expect=0)
    subprocess.run([CKPT, 'export', '--plan', plan, '-o', target], capture_output=True, check=True)
    check('another type is cast', same(restored(wanted + '.meta', target), {'net/a': values['net/a'].astype(np.float32)}))


def objects_for_a_graph(folder):
    """A tf.train.Checkpoint has what a graph of TensorFlow 1 wants, under keys of objects."""
    module = tf.Module()
    module.layers = [tf.Variable(value(name, shape), name=name) for name, shape in SHAPES.items()]
    have = tf.train.Checkpoint(net=module).save(os.path.join(folder, 'objects'))
    wanted, _ = make({name: (shape, np.float32) for name, shape in SHAPES.items()}, os.path.join(folder, 'wanted'), True)
    plan, target = os.path.join(folder, 'plan.json'), os.path.join(folder, 'out')
    doctor(wanted + '.meta', have, '-o', plan, expect=0)
    done = subprocess.run([CKPT, 'export', '--plan', plan, '-o', target], capture_output=True, text=True, check=False)
    check('objects: exports', done.returncode == 0, done.stderr)
    check('objects: restores', same(restored(wanted + '.meta', target), {name: value(name, shape) for name, shape in SHAPES.items()}))


with tempfile.TemporaryDirectory() as root:
    through_export('Keras names', os.path.join(root, 'keras'), keras, 'wanted', False, '--accept', '0.8')
    through_export('a scope in front', os.path.join(root, 'scope'), lambda name: 'student/' + name, 'wanted', True)
    through_export('scope and names', os.path.join(root, 'both'), lambda name: 'tower_0/' + keras(name), 'wanted', False, '--accept', '0.8')
    what_tensorflow_says(os.path.join(root, 'errors'))
    types_are_cast(os.path.join(root, 'types'))
    objects_for_a_graph(os.path.join(root, 'objects'))
print('%d failed' % len(failed))
sys.exit(1 if failed else 0)
