#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Checks the Simplified Chinese translation: complete, same placeholders, mnemonics, punctuation, spaces.

Usage: check.py [FILE.ts …], by default ckptscope_zh_CN.ts beside this script.
Prints one line a problem and exits with 1 if there is any.
"""
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

HAN = '[\u3400-\u4dbf\u4e00-\u9fff]'
PLACEHOLDER = re.compile(r'%L?\d{1,2}|%L?n|\{[a-z]+(?::x)?\}|</?[a-z]+>')
MNEMONIC = re.compile(r'&(?=[^&\s])')
CHINESE_MNEMONIC = re.compile(r'\(&[A-Z0-9]\)…?$')
HALF_WIDTH = re.compile(f'{HAN} ?[,;:!?"\'()]|[,;:!?"\'()] ?{HAN}|{HAN}\\.(?![a-z])|\\. ?{HAN}|…\\.|\\.\\.\\.')
NO_SPACE = re.compile(f'{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}')
NO_SPACE_ARGUMENT = re.compile(f'{HAN}(?:%L?[0-9n]|\\{{[a-z])|(?:%L?[0-9]{{1,2}}|%L?n|[a-z]\\}}){HAN}')
STRAY_SPACE = re.compile(r' [，。；：！？、（）“”]|[，。；：！？、（）] |^\s|\s$|  ')
TAG = re.compile(r'</?[a-z]+>')

# Arguments that are Chinese themselves, so that no space belongs beside them.
CHINESE_ARGUMENT = {'%1 of %2', 'Close %1'}

# Names and spellings that stay as they are.
NAMES = set('''
    Apache Ckptscope GB GNU Git Graphviz LFS NumPy Python Qt TensorBoard TensorFlow ZIP KiB MiB GiB TiB NaN
    checkpoint ckpt npz npy safetensors data git index keep_prob lfs meta pull save en zh_CN system light dark
    Esc Shift attr op role same shape kernel padding Conv
    SVG PDF svg pdf png dot json all saver gradient scale screenshot diagram expand show
    browse export RNN slim contrib layers tf train Checkpoint Keras PyTorch bfloat float
    name layer dtype rank size bytes shard trainable issue bias conv OR MB
    type structure norm zeros nan tb lr auto one SavedModel signature tags function train gpu init_from_checkpoint
'''.split())


def is_date_format(comment):
    """A format for QLocale::toString has letters of its own and is written without spaces."""
    return 'QLocale::toString' in comment


def words(text):
    """The Latin words of a text, without its placeholders."""
    return re.findall(r'[A-Za-z][A-Za-z_]+', PLACEHOLDER.sub(' ', MNEMONIC.sub('', text)))


def mnemonic_problems(source, text):
    """The source's mnemonic must be there, in the Chinese form 文件(&F), and no other."""
    wanted = bool(MNEMONIC.search(source.replace('&&', '')))
    found = len(MNEMONIC.findall(text.replace('&&', '')))
    if wanted and not CHINESE_MNEMONIC.search(text):
        yield 'mnemonic missing, or not at the end as in 文件(&F)'
    if found > wanted:
        yield 'more mnemonics than the source has'


def wording_problems(source, comment, text):
    """Punctuation, spaces and what was left in English."""
    plain = TAG.sub('', CHINESE_MNEMONIC.sub('', text))
    if HALF_WIDTH.search(plain):
        yield 'half-width punctuation beside Chinese'
    if '"' in plain or "'" in plain:
        yield 'straight quotes'
    if re.search('<(i|em)>', text):
        yield 'italics'
    if STRAY_SPACE.search(plain):
        yield 'a space too many'
    if is_date_format(comment):
        return
    if NO_SPACE.search(plain):
        yield 'no space between Chinese and Latin letters or digits'
    if NO_SPACE_ARGUMENT.search(plain) and source not in CHINESE_ARGUMENT:
        yield 'no space between Chinese and an argument (if that is Chinese too, add the source to CHINESE_ARGUMENT)'
    left = [word for word in words(text) if word not in NAMES]
    if left:
        yield f'left in English: {", ".join(left)} (if it is a name, add it to NAMES)'


def problems(message):
    """All problems of one message element."""
    source = message.findtext('source') or ''
    comment = message.findtext('comment') or ''
    translation = message.find('translation')
    if translation is None or translation.get('type') is not None:
        yield translation.get('type') if translation is not None else 'no translation'
        return
    texts = [translation.text or '']
    if message.get('numerus') == 'yes':
        texts = [form.text or '' for form in translation.findall('numerusform')]
        if len(texts) != 1:
            yield f'{len(texts)} plural forms instead of 1'
    for text in texts:
        if not text.strip():
            yield 'empty'
            continue
        wanted, found = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(text))
        for place in sorted(wanted - found):
            yield f'{place} is missing'
        for place in sorted(found - wanted):
            yield f'{place} is not in the source'
        yield from mnemonic_problems(source, text)
        yield from wording_problems(source, comment, text)


def check(path):
    """Prints the problems of one file and returns their number."""
    count = messages = 0
    for context in ET.parse(path).getroot().iter('context'):
        for message in context.iter('message'):
            messages += 1
            for problem in problems(message):
                source = (message.findtext('source') or '').replace('\n', '\\n')
                print(f'{path}: {context.findtext("name")}: “{source}”: {problem}')
                count += 1
    if not messages:
        print(f'{path}: holds no messages')
        count = 1
    return count


def main():
    """Checks the files named on the command line."""
    paths = sys.argv[1:] or [Path(__file__).with_name('ckptscope_zh_CN.ts')]
    try:
        return 1 if sum(check(path) for path in paths) else 0
    except (OSError, ET.ParseError) as error:
        print(error)
        return 1


if __name__ == '__main__':
    sys.exit(main())
