#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""linking.py PROGRAM...: no program links to a library that it opens late (src/base/nx-late-library.h).

One inline function of such a library's header is enough to bring it back into every start, with the twenty that it needs.
Prints what links to what; exit status 0 if nothing does.
"""

import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


def late_libraries():
    for source in sorted((TOP / "src").rglob("nx-late-*.c")):
        yield from re.findall(r'^NX_LATE_DEFINE \(.*"([^"]+)"\)', source.read_text(), re.M)


def main():
    late = set(late_libraries())
    if not late or len(sys.argv) < 2:
        sys.exit("usage: linking.py PROGRAM...")
    found = []
    for program in sys.argv[1:]:
        head = subprocess.run(["readelf", "--dynamic", "--wide", program], capture_output=True, text=True, check=True).stdout
        found += [f"{program}: links to {name}, which is to be opened late"
                  for name in re.findall(r"\(NEEDED\).*\[(.+)\]", head) if name in late]
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)


main()
