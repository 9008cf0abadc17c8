#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""`ckpt doctor`: what a graph, a checkpoint or a list wants and another checkpoint lacks; plans and code made of it."""
import ast
import json
import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
from ckpt_command import DATA, ckpt  # noqa: E402

COMPLETE, LACKING, USAGE, CANNOT_READ, CANNOT_WRITE = 0, 1, 2, 3, 4
TRANSFER = os.path.join(DATA, 'transfer-5-to-6-layers')
BASE = os.path.join(TRANSFER, 'base')
SIX = os.path.join(TRANSFER, 'six', 'graph.meta')
RENAMED = os.path.join(TRANSFER, 'renamed', 'graph.meta')
ANCIENT, NEW = (os.path.join(DATA, 'rnn-old-names', which) for which in ('ancient', 'new'))


class Doctor(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def listed(self, text):
        with open(self.path('wanted.txt'), 'w', encoding='utf-8') as file:
            file.write(text)
        return self.path('wanted.txt')

    def doctor(self, *arguments, code=LACKING):
        result = ckpt('doctor', *arguments)
        self.assertEqual(result.code, code, result.out + result.err)
        return result

    def states(self, *arguments, **more):
        document = self.doctor(*arguments, '--json', **more).json()
        return {v['wanted']['name']: v for v in document['variables']}

    def test_five_layers_into_six(self):
        result = self.doctor(SIX, BASE)
        lines = result.out.splitlines()
        self.assertEqual(lines[0], '10 of 12 wanted variables are there under their own name; 2 cannot be restored.')
        self.assertEqual(lines[1], 'TensorFlow would stop with: Key layer6/biases not found in checkpoint')
        self.assertEqual(lines[3].split(), ['Wanted', 'Found', 'Match', 'Why'])
        self.assertIn('layer6/weights', result.out)
        self.assertIn('used for layer5/weights', result.out)
        self.assertNotIn('\nlayer1/weights', result.out)  # it is simply there
        self.assertIn('\nlayer1/weights', self.doctor(SIX, BASE, '--all').out)
        self.assertEqual(self.states(SIX, BASE)['layer6/weights']['state'], 'missing')

    def test_nothing_is_lacking(self):
        result = self.doctor(os.path.join(BASE, 'model.ckpt-1000.meta'), BASE, code=COMPLETE)
        self.assertTrue(result.out.startswith('All '), result.out)
        self.assertNotIn('TensorFlow would', result.out)

    def test_document(self):
        document = self.doctor(RENAMED, BASE, '--json').json()
        self.assertEqual(document['schema'], 'ckptscope.doctor/1')
        self.assertEqual(document['wanted']['source'], 'graph')
        self.assertEqual(document['counts']['wanted'], 12)
        self.assertEqual(document['counts']['wrong-shape'], 3)
        by_name = {v['wanted']['name']: v for v in document['variables']}
        wide = by_name['student/layer3/weights']
        self.assertEqual((wide['state'], wide['found']['name'], wide['found']['shape']), ('wrong-shape', 'layer3/weights', [6, 6]))
        for variable in document['variables']:
            self.assertLess(variable['confidence'], 0.9)
            self.assertFalse(variable['accepted'])

    def test_recurrent_cells_become_a_checkpoint(self):
        plan = self.path('plan.json')
        self.doctor(NEW, ANCIENT, '-o', plan, code=COMPLETE)
        with open(plan, encoding='utf-8') as file:
            document = json.load(file)
        self.assertEqual(document['schema'], 'ckptscope.plan/1')
        target = self.path('out')
        result = ckpt('export', '--plan', plan, '-o', target)
        self.assertEqual(result.code, 0, result.err)
        self.assertFalse(os.path.exists(target + '.meta'))
        names = {v['name'] for v in ckpt('ls', target, '--json').json()['checkpoints'][0]['variables']}
        wanted = {v['name'] for v in ckpt('ls', NEW, '--json').json()['checkpoints'][0]['variables']}
        self.assertEqual(names, wanted)
        # Now nothing is lacking, and nothing is renamed.
        self.doctor(NEW, target, code=COMPLETE)

    def test_accepting_less(self):
        plan = self.path('plan.json')
        result = self.doctor(RENAMED, BASE, '-o', plan)
        self.assertIn('no plan is written', result.err)
        self.assertFalse(os.path.exists(plan))
        self.doctor(RENAMED, BASE, '-o', plan, '--accept', '0.5')
        with open(plan, encoding='utf-8') as file:
            items = {item['to']: item['from'] for item in json.load(file)['items']}
        self.assertEqual(items['student/layer1/weights'], 'layer1/weights')
        self.assertNotIn('student/layer3/weights', items)  # another shape
        self.doctor(RENAMED, BASE, '-o', '/nothing/there/plan.json', '--accept', '0.5', code=CANNOT_WRITE)

    def test_code(self):
        result = self.doctor(NEW, ANCIENT, '--code', 'tf1', code=COMPLETE)
        tree = ast.parse(result.out)
        mapping = ast.literal_eval(tree.body[1].value)
        self.assertEqual(mapping['RNN/BasicLSTMCell/Linear/Matrix'], 'rnn/basic_lstm_cell/kernel')
        self.assertIn('look', result.err)
        ast.parse(self.doctor(NEW, ANCIENT, '--code', 'tf2', code=COMPLETE).out)

    def test_list_of_names(self):
        wanted = self.listed('# wanted\nlayer1/weights\nlayer1/biases float32 [6]\nelsewhere/thing [1,2,3]\n')
        states = self.states(wanted, BASE)
        self.assertEqual({name: v['state'] for name, v in states.items()},
                         {'layer1/weights': 'found', 'layer1/biases': 'found', 'elsewhere/thing': 'missing'})
        self.assertIsNone(states['layer1/weights']['wanted']['shape'])
        self.assertIn('line 2', self.doctor(self.listed('a\nb c d\n'), BASE, code=CANNOT_READ).err)

    def test_without_the_optimizer(self):
        wanted = self.listed('layer1/weights\nlayer1/weights/Adam\nbeta1_power\n')
        self.assertEqual(len(self.states(wanted, BASE)), 3)
        self.assertEqual(list(self.states(wanted, BASE, '--weights', code=COMPLETE)), ['layer1/weights'])

    def test_wrong_usage(self):
        for arguments in ([SIX], [], [SIX, BASE, '--accept', '2'], [SIX, BASE, '--json', '--code', 'tf1'], [SIX, BASE, '--json', '-o', '-'],
                          [SIX, BASE, '--code', 'tf3'], [SIX, BASE, '--all', '--json'], [SIX, BASE, '--step', 'all']):
            self.assertEqual(ckpt('doctor', *arguments).code, USAGE, arguments)
        self.doctor('/nothing/there', BASE, code=CANNOT_READ)
        self.doctor(SIX, '/nothing/there', code=CANNOT_READ)
        self.doctor(SIX, BASE, '--step', '7', code=CANNOT_READ)

    def test_plan_on_standard_output(self):
        result = self.doctor(NEW, ANCIENT, '-o', '-', code=COMPLETE)
        self.assertEqual(json.loads(result.out)['schema'], 'ckptscope.plan/1')


if __name__ == '__main__':
    unittest.main()
