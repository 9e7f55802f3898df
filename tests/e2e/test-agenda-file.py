# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An agenda of one's own, saved as a file for a colleague, deleted, and opened again from that file: the same agenda. By keys,
up to the window for files, which is GTK's.
"""

from nx_e2e import BUTTONS, Test, wait
from nx_keys import Keyboard, find_place
from nx_person import agenda_parts, first_run

TITLE = "Two hours"
AGENDA = f"""<workshop xmlns="urn:nexus-trainer:content:1" id="mine" version="1"><title>{TITLE}</title><summary>Short.</summary>
<day id="day" start="09:00"><title>Day</title><session id="session"><title>Session</title>
<words id="hello" minutes="30"><title>Hello</title></words><play id="game" minutes="90" scenario="second-manifest"/>
</session></day></workshop>"""


def choose(keys, agenda, act):
    """From the menu of the agenda."""
    keys.tab_to(f"Menu of {agenda}")
    name = keys.focused.name
    keys.press("Return")
    keys.await_elsewhere(name)
    for _ in range(8):
        if keys.focused.name.startswith(act):
            keys.press("Return")
            return
        keys.press("Down")
        keys.await_still()
    raise AssertionError(f"no {act!r} in the menu of {agenda}")


def hand_on(app, keys, path, file):
    """To a file, away, and back."""
    before = agenda_parts(path)
    choose(keys, TITLE, "Save as a file")
    app.dialog("Save as a file")
    keys.await_still()
    keys.press("ctrl+a")
    app.type(str(file))
    keys.press("Return")
    wait(lambda: agenda_parts(file) == before, "the file for a colleague")
    app.await_alone()

    choose(keys, TITLE, "Delete")
    # Without a window manager the keyboard stays with the window of the menu.
    app.dialog().await_(BUTTONS, "Delete").press()
    wait(lambda: not path.exists(), "the end of the agenda")
    app.await_alone()

    keys.tab_to("Open a file")
    keys.press("Return")
    app.dialog("Open an agenda")
    keys.await_still()
    app.type(str(file))
    keys.press("Return")
    wait(path.exists, "the agenda from the file")
    assert path.read_bytes() == file.read_bytes(), "the agenda that came back is another one"


with Test() as test:
    app = test.app()
    path = app.data / "agendas" / "mine.nxagenda"
    path.parent.mkdir(parents=True, mode=0o700)
    path.write_text(AGENDA, encoding="utf-8")
    app.start()
    keys = Keyboard(app)
    first_run(app, send=False)
    keys.press("alt+5")
    find_place(app, "Workshop").await_("list item", starts=TITLE)
    hand_on(app, keys, path, test.folder / "colleague.nxagenda")
    app.quit()
    test.step("saved as a file, deleted, and opened again")
