#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the sample pack with a catalogue that translates some of it, and looks at what came out.

    test-merge-pack.py MERGE_PACK NEXUS_TOOL PACK ITS
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import unittest

MERGE_PACK, NEXUS_TOOL, PACK, ITS = sys.argv[1:5]

CATALOGUE = '''msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Sample pack"
msgstr "Paquet d’essai"

msgid "A first module"
msgstr "Un premier module"

msgid "One"
msgstr "Un"

msgid "Plain, <em>em </em> and <strong>strong</strong> <term ref=\\"nexus\\">links</term>, see <practice ref=\\"b4\\"/>.<_:source-1/>"
msgstr "Simples, <strong>forts</strong> et <em>soulignés</em>, des <term ref=\\"nexus\\">liens</term> : <practice ref=\\"b4\\"/>.<_:source-1/>"

msgid "Port"
msgstr "Port"

#, fuzzy
msgid "Bank"
msgstr "Banc"

msgid "A gate"
msgstr "Une porte"

msgid "Gate"
msgstr "Porte"

msgid "The gate"
msgstr "Le portail"
'''


class MergePack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.po = os.path.join(cls.scratch.name, 'po')
        os.makedirs(cls.po)
        with open(os.path.join(cls.po, 'fr.po'), 'w', encoding='utf-8') as file:
            file.write(CATALOGUE)
        cls.build('one')

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    @classmethod
    def path(cls, *parts):
        return os.path.join(cls.scratch.name, *parts)

    @classmethod
    def build(cls, name):
        subprocess.run([sys.executable, MERGE_PACK, '--pack', PACK, '--po', cls.po, '--its', ITS, '--prefix', '/x',
                        '--tree', cls.path(name), '--bundle', cls.path(f'{name}.gresource'), '--code', cls.path(f'{name}.h'),
                        '--depfile', cls.path(f'{name}.d')], check=True)

    def read(self, *parts, mode='r'):
        with open(self.path('one', *parts), mode, encoding=None if 'b' in mode else 'utf-8') as file:
            return file.read()

    def test_translated(self):
        module = self.read('l10n/fr/modules/first.xml')
        self.assertIn('<title>Un premier module</title>', module)
        self.assertIn('<item id="one">Un</item>', module)
        self.assertIn('<title>Paquet d’essai</title>', self.read('l10n/fr/pack.xml'))

    def test_marks_change_places(self):
        self.assertRegex(self.read('l10n/fr/modules/first.xml'),
                         r'<p id="start-p" present="yes">Simples, <strong>forts</strong> et <em>soulignés</em>, des <term ref="nexus">liens</term> : '
                         r'<practice ref="b4" ?/>.<source ref="unsc-2482">\s*Paragraph\s+3 only.\s*</source></p>')

    def test_fallback_is_marked(self):
        module = self.read('l10n/fr/modules/first.xml')
        self.assertIn('<summary xml:lang="en">', module)
        self.assertRegex(module, r'<item id="two" xml:lang="en">')
        self.assertRegex(module, r'<p id="law-p" xml:lang="en">')
        # The same in both languages is translated; fuzzy is not.
        self.assertIn('<cell>Port</cell>', module)
        self.assertIn('<cell xml:lang="en">Bank</cell>', module)

    def test_blocks_that_hold_blocks_are_not_marked(self):
        module = self.read('l10n/fr/modules/first.xml')
        for name in ('module', 'section', 'list', 'table', 'row', 'callout', 'case', 'quote', 'check', 'question', 'option', 'source', 'test'):
            self.assertIsNone(re.search(f'<{name} [^>]*xml:lang', module), name)

    def test_alternative_text(self):
        module = self.read('l10n/fr/modules/first.xml')
        self.assertIn('alt="Une porte"', module)
        self.assertIsNone(re.search('<figure [^>]*xml:lang', module))

    def test_figure(self):
        self.assertIn('Porte</text>', self.read('l10n/fr/figures/plan.svg'))

    def test_equivalents_keep_their_language(self):
        self.assertRegex(self.read('l10n/fr/glossary.xml'), r'<equivalent [^>]*xml:lang="fr"[^>]*>lien</equivalent>')

    def test_source_files_are_untouched(self):
        for path in ('pack.xml', 'modules/first.xml', 'figures/plan.svg'):
            with open(os.path.join(PACK, path), 'rb') as file:
                self.assertEqual(self.read(path, mode='rb'), file.read())

    def test_language_without_a_catalogue(self):
        self.assertFalse(os.path.exists(self.path('one', 'l10n', 'pt-BR')))

    def test_manifest(self):
        entries = dict(re.findall(r'path="([^"]+)" size="\d+" sha256="([0-9a-f]{64})"', self.read('manifest.xml')))
        self.assertEqual(len(entries), 11)
        self.assertNotIn('manifest.xml', entries)
        for path, digest in entries.items():
            self.assertEqual(hashlib.sha256(self.read(path, mode='rb')).hexdigest(), digest)

    def test_same_input_same_bundle(self):
        self.build('two')
        with open(self.path('one.gresource'), 'rb') as one, open(self.path('two.gresource'), 'rb') as two:
            self.assertEqual(one.read(), two.read())

    def test_bundle_is_not_compressed(self):
        listed = subprocess.run(['gresource', 'list', self.path('one.gresource')], check=True, capture_output=True, text=True).stdout
        self.assertIn('/x/l10n/fr/modules/first.xml', listed)
        with open(self.path('one.gresource'), 'rb') as file:
            self.assertIn('Un premier module'.encode(), file.read())

    def test_what_was_read_is_named(self):
        with open(self.path('one.d'), encoding='utf-8') as file:
            depfile = file.read()
        for path in ('pack.xml', 'modules/first.xml', 'figures/plan.svg'):
            self.assertIn(os.path.join(PACK, path), depfile)
        self.assertIn('fr.po', depfile)

    def test_check(self):
        done = subprocess.run([NEXUS_TOOL, 'check', self.path('one')], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r'l10n/fr/modules/first\.xml:\d+: warning: \d+ of 34 texts are not in fr')


unittest.main(argv=sys.argv[:1], verbosity=0)
