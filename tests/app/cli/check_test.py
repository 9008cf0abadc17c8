#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""`ckpt check`: exit code and words for every broken case, for good ones, and for runs."""
import json
import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
from ckpt_command import DATA, SAMPLE, ckpt  # noqa: E402

BROKEN = os.path.join(DATA, 'broken')
CLEAN, ODD, UNREADABLE, DAMAGED = 0, 1, 3, 5
OUTCOMES = {'refuse': {UNREADABLE}, 'tensor-error': {DAMAGED}, 'graph-error': {DAMAGED}, 'warn': {ODD, DAMAGED}, 'ok': {CLEAN}}
EXCEPTIONS = {
    'entry-transposed': (CLEAN, 'a shape of the same size cannot be told from the right one'),
    'state-is-directory': (CLEAN, 'a folder of that name may be meant: only noted'),
}


class Broken(unittest.TestCase):
    def test_every_case(self):
        with open(os.path.join(BROKEN, 'expected.json'), encoding='utf-8') as file:
            cases = json.load(file)['cases']
        self.assertGreater(len(cases), 100)
        for case in cases:
            name = case['name']
            if name == 'index-unreadable':
                continue  # needs another user; tst_brokencheckpoints does that
            with self.subTest(case=name, what=case['what']):
                result = ckpt('check', os.path.join(BROKEN, name))
                allowed = {EXCEPTIONS[name][0]} if name in EXCEPTIONS else OUTCOMES[case['tool_should']]
                self.assertIn(result.code, allowed, result.out + result.err)
                if result.code == DAMAGED:
                    self.assertRegex(result.out, r'(?m)^error ')
                if result.code == ODD:
                    self.assertRegex(result.out, r'(?m)^warning ')
                if result.code == UNREADABLE:
                    self.assertTrue(result.err.startswith('ckpt: '), result.err)
                document = ckpt('check', '--json', os.path.join(BROKEN, name))
                self.assertEqual(document.code, result.code)
                self.assertEqual(document.json()['schema'], 'ckptscope.check/1')


class Good(unittest.TestCase):
    def test_sample(self):
        result = ckpt('check', SAMPLE)
        self.assertEqual((result.code, result.err), (CLEAN, ''))
        self.assertIn('45 of 45 variables are good; 38,448 bytes of values were read.', result.out)

    def test_every_step(self):
        checkpoints = ckpt('check', '--json', '--step', 'all', SAMPLE).json()['checkpoints']
        self.assertEqual(len(checkpoints), 6)
        for checkpoint in checkpoints:
            self.assertEqual(checkpoint['verdict'], 'clean')
            self.assertEqual(checkpoint['variables'],
                             {'all': 45, 'good': 45, 'no_checksum': 0, 'damaged': 0, 'unreadable': 0})
            self.assertEqual((checkpoint['issues'], checkpoint['not_good'], checkpoint['bytes_read']), ([], [], 38448))

    def test_health_is_no_damage(self):
        result = ckpt('check', os.path.join(DATA, 'special-values'))
        self.assertEqual(result.code, CLEAN)
        self.assertRegex(result.out, r'health +“sp/float32/mixed” holds values that are not finite\. 1 of 12 are NaN, 2 infinite')
        self.assertNotRegex(result.out, r'(?m)^(error|warning) ')


class Arrays(unittest.TestCase):
    FOLDER = os.path.join(DATA, 'arrays')

    def test_archive_has_checksums(self):
        for name in sorted(os.listdir(self.FOLDER)):
            if name.endswith('.npz'):
                counts = ckpt('check', '--json', os.path.join(self.FOLDER, name)).json()['checkpoints'][0]['variables']
                self.assertEqual((counts['no_checksum'], counts['damaged']), (0, 0), name)

    def test_others_have_none(self):
        names = [name for name in sorted(os.listdir(self.FOLDER)) if name.endswith(('.npy', '.safetensors'))]
        self.assertGreater(len(names), 2)
        for name in names:
            counts = ckpt('check', '--json', os.path.join(self.FOLDER, name)).json()['checkpoints'][0]['variables']
            self.assertEqual((counts['good'], counts['damaged']), (0, 0), name)


class Runs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        for name in os.listdir(SAMPLE):
            shutil.copy(os.path.join(SAMPLE, name), self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def test_data_of_another_step_is_recognised(self):
        newest, other = (self.path(f'digits.ckpt-{step}.data-00000-of-00001') for step in (300, 100))
        shutil.copy(other, newest)
        result = ckpt('check', self.folder)
        self.assertEqual(result.code, DAMAGED)
        first = [line for line in result.out.splitlines() if line.startswith('error')][0]
        self.assertIn('most likely belongs to another step', first)
        self.assertIn('“digits.ckpt-100”', first)

    def test_damage_is_in_the_document(self):
        data = self.path('digits.ckpt-300.data-00000-of-00001')
        with open(data, 'r+b') as file:
            file.seek(20000)
            byte = file.read(1)
            file.seek(20000)
            file.write(bytes([byte[0] ^ 4]))
        document = ckpt('check', '--json', self.folder).json()['checkpoints'][0]
        self.assertEqual(document['verdict'], 'damaged')
        self.assertEqual(document['variables']['damaged'], 1)
        issue = document['issues'][0]
        self.assertEqual((issue['severity'], issue['error']['fault']), ('error', 'tensor-checksum'))
        self.assertEqual(document['not_good'], [{'name': issue['error']['key'], 'state': 'damaged'}])

    def test_state_file_that_names_missing_steps(self):
        for suffix in ('.index', '.data-00000-of-00001', '.meta'):
            os.remove(self.path('digits.ckpt-100' + suffix))
        result = ckpt('check', self.folder)
        self.assertEqual(result.code, ODD)
        self.assertIn('“digits.ckpt-100” is named in “checkpoint”, but its files are missing', result.out)

    def test_nothing_there(self):
        self.assertEqual(ckpt('check', self.path('nothing')).code, UNREADABLE)
        self.assertEqual(ckpt('check').code, 2)


if __name__ == '__main__':
    unittest.main()
