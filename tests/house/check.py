#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check.py NAME: one of the rules of this house, over the whole tree; HACKING.md says why each is there.

Prints every place that breaks it as file:line: what to do instead. Exit status 0 if there is none.
"""

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]

# Which folder of src/ may include headers of which: the arrows of HACKING.md. "app" may use all, "tool" all but app.
ARROWS = {
    "base": "",
    "keys": "base",
    "db": "base",
    "content": "base keys",
    "assess": "base content",
    "scenario": "base content",
    "event": "base",
    "xapi": "base event",
    "records": "base db keys event xapi",
    "progress": "base content assess event records",
    "attempt": "base content assess scenario event records progress",
    "delivery": "base keys event xapi records",
    "workshop": "base content assess scenario event records progress",
}

# Libraries that one folder hides from the rest.
LIBRARIES = [
    (r"(gtk|gdk|gsk|adwaita|libadwaita)\b", "app", "the core is free of GTK"),
    (r"sqlite3\.h", "db", "go through nx-database.h"),
    (r"libxml/", "content", "go through nx-xml-reader.h or the model"),
    (r"json-glib/", "base", "go through nx-json.h"),
    (r"sodium", "keys", "go through nx-keys.h"),
    (r"libsecret/", "keys", "go through nx-secret-store.h"),
    (r"libsoup/", "delivery", "go through nx-sender.h"),
    (r"(cairo|pango|librsvg)", "app", "the core does not draw"),
]

CALLS = {
    "atoi": "g_ascii_string_to_signed",
    "atol": "g_ascii_string_to_signed",
    "atof": "g_ascii_strtod, and look at the end",
    "strcpy": "g_strdup or g_strlcpy",
    "strcat": "GString",
    "sprintf": "g_strdup_printf",
    "vsprintf": "g_strdup_vprintf",
    "gets": "g_data_input_stream_read_line",
    "strtok": "g_strsplit",
    "system": "GSubprocess",
    "popen": "GSubprocess",
    "g_error": "GError for the world's faults, g_assert for our own",
    "sqlite3_exec": "nx_db_prepare and bound values",
    "sqlite3_mprintf": "nx_db_prepare and bound values",
    "g_usleep": "wait on a condition with a limit",
    "gtk_widget_show": "gtk_widget_set_visible",
    "gtk_widget_hide": "gtk_widget_set_visible",
    "setlocale": "nx_locale_init, before threads start",
}
# Where a call that is refused elsewhere has its one good place.
CALLS_ALLOWED = {
    "sqlite3_exec": ["src/db/*", "tests/bench/*"],
    "g_error": ["tests/*"],
    "setlocale": ["src/base/nx-locale.c", "src/app/shell/nx-language.c", "tests/*"],
}


def tree():
    """Every file that is or would be committed, as paths relative to the top."""
    if (TOP / ".git").exists() and shutil.which("git"):
        listing = subprocess.run(
            ["git", "-c", f"safe.directory={TOP}", "-C", str(TOP), "ls-files", "-co", "--exclude-standard", "-z"],
            capture_output=True, check=False)
        if listing.returncode == 0:
            names = {name for name in listing.stdout.decode().split("\0") if name}
            return sorted(name for name in names if (TOP / name).is_file())
    found = []
    ignored = {TOP.parent: [".git"]}
    for folder, folders, names in os.walk(TOP):
        folder = Path(folder)
        patterns = ignored[folder.parent]
        if (folder / ".gitignore").is_file():
            lines = (folder / ".gitignore").read_text(encoding="utf-8").split("\n")
            patterns = patterns + [line.strip("/") for line in lines if line and not line.startswith("#")]
        ignored[folder] = patterns
        folders[:] = [name for name in folders if not any(fnmatch.fnmatch(name, pattern) for pattern in patterns)]
        found += [str((folder / name).relative_to(TOP)) for name in names
                  if not any(fnmatch.fnmatch(name, pattern) for pattern in patterns)]
    return sorted(found)


FILES = tree()


def files(*patterns):
    return [name for name in FILES if any(fnmatch.fnmatch(name, pattern) for pattern in patterns)]


def read(name):
    return (TOP / name).read_text(encoding="utf-8", errors="replace")


def without_comments(text):
    """C text with comments and the insides of strings blanked, its lines kept."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0)) if match.group(0).startswith("/") else '""'
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def includes(name):
    for number, line in enumerate(read(name).splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line)
        if match:
            yield number, match.group(2)


def check_layers():
    sources = files("src/*.c", "src/*.h")
    home = {Path(name).name: name.split("/")[1] for name in sources if name.endswith(".h")}
    for name in sources:
        folder = name.split("/")[1]
        for number, header in includes(name):
            at = f"{name}:{number}: {header}"
            if "../" in header:
                yield f"{at}: headers are found by name; depend on the folder in meson.build instead"
            for pattern, owner, instead in LIBRARIES:
                if re.match(pattern, header) and folder != owner:
                    yield f"{at}: belongs to src/{owner} only: {instead}"
            owner = home.get(Path(header).name)
            if owner in (None, folder) or folder == "app":
                continue
            if owner == "app" or folder != "tool" and owner not in ARROWS[folder].split():
                yield f"{at}: src/{folder} may use {ARROWS.get(folder, 'all but app') or 'nothing of ours'}, not {owner}"
            elif Path(header).name.endswith("-private.h"):
                yield f"{at}: private to src/{owner}"


def check_calls():
    pattern = re.compile(r"(?<![\w.>])(" + "|".join(CALLS) + r")\s*\(")
    for name in files("src/*.c", "src/*.h", "tests/*.c", "tests/*.h"):
        for number, line in enumerate(without_comments(read(name)).splitlines(), 1):
            for match in pattern.finditer(line):
                call = match.group(1)
                if not any(fnmatch.fnmatch(name, place) for place in CALLS_ALLOWED.get(call, [])):
                    yield f"{name}:{number}: {call}: rather {CALLS[call]}"


def check_unfinished():
    word = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|[Nn]ot (yet )?implemented")
    for name in files("src/*", "ui/*", "data/*.xml", "data/*.rnc"):
        for number, line in enumerate(read(name).splitlines(), 1):
            if word.search(line):
                yield f"{name}:{number}: unfinished work: finish it, or say in an issue what is left"


def check_translatable():
    listed = [line.strip() for line in read("po/POTFILES.in").splitlines() if line.strip() and not line.startswith("#")]
    marked = re.compile(r'(?<![\w])(_|N_|C_|NC_|Q_|ngettext|dngettext|g_dngettext|g_dpgettext2?|gettext)\s*\(\s*"')
    wanted = set()
    for name in files("src/*.c", "src/*.h"):
        text = re.sub(r"/\*.*?\*/", "", read(name), flags=re.S)
        if marked.search(text):
            wanted.add(name)
    for name in files("ui/*.ui"):
        if 'translatable="' in read(name):
            wanted.add(name)
    wanted.update(files("data/*.desktop.in*", "data/*.metainfo.xml.in*"))
    for name in sorted(wanted - set(listed)):
        yield f"{name}:1: has text to translate and is not in po/POTFILES.in"
    for name in sorted(set(listed) - wanted):
        yield f"po/POTFILES.in:1: {name} " + ("has no text to translate" if name in FILES else "does not exist")
    for name in sorted({name for name in listed if listed.count(name) > 1}):
        yield f"po/POTFILES.in:1: {name} stands there twice"


def check_templates():
    worse = [
        (r'name="(margin-left|margin-right)"|"(halign|xalign)">\s*(left|right)<', "start and end, never left and right"),
        (r'class="(GtkTreeView|GtkListStore|GtkTreeStore|GtkComboBox\w*|GtkDialog|GtkInfoBar|GtkMessageDialog)"',
         "a widget that is not on its way out"),
    ]
    for name in files("ui/*.ui"):
        stem = Path(name).stem
        if "<template " in read(name) and not files(f"src/app/*/{stem}.c", f"src/app/{stem}.c"):
            yield f"{name}:1: no source of the same name in src/app"
        for number, line in enumerate(read(name).splitlines(), 1):
            for pattern, instead in worse:
                if re.search(pattern, line):
                    yield f"{name}:{number}: rather {instead}"


def check_licences():
    """Two SPDX lines at the head of each file, or a paragraph in .reuse/dep5 for what cannot carry them."""
    covered = [word for line in read(".reuse/dep5").splitlines() if line.startswith("Files:") for word in line.split()[1:]]
    for name in FILES:
        if name.startswith("LICENSES/") or name == ".reuse/dep5" or name.endswith(".license"):
            continue
        if any(fnmatch.fnmatch(name, pattern) for pattern in covered) or name + ".license" in FILES:
            continue
        head = read(name)[:1500]
        if "SPDX-FileCopyrightText: " not in head or "SPDX-License-Identifier: " not in head:
            yield f"{name}:1: begin it with the two SPDX lines, or cover it in .reuse/dep5"
    used = set()
    for name in FILES:
        if name.startswith("LICENSES/"):
            continue
        used.update(re.findall(r"SPDX-License-Identifier: ([\w.+-]+)", read(name)[:1500]))
    used.update(re.findall(r"^License: (\S+)", read(".reuse/dep5"), flags=re.M))
    texts = {Path(name).stem for name in files("LICENSES/*.txt")}
    for licence in sorted(used - texts):
        yield f"LICENSES:1: the text of {licence} is missing"
    for licence in sorted(texts - used):
        yield f"LICENSES/{licence}.txt:1: no file is under this licence"


def check_lock_file():
    """A lock file says what, never from where: a machine behind a mirror must be able to install it."""
    for name in files("*package-lock.json"):
        for number, line in enumerate(read(name).splitlines(), 1):
            if '"resolved"' in line:
                yield f"{name}:{number}: a download address: npm install --omit-lockfile-registry-resolved"


def check_readme():
    text = read("README.md")
    for command in ("build-aux/run", "build-aux/test"):
        if command not in text:
            yield f"README.md:1: does not name {command}"
        if not os.access(TOP / command, os.X_OK):
            yield f"{command}:1: cannot be executed"
    if "build-aux/test" not in read(".ci/run"):
        yield ".ci/run:1: does not call build-aux/test"
    for name in files("*.md"):
        folder = Path(name).parent
        for number, line in enumerate(read(name).splitlines(), 1):
            for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", line):
                if not (TOP / folder / target).exists():
                    yield f"{name}:{number}: {target} does not exist"


CHECKS = {name[len("check_"):].replace("_", "-"): function
          for name, function in sorted(globals().items()) if name.startswith("check_")}


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in CHECKS:
        print("usage: check.py " + "|".join(CHECKS), file=sys.stderr)
        return 2
    found = list(CHECKS[sys.argv[1]]())
    for finding in found:
        print(finding)
    return 1 if found else 0


sys.exit(main())
