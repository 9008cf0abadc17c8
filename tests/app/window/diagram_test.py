#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`ckptscope --diagram` as it is started: every format of several graphs, what it says, what it leaves behind."""
import json
import os
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET

PROGRAM = os.environ['CKPTSCOPE']
DATA = os.environ['CKPT_TEST_DATA']
SAMPLE = os.path.join(DATA, '..', '..', 'resources', 'sample', 'digits-run')
CASES = [SAMPLE, os.path.join(DATA, 'digits-anonymous'), os.path.join(DATA, 'broken', 'meta-text-form'),
         os.path.join(DATA, 'diagram', 'frozen_lstm_small.pb'),
         os.path.join(DATA, 'diagram', 'keras_rnn_saved_model.pb')]
SIGNATURES = os.path.join(DATA, 'tf-module-savedmodel', 'model')
FORMATS = ('svg', 'pdf', 'png', 'dot', 'json')
NOBODY = 65534
ODD_GRAPH = rb'''
node { name: "x \" \\ <b> &amp; ]]>" op: "Placeholder" }
node { name: "bytes \377\001\nline" op: "Relu" input: "x \" \\ <b> &amp; ]]>" }
node { name: "} \357\277\276 \345\261\202" op: "Tanh" input: "bytes \377\001\nline" }
'''

WAITING_GRAPH = '''
node { name: "x" op: "Placeholder" }
node { name: "first" op: "Relu" input: "x" }
node { name: "wait" op: "NoOp" input: "^first" }
node { name: "second" op: "Tanh" input: "x" input: "^wait" }
node { name: "sum" op: "AddN" input: "first" input: "second" }
'''


def run(*arguments, program=PROGRAM, user=None):
    environment = {name: value for name, value in os.environ.items()
                   if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM')}
    environment['LC_ALL'] = 'C.UTF-8'
    command = [program, *arguments]
    if user is not None:
        command = ['setpriv', f'--reuid={user}', f'--regid={user}', '--clear-groups', *command]
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)


def understood(path):
    """What Graphviz makes of a .dot file."""
    process = subprocess.run(['dot', '-Tdot_json', path], capture_output=True, check=True, timeout=60)
    assert not process.stderr, process.stderr
    return json.loads(process.stdout)


class Diagram(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        os.chmod(self.folder, 0o755)
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, place, *options, code=0):
        result = run('--diagram', self.path(name), *options, place)
        self.assertEqual(result.returncode, code, result.stderr)
        return result

    def content(self, name):
        with open(self.path(name), 'rb') as file:
            return file.read()

    def document(self, place, *options):
        self.write('d.json', place, *options)
        return json.loads(self.content('d.json'))

    def check_all(self, place):
        for ending in FORMATS:
            self.assertEqual(self.write('a.' + ending, place).stderr, '')
        self.assertEqual(sorted(os.listdir(self.folder)), sorted('a.' + ending for ending in FORMATS))
        document = json.loads(self.content('a.json'))
        self.assertEqual(document['schema'], 'ckptscope.diagram/1')
        self.assertEqual(document['layout'], {'simple': False})
        keys = [item['key'] for item in document['items']]
        self.assertEqual(len(keys), len(set(keys)))
        width, height = document['size']
        for item in document['items']:
            x, y, w, h = item['rect']
            self.assertTrue(0 <= x and x + w <= width and 0 <= y and y + h <= height, item)
            self.assertTrue(item['parent'] is None or item['parent'] in keys)
        for edge in document['edges']:
            self.assertTrue({edge['from'], edge['to']} <= set(keys))
            self.assertEqual(edge['path'][0][0], 'M')
        svg = ET.fromstring(self.content('a.svg'))
        texts = [text.text for text in svg.iter('{http://www.w3.org/2000/svg}text')]
        self.assertEqual(svg.find('{http://www.w3.org/2000/svg}title').text.split(',')[0], document['run'])
        size = float(svg.get('width')), float(svg.get('height'))
        self.assertGreaterEqual(size[0] + 0.5, width)
        for item in document['items']:
            self.assertTrue('%' in item['title'] or item['title'] in texts, item['title'])
        self.assertEqual(struct.unpack('>II', self.content('a.png')[16:24]), tuple(map(int, size)))
        pdf = self.content('a.pdf')
        box = re.search(rb'/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]', pdf)
        self.assertTrue(pdf.startswith(b'%PDF-1.'))
        for side, points in zip(size, box.groups()):
            self.assertAlmostEqual(side * 0.75, float(points), delta=1)
        dot = understood(self.path('a.dot'))
        frames = sum(1 for item in document['items'] if item['open'])
        clusters = sum(1 for each in dot.get('objects', []) if each['name'].startswith('cluster_'))
        self.assertEqual((clusters, len(dot.get('objects', []))), (frames, len(keys)))
        self.assertEqual(len(dot.get('edges', [])), len(document['edges']))
        return document

    def test_every_format(self):
        for place in CASES:
            with self.subTest(place=os.path.relpath(place, DATA)):
                for name in os.listdir(self.folder):
                    os.remove(self.path(name))
                self.check_all(place)

    def test_what_the_sample_has(self):
        document = self.check_all(SAMPLE)
        items = {item['key']: item for item in document['items']}
        self.assertEqual([row['keys'] for row in items['conv1']['rows']][0], ['conv1/weights'])
        self.assertEqual(items['conv1']['category'], 'convolution')
        self.assertEqual(document['step'], 300)
        hidden = {each['class']: each for each in document['hidden']}
        self.assertGreater(hidden['gradient']['nodes'], 100)
        self.assertIn(f"Gradients {hidden['gradient']['nodes']}", self.content('a.svg').decode())

    def test_odd_names_stay_names(self):
        with open(self.path('odd.pbtxt'), 'wb') as file:
            file.write(ODD_GRAPH)
        graph = self.path('odd.pbtxt')
        for ending in FORMATS:
            self.write('a.' + ending, graph)
        items = json.loads(self.content('a.json'))['items']
        self.assertEqual(items[0]['key'], 'x " \\ <b> &amp; ]]>')
        self.assertEqual((items[1]['key'], items[1]['key_encoding']), ('bytes %FF%01%0Aline', 'percent'))
        ET.fromstring(self.content('a.svg'))
        self.assertEqual(len(understood(self.path('a.dot'))['objects']), 3)

    def test_twice_the_same(self):
        for ending in FORMATS:
            self.write('a.' + ending, SAMPLE, '--expand', 'all')
            self.write('b.' + ending, SAMPLE, '--expand', 'all')
            self.assertEqual(self.content('a.' + ending), self.content('b.' + ending), ending)

    def test_expand(self):
        opened = lambda *options: {i['key'] for i in self.document(SAMPLE, *options)['items'] if i['open']}
        self.assertEqual(opened('--expand', 'conv1', '--expand', 'loss'), {'conv1', 'loss'})
        self.assertGreater(len(opened('--expand', 'all')), 4)

    def test_show(self):
        document = self.document(SAMPLE, '--show', 'gradients,saver')
        shown = {each['class'] for each in document['hidden'] if each['shown']}
        self.assertEqual(shown, {'gradient', 'saver'})
        self.assertGreater(len(document['items']), len(self.document(SAMPLE)['items']))

    def test_control_edges(self):
        graph = self.path('waits.pbtxt')
        with open(graph, 'w', encoding='utf-8') as file:
            file.write(WAITING_GRAPH)
        self.assertNotIn('control_edges', self.document(graph))
        document = self.document(graph, '--control-edges')
        edges = [(edge['from'], edge['to'], edge['left_out']) for edge in document['control_edges']]
        self.assertEqual(edges, [('first', 'second', 0)])
        plain = self.document(graph)
        self.assertEqual([item['rect'] for item in document['items']], [item['rect'] for item in plain['items']])
        self.write('a.svg', graph)
        self.write('b.svg', graph, '--control-edges')
        self.assertGreater(self.content('b.svg').count(b'stroke-dasharray'), self.content('a.svg').count(b'stroke-dasharray'))
        self.write('a.dot', graph, '--control-edges')
        dashed = [edge for edge in understood(self.path('a.dot'))['edges'] if edge.get('arrowhead') == 'odot']
        self.assertEqual(len(dashed), 1)

    def test_direction_and_columns(self):
        down, across = self.document(SAMPLE), self.document(SAMPLE, '--direction', 'lr')
        self.assertEqual([item['key'] for item in down['items']], [item['key'] for item in across['items']])
        self.assertEqual(across['layout']['direction'], 'left to right')
        self.assertGreater(across['size'][0], 2 * across['size'][1])
        place = {item['key']: item['rect'] for item in across['items']}
        for edge in across['edges']:
            self.assertTrue(edge['loop'] or place[edge['from']][0] < place[edge['to']][0], edge)
        for item in across['items']:
            if item['parent']:
                inner, outer = item['rect'], place[item['parent']]
                self.assertTrue(outer[0] < inner[0] and outer[1] < inner[1] and inner[0] + inner[2] < outer[0] + outer[2]
                                and inner[1] + inner[3] < outer[1] + outer[3], item)
        one = self.document(SAMPLE, '--expand', 'all', '--columns', 'one')
        self.assertGreater(one['size'][1], self.document(SAMPLE, '--expand', 'all')['size'][1])
        self.write('a.dot', SAMPLE, '--direction', 'lr')
        self.assertEqual(understood(self.path('a.dot'))['rankdir'], 'LR')

    def test_colours(self):
        titles = lambda name: [text.text for text in ET.fromstring(self.content(name)).iter('{http://www.w3.org/2000/svg}text')]
        self.write('a.svg', SAMPLE, '--colour', 'norm')
        words = titles('a.svg')
        self.assertIn('Norm', words)
        self.assertIn('5.850', words)  # of fc1, on the card and at the end of the scale
        self.write('b.svg', SAMPLE, '--colour', 'structure')
        self.assertIn('No two cards are built alike', titles('b.svg'))
        self.assertNotIn('5.850', titles('b.svg'))
        self.write('c.svg', SAMPLE, '--colour', 'role')
        self.assertIn('Weight', titles('c.svg'))
        special = os.path.join(DATA, 'special-values')
        self.write('d.svg', special, '--colour', 'nan')
        self.assertIn('NaN or infinite', titles('d.svg'))
        self.write('d.dot', special, '--colour', 'nan')
        self.assertTrue(any('NaN' in node.get('label', '') for node in understood(self.path('d.dot'))['objects']))
        graph = os.path.join(DATA, 'diagram', 'frozen_lstm_small.pb')
        self.assertIn('There are no values', self.write('e.svg', graph, '--colour', 'zeros').stderr)

    def test_focus(self):
        whole = self.document(SAMPLE, '--expand', 'conv1')
        near = self.document(SAMPLE, '--focus', 'conv1')
        self.assertEqual(near['focus'], 'conv1')
        self.assertNotIn('focus', whole)
        keys = {item['key'] for item in near['items']}
        self.assertIn('conv1', keys)
        self.assertTrue(all(item['parent'] is None for item in near['items']))
        self.assertTrue(all({edge['from'], edge['to']} <= keys for edge in near['edges']))
        self.write('a.svg', SAMPLE, '--focus', 'conv1')
        self.assertIn('Only the surroundings of “conv1” are drawn.', self.content('a.svg').decode())
        self.assertIn('There is no card “conv9”.', self.write('b.svg', SAMPLE, '--focus', 'conv9', code=3).stderr)
    def test_signature(self):
        document = lambda *options: self.document(SIGNATURES, *options)
        inputs = lambda drawn: {item['key'] for item in drawn['items'] if item['category'] == 'input'}
        usual, lookup, whole = document(), document('--signature', 'lookup'), document('--signature', 'all')
        self.assertEqual((usual['signature'], usual['signatures']), ('serving_default', ['lookup', 'serving_default']))
        self.assertEqual(inputs(usual), {'serving_default_x'})
        self.assertEqual((lookup['signature'], inputs(lookup)), ('lookup', {'lookup_words'}))
        self.assertLessEqual({'serving_default_x', 'lookup_words'}, inputs(whole))
        self.assertNotIn('signature', whole)
        left_out = [each for each in lookup['hidden'] if each['class'] == 'other-signature']
        self.assertGreater(left_out[0]['nodes'], 1)
        self.write('a.svg', SIGNATURES, '--signature', 'lookup')
        drawn = self.content('a.svg').decode()
        self.assertIn('Drawn is what the signature “lookup” computes.', drawn)
        self.assertIn(f"Other signatures {left_out[0]['nodes']}", drawn)

    def test_unknown_signature_names_those_there_are(self):
        result = self.write('a.svg', SIGNATURES, '--signature', 'predict', code=3)
        self.assertIn('There is no signature “predict”; there are “lookup”, “serving_default”.', result.stderr)
        result = self.write('a.svg', SAMPLE, '--signature', 'predict', code=3)
        self.assertIn('There is no signature “predict”: this graph has none.', result.stderr)
        self.assertEqual(os.listdir(self.folder), [])
        self.assertEqual(run('--screenshot', self.path('a.png'), '--signature', 'lookup', SIGNATURES).returncode, 2)

    def test_tags(self):
        place = os.path.join(DATA, 'saved-model-builder', 'binary')
        self.assertEqual(self.document(place)['tags'], ['serve'])
        document = self.document(place, '--tags', 'cpu,train')
        self.assertEqual((document['tags'], document['graph_nodes']), (['train', 'cpu'], 68))
        self.write('a.svg', place, '--tags', 'train,cpu')
        self.assertIn('tags “train, cpu”, one of 2', self.content('a.svg').decode())
        os.remove(self.path('a.svg'))
        result = self.write('a.svg', place, '--tags', 'train', code=3)
        self.assertIn('There is no graph with the tags “train”; there are “serve”, “train, cpu”.', result.stderr)
        result = self.write('a.svg', SAMPLE, '--tags', 'serve', code=3)
        self.assertIn('only SavedModels have tags', result.stderr)
        self.assertEqual(os.listdir(self.folder), ['d.json'])

    def test_function(self):
        place = os.path.join(DATA, 'keras-savedmodel', 'keras2')
        result = self.write('a.svg', place, '--function', 'wrapped_model', code=3)
        near = re.search('such as “([^”]*wrapped_model[^”]*)”', result.stderr)
        self.assertTrue(near, result.stderr)
        document = self.document(place, '--function', near[1])
        self.assertEqual(document['function'], near[1])
        self.assertNotIn('function', self.document(place))
        self.assertEqual(len(self.check_all_of_function(place, near[1])), 5)
        result = self.write('b.svg', SAMPLE, '--function', 'f', code=3)
        self.assertIn('There is no function “f”: this graph has none.', result.stderr)
        self.assertEqual(run('--diagram', self.path('b.svg'), '--function', 'f', '--signature', 's', place).returncode, 2)

    def check_all_of_function(self, place, name):
        for ending in FORMATS:
            self.write('a.' + ending, place, '--function', name)
        self.assertIn(f'body of the function “{name}”', self.content('a.svg').decode())
        return [each for each in os.listdir(self.folder) if each.startswith('a.')]

    def test_scale(self):
        self.write('a.png', SAMPLE)
        self.write('b.png', SAMPLE, '--scale', '2')
        one, two = (struct.unpack('>II', self.content(name)[16:24]) for name in ('a.png', 'b.png'))
        self.assertEqual(two, (2 * one[0], 2 * one[1]))
        result = self.write('c.png', SAMPLE, '--scale', '32', code=4)
        self.assertIn('fits', result.stderr)
        self.assertEqual(sorted(os.listdir(self.folder)), ['a.png', 'b.png'])

    def test_unknown_scope_names_near_ones(self):
        result = self.write('a.svg', SAMPLE, '--expand', 'conv3', code=3)
        self.assertIn('There is no scope “conv3”.', result.stderr)
        self.assertIn('“conv1”', result.stderr)
        self.assertEqual(os.listdir(self.folder), [])

    def test_wrong_usage(self):
        for arguments in (['--diagram', self.path('a.gif'), SAMPLE], ['--diagram', self.path('a.svg')],
                          ['--diagram', self.path('a.svg'), '--show', 'gradeint', SAMPLE],
                          ['--diagram', self.path('a.dot'), '--scale', '2', SAMPLE],
                          ['--diagram', self.path('a.svg'), '--scale', '0', SAMPLE],
                          ['--diagram', self.path('a.svg'), '--colour', 'blue', SAMPLE],
                          ['--diagram', self.path('a.svg'), '--direction', 'up', SAMPLE],
                          ['--diagram', self.path('a.svg'), '--columns', '3', SAMPLE], ['--screenshot', self.path('a.png'), '--control-edges', SAMPLE],
                          ['--diagram', self.path('a.svg'), '--scale', 'nan', SAMPLE]):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertTrue(result.stderr.strip(), arguments)
        self.assertIn('gradient', run('--diagram', self.path('a.svg'), '--show', 'gradeint', SAMPLE).stderr)
        self.assertEqual(os.listdir(self.folder), [])

    def test_nothing_to_draw(self):
        for place in (os.path.join(DATA, 'no-such'), self.folder, os.path.join(DATA, 'arrays', 'empty.npz')):
            result = self.write('a.svg', place, code=3)
            self.assertTrue(result.stderr.strip().endswith('.'), result.stderr)
        self.assertEqual(os.listdir(self.folder), [])

    def test_inferred_pictures_say_so(self):
        for place in (os.path.join(DATA, 'odd-names', 'named.ckpt'), os.path.join(DATA, 'object-based-keras3', 'run')):
            self.write('a.json', place)
            with open(self.path('a.json'), encoding='utf-8') as file:
                drawn = json.load(file)
            self.assertTrue(drawn['items'])
            self.assertTrue(all(edge['inferred'] for edge in drawn['edges']))
            self.assertIn('graph', drawn['remark'].lower())
            self.write('a.svg', place)
            with open(self.path('a.svg'), encoding='utf-8') as file:
                self.assertTrue(drawn['remark'] in file.read(), drawn['remark'])

    def test_unwritable_places(self):
        os.mkdir(self.path('folder.svg'))
        self.write('folder.svg', SAMPLE, code=4)
        self.write(os.path.join('no-such', 'a.svg'), SAMPLE, code=4)
        if os.getuid() == 0:
            with open(self.path('a.json'), 'w', encoding='utf-8') as file:
                file.write('before')
            result = run('--diagram', self.path('a.json'), os.path.abspath(CASES[4]), user=NOBODY)
            self.assertEqual(result.returncode, 4, result.stderr)
            self.assertEqual(self.content('a.json'), b'before')
            os.remove(self.path('a.json'))
        self.assertEqual(os.listdir(self.folder), ['folder.svg'])

    def test_missing_layout_program_is_said(self):
        program = self.path('ckptscope')
        shutil.copy(PROGRAM, program)
        result = run('--diagram', self.path('a.json'), SAMPLE, program=program)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('The layout program was not found.', result.stderr)
        layout = json.loads(self.content('a.json'))['layout']
        self.assertEqual((layout['simple'], layout['reason']), (True, 'missing'))


if __name__ == '__main__':
    unittest.main()
