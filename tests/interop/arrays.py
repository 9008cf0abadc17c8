#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Do NumPy and safetensors read what is exported for them, and would they have written the same bytes?

    arrays.py EXPORTARRAYS

To be run by a Python with numpy, ml_dtypes and safetensors. EXPORTARRAYS is the program of that name among the tests. The arrays of an
archive that NumPy wrote go through it into .npz, folders of .npy and .safetensors; checkpoints of tests/data are exported as well and
compared with what they hold (expected.json).
"""
import io
import json
import os
import subprocess
import sys
import tempfile

import ml_dtypes
import numpy as np
import safetensors
import safetensors.numpy

EXPORT = sys.argv[1]
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data')
compared, wrong = 0, []


def check(what, good):
    global compared
    compared += 1
    if not good:
        wrong.append(what)


def export(source, target, kind, *words):
    ran = subprocess.run([EXPORT, source, target, kind, *words], capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError('%s: %s' % (target, ran.stderr))
    return ran.stdout.split('\n')[:-1]


def same(a, b):
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def arrays():
    rng = np.random.default_rng(5)
    made = {'a/b/kernel': rng.normal(size=(2, 3)).astype('f4'), 'scalar': np.array(3.5), 'empty': np.zeros((0, 4), 'f4'), 'v': np.arange(5),
            'flag': np.array([True, False]), 'h': rng.normal(size=3).astype('f2'), 'c': np.array([1 + 2j], 'c8'),
            '名/ü': np.ones(1, 'f4'), 'q"\\\n'.replace('\\', ''): np.ones(2, 'f8'), 'large': rng.normal(size=(1234, 567)).astype('f4'),
            'dims': np.zeros((1,) * 9, 'f4'), 'long' * 60: np.arange(3, dtype='i4')}
    for name in ('i1', 'u1', 'i2', 'u2', 'u4', 'u8'):
        made['int/' + name] = np.arange(7).astype(name)
    return dict(sorted(made.items(), key=lambda item: item[0].encode()))


def numpys_bytes(work):
    """Written by NumPy, through the program, and there again."""
    made = arrays()
    made['c16'] = np.array([[1 + 2j, np.nan]], 'c16')
    made['words'] = np.array([b'one', b'', b'three'])
    made = dict(sorted(made.items(), key=lambda item: item[0].encode()))
    source = os.path.join(work, 'numpy.npz')
    np.savez(source, **made)
    target = os.path.join(work, 'copy.npz')
    export(source, target, 'npz')
    check('.npz has the bytes of numpy.savez', open(source, 'rb').read() == open(target, 'rb').read())
    folder = os.path.join(work, 'folder')
    export(source, folder, 'npy')
    for name, array in made.items():
        file = io.BytesIO()
        np.save(file, array)
        check('.npy of %r has the bytes of numpy.save' % name[:40], open(os.path.join(folder, name + '.npy'), 'rb').read() == file.getvalue())


def safetensors_bytes(work):
    made = arrays()
    made['brain'] = np.array([1.5, -2, np.nan], ml_dtypes.bfloat16)
    source = os.path.join(work, 'package.safetensors')
    for notes in (None, {'format': 'tf'}):
        expected = safetensors.numpy.save(made, notes)
        open(source, 'wb').write(expected)
        target = os.path.join(work, 'copy%d.safetensors' % bool(notes))
        export(source, target, 'safetensors', *['%s=%s' % note for note in (notes or {}).items()])
        check('.safetensors has the bytes of its package, notes %s' % notes, open(target, 'rb').read() == expected)
    with safetensors.safe_open(target, 'np') as opened:
        check('notes', opened.metadata() == {'format': 'tf'})
    # bfloat16 in files of NumPy: widened, or as ml_dtypes has it.
    for words, view in (((), lambda a: a), (('raw',), lambda a: a.view(ml_dtypes.bfloat16).astype('f4'))):
        target = os.path.join(work, 'brain%d.npz' % len(words))
        export(source, target, 'npz', *words)
        found = view(np.load(target)['brain'])
        check('bfloat16 %s' % (words,), found.dtype == np.float32 and same(found, made['brain'].astype('f4')))


def checkpoints(work):
    """What the packages read out of an exported checkpoint, against what TensorFlow read out of the checkpoint."""
    for number, (name, folder) in enumerate((('partitioned-v2/save', 'partitioned-v2'), ('partitioned-v1/save', 'partitioned-v1'),
                                             ('multi-shard-v2/save', 'multi-shard-v2'), ('object-based-tf-module/run/ckpt-2', 'object-based-tf-module'))):
        npz, tensors = (os.path.join(work, '%d.%s' % (number, kind)) for kind in ('npz', 'safetensors'))
        left = export(os.path.join(DATA, name), npz, 'npz')
        left_too = export(os.path.join(DATA, name), tensors, 'safetensors', 'leave-out')
        with np.load(npz) as opened:
            values = {key: opened[key] for key in opened.files}
        check(name + ': the same in both', set(safetensors.numpy.load_file(tensors)) | set(left_too) >= set(values)
              and all(same(array, values[key]) for key, array in safetensors.numpy.load_file(tensors).items() if array.dtype != ml_dtypes.bfloat16))
        text = open(os.path.join(DATA, folder, 'expected.json')).read()
        missing = [key for key in values if json.dumps(key)[1:-1] not in text and '#' not in key]
        check('%s: names %s' % (name, missing), not missing and values)
        check(name + ': what stays behind', ('_CHECKPOINTABLE_OBJECT_GRAPH' in left) == name.startswith('object'))


def main():
    with tempfile.TemporaryDirectory() as work:
        for part in (numpys_bytes, safetensors_bytes, checkpoints):
            try:
                part(work)
            except Exception as error:
                check('%s: %s' % (part.__name__, error), False)
    print('\n'.join(wrong))
    print('%d passed, %d failed' % (compared - len(wrong), len(wrong)))
    return 1 if wrong or compared < 20 else 0


if __name__ == '__main__':
    sys.exit(main())
