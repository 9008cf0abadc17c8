#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""`ckpt export`: what goes, under which names, into which place; what is refused; what is left of interrupted runs."""
import json
import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
from ckpt_command import DATA, SAMPLE, ckpt  # noqa: E402

DONE, USAGE, CANNOT_READ, CANNOT_WRITE = 0, 2, 3, 4


class Export(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.target = os.path.join(self.folder, 'out')

    def export(self, *arguments, source=SAMPLE, code=DONE):
        result = ckpt('export', source, '-o', self.target, *arguments)
        self.assertEqual(result.code, code, result.out + result.err)
        return result

    def listing(self, place=None, *arguments):
        result = ckpt('ls', '--json', '--hash', place or self.target, *arguments)
        self.assertEqual(result.code, DONE, result.err)
        return {v['name']: v for v in result.json()['checkpoints'][0]['variables']}

    def files(self):
        return sorted(os.listdir(self.folder))


class Choosing(Export):
    def names(self, *arguments, **more):
        return {v['to'] for v in self.export('--dry-run', '--json', *arguments, **more).json()['variables']}

    def test_everything(self):
        everything = set(self.listing(SAMPLE))
        self.assertEqual(self.names(), everything)
        self.assertEqual(self.files(), [])  # nothing is written

    def test_presets(self):
        source = self.listing(SAMPLE)
        roles = {name: v['role'] for name, v in source.items()}
        weights = {name for name, role in roles.items() if role not in ('slot', 'counter', 'ema')}
        self.assertTrue(0 < len(weights) < len(roles))
        self.assertEqual(self.names('--preset', 'weights'), weights)
        trainable, frozen = self.names('--preset', 'trainable'), self.names('--preset', 'frozen')
        self.assertTrue(trainable)
        self.assertEqual(trainable | frozen, weights)
        self.assertFalse(trainable & frozen)

    def test_averages(self):
        plan = self.export('--dry-run', '--json', '--preset', 'ema').json()
        source = {v['to']: v['from'] for v in plan['variables']}
        self.assertEqual(set(source), self.names('--preset', 'weights'))
        everything = set(self.listing(SAMPLE))
        for to, name in source.items():
            average = to + '/ExponentialMovingAverage'
            self.assertEqual(name, average if average in everything else to)
        self.assertIn('conv1/biases/ExponentialMovingAverage', source.values())

    def test_queries_and_patterns(self):
        source = self.listing(SAMPLE)
        kernels = {name for name, v in source.items() if v['role'] == 'kernel'}
        self.assertEqual(self.names('--query', 'role:kernel'), kernels)
        self.assertEqual(self.names('--query', '-role:kernel'), set(source) - kernels)
        self.assertEqual(self.names('--query', 'role:kernel rank>2'),
                         {name for name in kernels if len(source[name]['shape']) > 2})
        self.assertEqual(self.names('--include', '*biases', '--exclude', 'conv1/*'),
                         {name for name in source if name.endswith('biases') and not name.startswith('conv1/')})
        self.assertEqual(self.names('--query', 'bytes>=1KiB dtype:f32'),
                         {name for name, v in source.items() if v['bytes'] >= 1024 and v['dtype'] == 'float32'})

    def test_nothing_chosen(self):
        result = self.export('--query', 'nosuchname', code=USAGE)
        self.assertIn('no variable is chosen', result.err)

    def test_words_that_make_no_sense(self):
        for arguments, word in ((['--query', 'colour:red'], 'colour'), (['--query', 'role:boss'], 'boss'),
                                (['--query', '/[/'], 'pattern'), (['--query', '"a'], 'quote'),
                                (['--rename', 'x'], 'OLD=NEW'), (['--rename', 's/(/x/'], 'pattern'),
                                (['--rename', r's/a/\3/'], 'new name'), (['--rename', 's/a/b'], 's/PATTERN/NEW/'),
                                (['--shards', '0'], '--shards'), (['--step', 'all'], '--step')):
            result = self.export(*arguments, code=USAGE)
            self.assertIn(word, result.err, arguments)
            self.assertEqual(self.files(), [])


class Writing(Export):
    def test_values_are_the_same(self):
        result = self.export('--preset', 'weights', '--rename', 's/^/net\\//')
        self.assertIn('read back and compared', result.out)
        self.assertIn('left out', result.out)
        source, copy = self.listing(SAMPLE), self.listing()
        self.assertTrue(copy)
        for name, variable in copy.items():
            self.assertTrue(name.startswith('net/'))
            self.assertEqual(variable['sha256'], source[name[4:]]['sha256'])
        self.assertEqual(self.files(), ['checkpoint', 'out.data-00000-of-00001', 'out.index', 'out.meta'])
        with open(os.path.join(self.folder, 'checkpoint'), encoding='utf-8') as state:
            self.assertEqual(state.read(), 'model_checkpoint_path: "out"\nall_model_checkpoint_paths: "out"\n')

    def test_formats_and_shards(self):
        self.export('--format', 'v1', '--state', 'keep', '--meta', 'none')
        self.assertEqual(self.files(), ['out'])
        self.export('--format', 'v2', '--shards', '3', '--force', '--state', 'keep', '--meta', 'none')
        self.assertEqual(self.files(), ['out.data-0000%d-of-00003' % i for i in range(3)] + ['out.index'])
        self.assertEqual({n: v['sha256'] for n, v in self.listing().items()},
                         {n: v['sha256'] for n, v in self.listing(SAMPLE).items()})

    def test_what_is_there_stays(self):
        self.export('--query', 'role:kernel')
        before = self.listing()
        result = self.export(code=CANNOT_WRITE)
        self.assertIn('is there already', result.err)
        self.assertIn('--force', result.err)
        self.assertIn('--force replaces it', self.export('--dry-run').out)
        self.assertTrue(self.export('--dry-run', '--json').json()['target_exists'])
        self.assertEqual(self.listing(), before)
        self.assertIn('in place of', self.export('--force').out)
        self.assertGreater(len(self.listing()), len(before))

    def test_state_file(self):
        state = os.path.join(self.folder, 'checkpoint')
        text = 'model_checkpoint_path: "a-2"\nall_model_checkpoint_paths: "a-1"\nall_model_checkpoint_paths: "a-2"\n'
        for arguments, newest, order in (([], 'a-2', ['a-1', 'a-2']), (['--state', 'keep'], 'a-2', ['a-1', 'a-2']),
                                         (['--state', 'write'], 'a-2', ['a-1', 'out', 'a-2']),
                                         (['--latest'], 'out', ['a-1', 'a-2', 'out'])):
            with open(state, 'w', encoding='utf-8') as file:
                file.write(text)
            self.export('--force', *arguments)
            with open(state, encoding='utf-8') as file:
                lines = file.read().splitlines()
            self.assertEqual(lines, [f'model_checkpoint_path: "{newest}"'] +
                             [f'all_model_checkpoint_paths: "{path}"' for path in order])
        with open(state, 'w', encoding='utf-8') as file:
            file.write('surprise: 7\n')
        self.export('--force', '--latest', code=CANNOT_READ)  # would be lost
        with open(state, encoding='utf-8') as file:
            self.assertEqual(file.read(), 'surprise: 7\n')

    def test_places_that_cannot_be(self):
        self.target = os.path.join(self.folder, 'no', 'out')
        self.export(code=CANNOT_READ)
        self.target = os.path.join(self.folder, 'out')
        self.assertIn('nothing at', self.export(source=os.path.join(self.folder, 'no'), code=CANNOT_READ).err)
        for arguments in ([], [SAMPLE], ['-o', self.target], ['--recover', self.folder, SAMPLE]):
            self.assertEqual(ckpt('export', *arguments).code, USAGE, arguments)

    def test_names_that_meet(self):
        result = self.export('--rename', 's/.*/x/', code=CANNOT_WRITE)
        self.assertIn('Two variables would have the name “x”', result.err)
        self.assertEqual(self.files(), [])


class ObjectGraphs(Export):
    source = os.path.join(DATA, 'object-based-tf-module', 'run')
    graph, counter = '_CHECKPOINTABLE_OBJECT_GRAPH', 'save_counter/.ATTRIBUTES/VARIABLE_VALUE'

    def said(self, *arguments):
        return self.export('--force', '--json', *arguments, source=self.source).json()['object_graph']

    def test_everything_is_unchanged(self):
        self.assertEqual(self.said(), {'mode': 'unchanged'})
        self.assertEqual(self.listing(), self.listing(self.source))
        self.assertNotIn('restore', self.export('--force', source=self.source).out)

    def test_optimizer_left_out(self):
        said = self.said('--preset', 'weights')
        self.assertEqual((said['mode'], said['missing'], said['missing_weights']), ('keep', 9, 0))
        self.assertEqual(said['values'], 15)
        self.assertEqual(len(said['missing_names']), 9)
        self.assertIn('net/scale/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE', said['missing_names'])
        self.assertIn(self.graph, self.listing())
        self.assertIn(self.counter, self.listing())  # restore() asks for it
        self.assertEqual(ckpt('check', self.target).code, DONE)
        text = self.export('--force', '--preset', 'weights', source=self.source).out
        self.assertIn('note     A restore of objects will not find 9 of 24 values, none of them a weight', text)
        self.assertIn('asserts pass all the same', text)

    def test_weights_left_out(self):
        said = self.said('--include', '*/w/.A*', '--include', '*table-keys')
        self.assertEqual((said['mode'], said['missing_weights']), ('cut', 10))
        self.assertEqual(said['unreached'], ['table/.ATTRIBUTES/table-keys'])
        text = self.export('--force', '--include', '*/w/.A*', '--include', '*table-keys', source=self.source).out
        self.assertIn('10 of them weights', text)
        self.assertIn('expect_partial()', text)
        self.assertIn('No restore of objects reaches “table/.ATTRIBUTES/table-keys”', text)
        cut = os.path.getsize(self.target + '.data-00000-of-00001')
        self.assertEqual(self.said('--include', '*/w/.A*', '--object-graph', 'keep')['mode'], 'keep')
        self.assertGreater(os.path.getsize(self.target + '.data-00000-of-00001'), cut)
        self.assertEqual(self.said('--preset', 'weights', '--object-graph', 'cut')['mode'], 'cut')

    def test_dry_run_says_the_same(self):
        for arguments in (['--preset', 'weights'], ['--include', '*w*'], ['--rename', 's|^net/|n/|'], ['--object-graph', 'drop']):
            self.assertEqual(self.said('--dry-run', *arguments), self.said(*arguments))
            written, planned = (self.export('--force', *more, *arguments, source=self.source).out
                                for more in ([], ['--dry-run']))
            for line in written.splitlines():
                if 'restore' in line:
                    self.assertIn(line, planned)

    def test_renamed(self):
        said = self.said('--rename', 's|^net/|n/|', '--rename', 's|-values$|-numbers|')
        self.assertEqual(said, {'mode': 'drop'})  # the table does not find its numbers
        said = self.said('--rename', 's|^|n/|')
        self.assertEqual((said['mode'], said['values'], said['missing']), ('keep', 24, 0))
        self.assertIn(self.graph, self.listing())
        self.assertIn('finds all 24 values', self.export('--force', '--rename', 's|^|n/|', source=self.source).out)

    def test_names_that_objects_do_not_find(self):
        # TensorFlow: “substring not found”, NotFoundError
        for rule in (r's|/.ATTRIBUTES/VARIABLE_VALUE$||', r's|VALUE$|V|', r's|^|x/.ATTRIBUTES/|'):
            result = self.export('--force', '--preset', 'weights', '--rename', rule, source=self.source)
            self.assertIn('only under names that end as before', result.err)
            self.assertNotIn(self.graph, self.listing())
            self.assertNotIn(self.counter, self.listing())
            for mode in ('keep', 'cut'):
                result = self.export('--force', '--rename', rule, '--object-graph', mode, source=self.source, code=CANNOT_WRITE)
                self.assertIn('/.ATTRIBUTES/', result.err)
            self.export('--force', '--rename', rule, '--object-graph', 'drop', source=self.source)

    def test_dropped(self):
        self.assertEqual(self.said('--object-graph', 'drop'), {'mode': 'drop'})
        self.assertNotIn(self.graph, self.listing())
        self.assertIn(self.counter, self.listing())  # everything else
        result = self.export('--force', '--preset', 'weights', '--object-graph', 'drop', source=self.source)
        self.assertIn('object graph is left out', result.err)
        self.assertNotIn(self.counter, self.listing())

    def test_the_counter_can_stay_behind(self):
        self.said('--preset', 'weights', '--exclude', 'save_counter/*')
        self.assertNotIn(self.counter, self.listing())
        self.export('--force', '--query', 'nosuchname', source=self.source, code=USAGE)  # not the counter alone

    def test_damaged_graph(self):
        broken = os.path.join(DATA, 'broken', 'objects-garbage', 'model.ckpt')
        name = next(n for n in self.listing(broken) if n != self.graph)
        result = self.export('--include', name, source=broken, code=CANNOT_READ)
        self.assertIn('--object-graph drop', result.err)
        self.assertEqual(self.files(), [])
        self.export('--include', name, '--object-graph', 'drop', source=broken)

    def test_formats(self):
        self.export('--format', 'npz', '--object-graph', 'keep', source=self.source, code=USAGE)
        self.assertEqual(self.said('--format', 'v1', '--preset', 'weights')['mode'], 'keep')
        self.assertNotIn('object_graph', self.export('--force', '--json').json())  # name-based

    def test_saved_model(self):
        model = os.path.join(DATA, 'tf-module-savedmodel', 'model')
        self.export(source=model)
        self.assertEqual({n: v['sha256'] for n, v in self.listing().items()},
                         {n: v['sha256'] for n, v in self.listing(model).items()})
        self.assertNotIn('fingerprint.pb', self.files())
        self.assertNotIn('saved_model.pb', self.files())


class Changing(Export):
    def test_cast(self):
        plan = self.export('--dry-run', '--json', '--preset', 'weights', '--cast', 'f16').json()
        self.assertTrue(all(v['dtype'] == 'float16' for v in plan['variables']))
        self.assertTrue(all(v['cast']['max_ulp'] <= 0.5 for v in plan['variables']))
        result = self.export('--preset', 'weights', '--cast', 'f16', '--meta', 'none', '--json').json()
        self.assertIn('cast', result['differs_because'])
        figures = {c['name']: c['cast'] for c in result['casts']}
        self.assertEqual(figures, {v['to']: v['cast'] for v in plan['variables']})
        self.assertEqual({v['dtype'] for v in self.listing().values()}, {'float16'})

    def test_set(self):
        step = next(n for n, v in self.listing(SAMPLE).items() if n.endswith('global_step'))
        result = self.export('--set', step + '=7')
        self.assertIn('Values are set.', result.out)
        shown = ckpt('show', self.target + '::' + step)
        self.assertIn('7', shown.out.split())
        self.export('--force', '--set', step + '=7.5', code=CANNOT_WRITE)
        self.export('--force', '--set', 'nosuchname=1', code=USAGE)

    def test_meta(self):
        nodes = {}
        for mode in ('whole', 'pruned', 'variables'):
            result = self.export('--force', '--preset', 'weights', '--meta', mode, '--json').json()['meta']
            self.assertEqual((result['mode'], result['written'], result['not_restored']), (mode, True, []))
            self.assertEqual(result['restored'], len(self.listing()))
            info = ckpt('info', '--json', self.target)
            self.assertEqual(info.code, DONE, info.err)
            self.assertEqual(ckpt('check', self.target).code, DONE)
            nodes[mode] = result['nodes_after']
        self.assertTrue(nodes['whole'] > nodes['pruned'] > nodes['variables'], nodes)
        self.export('--force', '--preset', 'weights', '--meta', 'none')
        self.assertNotIn('out.meta', self.files())

    def test_meta_without_a_choice(self):
        self.assertEqual(self.export('--json').json()['meta']['mode'], 'whole')
        self.assertEqual(self.export('--force', '--preset', 'weights', '--json').json()['meta']['mode'], 'pruned')
        self.assertNotIn('meta', self.export('--force', '--json', source=os.path.join(DATA, 'object-based-tf-module')).json())

    def test_arrays(self):
        source = self.listing(SAMPLE)
        for form, name in (('npz', 'out.npz'), ('safetensors', 'out.safetensors')):
            self.target = os.path.join(self.folder, name)
            self.assertIn('read back and compared', self.export('--format', form).out)
            self.assertEqual({n: v['sha256'] for n, v in self.listing().items()},
                             {n: v['sha256'] for n, v in source.items()})
            self.export('--format', form, code=CANNOT_WRITE)
        self.target = os.path.join(self.folder, 'arrays')
        result = self.export('--format', 'npy', '--preset', 'weights', '--json').json()
        self.assertEqual(result['arrays'], len(result['files']))
        plan = self.export('--format', 'npz', '--preset', 'weights', '--dry-run', '--json').json()
        self.assertEqual(len(plan['arrays']), result['arrays'])
        for arguments in (['--force'], ['--shards', '2'], ['--latest'], ['--meta', 'none']):
            self.export('--format', 'npz', *arguments, code=USAGE)
        self.export('--raw-floats', code=USAGE)


class Parts(Export):
    """Slices of variables, and variables in parts."""
    source = os.path.join(DATA, 'partitioned-v2', 'save')

    def values(self, place):
        return ckpt('show', '--json', place).json()['values']

    def test_slices(self):
        slices = {'conv1/weights': '[:, ::-1, 0]', 'conv1/biases': '[-2:]', 'fc1/weights': '[..., 3]', 'fc2/weights': '[5:5]',
                  'conv2/weights': '[1, -1, ::2, 1::3]'}
        options = [x for name, part in slices.items() for x in ('--slice', name + '=' + part)]
        for target, more in (('v2', []), ('v1', ['--format', 'v1']), ('a.npz', ['--format', 'npz']), ('half', ['--cast', 'f16'])):
            self.target = os.path.join(self.folder, target)
            self.export('--preset', 'weights', *([] if target == 'a.npz' else ['--meta', 'none']), *options, *more)
            if target == 'half':
                continue
            for name, part in slices.items():
                self.assertEqual(self.values(self.target + '::' + name), self.values(SAMPLE + '::' + name + part), (target, name))
            self.assertEqual(self.listing()['conv1/bn/gamma'], {**self.listing()['conv1/bn/gamma']})
        self.assertEqual(self.listing()['conv2/weights']['dtype'], 'float16')

    def test_slices_are_told(self):
        plan = self.export('--dry-run', '--json', '--slice', 'x/conv1/biases=[:3]', '--rename', 's|^|x/|').json()
        row = next(v for v in plan['variables'] if v['from'] == 'conv1/biases')
        self.assertEqual((row['shape'], row['bytes']), ([3], 12))
        self.assertIn('slice', plan['differs_because'])
        text = self.export('--slice', 'conv1/biases=[:3]').out
        self.assertIn('It does not restore “conv1/biases”: the variable has another shape.', text)
        self.export('--slice', 'conv1/biases=[:3]', '--meta', 'variables', '--force')
        self.assertEqual(self.listing()['conv1/biases']['shape'], [3])

    def test_slices_that_cannot_be(self):
        for part, word, code in (('conv1/biases=[8]', 'out of range', CANNOT_READ), ('conv1/biases=[0, 0]', 'conv1/biases', CANNOT_READ),
                                 ('conv1/biases=[x]', 'conv1/biases', CANNOT_READ), ('conv1/biases', 'NAME=[…]', USAGE),
                                 ('nobody=[0]', 'NAME=[…]', USAGE), ('conv1/biases=0', 'NAME=[…]', USAGE)):
            result = self.export('--slice', part, code=code)
            self.assertIn(word, result.err, part)
            self.assertEqual(self.files(), [])

    def test_slice_then_set(self):
        self.export('--slice', 'conv1/biases=[2]', '--set', 'conv1/biases=0.5', '--meta', 'none')
        self.assertEqual((self.listing()['conv1/biases']['shape'], self.values(self.target + '::conv1/biases')), ([], 0.5))

    def test_objects_get_a_warning(self):
        run = os.path.join(DATA, 'object-based-tf-module', 'run')
        name = next(n for n, v in self.listing(run).items() if n.startswith('net/') and len(v['shape']) == 2)
        self.assertIn('that have the new shape', self.export('--slice', name + '=[:1]', source=run).out)

    def test_joined(self):
        source = self.listing(self.source)
        for more in (['--format', 'v2'], ['--format', 'v1'], ['--format', 'v2', '--shards', '2']):
            text = self.export('--partitions', 'join', '--force', *more, source=self.source).out
            self.assertIn('written as a whole', text)
            self.assertIn('“half”: the graph has it in parts', text)
            joined = self.listing()
            self.assertEqual({n: v['sha256'] for n, v in joined.items()}, {n: v['sha256'] for n, v in source.items()})
            self.assertTrue(all(len(v.get('slices', [])) <= 1 for v in joined.values()))
            self.assertEqual(ckpt('check', self.target).code, DONE)
            for name in [n for n in os.listdir(self.folder) if n.startswith('out')]:
                os.unlink(os.path.join(self.folder, name))
        self.export('--partitions', 'keep', source=self.source)
        self.assertEqual({n: len(v.get('slices', [])) for n, v in self.listing().items()}, {n: len(v.get('slices', [])) for n, v in source.items()})
        self.export('--partitions', 'join', '--format', 'npz', code=USAGE)

    def test_slices_of_parts(self):
        self.export('--slice', 'emb/table=[2:9:3, ::-1]', '--slice', 'proj/kernel=[:, 1:7]', '--meta', 'none', source=self.source)
        self.assertEqual(self.values(self.target + '::emb/table'), self.values(self.source + '::emb/table[2:9:3, ::-1]'))
        self.assertEqual(self.values(self.target + '::proj/kernel'), self.values(self.source + '::proj/kernel[:, 1:7]'))

    def test_plans_keep_them(self):
        plan = os.path.join(self.folder, 'plan.json')
        self.export('--slice', 'emb/table=[2:9:3]', '--partitions', 'join', '--meta', 'none', '--save-plan', plan, source=self.source)
        first = self.listing()
        with open(plan, encoding='utf-8') as file:
            saved = json.load(file)
        self.assertEqual((saved['partitions'], saved['items']), ('join', [{'from': 'emb/table', 'slice': '[2:9:3]'}]))
        self.assertEqual(ckpt('export', '--plan', plan, '--force').code, DONE)
        self.assertEqual(self.listing(), first)


class FromArrays(Export):
    def test_back_again(self):
        source = self.listing(SAMPLE)
        prefix = os.path.join(SAMPLE, 'digits.ckpt-300')
        for kind in ('npz', 'safetensors'):
            self.target = os.path.join(self.folder, 'arrays.' + kind)
            self.export('--format', kind)
            arrays = self.target
            self.target = os.path.join(self.folder, kind)
            text = self.export('--format', 'v2', source=arrays).out
            self.assertIn('It has another format', text)
            for ending in ('.index', '.data-00000-of-00001'):  # those that TensorFlow wrote
                with open(self.target + ending, 'rb') as copy, open(prefix + ending, 'rb') as original:
                    self.assertEqual(copy.read(), original.read(), kind + ending)
            self.target += '-v1'
            self.export('--format', 'v1', source=arrays)
            self.assertEqual({n: v['sha256'] for n, v in self.listing().items()}, {n: v['sha256'] for n, v in source.items()})

    def test_with_changes(self):
        self.target = os.path.join(self.folder, 'a.npz')
        self.export('--format', 'npz')
        arrays, self.target = self.target, os.path.join(self.folder, 'v2')
        self.export('--format', 'v2', '--include', 'conv1/*', '--slice', 'n/conv1/biases=[::-2]', '--cast', 'f16', '--rename', 's|^|n/|',
                    '--shards', '2', '--meta', 'variables', source=arrays)
        self.assertEqual(self.listing()['n/conv1/biases']['shape'], [4])
        self.assertIn('v2.meta', self.files())
        self.assertEqual(ckpt('check', self.target).code, DONE)

    def test_strings(self):
        module = os.path.join(DATA, 'object-based-tf-module', 'run')
        self.target = os.path.join(self.folder, 'a.npz')
        self.export('--format', 'npz', source=module)
        arrays, self.target = self.target, os.path.join(self.folder, 'v2')
        self.export('--format', 'v2', source=arrays)
        text = [n for n, v in self.listing(arrays).items() if v['dtype'] == 'string']
        self.assertTrue(text)
        for name in text:
            self.assertEqual(self.listing()[name]['sha256'], self.listing(module)[name]['sha256'])

    def test_damage(self):
        self.target = os.path.join(self.folder, 'a.npz')
        self.export('--format', 'npz')
        with open(self.target, 'r+b') as file:
            content = file.read()
            file.seek(content.index(b'fc1/weights.npy') + 400)
            file.write(b'damage')
        arrays, self.target = self.target, os.path.join(self.folder, 'v2')
        self.export('--format', 'v2', source=arrays, code=CANNOT_READ)
        self.assertEqual(self.files(), ['a.npz'])


class Interrupted(Export):
    def test_nothing_to_recover(self):
        result = ckpt('export', '--recover', self.folder)
        self.assertEqual((result.code, result.out), (DONE, 'No export was interrupted here.\n'))

    def test_recovered(self):
        self.export('--query', 'role:kernel', '--state', 'keep', '--meta', 'none')
        before = self.listing()
        # As a run leaves it that was killed while it wrote.
        for name, text in (('.ckptscope-0123abcd.new.index', 'half'), ('.ckptscope-0123abcd.new.data-00000-of-00001', 'half'),
                           ('.out.ckptscope-journal', '{"schema":"ckptscope.journal/1","id":"0123abcd","base":"out",'
                            '"process":1,"host":"h","boot":"b","phase":"writing"}\n')):
            with open(os.path.join(self.folder, name), 'w', encoding='utf-8') as file:
                file.write(text)
        result = ckpt('export', '--recover', self.folder)
        self.assertEqual(result.code, DONE, result.err)
        self.assertEqual(result.out, 'out: it was undone, and what was there before is there\n')
        self.assertEqual(self.files(), ['out.data-00000-of-00001', 'out.index'])
        self.assertEqual(self.listing(), before)


class Plans(Export):
    CHOICE = ('--preset', 'weights', '--exclude', 'conv1/*', '--rename', '@add-prefix:prefix=net', '--rename', 's/fc/dense/',
              '--cast', 'f16', '--shards', '2', '--meta', 'none', '--state', 'keep')

    def plan(self):
        return os.path.join(self.folder, 'plan.json')

    def read_plan(self):
        with open(self.plan(), encoding='utf-8') as file:
            return json.load(file)

    def write_plan(self, plan):
        with open(self.plan(), 'w', encoding='utf-8') as file:
            json.dump(plan, file)

    def test_a_saved_plan_does_the_same(self):
        self.export(*self.CHOICE, '--save-plan', self.plan())
        first = self.listing()
        self.assertTrue(all(name.startswith('net/') for name in first))
        plan = self.read_plan()
        self.assertEqual(plan['schema'], 'ckptscope.plan/1')
        self.assertEqual(plan['target']['path'], 'out')  # beside the plan
        for name in self.files():
            if name != 'plan.json':
                os.unlink(os.path.join(self.folder, name))
        result = ckpt('export', '--plan', self.plan())
        self.assertEqual(result.code, DONE, result.err)
        self.assertEqual(self.listing(), first)

    def test_options_add_to_a_plan(self):
        self.export('--dry-run', '--preset', 'weights', '--save-plan', self.plan())
        weights = {v['to'] for v in self.export('--dry-run', '--json', '--plan', self.plan()).json()['variables']}
        fewer = {v['to'] for v in self.export('--dry-run', '--json', '--plan', self.plan(), '--exclude', 'conv1/*',
                                              '--rename', 's/^/x:/').json()['variables']}
        self.assertEqual(fewer, {'x:' + name for name in weights if not name.startswith('conv1/')})

    def test_values_of_new_names(self):
        self.export('--rename', 's/^/x\\//', '--set', 'x/global_step=7', '--save-plan', self.plan(), '--meta', 'none')
        self.assertEqual(self.read_plan()['items'], [{'from': 'global_step', 'set': '7'}])

    def test_plans_that_are_not_carried_out(self):
        self.export('--dry-run', '--save-plan', self.plan())
        good = self.read_plan()
        for change, word in (({'combine': {}}, 'combine/op'), ({'schema': 'ckptscope.plan/2'}, 'not a plan'),
                             ({'select': [{'preset': 'best'}]}, 'select/0/preset'),
                             ({'expect': {'variables': 1}}, 'expects 1 variables'),
                             ({'items': [{'from': 'nobody'}]}, 'nobody')):
            self.write_plan({**good, **change})
            result = ckpt('export', '--plan', self.plan())
            self.assertNotEqual(result.code, DONE, change)
            self.assertIn(word, result.err)
            self.assertEqual(self.files(), ['plan.json'])

    def test_another_checkpoint_than_the_plan_was_made_for(self):
        self.export('--dry-run', '--save-plan', self.plan())
        plan = self.read_plan()
        plan['sources']['a']['fingerprint']['index_crc32c'] = '00000000'
        self.write_plan(plan)
        result = self.export('--dry-run', '--plan', self.plan())
        self.assertEqual(result.err, '')  # PATH names the source, not the plan
        result = ckpt('export', '--dry-run', '--plan', self.plan())
        self.assertEqual(result.code, DONE)
        self.assertIn('not the checkpoint that the plan was made for', result.err)
        self.write_plan({**plan, 'strict': True})
        self.assertEqual(ckpt('export', '--dry-run', '--plan', self.plan()).code, CANNOT_READ)


if __name__ == '__main__':
    unittest.main(verbosity=1)
