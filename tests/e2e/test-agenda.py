# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An agenda of one's own, by the keyboard alone: a copy of the one that comes with the program, other minutes, another order,
a question more, and back; all of it is on the disk without a word, and there after a new start. Its way to a colleague and
back is in test-agenda-file.py.
"""

import os

from nx_e2e import Test, wait
from nx_keys import Keyboard, find_place
from nx_person import agenda_parts, first_run

FIRST = "Too little, too much"


def own_agenda(folder):
    """The one file that there is."""
    def there():
        names = [name for name in os.listdir(folder) if name.endswith(".nxagenda")] if os.path.isdir(folder) else []
        return os.path.join(folder, names[0]) if len(names) == 1 else None
    return wait(there, "an agenda of one's own")


def await_parts(path, test, what):
    return wait(lambda: (found := agenda_parts(path)) and test(found) and found, what)


def edit(app, keys, folder):
    """Minutes, order, a question more, and back."""
    keys.tab_to("Sharing information")
    keys.press("Return")
    page = app.page("Agenda")
    page.await_("list item", has=FIRST)
    page.assert_named()
    path = own_agenda(folder)
    before = agenda_parts(path)

    keys.tab_to(FIRST)
    keys.press("alt+Down")
    await_parts(path, lambda now: [now[0], now[1]] == [before[1], before[0]], "the part moved down")
    keys.tab_to("Minutes of")
    keys.press("Up", "Up")
    # Of the part that was moved, whose row has the focus.
    await_parts(path, lambda now: now[1] == (before[0][0], before[0][1] + 2), "two minutes more")

    keys.tab_to("Menu of")
    keys.press("Return")
    keys.await_at("Edit…")
    keys.press("Down", "Return")
    # The way back from the kinds of parts is called so, too.
    keys.await_still()
    keys.await_at("Add a part after it")
    for kind in ("Slides", "Slide of your own", "Vote"):
        keys.press("Down")
        keys.await_at(kind)
    keys.press("Return")
    dialog = app.dialog("Vote")
    keys.await_focus(dialog)
    await_parts(path, lambda now: len(now) == len(before) + 1, "a question more")
    keys.press("Escape")
    app.await_alone()
    keys.press("ctrl+z")
    now = await_parts(path, lambda now: len(now) == len(before), "the question gone again")
    assert now[1] == (before[0][0], before[0][1] + 2), now
    keys.press("Escape")
    return path


with Test() as test:
    app = test.app().start()
    keys = Keyboard(app)
    first_run(app, send=False)
    test.step("first run")
    keys.press("alt+5")
    find_place(app, "Workshop").await_("list item", starts="Sharing information")
    path = edit(app, keys, os.path.join(app.data, "agendas"))
    test.step("a copy edited and saved by itself")
    find_place(app, "Workshop").await_("list item", has="(copy)")
    app.quit()
    app = test.app().start()
    app.page("Overview")
    assert agenda_parts(path)[1][0] == "welcome", "the agenda is another one after a new start"
    app.quit()
    test.step("the same after a new start")
