#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Who may include whom. The arrows of ARCHITECTURE.md, as a test.

    layering.py ROOT [CKPT]      scans the sources below ROOT; with CKPT, also the libraries that program is linked with
"""
import os
import re
import subprocess
import sys

FORMAT_ROOMS = ['base', 'table', 'tensor', 'bundle', 'slices', 'arrays', 'checkpoint', 'objects', 'graph', 'inferred', 'check', 'savergraph', 'replace', 'export', 'plan', 'doctor']
QT = r'<Q[A-Z]\w*(/\w+)?>|<Qt\w+/.*>|<q\w+\.h>|<qcustomplot\.h>'
PROTOBUF = r'.*\.pb\.h[>"]|<google/protobuf/.*'
GRAPHVIZ = r'<(graphviz/)?(gvc|cgraph|gvcext|gvplugin|cdt)\.h>'
# (which files, what they may not include, why)
RULES = [
    (r'format/.*', QT, 'the engine has no Qt'),
    (r'format/.*', r'"(widgets|app)/.*', 'the engine knows nothing of windows'),
    (r'widgets/.*', r'"app/.*', 'widgets do not know the application'),
    (r'widgets/.*', r'<Q(Settings|File|SaveFile|TemporaryFile|Thread|ThreadPool|FutureWatcher)>|<QtConcurrent.*|<(fstream|thread|future)>',
     'a widget opens no file, starts no thread and reads no setting'),
    (r'(widgets|app)/.*', PROTOBUF, 'messages stay inside the engine'),
    (r'.*\.h', PROTOBUF, 'no header shows a message'),
    (r'.*\.h', GRAPHVIZ, 'no header shows Graphviz'),
    (r'(?!format/arrays/archive\.cpp).*', r'<zip\.h>', 'libzip is used in one file, behind Archive'),
    (r'(?!app/layout/).*', GRAPHVIZ, 'Graphviz is used in app/layout alone'),
    (r'app/(cli|layout)/.*', QT, 'it runs without Qt'),
    (r'app/cli/.*', r'"(widgets|app/(?!cli/))/?.*', 'the command is a front end of its own on the engine'),
    (r'app/layout/.*', r'"(widgets/(?!diagram/layoutmessages\.h)|app/(?!layout/)).*', 'the helper knows the messages alone'),
    (r'.*', r'"\.\./.*|".*/\.\./.*', 'paths begin at the root'),
]


def includes(text):
    return re.findall(r'^[ \t]*#[ \t]*include[ \t]*([<"][^>"\n]*[>"])', text, re.MULTILINE)


def problems(path, text):
    found = []
    for included in includes(text):
        for files, forbidden, why in RULES:
            if re.fullmatch(files, path) and re.fullmatch(forbidden, included):
                found.append(f'{path} includes {included}: {why}')
        room = re.fullmatch(r'format/(\w+)/.*', path)
        other = re.fullmatch(r'"format/(\w+)/.*"', included)
        if room and other and {room[1], other[1]} <= set(FORMAT_ROOMS):
            if FORMAT_ROOMS.index(other[1]) > FORMAT_ROOMS.index(room[1]):
                found.append(f'{path} includes {included}: {other[1]} is built on {room[1]}')
    return found


# The rules must bite: each of these is forbidden, each of the others is not.
WRONG = [('format/base/a.h', '#include <QString>'), ('format/base/a.cpp', '# include "widgets/common/x.h"'),
         ('format/table/a.cpp', '#include "format/bundle/x.h"'), ('widgets/run/a.cpp', '#include <QSettings>'),
         ('widgets/run/a.h', '#include "app/main/x.h"'), ('widgets/run/a.cpp', '#include "format/proto/graph.pb.h"'),
         ('format/graph/a.h', '#include "format/proto/graph.pb.h"'), ('app/layout/a.h', '#include <graphviz/gvc.h>'),
         ('widgets/diagram/a.cpp', '#include <gvc.h>'), ('app/cli/a.cpp', '#include <QtCore/QString>'),
         ('app/cli/a.cpp', '#include "widgets/common/x.h"'), ('app/cli/a.cpp', '#include "app/document.h"'),
         ('app/layout/a.cpp', '#include "widgets/diagram/scene.h"'), ('widgets/run/a.cpp', '#include <thread>'),
         ('format/base/a.cpp', '#include "../b.h"'), ('format/arrays/archive.h', '#include <zip.h>')]
RIGHT = [('format/graph/a.cpp', '#include "format/proto/graph.pb.h"'), ('widgets/run/a.cpp', '#include <QFileDialog>'),
         ('app/layout/a.cpp', '#include <graphviz/gvc.h>'), ('format/bundle/a.cpp', '#include "format/table/x.h"'),
         ('app/main.cpp', '#include "widgets/run/x.h"'), ('app/cli/a.cpp', '#include "app/cli/x.h"'),
         ('app/layout/a.cpp', '#include "widgets/diagram/layoutmessages.h"')]


def main():
    root = sys.argv[1]
    found = [f'the rules miss: {text} in {path}' for path, text in WRONG if not problems(path, text)]
    found += [f'the rules forbid: {text} in {path}' for path, text in RIGHT if problems(path, text)]
    scanned = 0
    for room in ('format', 'widgets', 'app'):
        for folder, _, names in os.walk(os.path.join(root, room)):
            for name in names:
                if name.endswith(('.h', '.cpp')):
                    path = os.path.relpath(os.path.join(folder, name), root)
                    with open(os.path.join(folder, name), encoding='utf-8') as file:
                        found += problems(path, file.read())
                    scanned += 1
    if scanned < 20:
        found.append(f'only {scanned} files below {root}: is it the root?')
    if len(sys.argv) > 2:
        needed = subprocess.run(['readelf', '--dynamic', '--wide', sys.argv[2]], check=True, capture_output=True, text=True).stdout
        found += [f'{sys.argv[2]} is linked with {library}' for library in re.findall(r'\[(libQt[^\]]*)\]', needed)]
    print('\n'.join(found) if found else f'{scanned} files keep to the layers.')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
