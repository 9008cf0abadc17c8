#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""What a person or a script sees of `ckpt`: help, options, exit codes, texts, JSON, CSV, NumPy files, pipes, interruption."""
import csv
import io
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
from ckpt_command import CKPT, DATA, SAMPLE, ckpt  # noqa: E402

EXAMPLE = os.path.join(DATA, 'seed-example-v2', 'save')


def values_of(place, *options):
    result = ckpt('show', place, '--json', *options)
    assert result.code == 0, result.err
    return result.json()['values']


def read_npy(content):
    """(type, shape, element bytes) of a .npy file."""
    assert content[:6] == b'\x93NUMPY'
    length = struct.unpack('<H', content[8:10])[0]
    header = eval(content[10:10 + length].decode('latin-1'))  # a dict display; NumPy itself evaluates it
    assert (10 + length) % 64 == 0 and not header['fortran_order']
    return header['descr'], header['shape'], content[10 + length:]


class Usage(unittest.TestCase):
    def test_help_and_version(self):
        for arguments in (['--help'], ['ls', '--help'], ['info', '--help'], ['show', '--help'], ['check', '--help'], ['export', '--help'], ['merge', '--help'], ['--version']):
            result = ckpt(*arguments)
            self.assertEqual((result.code, result.err), (0, ''), arguments)
            self.assertTrue(result.out)
        self.assertIn('Exit codes', ckpt('--help').out)

    def test_help_offers_only_what_there_is(self):
        for command in ('ls', 'info', 'show'):
            self.assertNotIn('--query', ckpt(command, '--help').out)
        commands = ckpt('--help').out
        for later in ('diff', 'graph', 'steps'):
            self.assertNotIn(f'\n  {later} ', commands)

    def test_wrong_usage(self):
        for arguments in ([], ['list', EXAMPLE], ['ls'], ['ls', EXAMPLE, '--nonsense'], ['ls', EXAMPLE, '--sort', 'color'],
                          ['ls', EXAMPLE, '--json', '--csv'], ['ls', EXAMPLE, '--tree', '--json'], ['ls', EXAMPLE, '--values', '-1'],
                          ['ls', EXAMPLE, '--step', 'newest'], ['ls', EXAMPLE, '--format', 'v3'], ['show', EXAMPLE],
                          ['show', EXAMPLE + '::'], ['show', EXAMPLE + '::v1', '--format', 'octal'],
                          ['show', EXAMPLE + '::v1', '--json', '--npy', 'x'], ['ls', EXAMPLE, 'another']):
            result = ckpt(*arguments)
            self.assertEqual(result.code, 2, arguments)
            self.assertEqual(result.out, '', arguments)
            self.assertTrue(result.err.startswith('ckpt: '), arguments)


class Listing(unittest.TestCase):
    def test_table(self):
        lines = ckpt('ls', SAMPLE).out.splitlines()
        self.assertEqual(lines[0].split(), ['Name', 'Role', 'Type', 'Shape', 'Elements', 'Bytes'])
        weights = [line for line in lines if line.startswith('fc1/weights ')]
        self.assertEqual(weights[0].split(), ['fc1/weights', 'kernel', 'float32', '48', '×', '24', '1,152', '4,608'])
        self.assertEqual(lines[-1], 'digits.ckpt-300 (V2, step 300): 45 variables, 9,611 elements, 38,448 bytes in 1 data file')

    def test_steps(self):
        def listed(*options):
            return [c['step'] for c in ckpt('ls', SAMPLE, '--json', *options).json()['checkpoints']]
        self.assertEqual(listed(), [300])
        self.assertEqual(listed('--step', '50'), [50])
        self.assertEqual(listed('--step', 'all'), [50, 100, 150, 200, 250, 300])

    def test_any_file_of_a_checkpoint(self):
        for suffix in ('', '.index', '.data-00000-of-00001', '.meta'):
            result = ckpt('ls', os.path.join(SAMPLE, 'digits.ckpt-100' + suffix), '--json')
            self.assertEqual([c['step'] for c in result.json()['checkpoints']], [100], suffix)
        result = ckpt('ls', os.path.join(SAMPLE, 'checkpoint'), '--json')
        self.assertEqual([c['step'] for c in result.json()['checkpoints']], [300])

    def test_paths_are_as_they_were_given(self):
        result = ckpt('ls', 'save', '--json', cwd=os.path.dirname(EXAMPLE))
        self.assertEqual(result.json()['checkpoints'][0]['prefix'], 'save/model.ckpt')

    def test_sorting(self):
        def names(*options):
            return [v['name'] for v in ckpt('ls', SAMPLE, '--json', *options).json()['checkpoints'][0]['variables']]
        self.assertEqual(names(), sorted(names()))
        sizes = {v['name']: v['bytes'] for v in ckpt('ls', SAMPLE, '--json').json()['checkpoints'][0]['variables']}
        by_size = [sizes[name] for name in names('--sort', 'size')]
        self.assertEqual(by_size, sorted(by_size, reverse=True))
        roles = [v['role'] for v in ckpt('ls', SAMPLE, '--json', '--sort', 'role').json()['checkpoints'][0]['variables']]
        self.assertEqual(len([1 for a, b in zip(roles, roles[1:]) if a != b]) + 1, len(set(roles)))

    def test_natural_order_by_name(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(os.path.join(DATA, 'digits-anonymous'), os.path.join(folder, 'run'))
            listed = ckpt('ls', os.path.join(folder, 'run'), '--json', '--sort', 'name').json()['checkpoints'][0]['variables']
        names = [v['name'] for v in listed if v['name'].startswith('Variable_') and '/' not in v['name']]
        self.assertEqual(names, sorted(names, key=lambda name: int(name.split('_')[1])))

    def test_tree_sums_scopes(self):
        lines = [line.split() for line in ckpt('ls', SAMPLE, '--tree').out.splitlines()]
        self.assertIn(['fc1/', '8', 'variables', '4,704', '18,816'], lines)
        self.assertIn(['Adam_1', 'Adam', 'v', 'float32', '24', '24', '96'], lines)

    def test_long(self):
        line = [line for line in ckpt('ls', SAMPLE, '--long').out.splitlines() if line.startswith('conv1/biases/Adam ')][0]
        self.assertEqual(line.split()[-3:][:2], ['0:32', '32'])
        sliced = ckpt('ls', os.path.join(DATA, 'partitioned-v2', 'save'), '--long').out
        self.assertIn('slice   0,4:0,4', sliced)

    def test_csv(self):
        rows = list(csv.DictReader(io.StringIO(ckpt('ls', SAMPLE, '--csv').out, newline='')))
        self.assertEqual(len(rows), 45)
        row = [r for r in rows if r['name'] == 'conv2/weights'][0]
        self.assertEqual((row['dtype'], row['shape'], row['elements'], row['bytes'], row['error']), ('float32', '3x3x8x12', '864', '3456', ''))
        odd = list(csv.DictReader(io.StringIO(ckpt('ls', os.path.join(DATA, 'odd-names', 'named.ckpt'), '--csv').out, newline='')))
        self.assertIn('"quotes"\'', [r['name'] for r in odd])
        self.assertIn('new\nline', [r['name'] for r in odd])

    def test_values_stats_hash_as_text(self):
        out = ckpt('ls', EXAMPLE, '--values', '3', '--stats', '--hash').out
        self.assertEqual(out.count('sha256  '), 2)
        self.assertEqual(out.count('stats   min '), 2)
        values = [line for line in out.splitlines() if line.strip().startswith('values')]
        self.assertEqual([len(line.split()) for line in values], [3, 5])  # two of two; three of six and "…"

    def test_control_characters_in_names_are_escaped(self):
        out = ckpt('ls', os.path.join(DATA, 'odd-names', 'named.ckpt')).out
        self.assertNotIn('\x01', out)
        self.assertIn('\\x01ctl', out)
        self.assertIn('权重/卷积层1/核', out)

    def test_both_formats_under_one_prefix(self):
        case = os.path.join(DATA, 'mixed-v1-v2-same-prefix')
        with open(os.path.join(case, 'expected.json'), encoding='utf-8') as file:
            expected = json.load(file)
        prefix = os.path.join(case, expected['checkpoints'][0]['prefix'])
        both = ckpt('ls', prefix)
        self.assertEqual(both.code, 0)
        self.assertIn('V1 and V2', both.err)
        self.assertIn('(V2)', both.out)
        v1 = ckpt('ls', prefix, '--format', 'v1', '--json')
        self.assertEqual([c['format'] for c in v1.json()['checkpoints']], ['V1'])
        name = expected['checkpoints'][0]['variables'][0]['name']
        self.assertNotEqual(values_of(f'{prefix}::{name}'), values_of(f'{prefix}::{name}', '--format', 'v1'))
        self.assertEqual(ckpt('ls', EXAMPLE, '--format', 'v1').code, 3)


class Info(unittest.TestCase):
    def test_text(self):
        out = ckpt('info', SAMPLE).out
        for words in ('6 checkpoints: 50, 100, 150, 200, 250, 300', 'V2, step 300', 'kernel 4', 'float32 44', '837 nodes'):
            self.assertIn(words, out)

    def test_json_sections(self):
        document = ckpt('info', SAMPLE, '--json').json()
        self.assertEqual(document['schema'], 'ckptscope.info/1')
        self.assertEqual(document['metas'][0]['graph']['nodes'], 837)
        self.assertEqual(document['states'][0]['model_checkpoint_path'], 'digits.ckpt-300')
        self.assertEqual(document['checkpoints'][0]['n_variables'], 45)

    def test_object_tree(self):
        run = os.path.join(DATA, 'object-based-tf-module', 'run')
        summary = ckpt('info', run).out
        self.assertIn('Objects     37 objects, 32 edges, 24 attributes, 6 slot variables\n', summary)
        self.assertIn('Root        net, optimizer, step, table, save_counter\n', summary)
        self.assertNotIn('(root)', summary)
        out = ckpt('info', run, '--objects').out
        self.assertRegex(out, r'(?m)^      0 → net/shared$')  # a shared object, at its second place
        self.assertRegex(out, r'(?m)^      aux/side$')  # as it was called, not as it is escaped
        self.assertRegex(out, r'(?m)^          m \(slot of optimizer\)  float32  3 × 2   net/blocks/1/w/\.OPTIMIZER_SLOT/')
        self.assertRegex(out, r'(?m)^    \[table keys\] +string +3 +table/\.ATTRIBUTES/table-keys$')

    def test_object_tree_of_a_name_based_checkpoint(self):
        self.assertIn('Objects     none: this checkpoint is name-based', ckpt('info', SAMPLE, '--objects').out)
        self.assertNotIn('Objects', ckpt('info', SAMPLE).out)

    def test_saved_models(self):
        out = ckpt('info', os.path.join(DATA, 'saved-model-builder', 'binary')).out
        for words in ('SavedModel  saved_model.pb  schema version 1, 2 graphs', 'Graph       serve  43 nodes',
                      'Graph       train, cpu  68 nodes', 'Signature   serving_default: x float32 [?, 3] → y float32 [?, 2]',
                      'Saver       V2, restored by save/restore_all', 'Assets      words.txt'):
            self.assertIn(words, out)
        self.assertNotIn('Other ops', out)
        module = ckpt('info', os.path.join(DATA, 'tf-module-savedmodel', 'model')).out
        self.assertIn('9 functions with 70 nodes', module)
        self.assertIn('Signature   serving_default: x float32 [] → y float32 [3]', module)


class Show(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def test_slices_as_numpy(self):
        place = SAMPLE + '::conv2/weights'
        whole = values_of(place)
        self.assertEqual(values_of(place + '[1, 2, 3, 4]'), whole[1][2][3][4])
        self.assertEqual(values_of(place + '[-1]'), whole[-1])
        self.assertEqual(values_of(place + '[0, :, ::2, 1]'), [[p[1] for p in plane[::2]] for plane in whole[0]])
        self.assertEqual(values_of(place + '[..., 3]'), [[[p[3] for p in c] for c in r] for r in whole])
        self.assertEqual(values_of(place + '[::-1, 0, 0, 5:2:-1]'), [r[0][0][5:2:-1] for r in whole[::-1]])
        self.assertEqual(values_of(place + '[5:5]'), [])

    def test_parts_of_partitioned_and_v1_variables(self):
        for case in ('partitioned-v1', 'partitioned-v2'):
            place = os.path.join(DATA, case, 'save') + '::emb/table'
            whole = values_of(place)
            self.assertEqual((len(whole), len(whole[0])), (10, 4))
            self.assertEqual(values_of(place + '[3:8, 1]'), [row[1] for row in whole[3:8]])

    def test_text(self):
        lines = ckpt('show', SAMPLE + '::conv2/weights[:2, :1, :2, :3]', '--format', 'short').out.splitlines()
        self.assertEqual(lines[0], 'conv2/weights  float32  2 × 1 × 2 × 3  of 3 × 3 × 8 × 12')
        self.assertEqual([line for line in lines if line.startswith('[')], ['[0, 0, :, :]', '[1, 0, :, :]'])
        self.assertEqual(len(lines), 1 + 2 * 3 + 1)
        self.assertEqual(ckpt('show', SAMPLE + '::global_step').out.splitlines()[1], '300')

    def test_number_formats(self):
        place = EXAMPLE + '::v1[0, 0]'
        exact = float(ckpt('show', place).out.split()[-1])
        self.assertEqual(struct.pack('<f', exact), struct.pack('<f', values_of(place)))
        bits = ckpt('show', place, '--format', 'hex').out.split()[-1]
        self.assertEqual(int(bits, 16), struct.unpack('<I', struct.pack('<f', exact))[0])
        self.assertAlmostEqual(float(ckpt('show', place, '--format', 'short').out.split()[-1]), exact, delta=abs(exact) * 1e-3)
        self.assertIn('e', ckpt('show', place, '--format', 'sci').out.split()[-1])

    def test_npy(self):
        target = os.path.join(self.folder, 'v.npy')
        result = ckpt('show', SAMPLE + '::fc1/weights[::5, 3:]', '--npy', target)
        self.assertEqual((result.code, result.out, result.err), (0, '', ''))
        with open(target, 'rb') as file:
            kind, shape, elements = read_npy(file.read())
        wanted = values_of(SAMPLE + '::fc1/weights[::5, 3:]')
        self.assertEqual((kind, shape), ('<f4', (len(wanted), len(wanted[0]))))
        flat = [value for row in wanted for value in row]
        self.assertEqual(elements, struct.pack(f'<{len(flat)}f', *flat))
        self.assertEqual(os.listdir(self.folder), ['v.npy'])

    def test_npy_of_every_type(self):
        prefix = os.path.join(DATA, 'all-dtypes-v2', 'model.ckpt')
        kinds = {'float32': '<f4', 'int8': '|i1', 'bool': '|b1', 'complex128': '<c16', 'bfloat16': '|V2', 'uint64': '<u8', 'int4': '|i1',
                 'float16': '<f2', 'quint8': '|u1', 'float8_e5m2': '|V1'}
        for dtype, kind in kinds.items():
            content = ckpt('show', f'{prefix}::dt/{dtype}/cube', '--npy', '-').bytes
            found, shape, elements = read_npy(content)
            self.assertEqual((found, shape), (kind, (2, 3, 4)), dtype)
            self.assertEqual(len(elements), 24 * int(kind[2:]), dtype)
        signed = struct.unpack('24b', read_npy(ckpt('show', f'{prefix}::dt/int4/cube', '--npy', '-').bytes)[2])
        self.assertEqual(list(signed[:8]), [-8, 7, -2, -5, -7, -5, -8, 5])

    def test_csv(self):
        rows = list(csv.reader(io.StringIO(ckpt('show', SAMPLE + '::fc2/weights', '--csv', '-').out)))
        wanted = values_of(SAMPLE + '::fc2/weights')
        self.assertEqual([[struct.pack('<f', float(v)) for v in row] for row in rows], [[struct.pack('<f', v) for v in row] for row in wanted])

    def test_files_are_whole_or_not_there(self):
        broken = os.path.join(DATA, 'broken', 'data-bitflip', 'model.ckpt') + '::a'
        target = os.path.join(self.folder, 'a.npy')
        with open(target, 'w', encoding='utf-8') as file:
            file.write('before')
        self.assertEqual(ckpt('show', broken, '--npy', target).code, 3)
        with open(target, encoding='utf-8') as file:
            self.assertEqual(file.read(), 'before')
        self.assertEqual(os.listdir(self.folder), ['a.npy'])

    def test_doubtful_values_are_shown_and_said(self):
        result = ckpt('show', os.path.join(DATA, 'broken', 'data-bitflip', 'model.ckpt') + '::a')
        self.assertEqual(result.code, 3)
        self.assertIn('checksum of “a”', result.err)
        self.assertEqual(len(result.out.splitlines()), 3)

    def test_the_checkpoint_itself_is_never_overwritten(self):
        shutil.copytree(EXAMPLE, os.path.join(self.folder, 'save'))
        for name in ('model.ckpt.index', 'model.ckpt.data-00000-of-00001', 'model.ckpt.meta'):
            target = os.path.join(self.folder, 'save', name)
            before = os.stat(target)
            self.assertEqual(ckpt('show', os.path.join(self.folder, 'save') + '::v1', '--npy', target).code, 4)
            self.assertEqual((os.stat(target).st_size, os.stat(target).st_ino), (before.st_size, before.st_ino))

    def test_cannot_write(self):
        result = ckpt('show', EXAMPLE + '::v1', '--npy', os.path.join(self.folder, 'no', 'such', 'folder.npy'))
        self.assertEqual(result.code, 4)
        self.assertIn('cannot be written', result.err)
        self.assertEqual(ckpt('show', EXAMPLE + '::v1', '--csv', self.folder).code, 4)
        self.assertEqual(ckpt('show', EXAMPLE + '::v1', '--csv', '/dev/full').code, 4)

    def test_strings(self):
        prefix = os.path.join(DATA, 'all-dtypes-v2', 'model.ckpt')
        first = values_of(f'{prefix}::dt/string/empty')
        self.assertEqual(first, [])
        listed = ckpt('ls', prefix, '--json', '--values', '8').json()['checkpoints'][0]['variables']
        strings = [v for v in listed if v['dtype'] == 'string' and v['n_elements'] > 1][0]
        kind, shape, _ = read_npy(ckpt('show', f'{prefix}::{strings["name"]}', '--npy', '-').bytes)
        self.assertTrue(kind.startswith('|S'))
        self.assertEqual(list(shape), strings['shape'])


class Streams(unittest.TestCase):
    def run_shell(self, command):
        return subprocess.run(['bash', '-c', command], env=dict(os.environ, CKPT=CKPT, SAMPLE=SAMPLE), timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def test_closed_pipe_ends_quietly(self):
        done = self.run_shell('"$CKPT" ls "$SAMPLE" --step all --json --values 100000 | head -c 10; echo "${PIPESTATUS[0]}"')
        self.assertEqual(done.stderr, b'')
        self.assertTrue(done.stdout.endswith(b'0\n'), done.stdout)

    def test_full_device_is_said(self):
        done = self.run_shell('"$CKPT" ls "$SAMPLE" >/dev/full')
        self.assertEqual(done.returncode, 4)
        self.assertIn(b'No space left', done.stderr)

    def test_closed_standard_output(self):
        self.assertEqual(self.run_shell('"$CKPT" ls "$SAMPLE" >&-').returncode, 4)

    def test_interruption(self):
        with tempfile.TemporaryDirectory() as folder:
            # Sixteen gigabytes of nothing: long enough to be interrupted, and a hole in the file system.
            prefix = os.path.join(folder, 'm.ckpt')
            big_bundle(prefix, 1 << 34)
            target = os.path.join(folder, 'out.npy')
            for command in (['ls', prefix, '--stats', '--hash'], ['show', prefix + '::big', '--csv', target]):
                process = subprocess.Popen([CKPT, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                time.sleep(0.4)  # it is at work by then; earlier it must end in the same way
                started = time.monotonic()
                process.send_signal(signal.SIGINT)
                said = process.communicate(timeout=30)[1]
                self.assertEqual((process.returncode, said), (130, b''), command)
                self.assertLess(time.monotonic() - started, 2)
                self.assertFalse(os.path.exists(target))


def big_bundle(prefix, size):
    """A V2 checkpoint with one uint8 vector of `size` zeros whose data file takes no space. The checksum in it is wrong."""
    def varint(value):
        out = b''
        while value > 127:
            out, value = out + bytes([value & 127 | 128]), value >> 7
        return out + bytes([value])

    def crc(data):
        value = 0xFFFFFFFF
        for byte in data:
            value ^= byte
            for _ in range(8):
                value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        value ^= 0xFFFFFFFF
        return struct.pack('<I', ((value >> 15 | value << 17) + 0xA282EAD8) & 0xFFFFFFFF)

    def block(*entries):
        content = b''.join(varint(0) + varint(len(k)) + varint(len(v)) + k + v for k, v in entries)
        restarts, at = [], 0
        for k, v in entries:
            restarts.append(at)
            at += len(varint(0) + varint(len(k)) + varint(len(v)) + k + v)
        restarts = restarts or [0]
        return content + struct.pack(f'<{len(restarts) + 1}I', *restarts, len(restarts))

    dim = b'\x08' + varint(size)
    shape = b'\x12' + varint(len(dim)) + dim
    entry = b'\x08\x04' + b'\x12' + varint(len(shape)) + shape + b'\x28' + varint(size) + b'\x35' + bytes(4)
    out, handles = b'', []
    for content in (block((b'', bytes.fromhex('08011a020801')), (b'big', entry)), block()):
        handles.append(varint(len(out)) + varint(len(content)))
        out += content + b'\0' + crc(content + b'\0')
    index = block((b'c', handles[0]))
    footer = handles[1] + varint(len(out)) + varint(len(index))
    out += index + b'\0' + crc(index + b'\0') + footer.ljust(40, b'\0') + bytes.fromhex('57fb808b247547db')
    with open(prefix + '.index', 'wb') as file:
        file.write(out)
    with open(prefix + '.data-00000-of-00001', 'wb') as file:
        file.truncate(size)


if __name__ == '__main__':
    unittest.main(verbosity=1)
