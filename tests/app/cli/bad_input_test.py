#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""What `ckpt` does with damaged, hostile and missing input: a clear sentence and exit code 3, no crash, no hang, no more than a
gigabyte of memory, and everything that can be read is still listed. The cases are those of tests/data/broken and the situations
that a person gets into."""
import json
import os
import shutil
import struct
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
from ckpt_command import DATA, SAMPLE, ckpt, errors_in  # noqa: E402

NOBODY = 65534
FULL = ('--json', '--values', '8', '--stats', '--hash')


def broken_cases():
    with open(os.path.join(DATA, 'broken', 'expected.json'), encoding='utf-8') as file:
        return json.load(file)['cases']


class Sandbox(unittest.TestCase):
    """A folder of its own for every test; everybody may enter it."""

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        os.chmod(self.folder, 0o755)
        self.addCleanup(self.remove)

    def remove(self):
        for place, _, _ in os.walk(self.folder):
            os.chmod(place, 0o755)
        shutil.rmtree(self.folder)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def copy(self, *case):
        shutil.copytree(os.path.join(DATA, *case), self.path(case[-1]))
        return self.path(case[-1])

    def write(self, name, content):
        with open(self.path(name), 'wb') as file:
            file.write(content)
        return self.path(name)

    def refused(self, result, *words):
        """One sentence on standard error that has all `words`, nothing that looks like a crash, exit code 3."""
        self.assertEqual(result.code, 3, result.err)
        lines = result.err.strip().splitlines()
        self.assertEqual(len(lines), 1, result.err)
        self.assertTrue(lines[0].startswith('ckpt: '), result.err)
        self.assertTrue(lines[0].endswith('.'), result.err)
        for word in words:
            self.assertIn(word, lines[0])


class BrokenCheckpoints(Sandbox):
    # One test for each of the cases is made below.

    def listed(self, case):
        """The document of the full listing, after checks that hold for every case."""
        folder = self.copy('broken', case['name'])
        user = None
        if case['name'] == 'index-unreadable':
            os.chmod(os.path.join(folder, 'model.ckpt.index'), 0)
            user = NOBODY if os.getuid() == 0 else None
        for command in (('ls', folder), ('ls', folder, '--tree'), ('info', folder), ('info', folder, '--json')):
            result = ckpt(*command, user=user)
            self.assertIn(result.code, (0, 3), f'{command}: {result.err}')
        result = ckpt('ls', 'model.ckpt', *FULL, cwd=folder, user=user)
        self.assertIn(result.code, (0, 3), result.err)
        document = result.json()
        self.assertEqual(result.code, 3 if errors_in(document) else 0, result.err)
        for error in errors_in(document):
            self.assertTrue(error['message'].endswith('.'), error)
            self.assertNotIn('?', error['message'], error)
        self.assertEqual(bool(errors_in(document)), result.err.startswith('ckpt: '), result.err)
        return document

    def readable_is_shown(self, case, document):
        """What TensorFlow reads has the same values here."""
        shown = {v['name']: v for c in document['checkpoints'] for v in c.get('variables', [])}
        for name, said in case['tf'].get('get_tensor', {}).items():
            if isinstance(said.get('ok'), list) and name in shown and 'error' not in shown[name]:
                self.assertEqual(shown[name]['first_values'], said['ok'], name)
            elif 'ok' in said:
                self.assertIn(name, shown, 'TensorFlow reads it')
        for name, said in case['tf'].get('RestoreV2', {}).items():
            if said == 'ok' and name in shown:
                self.assertNotIn('error', shown[name], name)

    def check(self, case):
        document = self.listed(case)
        should = case['tool_should']
        opened = [c for c in document['checkpoints'] if 'error' not in c]
        if should == 'refuse':
            self.assertEqual(opened, [])
            self.assertTrue(errors_in(document))
            return
        self.assertEqual(len(opened), 1)
        if should == 'tensor-error':
            self.assertTrue(errors_in(document))
        else:
            self.assertEqual(errors_in(document), [])
        self.readable_is_shown(case, document)
        if should == 'graph-error' and case['name'].startswith('meta'):
            info = ckpt('info', 'model.ckpt', '--json', cwd=self.path(case['name']))
            self.assertEqual(info.code, 3, info.err)
            self.assertTrue([meta for meta in info.json()['metas'] if 'error' in meta])
        if case['name'].startswith('objects'):
            self.objects_are_said(case)

    def objects_are_said(self, case):
        """What is wrong with the object graph is one issue of `info`, and what can be read of it is shown."""
        info = ckpt('info', 'model.ckpt', '--json', cwd=self.path(case['name']))
        faults = {'garbage': 'object-graph-damaged', 'empty': 'object-graph-damaged', 'missing-key': 'object-key-missing',
                  'child-out-of-range': 'object-reference-bad', 'negative-child': 'object-reference-bad', 'cycle': None}
        wanted = faults[case['name'][len('objects-'):]]
        self.assertEqual(info.code, 3 if case['tool_should'] == 'graph-error' else 0, info.err)
        self.assertEqual({issue['error']['fault'] for issue in info.json()['issues']}, {wanted} if wanted else set())
        objects = info.json()['checkpoints'][0]['object_graph']
        self.assertEqual('error' in objects, wanted == 'object-graph-damaged')
        self.assertEqual('nodes' in objects, wanted != 'object-graph-damaged')
        tree = ckpt('info', 'model.ckpt', '--objects', cwd=self.path(case['name']))
        self.assertEqual(tree.code, info.code)
        self.assertIn('(root)' if 'nodes' in objects else 'Objects     cannot be read', tree.out)
        self.assertEqual('Held by no object:' in tree.out, wanted == 'object-key-missing')


def add_broken_tests():
    for case in broken_cases():
        def test(self, case=case):
            self.check(case)
        test.__doc__ = f'{case["name"]}: {case["what"]}'
        setattr(BrokenCheckpoints, 'test_' + case['name'].replace('-', '_'), test)


class SavedModels(Sandbox):
    """Of a SavedModel whose graph cannot be read, the variables are still there."""

    def model(self, case='tf-module-savedmodel', name='model'):
        return os.path.join(self.copy(case), name)

    def check(self, folder, fault):
        info = ckpt('info', folder, '--json')
        self.assertEqual(info.code, 3, info.err)
        document = info.json()
        self.assertEqual([item['error']['fault'] for item in document['saved_models']], [fault])
        self.assertEqual([error['fault'] for error in errors_in(document)], [fault])
        self.assertEqual(document['checkpoints'][0]['n_variables'], 4)
        self.assertEqual(document['checkpoints'][0]['object_graph']['nodes'], 21)
        text = ckpt('info', folder)
        self.assertEqual(text.code, 3)
        self.assertIn('cannot be read', text.out)
        self.assertEqual(ckpt('ls', folder).code, 0)

    def test_chunked(self):
        folder = self.model()
        os.rename(os.path.join(folder, 'saved_model.pb'), os.path.join(folder, 'saved_model.cpb'))
        self.check(folder, 'saved-model-chunked')

    def test_cut(self):
        folder = self.model()
        os.truncate(os.path.join(folder, 'saved_model.pb'), 5000)
        self.check(folder, 'graph-unreadable')

    def test_empty(self):
        folder = self.model()
        os.truncate(os.path.join(folder, 'saved_model.pb'), 0)
        self.check(folder, 'graph-empty')

    def test_lfs_pointer(self):
        folder = self.model()
        with open(os.path.join(folder, 'saved_model.pb'), 'w', encoding='ascii') as file:
            file.write('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n')
        self.check(folder, 'git-lfs-pointer')

    def test_without_variables(self):
        folder = self.model()
        shutil.rmtree(os.path.join(folder, 'variables'))
        for member in (folder, os.path.join(folder, 'saved_model.pb')):
            info = ckpt('info', member, '--json')
            self.assertEqual(info.code, 0, info.err)
            self.assertEqual(info.json()['checkpoints'], [])
            self.assertEqual(info.json()['metas'], [])
            self.assertEqual(info.json()['saved_models'][0]['meta_graphs'][0]['graph']['nodes'], 24)
        self.assertIn('Signature   lookup: words string', ckpt('info', folder).out)

    def test_missing_asset(self):
        folder = self.model()
        os.remove(os.path.join(folder, 'assets', 'vocab.txt'))
        self.assertIn('Assets      vocab.txt (missing)', ckpt('info', folder).out)

    def test_damaged_fingerprint_hides_nothing(self):
        folder = self.model()
        os.truncate(os.path.join(folder, 'fingerprint.pb'), 30)
        info = ckpt('info', folder, '--json')
        self.assertEqual(info.code, 0, info.err)
        self.assertNotIn('fingerprint', info.json()['saved_models'][0])


class Situations(Sandbox):
    def test_nothing_there(self):
        self.refused(ckpt('ls', self.path('missing')), 'missing')

    def test_empty_folder(self):
        os.mkdir(self.path('empty'))
        self.refused(ckpt('ls', self.path('empty')), 'No checkpoint in “empty”')

    def test_folder_without_permission(self):
        shutil.copytree(os.path.join(DATA, 'seed-example-v2'), self.path('locked'))
        os.chmod(self.path('locked', 'save'), 0)
        user = NOBODY if os.getuid() == 0 else None
        self.refused(ckpt('ls', self.path('locked', 'save'), user=user), 'may not read', 'locked/save')

    def test_file_without_permission(self):
        folder = self.copy('seed-example-v2')
        os.chmod(os.path.join(folder, 'save', 'model.ckpt.index'), 0)
        user = NOBODY if os.getuid() == 0 else None
        self.refused(ckpt('ls', os.path.join(folder, 'save', 'model.ckpt'), user=user), 'may not read', 'model.ckpt.index')

    def test_missing_shard_lists_all(self):
        folder = self.copy('multi-shard-v2')
        save = os.path.join(folder, 'save')
        shard = sorted(name for name in os.listdir(save) if '.data-' in name)[1]
        os.remove(os.path.join(save, shard))
        result = ckpt('ls', save)
        self.assertEqual(result.code, 3)
        self.assertIn(shard, result.err)
        self.assertIn('missing', result.err)
        whole = ckpt('ls', os.path.join(DATA, 'multi-shard-v2', 'save'))
        self.assertEqual(len([v for v in result.out.splitlines() if ' float' in v]),
                         len([v for v in whole.out.splitlines() if ' float' in v]))
        document = ckpt('ls', save, *FULL).json()
        readable = [v for c in document['checkpoints'] for v in c['variables'] if 'error' not in v]
        self.assertTrue(readable)
        self.assertTrue(all('sha256' in v for v in readable))

    def test_cut_data_file(self):
        folder = self.copy('seed-example-v2')
        data = os.path.join(folder, 'save', 'model.ckpt.data-00000-of-00001')
        os.truncate(data, 20)
        result = ckpt('show', os.path.join(folder, 'save') + '::v2')
        self.refused(result, 'v2', 'model.ckpt.data-00000-of-00001')
        self.assertEqual(ckpt('show', os.path.join(folder, 'save') + '::v1').code, 0)

    def test_cut_index(self):
        folder = self.copy('seed-example-v2')
        index = os.path.join(folder, 'save', 'model.ckpt.index')
        for size in (0, 1, 40, os.path.getsize(index) - 1):
            shutil.copy(os.path.join(DATA, 'seed-example-v2', 'save', 'model.ckpt.index'), index)
            os.truncate(index, size)
            self.refused(ckpt('ls', index), 'model.ckpt.index')

    def test_wrong_magic(self):
        folder = self.copy('seed-example-v2')
        index = os.path.join(folder, 'save', 'model.ckpt.index')
        with open(index, 'r+b') as file:
            file.seek(-8, os.SEEK_END)
            file.write(b'\0' * 8)
        self.refused(ckpt('ls', index), 'model.ckpt.index')

    def test_files_that_are_no_checkpoint(self):
        picture = struct.pack('>II', 0x89504E47, 0x0D0A1A0A) + bytes(200)
        for name, content in (('notes.txt', b'hello\n'), ('picture.png', picture), ('empty', b''), ('zeros', bytes(1 << 16)),
                              ('archive.zip', b'PK\3\4' + bytes(100)), ('model.h5', b'\x89HDF\r\n\x1a\n' + bytes(4000))):
            self.refused(ckpt('ls', self.write(name, content)), name)

    def test_array_files_that_are_none(self):
        for ending in ('npz', 'npy', 'safetensors'):
            for number, content in enumerate((b'', b'hello\n', bytes(1 << 16), b'PK\3\4' + bytes(100), b'\x93NUMPY\1\0')):
                name = f'weights{number}.{ending}'
                self.refused(ckpt('ls', self.write(name, content)), name)

    def test_cut_array_files(self):
        for name in ('stored-600.npz', 'compressed.npz', 'columns.npy', 'model-100.safetensors'):
            with open(os.path.join(DATA, 'arrays', name), 'rb') as file:
                content = file.read()
            result = ckpt('ls', self.write(name, content[:-10]), '--hash')
            self.assertEqual(result.code, 3, name)
            self.assertIn(name, result.err)

    def test_devices_and_pipes(self):
        os.mkfifo(self.path('pipe'))
        for place in (self.path('pipe'), '/dev/null', '/dev/zero', '/dev/urandom'):
            result = ckpt('ls', place)
            self.assertEqual(result.code, 3, place)
            self.assertTrue(result.err.startswith('ckpt: '), place)

    def test_links_in_a_circle(self):
        os.symlink(self.path('b'), self.path('a'))
        os.symlink(self.path('a'), self.path('b'))
        self.refused(ckpt('ls', self.path('a')))

    def test_folder_of_runs_names_them(self):
        for run in ('run1', 'run2'):
            shutil.copytree(os.path.join(DATA, 'seed-example-v2', 'save'), self.path('runs', run))
        self.refused(ckpt('ls', self.path('runs')), 'run1', 'run2')

    def test_step_that_is_not_there(self):
        self.refused(ckpt('ls', SAMPLE, '--step', '7'), '7', '50, 100')

    def test_variable_that_is_not_there(self):
        self.refused(ckpt('show', SAMPLE + '::conv9/weights'), 'conv9/weights')

    def test_slice_out_of_range(self):
        for part in ('[99]', '[0, 0, 0, 0, 0]', '[a]', '[::0]', '[1.5]', '[9223372036854775808]'):
            self.refused(ckpt('show', SAMPLE + '::fc1/weights' + part))

    def test_refusal_is_in_the_document(self):
        os.mkdir(self.path('empty'))
        for command in ('ls', 'info'):
            document = ckpt(command, self.path('empty'), '--json').json()
            self.assertEqual([c['error']['fault'] for c in document['checkpoints']], ['folder-empty'])

    def test_a_name_with_control_characters_does_not_reach_the_terminal(self):
        result = ckpt('ls', self.path('a\x1b[31mb\n'))
        self.assertEqual(result.code, 3)
        self.assertNotIn('\x1b', result.err)
        self.assertEqual(result.err.count('\n'), 1)


if __name__ == '__main__':
    add_broken_tests()
    unittest.main(verbosity=1)
