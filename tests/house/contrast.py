#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""contrast.py: every colour that the style sheets give to text stands out from what is behind it by 4.5 to 1, light and dark,
and every size of text follows the size that the desktop asks for.

Prints each that does not as file:line; exit status 0 if there is none.
"""

import re
import sys
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
LEAST = 4.5

FOREGROUNDS = ("window_fg_color", "view_fg_color", "card_fg_color", "headerbar_fg_color", "popover_fg_color")
# libadwaita 1.2's own, beneath ours: what text stands on, and what it is written in.
THEMES = {
    "light": ([], {"window_bg_color": "#fafafa", "view_bg_color": "#ffffff", "card_bg_color": "#ffffff", "headerbar_bg_color": "#ebebeb",
                   "popover_bg_color": "#ffffff", **dict.fromkeys(FOREGROUNDS, "rgba(0,0,0,0.8)")}),
    "dark": (["style-dark.css"], {"window_bg_color": "#242424", "view_bg_color": "#1e1e1e", "card_bg_color": "#363636",
                                  "headerbar_bg_color": "#303030", "popover_bg_color": "#383838", **dict.fromkeys(FOREGROUNDS, "white")}),
}
GROUNDS = ("window_bg_color", "view_bg_color", "card_bg_color", "popover_bg_color")
BARS = ("headerbar_bg_color",)            # what has a ground of its own, such as a pill, stands on no bar
# Shapes; what they say stands beside them in words.
SHAPES = r"^(segments|progressring|image)\b|-icon\b"
# Stands on a full colour of another rule: FULL and the gradients have it.
ELSEWHERE = r"^label\.chip-disc|^avatar$"

# Text on the tint of a box whose rule is another one: text, tint.
TINTED = [
    ("@part_a_color", "alpha(@part_a_color, .12)"), ("@part_b_color", "alpha(@part_b_color, .12)"),
    ("@part_c_color", "alpha(@part_c_color, .12)"), ("@part_d_color", "alpha(@part_d_color, .12)"),
    ("@part_r_color", "alpha(@part_r_color, .12)"),
    ("@warning_color", "alpha(@warning_bg_color, .16)"), ("@success_color", "alpha(@success_bg_color, .14)"),
    ("@accent_color", "alpha(@accent_bg_color, .12)"), ("@error_color", "alpha(@error_bg_color, .1)"),
    ("@view_fg_color", "alpha(@warning_bg_color, .2)"),
    ("alpha(@view_fg_color, .75)", "alpha(@success_bg_color, .14)"), ("alpha(@view_fg_color, .75)", "alpha(@error_bg_color, .1)"),
    ("alpha(@view_fg_color, .75)", "alpha(@accent_bg_color, .11)"),
    # A pill on the row that it judges.
    ("@success_color", "mix(mix(@card_bg_color, @success_bg_color, .14), @success_bg_color, .1)"),
    ("@error_color", "mix(mix(@card_bg_color, @error_bg_color, .1), @error_bg_color, .1)"),
]
# Written white or in the ground's colour on a full one.
FULL = [("white", "@accent_bg_color")] + [("@view_bg_color", f"@part_{part}_color") for part in "abcdr"]

ARGUMENTS = r"\(\s*([^()]*(?:\([^()]*\))?[^()]*)\)"


def read(name):
    return re.sub(r"/\*.*?\*/", lambda comment: re.sub(r"[^\n]", " ", comment[0]), (RESOURCES / name).read_text(), flags=re.S)


def named_colours(names):
    return {match[1]: match[2] for name in names for match in re.finditer(r"@define-color\s+(\w+)\s+([^;]+);", read(name))}


def over(colour, ground):
    """What is seen of a colour with alpha on a full one."""
    return tuple(colour[3] * c + (1 - colour[3]) * g for c, g in zip(colour[:3], ground[:3])) + (1.0,)


def luminance(colour):
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class Theme:
    def __init__(self, colours):
        self.colours = colours

    def resolve(self, words, current):
        """The colour that @words of CSS mean where the text is @current; None if they mean none."""
        words = words.strip()
        if words in ("inherit", "currentColor"):
            return current
        if words == "transparent":
            return None
        if words in ("white", "black"):
            return (float(words == "white"),) * 3 + (1.0,)
        if words.startswith("@"):
            return self.resolve(self.colours[words[1:]], current)
        if words.startswith("#"):
            return tuple(int(words[i:i + 2], 16) / 255 for i in (1, 3, 5)) + (1.0,)
        function, inside = re.fullmatch(r"(\w+)" + ARGUMENTS, words).groups()
        arguments = [part.strip() for part in re.split(r",(?![^(]*\))", inside)]
        if function == "rgba":
            return tuple(float(part) / 255 for part in arguments[:3]) + (float(arguments[3]),)
        first = self.resolve(arguments[0], current)
        if function == "alpha":
            return first[:3] + (first[3] * float(arguments[1]),)
        if function == "mix":
            second, share = self.resolve(arguments[1], current), float(arguments[2])
            return tuple(a * (1 - share) + b * share for a, b in zip(first, second))
        raise ValueError(words)

    def look(self, text, behind, current):
        """The least contrast of @text on any ground, or on @behind over any ground."""
        colour = self.resolve(text, current)
        if colour is None:
            return None
        seen = []
        for name in GROUNDS + (BARS if behind is None else ()):
            ground = self.resolve("@" + name, current)
            if behind is not None:
                tint = self.resolve(behind, colour)
                ground = over(tint, ground) if tint is not None else ground
            seen.append(contrast(over(colour, ground), ground))
        return min(seen)


def rules(name):
    """(line, selector, {property: value}) of each rule."""
    text = re.sub(r"@(define-color|import)[^;]*;", lambda match: re.sub(r"[^\n]", " ", match[0]), read(name))
    for match in re.finditer(r"([^{}]+)\{([^{}]*)\}", text):
        properties = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", match[2]))
        yield text.count("\n", 0, match.start(2)) + 1, " ".join(match[1].split()), properties


def check_theme(label, names, colours, sheets):
    theme = Theme({**colours, **named_colours(["style.css", "pages.css", "play.css", "debrief.css"]), **named_colours(names)})
    current = theme.resolve("@view_fg_color", None)
    for name in sheets:
        for line, selector, properties in rules(name):
            behind = properties.get("background-color", properties.get("background"))
            for full in re.findall(r"#[0-9a-f]{6}", properties.get("background-image", "")):
                if (seen := theme.look("white", full, current)) < LEAST:
                    yield f"resources/{name}:{line}: {selector}: white on {full}: {seen:.1f} to 1"
            if "color" not in properties or re.search(SHAPES, selector) or re.search(ELSEWHERE, selector) or "sepia" in selector:
                continue
            seen = theme.look(properties["color"], behind, current)
            if seen is not None and seen < LEAST:
                yield f"resources/{name}:{line}: {selector}: {seen:.1f} to 1 ({label})"
    for text, behind in TINTED + FULL:
        seen = theme.look(text, behind, current)
        if seen < LEAST:
            yield f"resources/style.css:1: {text} on {behind}: {seen:.1f} to 1 ({label})"


def check_sizes(sheets):
    for name in sheets:
        for line, selector, properties in rules(name):
            if re.search(r"\dpx", properties.get("font-size", "")):
                yield f"resources/{name}:{line}: {selector}: rather pt, which follows the size of text of the desktop"


def main():
    sheets = sorted(path.name for path in RESOURCES.glob("*.css") if "-hc" not in path.name)
    found = list(check_sizes(sheets))
    for label, (names, colours) in THEMES.items():
        found += check_theme(label, names, colours, sheets)
    for finding in found:
        print(finding)
    return 1 if found else 0


sys.exit(main())
