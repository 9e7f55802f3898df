# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scenario and its debrief by the keyboard alone. The first run is done by keys in test-keyboard.py."""

from nx_e2e import BUTTONS, CHOICES, Test, wait
from nx_keys import Keyboard, find_place
from nx_person import ScenarioPage, first_run


def play(app, keys):
    keys.press("alt+2")
    scenarios = find_place(app, "Scenarios")
    scenarios.await_(BUTTONS, starts="The second manifest")
    keys.await_focus(scenarios)
    keys.go_round(scenarios)
    keys.tab_to("The second manifest")
    keys.press("Return")
    scenario = ScenarioPage(app)
    keys.await_at("Begin")
    keys.go_round(scenario.page)
    keys.tab_to("Begin")
    keys.press("Return")
    n_decided = 0
    while app.find_page("Debrief") is None:
        if n_decided == 0 and scenario.page.find(CHOICES) is not None:
            keys.go_round(scenario.page, beyond=("Begin",))
            beyond = ("Begin", *(choice.name for choice in scenario.choices))
        last = keys.await_focus(scenario.page).name
        # Where nothing is to be decided, a number does nothing. What comes takes the focus, by its heading.
        keys.press("1", "Return")
        if keys.await_elsewhere(last) == "What happened":
            n_decided += 1
            if n_decided == 1:
                keys.go_round(scenario.page, beyond=beyond)
                read_document(scenario, keys)
    assert n_decided >= 4, n_decided


def read_document(scenario, keys):
    """From the dossier, and back."""
    keys.press("F9")
    keys.press("F9")
    wait(lambda: keys.focused is not None and keys.focused.accessible.getRoleName() == "list item", "the dossier")
    keys.press("Return")
    wait(lambda: keys.focused is not None and keys.focused.accessible.getRoleName() != "list item", "the document")
    scenario.page.await_(BUTTONS, "Back to the situation")
    keys.press("Escape")
    wait(lambda: keys.focused is not None and keys.focused.accessible.getRoleName() == "list item", "the focus to come back from the document")
    keys.tab_to("Continue")


def look_back(app, keys):
    debrief = app.page("Debrief")
    keys.await_focus(debrief)
    keys.go_round(debrief)
    keys.tab_to("Decision 1")
    keys.press("Right")
    wait(lambda: keys.focused is not None and keys.focused.name.startswith("Decision 2"), "the next decision by the arrow")
    keys.tab_to("Finish")
    keys.press("Return")
    app.page("Overview")
    wait(lambda: app.find_page("Debrief") is None, "end of the debrief")
    keys.await_focus(find_place(app, "Scenarios"))


with Test() as test:
    app = test.app().start()
    keys = Keyboard(app)
    first_run(app, send=False)
    keys.await_focus(find_place(app, "Learn"))
    play(app, keys)
    test.step("the scenario with number keys and Enter, and a document of its dossier")
    look_back(app, keys)
    app.quit()
    test.step("the debrief, from decision to decision, and the end")
