#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""manual.py TOOL PAGE: the page names the commands and options that the program's --help names, and no others.

Prints each difference as PAGE:line: words; exit status 0 if there is none. What man itself has to say of the page counts
too, where there is a man.
"""

import os
import re
import shutil
import subprocess
import sys

TOOL, PAGE = sys.argv[1:3]
EVERYWHERE = {"help", "version"}


def say(*arguments):
    environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="en")
    return subprocess.run([TOOL, *arguments], capture_output=True, text=True, check=True, env=environment).stdout


def offered():
    """What --help offers: {command: options}."""
    listing = say("--help").split("Commands:", 1)[1]
    commands = re.findall(r"^  ([a-z][a-z-]*)\b", listing, flags=re.M)
    return {command: set(re.findall(r"^ .*?--([a-z][a-z-]*)", say(command, "--help"), flags=re.M)) - EVERYWHERE for command in commands}


def described(text):
    """What the page describes: commands and options with an item, each with its line; and the options of each synopsis."""
    commands, options, synopses, command = {}, {}, {}, None
    in_synopsis = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(".Sh "):
            in_synopsis = line == ".Sh SYNOPSIS"
        match = re.match(r"\.(It )?Cm ([a-z-]+)", line)
        if match and in_synopsis:
            command = match.group(2)
            synopses[command] = set()
        elif match and match.group(1):
            commands[match.group(2)] = number
        if in_synopsis and line == ".Nm":
            command = None
        if in_synopsis and command:
            synopses[command].update(re.findall(r"Fl -([a-z-]+)", line))
        elif line.startswith(".It Fl -"):
            options[re.match(r"\.It Fl -([a-z-]+)", line).group(1)] = number
    return commands, options, synopses


def main():
    with open(PAGE, encoding="utf-8") as page:
        commands, options, synopses = described(page.read())
    offers = offered()
    found = [f"{PAGE}:1: {command} is offered by --help and not described" for command in offers if command not in commands]
    found += [f"{PAGE}:{line}: there is no command {command}" for command, line in commands.items() if command not in offers]
    for command, its_options in offers.items():
        if synopses.get(command, set()) != its_options:
            found.append(f"{PAGE}:1: the synopsis of {command} has {sorted(synopses.get(command, set()))}, --help has {sorted(its_options)}")
    every_option = set().union(*offers.values())
    found += [f"{PAGE}:1: --{option} is not described" for option in every_option - set(options)]
    found += [f"{PAGE}:{options[option]}: there is no --{option}" for option in set(options) - every_option]
    if shutil.which("man"):
        done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", PAGE], capture_output=True, text=True, check=False,
                              env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="80"))
        found += [f"{PAGE}: {line}" for line in done.stderr.splitlines() if line.strip()]
    for finding in found:
        print(finding)
    return 1 if found else 0


sys.exit(main())
