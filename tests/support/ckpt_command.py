# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Runs the `ckpt` program for tests: always with a time limit, and with a limit on memory where no sanitizer needs it."""
import json
import os
import resource
import subprocess

CKPT = os.path.abspath(os.environ.get('CKPT', 'ckpt'))
DATA = os.environ.get('CKPT_TEST_DATA', os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data'))
SAMPLE = os.path.join(DATA, '..', '..', 'resources', 'sample', 'digits-run')
SANITIZED = bool(os.environ.get('CKPT_SANITIZED'))
SECONDS = 60 if SANITIZED else 20
MEMORY = 1 << 30


class Result:
    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout.decode('utf-8', 'replace')
        self.bytes = process.stdout
        self.err = process.stderr.decode('utf-8', 'replace')

    def json(self):
        return json.loads(self.out)


def limit():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not SANITIZED:  # address space is what a sanitizer reserves most of
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def ckpt(*arguments, cwd=None, user=None):
    """Raises subprocess.TimeoutExpired after SECONDS. Nothing is read from standard input."""
    environment = dict(os.environ, LC_ALL='C.UTF-8')
    if SANITIZED:
        environment['ASAN_OPTIONS'] = 'allocator_may_return_null=1:max_allocation_size_mb=4096'
    command = [CKPT, *arguments]
    if user is not None:
        command = ['setpriv', f'--reuid={user}', f'--regid={user}', '--clear-groups', *command]
    return Result(subprocess.run(command, cwd=cwd, env=environment, preexec_fn=limit, timeout=SECONDS,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE))


def errors_in(document):
    """Every `error` of a listing: of checkpoints, of variables, and issues of that severity."""
    found = [issue['error'] for issue in document['issues'] if issue['severity'] == 'error']
    for checkpoint in document['checkpoints']:
        found += [checkpoint['error']] if 'error' in checkpoint else []
        found += [v['error'] for v in checkpoint.get('variables', []) if 'error' in v]
    return found
