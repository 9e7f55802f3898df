# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first run to the result of a test by the keyboard alone: real keys, no mouse, no action called; the tree is only
read. On each page Tab comes to everything that takes keys, and it can be seen where it is.
"""

from nx_e2e import BUTTONS, CHOICES, ENTRIES, PANELS, Node, Test, wait
from nx_keys import Keyboard, find_place
from nx_person import TestPage

N_QUESTIONS = 10
# In the tree, and not to be seen: what a page shows in other states.
BEYOND = ("Choose another folder",)


def await_step(app, number):
    """The page is another one after the language changed."""
    def there():
        step = app.page("First start").find("scroll pane", starts=f"Step {number} of 3")
        return step if step is not None and step.sensitive else None
    return wait(there, f"step {number}")


def greet(app, keys):
    """The first run."""
    step = await_step(app, 1)
    keys.await_focus(step)
    keys.go_round(step)
    keys.tab_to("French")
    keys.press("space")
    wait(lambda: app.page("First start").find(BUTTONS, "Continuer"), "the first step in French")
    keys.tab_to("English")
    keys.press("space")
    step = await_step(app, 1)
    step.await_(BUTTONS, "Continue")
    keys.tab_to("Continue")
    keys.press("Return")

    step = await_step(app, 2)
    keys.go_round(step)
    keys.tab_to("Staff ID")
    keys.tab_to_entry()
    app.type("Amina Diallo")
    wait(lambda: step.find(ENTRIES, "Name").text == "Amina Diallo", "the name that was typed")
    keys.press("Return")

    step = await_step(app, 3)
    keys.go_round(step)
    keys.tab_to("Keep everything on this computer")
    keys.press("space")
    wait(lambda: step.await_(CHOICES, starts="Keep everything").checked, "the choice")
    keys.tab_to("Start learning")
    keys.press("Return")
    app.page("Overview")


def read(app, keys):
    """The module, from its card to its test."""
    learn = find_place(app, "Learn")
    keys.await_focus(learn)
    keys.go_round(learn, beyond=BEYOND)
    keys.tab_to("Start Sharing between agencies")
    keys.press("Return")
    reader = app.page("Module")
    keys.await_at("Too little, too much")
    keys.go_round(reader)
    # The check of this section, from its question on.
    check = reader.await_(PANELS, "Check yourself")
    keys.tab_to("1, ")
    keys.press("2")
    wait(lambda: check.find(CHOICES, starts="2, ").checked, "the second answer")
    keys.tab_to("Check answer")
    keys.press("Return")
    check.await_(PANELS, starts="Correct.")
    keys.press("ctrl+Return")
    reader.await_(BUTTONS, "Read")
    # A glossary term, and back to where the focus was.
    keys.tab_to("Terrorism, glossary term")
    keys.press("Return")
    popover = wait(lambda: reader.find(has="Open in glossary") or reader.find("label", "Terrorism"), "the term's meaning")
    assert popover is not None
    keys.press("Escape")
    keys.await_at("Terrorism, glossary term")
    # Another section by the list of contents.
    keys.tab_to("Too little, too much")
    keys.press("Down", "Down", "Down")
    wait(lambda: keys.focused is not None and keys.focused.name.startswith("Seven steps"), "the next section in the contents")
    keys.press("Return")
    reader.await_("heading", "Seven steps, from question to correction")
    keys.await_at("Seven steps, from question to correction")
    while reader.find(BUTTONS, "Take the test") is None:
        heading = reader.await_(BUTTONS, starts="Next section: ").name.removeprefix("Next section: ")
        keys.press("ctrl+Page_Down")
        keys.await_at(heading)
    keys.tab_to("Take the test")
    keys.press("Return")


def take_test(app, keys):
    page = TestPage(app)
    for number in range(1, N_QUESTIONS + 1):
        page.await_number(number)
        wait(lambda: page.choices and not any(choice.checked for choice in page.choices), "the question's choices")
        if number == 1:
            keys.await_focus(page.page)
            keys.go_round(page.page)
        keys.press("1")
        wait(lambda: page.choices[0].checked, "the first answer")
        if number == 2:
            keys.tab_to("Certain")
            keys.press("space")
            keys.tab_to("Check answer")
        keys.press("Return")
        wait(lambda: page.page.find(BUTTONS, "Next question") or page.page.find(BUTTONS, "See your result"), "the judgement")
        if number == 1:
            keys.await_focus(page.page)
            keys.go_round(page.page)
            keys.tab_to("Next question")
        keys.press("Return")
    page.page.await_("label", has=" points")
    # Its heading has the focus, which stands first on it.
    heading = wait(lambda: page.page.find(PANELS, starts="Passed") or page.page.find(PANELS, starts="Not passed yet"), "the result's heading")
    keys.await_focus(heading)
    keys.go_round(Node(app, heading.accessible.parent))
    keys.press("Escape")
    wait(lambda: app.find_page("Test") is None, "end of the test's page")
    if app.find_page("Module") is not None:
        keys.press("Escape")
        wait(lambda: app.find_page("Module") is None, "end of the reader")
    keys.await_focus(app.page("Overview"))


with Test() as test:
    app = test.app().start()
    keys = Keyboard(app)
    greet(app, keys)
    test.step("first run")
    read(app, keys)
    test.step("the module: a check, a term, the contents, a section marked as read")
    take_test(app, keys)
    app.quit()
    test.step(f"{N_QUESTIONS} questions with number keys and Enter, the result, and the end")
