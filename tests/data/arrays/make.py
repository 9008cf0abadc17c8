#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the files of this folder with NumPy and safetensors, and expected.json from the arrays that went into them.

    make.py [FOLDER]      needs numpy, ml_dtypes and safetensors; deterministic
"""
import hashlib
import io
import json
import os
import struct
import sys
import zipfile

import ml_dtypes
import numpy as np
import safetensors
from safetensors import numpy as st

FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
RANDOM = np.random.default_rng(20260101)
NUMBERS = ['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float16', 'float32', 'float64',
           'complex64', 'complex128']
SMALL = ['bfloat16', 'float8_e5m2', 'float8_e4m3fn']
EXTREMES = [0.0, -0.0, 1.5, float('nan'), float('inf'), float('-inf'), -2.25]
checkpoints = []


def path(name):
    return os.path.join(FOLDER, name)


def made(dtype, *shape):
    dtype = np.dtype(dtype)
    if dtype.kind == 'b':
        return RANDOM.integers(0, 2, shape).astype(dtype)
    if dtype.kind in 'iu':
        low, high = max(np.iinfo(dtype).min, -2**62), min(np.iinfo(dtype).max, 2**62)
        return RANDOM.integers(low, high, shape, dtype=np.int64).astype(dtype)
    if dtype.kind == 'c':
        return (RANDOM.standard_normal(shape) + 1j * RANDOM.standard_normal(shape)).astype(dtype)
    return RANDOM.standard_normal(shape).astype(dtype)


def one(value):
    """An element as expected.json has it."""
    if isinstance(value, bytes):
        text = value.decode('utf-8', 'replace')
        item = {'len': len(value), 'hex': value[:32].hex()}
        return dict(item, text=text) if text.encode() == value and len(text) <= 64 else item
    if isinstance(value, complex):
        return [one(value.real), one(value.imag)]
    if isinstance(value, float):
        if np.isnan(value):
            return 'NaN'
        return value if np.isfinite(value) else 'Infinity' if value > 0 else '-Infinity'
    return value


def statistics(array, texts):
    if texts is not None:
        lengths = [len(text) for text in texts]
        return {'bytes': sum(lengths), 'len_min': min(lengths, default=None), 'len_max': max(lengths, default=None)}
    flat = array.reshape(-1)
    if array.dtype.kind == 'c':
        wide, finite = flat, flat[:0].real
    else:
        wide = flat.astype('f8')
        finite = wide[np.isfinite(wide)]
    some = finite.size > 0
    return {'min': float(finite.min()) if some else None, 'max': float(finite.max()) if some else None,
            'mean': float(finite.mean()) if some else None, 'std': float(finite.std()) if some else None,
            'num_zero': int((wide == 0).sum()), 'num_nan': int(np.isnan(wide).sum()), 'num_inf': int(np.isinf(wide).sum())}


def variable(name, array, stored):
    array = np.asarray(array)
    texts = None
    if array.dtype.kind in 'US':
        texts = [text.encode() if isinstance(text, str) else text for text in array.reshape(-1).tolist()]
        whole = b''.join(struct.pack('<Q', len(text)) + text for text in texts)
        values, dtype = texts, 'string'
    else:
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder('<'), copy=False)
        whole, dtype = little.tobytes(), array.dtype.name
        small = array.dtype.name in SMALL
        values = array.reshape(-1)[:8].astype('f8' if small else array.dtype.newbyteorder('=')).tolist()
    return {'name': name, 'dtype': dtype, 'shape': list(array.shape), 'n_elements': int(array.size), 'stored': stored,
            'sha256': hashlib.sha256(whole).hexdigest(), 'first_values': [one(value) for value in values[:8]],
            'stats': statistics(array, texts)}


def add(name, form, arrays, places):
    with open(path(name), 'rb') as file:
        content = file.read()
    items = [variable(key, arrays[key], places[key]) for key in sorted(arrays, key=lambda key: key.encode())]
    checkpoints.append({'prefix': name, 'format': form,
                        'files': [{'name': name, 'bytes': len(content), 'sha256': hashlib.sha256(content).hexdigest()}],
                        'n_variables': len(items), 'n_elements': sum(item['n_elements'] for item in items), 'variables': items})


def npy_bytes(array, version=None):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.asanyarray(array), version=version)
    return buffer.getvalue()


def header_bytes(content):
    wide = content[6] > 1
    return (12 if wide else 10) + struct.unpack_from('<I' if wide else '<H', content, 8)[0]


def write_npy(name, array, version=None):
    content = npy_bytes(array, version)
    with open(path(name), 'wb') as file:
        file.write(content)
    begin = header_bytes(content)
    add(name, 'npy', {name[:-len('.npy')]: array}, {name[:-len('.npy')]: {'shard': 0, 'offset': begin, 'size': len(content) - begin}})


def write_npz(name, arrays, method=zipfile.ZIP_STORED, limit=None):
    """As numpy.savez writes it, with a fixed date. `limit`: sizes above it are written as Zip64."""
    usual = zipfile.ZIP64_LIMIT
    zipfile.ZIP64_LIMIT = usual if limit is None else limit
    with zipfile.ZipFile(path(name), 'w', method) as archive:
        for key, array in arrays.items():
            info = zipfile.ZipInfo(key + '.npy')
            info.compress_type = method
            with archive.open(info, 'w', force_zip64=True) as member:
                member.write(npy_bytes(array))
    zipfile.ZIP64_LIMIT = usual
    places = {}
    with open(path(name), 'rb') as file, zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            content = archive.read(info)
            file.seek(info.header_offset + 26)
            name_length, extra_length = struct.unpack('<HH', file.read(4))
            begin = info.header_offset + 30 + name_length + extra_length
            places[info.filename[:-len('.npy')]] = {
                'shard': 0, 'offset': begin + (header_bytes(content) if method == zipfile.ZIP_STORED else 0),
                'size': info.compress_size if method else len(content) - header_bytes(content),
                'crc32': '%08x' % info.CRC, 'compression': 'deflate' if method else 'none'}
    add(name, 'npz', arrays, places)


def write_safetensors(name, arrays, metadata):
    content = st.save(arrays, metadata)
    with open(path(name), 'wb') as file:
        file.write(content)
    length = struct.unpack_from('<Q', content)[0]
    header = json.loads(content[8:8 + length])
    places = {}
    for key in arrays:
        begin, end = header[key]['data_offsets']
        places[key] = {'shard': 0, 'offset': 8 + length + begin, 'size': end - begin}
    add(name, 'safetensors', arrays, places)
    checkpoints[-1]['metadata'] = metadata


def all_kinds():
    arrays = {f'types/{name}': made(name, 3, 4) for name in NUMBERS}
    arrays.update({f'swapped/{name}': made(name, 2, 3).astype(np.dtype(name).newbyteorder('>')) for name in NUMBERS})
    arrays.update({f'columns/{name}': np.asfortranarray(made(name, 3, 2, 4)) for name in ('bool', 'int16', 'float32', 'complex128')})
    arrays['columns/swapped'] = np.asfortranarray(made('float64', 5, 3).astype('>f8'))
    arrays['columns/texts'] = np.asfortranarray(np.array([['a', 'bb', 'ccc'], ['日本', '', 'é']]))
    arrays['columns/line'] = np.asfortranarray(made('float32', 1, 6))
    arrays['shapes/scalar'] = np.float32(2.5)
    arrays['shapes/empty'] = np.zeros((0, 3), 'float32')
    arrays['shapes/deep'] = made('float32', 1, 2, 1, 3, 1)
    arrays['float8_e5m2'] = np.array(EXTREMES).astype(ml_dtypes.float8_e5m2)
    arrays['extremes/float16'] = np.array(EXTREMES, 'float16')
    arrays['extremes/float64'] = np.array(EXTREMES + [5e-324, 1e150])
    arrays['texts/unicode'] = np.array(['', 'plain', 'häßlich', '变量', '🙂', 'a\0b'])
    arrays['texts/unicode_swapped'] = np.array(['häßlich', '变量🙂']).astype('>U9')
    arrays['texts/bytes'] = np.array([b'', b'plain', b'\xff\xfe', b'a\0b', b'ends in NUL\0'])
    arrays['texts/none'] = np.zeros((0,), 'U7')
    return arrays


def odd_names():
    names = ['变量/权重', 'a b', '../up', '/absolute', 'C:\\path', 'x' * 300, 'ends.npy', '.', 'é']
    return {name: made('float32', 2) for name in names}


def tensors():
    names = [name for name in NUMBERS if name != 'complex128'] + SMALL
    arrays = {f'types.{name}': made(name, 3, 4) for name in names}
    arrays['empty'] = np.zeros((0, 3), 'float32')
    arrays['scalar'] = np.array(2.5, 'float32')
    arrays['变量'] = made('float16', 2, 2)
    arrays['extremes'] = np.array(EXTREMES).astype(ml_dtypes.bfloat16)
    return arrays


def main():
    kinds = all_kinds()
    write_npz('stored-600.npz', kinds)
    write_npz('compressed.npz', kinds, zipfile.ZIP_DEFLATED)
    write_npz('zip64.npz', {'a': made('float32', 4), 'b': made('int64', 2, 2)}, limit=0)
    write_npz('small.npz', {'a': made('float32', 4), 'columns': np.asfortranarray(made('int16', 2, 3))}, zipfile.ZIP_DEFLATED)
    write_npz('names.npz', odd_names())
    write_npz('empty.npz', {})
    write_npy('plain.npy', made('float32', 4, 3))
    write_npy('columns.npy', np.asfortranarray(made('float32', 4, 3)))
    write_npy('swapped.npy', made('int32', 5).astype('>i4'))
    write_npy('scalar.npy', np.float64(-1.25))
    write_npy('version2.npy', made('uint16', 2, 2), (2, 0))
    write_npy('version3.npy', made('float16', 3), (3, 0))
    write_npy('texts.npy', np.array([['one', 'two'], ['三', '']]))
    write_safetensors('model-100.safetensors', tensors(), {'format': 'np', 'note': 'made for tests: 变量'})
    document = {'schema': 1, 'case': 'arrays', 'description': 'Files of arrays by NumPy and safetensors',
                'numpy': np.__version__, 'ml_dtypes': ml_dtypes.__version__, 'safetensors': safetensors.__version__,
                'checkpoints': checkpoints}
    with open(path('expected.json'), 'w', encoding='utf-8') as file:
        json.dump(document, file, ensure_ascii=False, indent=1)
        file.write('\n')


if __name__ == '__main__':
    main()
