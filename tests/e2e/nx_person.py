# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in the program, one function for each thing; used by all end-to-end tests."""

import time
from xml.etree import ElementTree

from nx_e2e import BUTTONS, CHOICES, ENTRIES, LIMIT_S, PANELS, TOP, clean, states, wait


def first_run(app, send=True, answers=True, name="Amina Diallo"):
    """Language, who, consent. Nothing is chosen for the person."""
    page = app.page("First start")
    page.assert_named()
    page.await_(PANELS, starts="Step 1 of 3").await_(BUTTONS, "Continue").press()
    step = page.await_(PANELS, starts="Step 2 of 3")
    wait(lambda: step.sensitive, "the second step")
    step.await_(ENTRIES, "Name").write(name)
    step.await_(BUTTONS, "Continue").press()
    step = page.await_(PANELS, starts="Step 3 of 3")
    wait(lambda: step.sensitive, "the third step")
    start = step.await_(BUTTONS, "Start learning")
    assert not start.sensitive, "Start learning can be pressed before a choice was made"
    for choice in step.find_all(CHOICES):
        assert not choice.checked, f"{choice.name!r} was chosen for the person"
    if send:
        step.await_(CHOICES, starts="Send my completion records").choose()
        if answers:
            step.await_(CHOICES, starts="Also send my answers").choose()
    else:
        step.await_(CHOICES, starts="Keep everything").choose()
    start.press()
    return app.page("Overview")


def show_place(app, number):
    """1 Learn, 2 Scenarios, 3 Good Practices, 4 My record, 5 Workshop."""
    app.take_focus()
    app.key(f"alt+{number}")
    return app.page("Overview")


def agenda_parts(path):
    """Id and minutes of each part of the agenda in that file, in their order; none while there is no such file."""
    content = "{urn:nexus-trainer:content:1}"
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError):
        return []
    return [(part.get("id"), int(part.get("minutes"))) for session in root.iter(content + "session") for part in session
            if part.get("minutes") is not None]


def open_module(app):
    """From Learn, by its card."""
    show_place(app, 1).await_(PANELS, "Research and information sharing").await_(BUTTONS, starts="Sharing between agencies").press()
    return app.page("Module")


def leave_page(app, name):
    """Back to where the page was opened."""
    app.page(name).await_(BUTTONS, "Back").press()
    wait(lambda: app.find_page(name) is None, f"end of page {name}")


# ---- Reading ----

def read_section(app, reader):
    """Answers the check of the section shown, if it has one, marks the section as read, and goes on."""
    check = reader.find(PANELS, "Check yourself")
    if check is not None:
        check.await_(CHOICES, starts="1, ").choose()
        check.await_(BUTTONS, "Check answer").press()
        feedback = wait(lambda: check.find(PANELS, starts="Correct.") or check.find(PANELS, starts="Not quite.") or check.find(PANELS, starts="Partly"),
                        "what became of the answer")
        if not feedback.name.startswith("Correct."):
            check.await_(BUTTONS, "Show the answer").press()
        check.await_gone(BUTTONS, "Check answer")
    reader.await_(BUTTONS, "Mark as read").press()
    reader.await_(BUTTONS, "Read")
    following = reader.find(BUTTONS, starts="Next section: ")
    if following is None:
        return False
    heading = following.name.removeprefix("Next section: ")
    following.press()
    reader.await_("heading", heading)
    return True


def read_module(app, reader):
    """All its sections, then the test."""
    while read_section(app, reader):
        pass
    reader.await_(BUTTONS, "Take the test").press()
    return app.page("Test")


def to_the_test(reader):
    """Past all sections, unread."""
    while reader.find(BUTTONS, "Take the test") is None:
        following = reader.await_(BUTTONS, starts="Next section: ")
        heading = following.name.removeprefix("Next section: ")
        following.press()
        reader.await_("heading", heading)
    reader.await_(BUTTONS, "Take the test").press()


# ---- Test ----

def right_options():
    """{prompt: texts of the right options}, as the author wrote them in English."""
    space = "{urn:nexus-trainer:content:1}"
    found = {}
    for path in sorted((TOP / "data/packs/core/questions").glob("*.xml")):
        for question in ElementTree.parse(path).getroot().iter(f"{space}question"):
            found[_plain(question.find(f"{space}prompt"))] = {
                _plain(option.find(f"{space}text")) for option in question.iter(f"{space}option") if option.get("right") == "yes"}
    return found


def _plain(element):
    return " ".join("".join(element.itertext()).split())


class TestPage:
    """A test, question by question. What is shown is read as a screen reader reads it."""

    def __init__(self, app):
        self.app = app
        self.page = app.page("Test")

    @property
    def number(self):
        label = self.page.find("label", starts="Question ")
        return int(label.name.split()[1]) if label else None

    def await_number(self, number):
        wait(lambda: self.number == number, f"question {number}")
        return self

    @property
    def prompt(self):
        """The group of the choices is named by the question."""
        for panel in self.page.find_all(PANELS):
            if panel.find(CHOICES) is not None and len(panel.name) > 20:
                return panel.name
        return None

    @property
    def choices(self):
        return self.page.find_all(CHOICES)

    def choose(self, right):
        """All that is right, or the first that is wrong."""
        answers = right_options()[wait(lambda: self.prompt, "a question")]
        for choice in self.choices:
            text = choice.name.partition(", ")[2].rstrip(".")
            is_right = any(answer.rstrip(".") == text for answer in answers)
            if is_right == right:
                choice.choose()
                if not right:
                    break
        return self

    def check(self):
        self.page.await_(BUTTONS, "Check answer").press()
        wait(lambda: self.page.find(BUTTONS, "Next question") or self.page.find(BUTTONS, "See your result"), "the judgement")
        return self

    def go_on(self):
        button = self.page.find(BUTTONS, "Next question") or self.page.await_(BUTTONS, "See your result")
        button.press()
        return self

    def answer_all(self, first=1, n=10, wrong=()):
        for number in range(first, n + 1):
            self.await_number(number).choose(number not in wrong).check().go_on()
        return self.page.await_("heading", starts="Passed") if not wrong else None


# ---- Scenario ----

class ScenarioPage:
    """A scenario, scene by scene."""

    def __init__(self, app):
        self.app = app
        self.page = app.page("Scenario")

    def begin(self):
        self.page.await_(BUTTONS, "Begin").press()
        return self

    @property
    def title(self):
        """What stands as the heading of the scene."""
        stage = wait(lambda: self.page.find_part("Scene"), "the scene")
        return next((heading.name for heading in stage.find_all("heading") if heading.name), None)

    @property
    def choices(self):
        return self.page.find_all(CHOICES)

    def decide(self, index=0):
        choices = wait(lambda: self.choices, "choices")
        choices[min(index, len(choices) - 1)].choose()
        self.page.await_(BUTTONS, "Confirm decision").press()
        self.page.await_("heading", "What happened")
        return self

    def _find_way_on(self):
        return self.page.find(BUTTONS, "Continue") or self.page.find(BUTTONS, "See the debrief")

    def go_on(self):
        """Where the way on that was seen had just been taken, and a choice has come meanwhile, nothing."""
        button = wait(lambda: self._find_way_on() or self.page.find(CHOICES), "the way on")
        if button.accessible.getRoleName() in BUTTONS:
            button.press()
        return self

    def play_to_the_end(self, choose=lambda number: 0, already=0):
        """Decides and goes on until the debrief is there. Returns how many decisions it took."""
        number = already
        while True:
            step = wait(self.next_step, "a choice, a way on, or the debrief")
            if step == "decide":
                number += 1
                self.decide(choose(number))
            elif step == "go on":
                # A button that was pressed stays for a moment, and may have gone since it was seen.
                button = self._find_way_on()
                if button is not None:
                    button.press()
            else:
                return number

    def next_step(self):
        """What can be done: decide, go on, or look at the debrief; None while nothing can."""
        if self.app.find_page("Debrief") is not None:
            return "debrief"
        button = self._find_way_on()
        if button is not None and button.sensitive:
            return "go on"
        return "decide" if self.page.find(CHOICES) is not None else None


def open_scenario(app):
    show_place(app, 2).await_(BUTTONS, starts="The second manifest").press()
    return ScenarioPage(app)


# ---- Records ----

PILLS = ("Refused", "Delivered", "Sending", "Waiting", "Only here")


def counts(app):
    """(to send, delivered, refused), as My record tells them."""
    page = show_place(app, 4)
    panel = page.await_(PANELS, has=" to send, ")
    return tuple(int("".join(filter(str.isdigit, part))) for part in panel.name.split(","))


def await_counts(app, pending=None, delivered=None, refused=None):
    def same():
        now = counts(app)
        return all(wanted is None or wanted == have for wanted, have in zip((pending, delivered, refused), now))
    wait(same, f"{pending} to send, {delivered} delivered, {refused} refused; there are {counts(app)}")


def open_sync_preferences(app):
    """The page is turned from within a list, which would itself do something with the key."""
    app.take_focus()
    app.key("ctrl+comma")
    dialog = app.dialog("Preferences")

    def in_list():
        at = next((row for row in dialog.find_all(("combo box", "list item")) if row.focused), None)
        if at is None:
            app.key("Tab")
        return at
    wait(in_list, "a row that has the keyboard")
    app.key("ctrl+Page_Down")
    tab = dialog.await_("page tab", "Sync")
    wait(lambda: "selected" in states(tab.accessible), "the page Sync")
    dialog.await_(ENTRIES, "Server address (xAPI)")
    return dialog


def fill_row(app, dialog, name, text):
    """An entry row, and its apply button."""
    row = dialog.await_(ENTRIES, name).click()
    app.key("ctrl+a")
    app.type(text)
    # Debian 13 does not tell what is in a password entry, only how long it is.
    wait(lambda: row.text == text or name == "Secret" and row.text == row.text[:1] * len(text), f"{text!r} in {name!r}")
    app.key("Return")


def change_language(app, name, title, shown):
    """In Preferences, whose title is @title in the language of before, until it is @shown."""
    app.take_focus()
    app.key("ctrl+comma")
    dialog = app.dialog(title)
    combo = dialog.await_("combo box")

    def choose():
        # The list of languages, in the order of the pack. It takes the keys only when it is open, which nothing tells.
        combo.click()
        app.key("Home" if name == "English" else "End", "Return")
        until = time.monotonic() + LIMIT_S / 10
        while time.monotonic() < until:
            if any(clean(child.name) == shown for child in app.root.accessible if child is not None):
                return True
        return False
    wait(choose, f"Preferences as {shown!r}")
    app.take_focus()
    app.key("Escape")
    app.await_alone()


def set_up_server(app, lrs):
    """In Preferences; tests the connection and closes them."""
    dialog = open_sync_preferences(app)
    fill_row(app, dialog, "Server address (xAPI)", lrs.endpoint)
    fill_row(app, dialog, "Key", lrs.key)
    fill_row(app, dialog, "Secret", lrs.secret)
    dialog.await_(BUTTONS, "Test").press()
    dialog.await_(PANELS, "Server answered")
    close_dialog(app)


def close_dialog(app):
    app.key("Escape")
    app.await_alone()
