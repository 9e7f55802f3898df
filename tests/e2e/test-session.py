# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workshop as its presenter gives it: begun from the agenda that comes with the program, gone through by the keys of a
clicker, a vote counted by hands, the power lost in the middle; then gone on with where it was, and ended.
"""

import re

from nx_e2e import BUTTONS, Test, wait
from nx_keys import Keyboard
from nx_person import first_run, show_place


def begin(app):
    show_place(app, 5).await_(BUTTONS, starts="Present").press()
    return app.page("Presenter")


def number(page):
    """Of the slide that the audience sees; 0 before the first."""
    label = page.find("label", starts="Slide ")
    return int(re.match(r"Slide (\d+) of \d+", label.name).group(1)) if label is not None else 0


def shown(page):
    """All that the audience sees, in words."""
    image = page.find("image", starts="Slide ")
    return image.name if image is not None else ""


def to_question(app, page):
    """One press after the other, each when the one before can be seen."""
    while page.find(BUTTONS, "Open the vote") is None:
        before = shown(page)
        app.key("Page_Down")
        wait(lambda: shown(page) != before, "the next point or slide")  # pylint: disable=cell-var-from-loop


with Test() as test:
    app = test.app().start()
    first_run(app, send=False)
    page = begin(app)
    page.assert_named()
    assert number(page) == 0
    app.key("Page_Down")
    wait(lambda: number(page) == 1, "the first slide")
    test.step("a session begins with its first slide")

    to_question(app, page)
    asked = number(page)
    app.key("v")
    page.await_(has="Results hidden on the projector")
    keys = Keyboard(app)
    keys.tab_to("Hands for A, in the room")
    app.key("ctrl+a", "3", "Return")
    page.await_("label", "3")
    keys.tab_to("Hands for B, remote")
    app.key("ctrl+a", "5", "Return")
    page.await_("label", "8")
    assert number(page) == asked
    test.step("hands are counted for an open vote")

    app.kill()
    app.start()
    row = show_place(app, 5)
    row.await_(has="A session is under way")
    row.await_(BUTTONS, starts="Continue the session").press()
    page = app.page("Presenter")
    wait(lambda: number(page) == asked, "the slide of before")
    page.await_(has="Results hidden on the projector")
    page.await_("label", "8")
    assert page.find("spin button", "Hands for A, in the room").text == "3"
    assert page.find("spin button", "Hands for B, remote").text == "5"
    test.step("after a loss of power it goes on at the slide, with the open vote and its hands")

    app.key("v")
    page.await_(has="Results on the projector")
    app.key("b")
    page.await_(has="Blank")
    app.key("b")
    page.await_(has="On screen now")
    page.await_(BUTTONS, "End session").press()
    app.dialog().await_(BUTTONS, "End session").press()
    show_place(app, 5).await_gone(name="A session is under way")
    app.quit()
    test.step("shown, blanked and ended: nothing is under way any more")
