#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
"""Fills the English plural forms: "%n variable(s)" becomes "%n variable" and "%n variables". Run by update.sh."""
import re
import sys
import xml.etree.ElementTree as ET

path = sys.argv[1]
tree = ET.parse(path)
for message in tree.iter('message'):
    source = message.find('source').text
    translation = message.find('translation')
    forms = translation.findall('numerusform')
    if len(forms) != 2 or (forms[0].text and forms[1].text):
        continue  # done, perhaps by hand
    forms[0].text = re.sub(r'\(s\)', '', source)
    forms[1].text = re.sub(r'\(s\)', 's', source)
    translation.attrib.pop('type', None)
ET.indent(tree, '    ')
with open(path, 'wb') as out:
    out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n')
    tree.write(out, encoding='utf-8', xml_declaration=False)
    out.write(b'\n')
