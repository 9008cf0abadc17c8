#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Does TensorFlow restore parts of object-based checkpoints into fresh objects?

    objects.py CKPT SHARED

To be run by a Python with TensorFlow, Keras and tf_keras. SHARED is the folder beside the repository: its fixtures/, and oracle/factories.py,
which makes objects like those that were saved. `ckpt export` writes all, half, one of the tensors, under their own and under other names, with
every object kept and with cut edges. Then kept graphs must pass every assert of TensorFlow and cut ones must fail where something is
missing; what was exported must arrive bit by bit, and all else must keep its first value. float16 must go into variables of float16 and
into no others.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='')
CKPT, SHARED = sys.argv[1:3]
sys.path.insert(0, os.path.join(SHARED, 'oracle'))
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import factories  # noqa: E402

tf.get_logger().setLevel('ERROR')
GRAPH, COUNTER = '_CHECKPOINTABLE_OBJECT_GRAPH', 'save_counter/.ATTRIBUTES/VARIABLE_VALUE'
FOLDERS = {'object-based-keras3/run': 'keras3', 'object-based-tf-keras/run': 'tf_keras_legacy', 'object-based-tf-keras/new': 'tf_keras_new',
           'object-based-tf-keras/weights': 'tf_keras_weights', 'object-based-tf-module/run': 'tf_module'}
OPTIMIZER = re.compile(r'\.OPTIMIZER_SLOT|^optimizer/(?!_trainable)')
ASSERTS = ('assert_existing_objects_matched', 'assert_consumed', 'assert_nontrivial_match')
done, wrong = 0, []


def export(source, target, keys, renames, *more):
    """Of these keys and no others; what is said of the object graph."""
    choice = [x for k in keys for x in ('--include', k)] + ([] if COUNTER in keys else ['--exclude', COUNTER])
    rules = [x for pair in renames.items() for x in ('--rename', '%s=%s' % pair)]
    ran = subprocess.run([CKPT, 'export', source, '-o', target, '--json', '--state', 'keep', *choice, *rules, *more], capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    return json.loads(ran.stdout)['object_graph']


def values(prefix):
    reader = tf.train.load_checkpoint(prefix)
    return {k: np.asarray(reader.get_tensor(k)) for k in reader.get_variable_to_shape_map() if k != GRAPH}


def bits(key, value):
    """To be compared. The order in a lookup table is free."""
    if key.endswith(('-keys', '-values')):
        return sorted(map(str, value.reshape(-1)))
    return (str(value.dtype), value.shape, value.tolist() if value.dtype == object else value.tobytes())


def subsets(keys, floats):
    """name → (keys, new names)"""
    tables = {k for k in keys if k.endswith(('-keys', '-values'))}
    kept = [k for k in keys if not OPTIMIZER.search(k)]
    half = [k for i, k in enumerate(keys) if i % 2 == 0 or k in tables]
    new = {k: 'moved/%d/.ATTRIBUTES/VARIABLE_VALUE' % i for i, k in enumerate(keys) if k not in tables and k != COUNTER}
    return {'all': (keys, {}), 'no optimizer': (kept, {}), 'half': (half, {}), 'one': (floats[:1] + [COUNTER] * (COUNTER in keys), {}),
            'renamed': (keys, new), 'no optimizer, renamed': (kept, {k: n for k, n in new.items() if k in kept})}


def restored(target, factory, source, keys, work):
    """(failed asserts, values before, values after) of fresh objects."""
    root = getattr(factories, factory)(tf.train.load_checkpoint(source))
    root.write(work + '/before')
    status = root.restore(target) if COUNTER in keys else root.read(target)
    failed = []
    for name in ASSERTS:
        try:
            getattr(status, name)()
        except AssertionError:
            failed.append(name)
    status.expect_partial()
    root.write(work + '/after')
    return failed, values(work + '/before'), values(work + '/after')


def judge(what, source, factory, keys, renames, rule):
    global done
    done += 1
    original = values(source)
    with tempfile.TemporaryDirectory() as work:
        target = work + '/new'
        said = export(source, target, keys, renames, '--object-graph', rule)
        failed, before, after = restored(target, factory, source, keys, work)
    missing = len(original) - len(keys)
    count = lambda ks: len({k[:-7] if k.endswith('-values') else k[:-5] if k.endswith('-keys') else k for k in ks})  # noqa: E731
    unchanged = not missing and not renames
    if said['mode'] != ('unchanged' if unchanged else rule):
        wrong.append('%s: mode %s' % (what, said['mode']))
    if not unchanged and (said['values'], said['missing']) != (count(keys), count(set(original) - set(keys))):
        wrong.append('%s: says %s, %s' % (what, said['values'], said['missing']))
    # A table that nobody misses fails no assert: it holds no variable.
    expected = bool(rule == 'cut' and missing)
    if bool(failed) != expected or (expected and not {'assert_existing_objects_matched', 'assert_consumed'} <= set(failed)):
        wrong.append('%s: asserts that failed: %s' % (what, failed))
    out_of_reach = {k for k, n in ((k, renames.get(k, k)) for k in keys) if n in said.get('unreached', [])}
    for key in original:
        if key == COUNTER or key not in after:  # `write` saves no counter
            continue
        arrives = key in keys and key not in out_of_reach
        if bits(key, after[key]) != bits(key, (original if arrives else before)[key]):
            wrong.append('%s: %s %s' % (what, key, 'did not arrive' if arrives else 'was changed'))


def half_floats(what, source, factory):
    """The data are rounded; a restore into float32 is refused."""
    global done
    done += 1
    original = values(source)
    with tempfile.TemporaryDirectory() as work:
        export(source, work + '/new', list(original), {}, '--cast', 'f16')
        new = values(work + '/new')
        for key, value in original.items():
            with np.errstate(over='ignore'):
                expected = value.astype(np.float16) if value.dtype == np.float32 else value
            if bits(key, new[key]) != bits(key, expected):
                wrong.append('%s: %s is not rounded' % (what, key))
        try:
            restored(work + '/new', factory, source, list(original), work)
            wrong.append(what + ': float16 went into float32')
        except Exception as error:  # of several classes
            if 'half' not in str(error):
                wrong.append('%s: %s' % (what, str(error)[:200]))


class Net(tf.Module):
    def __init__(self, dtype, fill):
        super().__init__()
        rng = np.random.default_rng(5)
        self.layers = [{'w': tf.Variable(tf.cast(fill * rng.normal(size=(3, i + 2)), dtype)), 'b': tf.Variable(tf.zeros(i + 2, dtype))} for i in range(3)]
        self.steps = tf.Variable(int(7 * fill), dtype=tf.int64)


def into_half_floats():
    """What was float32 goes into variables of float16, with every assert; of a subset, too."""
    global done
    for preset in ([], ['--exclude', '*/b/*']):
        done += 1
        with tempfile.TemporaryDirectory() as work:
            net = Net(tf.float32, 1)
            source = tf.train.Checkpoint(net=net).save(work + '/ckpt')
            subprocess.run([CKPT, 'export', source, '-o', work + '/new', '--cast', 'f16', *preset, '--object-graph', 'keep'], check=True, capture_output=True)
            fresh = Net(tf.float16, 0)
            status = tf.train.Checkpoint(net=fresh).restore(work + '/new')
            for name in ASSERTS:
                getattr(status, name)()
            for old, new in zip(net.layers, fresh.layers):
                if new['w'].numpy().tobytes() != old['w'].numpy().astype(np.float16).tobytes() or new['b'].numpy().any():
                    wrong.append('float16 variables have other values')
            if fresh.steps.numpy() != 7:
                wrong.append('the number of steps did not arrive')


def main():
    prefixes = 0
    for folder, factory in FOLDERS.items():
        root = os.path.join(SHARED, 'fixtures', folder)
        for name in sorted(n[:-6] for n in os.listdir(root) if n.endswith('.index')):
            prefixes += 1
            source = os.path.join(root, name)
            original = values(source)
            keys = sorted(original)
            for subset, (chosen, renames) in subsets(keys, [k for k in keys if original[k].dtype == np.float32]).items():
                for rule in ('keep', 'cut'):
                    what = '%s/%s, %s, %s' % (folder, name, subset, rule)
                    try:
                        judge(what, source, factory, chosen, renames, rule)
                    except Exception as error:
                        wrong.append('%s: %s: %s' % (what, type(error).__name__, str(error)[:300]))
            half_floats('%s/%s, float16' % (folder, name), source, factory)
            tf.keras.backend.clear_session()
    into_half_floats()
    print('%d exports of %d object-based checkpoints restored by TensorFlow, %d wrong' % (done, prefixes, len(wrong)))
    print('\n'.join(wrong))
    return 1 if wrong or prefixes < 8 else 0


if __name__ == '__main__':
    sys.exit(main())
