#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""`ckpt merge` and plans of several sources: averages, interpolations, picks; what does not fit; what is told."""
import json
import os
import shutil
import struct
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
from ckpt_command import DATA, SAMPLE, ckpt  # noqa: E402

DONE, USAGE, CANNOT_READ, CANNOT_WRITE = 0, 2, 3, 4
STEPS = {n: os.path.join(SAMPLE, 'digits.ckpt-%d' % n) for n in (50, 100, 150, 200, 250, 300)}
FLOATS = 'dtype:f32'


def rounded(value):
    """A double as float32; struct rounds to nearest, ties to even."""
    return struct.unpack('<f', struct.pack('<f', value))[0]


def flat(values):
    return [x for v in values for x in flat(v)] if isinstance(values, list) else [values]


class Merge(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.target = os.path.join(self.folder, 'out')

    def merge(self, *arguments, code=DONE):
        result = ckpt('merge', *arguments, '-o', self.target)
        self.assertEqual(result.code, code, result.out + result.err)
        return result

    def export(self, plan, *arguments, code=DONE):
        path = os.path.join(self.folder, 'plan.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({'schema': 'ckptscope.plan/1', 'target': {'path': 'out', 'meta': 'none'}, **plan}, file)
        result = ckpt('export', '--plan', path, '--force', *arguments)
        self.assertEqual(result.code, code, result.out + result.err)
        return result

    def listing(self, place=None):
        result = ckpt('ls', '--json', '--hash', place or self.target)
        self.assertEqual(result.code, DONE, result.err)
        return {v['name']: v for v in result.json()['checkpoints'][0]['variables']}

    def hashes(self, place=None):
        return {name: v['sha256'] for name, v in self.listing(place).items()}

    def values(self, name, place=None):
        # The shortest text of a float32 is another double.
        return [rounded(x) for x in flat(ckpt('show', '--json', (place or self.target) + '::' + name).json()['values'])]


class Averages(Merge):
    def test_last_steps(self):
        result = self.merge(SAMPLE, '--last', '3')
        self.assertIn('Its values come from several checkpoints.', result.out)
        source = self.listing(STEPS[300])
        self.assertEqual(set(self.listing()), set(source))
        for name in ('conv1/weights', 'fc2/biases', 'fc1/weights/Adam'):
            terms = [self.values(name, STEPS[n]) for n in (300, 250, 200)]
            self.assertEqual(self.values(name), [rounded((a + b + c) / 3) for a, b, c in zip(*terms)])
        self.assertEqual(self.values('global_step'), [300])  # is not averaged: that of the newest
        self.assertTrue(os.path.exists(self.target + '.meta'))
        self.assertEqual(ckpt('check', self.target).code, DONE)

    def test_named_steps_in_their_order(self):
        self.merge(STEPS[100], STEPS[50], '--query', FLOATS + ' name~^conv1', '--meta', 'none')
        terms = [self.values('conv1/weights', STEPS[n]) for n in (100, 50)]
        self.assertEqual(self.values('conv1/weights'), [rounded((a + b) / 2) for a, b in zip(*terms)])
        self.assertTrue(all(name.startswith('conv1') for name in self.listing()))

    def test_of_one_with_itself(self):
        self.merge(STEPS[300], STEPS[300], STEPS[300], STEPS[300])
        self.assertEqual(self.hashes(), self.hashes(STEPS[300]))

    def test_dry_run(self):
        plan = self.merge(SAMPLE, '--last', '2', '--dry-run', '--json', '--cast', 'f16').json()
        self.assertEqual(plan['schema'], 'ckptscope.export/1')
        self.assertEqual([os.path.basename(s) for s in plan['sources']], ['digits.ckpt-300', 'digits.ckpt-250'])
        rows = {v['to']: v for v in plan['variables']}
        self.assertEqual((rows['conv1/weights']['combined'], rows['conv1/weights']['terms']), ('average', 2))
        self.assertEqual(rows['conv1/weights']['cast']['from'], 'float64')
        self.assertNotIn('combined', rows['global_step'])
        self.assertIn('several-sources', plan['differs_because'])
        self.assertEqual(os.listdir(self.folder), [])
        text = self.merge(SAMPLE, '--last', '2', '--dry-run').out
        self.assertIn('average of 2', text)

    def test_a_saved_plan_does_the_same(self):
        plan = os.path.join(self.folder, 'plan.json')
        self.merge(SAMPLE, '--last', '3', '--preset', 'weights', '--rename', 's/^/m\\//', '--save-plan', plan)
        first = self.hashes()
        with open(plan, encoding='utf-8') as file:
            saved = json.load(file)
        self.assertEqual(sorted(saved['sources']), ['a', 'b', 'c'])
        self.assertEqual(saved['combine'], {'op': 'average'})
        self.assertIn('fingerprint', saved['sources']['c'])
        result = ckpt('export', '--plan', plan, '--force')
        self.assertEqual(result.code, DONE, result.err)
        self.assertEqual(self.hashes(), first)
        self.assertTrue(all(name.startswith('m/') for name in first))

    def test_incomplete_steps_are_passed_over(self):
        run = os.path.join(self.folder, 'run')
        shutil.copytree(SAMPLE, run)
        data = os.path.join(run, 'digits.ckpt-250.data-00000-of-00001')
        with open(data, 'r+b') as file:
            file.truncate(os.path.getsize(data) // 2)
        os.unlink(os.path.join(run, 'digits.ckpt-200.data-00000-of-00001'))
        result = self.merge(run, '--last', '2', '--dry-run', '--json')
        self.assertEqual([os.path.basename(s) for s in result.json()['sources']], ['digits.ckpt-300', 'digits.ckpt-150'])
        self.assertIn('digits.ckpt-250 is not complete and is passed over', result.err)
        self.assertIn('digits.ckpt-200', result.err)
        result = self.merge(run, '--last', '5', code=CANNOT_READ)
        self.assertIn('has 4 complete steps', result.err)

    def test_steps_of_v1_in_several_files(self):
        run, source = os.path.join(self.folder, 'run'), os.path.join(DATA, 'sharded-v1', 'save')
        os.mkdir(run)
        for name in os.listdir(source):
            if '-of-' in name:
                stem, end = name[:-len('-00000-of-00000')], name[-len('-00000-of-00000'):]
                for step in ('1', '2'):
                    shutil.copy(os.path.join(source, name), os.path.join(run, stem.split('-')[0] + '-' + step + end))
        self.assertGreater(len(os.listdir(run)), 2)
        self.merge(run, '--last', '2', '--meta', 'none', '--state', 'keep', '--format', 'v2')
        self.assertEqual(self.hashes(), self.hashes(os.path.join(run, os.listdir(run)[0])))

    def test_formats(self):
        self.merge(SAMPLE, '--last', '2', '--format', 'v1', '--meta', 'none', '--state', 'keep')
        v1 = self.hashes()
        shutil.move(self.target, self.target + '-v1')
        self.merge(SAMPLE, '--last', '2', '--shards', '3', '--meta', 'none')
        self.assertEqual(self.hashes(), v1)
        self.target += '.npz'
        self.merge(SAMPLE, '--last', '2', '--format', 'npz')
        self.assertEqual(self.hashes(), v1)


class Arrays(Merge):
    def test_with_checkpoints(self):
        self.merge(STEPS[100], STEPS[200], '--meta', 'none', '--state', 'keep')
        expected = self.hashes()
        arrays = {n: os.path.join(self.folder, '%d.npz' % n) for n in (100, 200)}
        for step, path in arrays.items():
            self.assertEqual(ckpt('export', STEPS[step], '-o', path, '--format', 'npz').code, DONE)
        for number, (a, b) in enumerate(((STEPS[100], arrays[200]), (arrays[100], STEPS[200]), (arrays[100], arrays[200]))):
            self.target = os.path.join(self.folder, 'out%d' % number)
            self.merge(a, b, '--format', 'v2', '--meta', 'none', '--state', 'keep')
            self.assertEqual(self.hashes(), expected)
        self.target = os.path.join(self.folder, 'pick')
        self.merge('--pick', STEPS[100] + '=', arrays[200] + '=name~^conv', '--meta', 'none', '--state', 'keep')
        conv = self.hashes(STEPS[200])
        self.assertTrue(all((h == conv[n]) == n.startswith('conv') for n, h in self.hashes().items() if n.endswith('weights')))


class Interpolations(Merge):
    def test_linear(self):
        self.merge('--linear', STEPS[100], STEPS[300], '0.25', '--meta', 'none')
        a, b = (self.values('conv1/weights', STEPS[n]) for n in (100, 300))
        self.assertEqual(self.values('conv1/weights'), [rounded(x + 0.25 * (y - x)) for x, y in zip(a, b)])
        self.assertEqual(self.values('global_step'), [100])
        self.merge('--linear', STEPS[100], STEPS[300], '-1', '--meta', 'none', '--force')
        self.assertEqual(self.values('conv1/weights'), [rounded(x - (y - x)) for x, y in zip(a, b)])

    def test_words_that_make_no_sense(self):
        for arguments, word in (([], 'average'), ([SAMPLE], 'two checkpoints'), ([SAMPLE, SAMPLE, '--last', '2'], 'one folder'),
                                (['--linear', SAMPLE, SAMPLE, 'half'], 'half'), (['--linear', SAMPLE, SAMPLE, 'nan'], 'nan'),
                                (['--linear', SAMPLE, SAMPLE], '--linear'), ([SAMPLE, '--last', '1'], '--last'),
                                (['--pick', SAMPLE], 'PATH=QUERY'), (['--pick', SAMPLE + '='], '2 to 100'),
                                (['--pick', SAMPLE + '=', SAMPLE + '=colour:red'], 'colour'),
                                (['--pick', SAMPLE + '=', SAMPLE + '=a', '--preset', 'weights'], '--preset'),
                                ([SAMPLE, SAMPLE, '--pick', SAMPLE + '=a'], '--pick')):
            result = self.merge(*arguments, code=USAGE)
            self.assertIn(word, result.err, arguments)
            self.assertEqual(os.listdir(self.folder), [])
        self.merge(SAMPLE, os.path.join(self.folder, 'no'), code=CANNOT_READ)


class Picks(Merge):
    def test_each_from_one(self):
        result = self.merge('--pick', STEPS[300] + '=', STEPS[50] + '=name~^conv', '--json')
        self.assertEqual(result.json()['left_out'], 0)
        old, new = self.hashes(STEPS[50]), self.hashes(STEPS[300])
        self.assertEqual(self.hashes(), {name: (old if name.startswith('conv') else new)[name] for name in new})
        self.assertTrue(os.path.exists(self.target + '.meta'))
        self.assertEqual(ckpt('check', self.target).code, DONE)

    def test_the_last_one_wins(self):
        self.merge('--pick', STEPS[50] + '=name~^conv', STEPS[300] + '=', '--meta', 'none')
        self.assertEqual(self.hashes(), self.hashes(STEPS[300]))

    def test_what_nobody_picks_is_told(self):
        plan = self.merge('--pick', STEPS[50] + '=name~^conv1', STEPS[300] + '=name~^fc1', '--dry-run', '--json').json()
        origin = {v['to']: v['source'] for v in plan['variables']}
        self.assertEqual({number for name, number in origin.items() if name.startswith('fc1')}, {1})
        self.assertEqual({number for name, number in origin.items() if name.startswith('conv1')}, {0})
        result = self.merge('--pick', STEPS[50] + '=name~^conv1', STEPS[300] + '=name~^fc1', '--meta', 'none', '--json').json()
        self.assertEqual(result['left_out'], len(self.listing(STEPS[50])) - len(origin))

    def test_paths_with_the_sign(self):
        run = os.path.join(self.folder, 'lr=0.1')
        shutil.copytree(SAMPLE, run)
        self.merge('--pick', os.path.join(run, 'digits.ckpt-50') + '=name=fc2/biases', STEPS[300] + '=role:kernel', '--meta', 'none')
        self.assertEqual(self.hashes()['fc2/biases'], self.hashes(STEPS[50])['fc2/biases'])

    def test_values_of_the_new_names(self):
        self.merge('--pick', STEPS[50] + '=role:kernel', STEPS[300] + '=name=global_step', '--set', 'global_step=7', '--meta', 'none')
        self.assertEqual(self.values('global_step'), [7])

    def test_objects(self):
        run = os.path.join(DATA, 'object-based-tf-module', 'run')
        steps = sorted({name.rsplit('.', 1)[0] for name in os.listdir(run) if name.endswith('.index')})
        a, b = os.path.join(run, steps[-2]), os.path.join(run, steps[-1])
        graph = '_CHECKPOINTABLE_OBJECT_GRAPH'
        result = self.merge('--pick', a + '=', b + '=name~^net/', '--json')
        said = result.json()['object_graph']
        self.assertEqual((said['missing'], said['mode']), (0, 'keep'))
        hashes = self.hashes()
        self.assertIn(graph, hashes)
        net = [name for name in hashes if name.startswith('net/')]
        self.assertTrue(net)
        for name in net:
            self.assertEqual(hashes[name], self.hashes(b)[name])
        result = self.merge(a, b, '--force', code=CANNOT_WRITE)  # the table has grown
        self.assertIn('table/.ATTRIBUTES/table-keys', result.err)
        said = self.merge(a, b, '--exclude', 'table/*', '--force', '--json').json()['object_graph']
        self.assertEqual(said['missing_names'], ['table/.ATTRIBUTES/table-keys'])
        self.assertIn(graph, self.hashes())


class Problems(Merge):
    def reduced(self, *arguments):
        path = os.path.join(self.folder, 'small')
        self.assertEqual(ckpt('export', STEPS[250], '-o', path, '--meta', 'none', '--state', 'keep', '--force', *arguments).code, DONE)
        return path

    def test_missing_in_one(self):
        small = self.reduced('--exclude', 'fc2/*')
        for arguments in ((STEPS[300], small), (small, STEPS[300])):
            result = self.merge(*arguments, code=CANNOT_WRITE)
            self.assertIn('fc2/', result.err)
            self.assertIn('is not in “small”', result.err)
            self.assertIn('Leave it out', result.err)
            self.assertIn('more problem', result.err)
            self.assertFalse(os.path.exists(self.target + '.index'))
        self.merge(STEPS[300], small, '--exclude', 'fc2/*')

    def test_another_type(self):
        small = self.reduced('--cast', 'f64')
        result = self.merge(STEPS[300], small, code=CANNOT_WRITE)
        self.assertIn('another variable', result.err)
        self.assertIn('It is float64', result.err)

    def test_remedies_in_the_plan(self):
        small = self.reduced('--exclude', 'fc2/*')
        plan = {'sources': {'a': {'path': STEPS[300]}, 'b': {'path': small}}, 'select': [{'preset': 'all'}]}
        self.export({**plan, 'combine': {'op': 'average'}}, code=CANNOT_WRITE)
        self.export({**plan, 'combine': {'op': 'average', 'only': 'role:kernel -fc2'}})
        hashes, a = self.hashes(), self.hashes(STEPS[300])
        self.assertEqual({n for n in a if hashes[n] != a[n]}, {n for n in a if n in ('conv1/weights', 'conv2/weights', 'fc1/weights')})
        names = [n for n in a if n.startswith('fc2/')]
        self.export({**plan, 'combine': {'op': 'average'}, 'items': [{'from': n, 'source': 'a'} for n in names]})
        self.assertEqual({n: h for n, h in self.hashes().items() if n in names}, {n: a[n] for n in names})
        self.export({**plan, 'combine': {'op': 'average'}, 'items': [{'from': n, 'skip': True} for n in names]})
        self.assertFalse(set(names) & set(self.hashes()))

    def test_names_that_meet(self):
        plan = {'sources': {'a': {'path': STEPS[300]}, 'b': {'path': STEPS[50]}}, 'select': [{'query': 'name~^conv1'}]}
        self.assertIn('Two variables would have the name', self.export(plan, code=CANNOT_WRITE).err)
        self.export({**plan, 'combine': {'op': 'pick'}})
        self.assertEqual(self.hashes()['conv1/weights'], self.hashes(STEPS[300])['conv1/weights'])  # the first source
        # What is set is what goes, not what another item leaves out.
        left = {**plan, 'combine': {'op': 'pick'}, 'items': [{'from': 'conv1/biases', 'skip': True}]}
        self.export(left, '--slice', 'conv1/biases=[:2]')
        self.assertEqual(self.values('conv1/biases'), self.values('conv1/biases', STEPS[50])[:2])
        self.export({**plan, 'combine': {'op': 'pick'}, 'items': [{'from': 'conv1/weights', 'source': 'b', 'to': 'w'}]})
        self.assertEqual(self.hashes()['w'], self.hashes(STEPS[50])['conv1/weights'])

    def test_the_plan_names_its_sources(self):
        plan = {'sources': {'a': {'path': STEPS[300]}, 'b': {'path': STEPS[50]}}, 'combine': {'op': 'pick'}, 'select': [{'preset': 'all'}]}
        self.assertIn('several checkpoints', self.export(plan, SAMPLE, code=USAGE).err)
        self.assertIn('several checkpoints', self.export(plan, '--step', '50', code=USAGE).err)


if __name__ == '__main__':
    unittest.main(verbosity=1)
