# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in the program, one function for each thing; used by all end-to-end tests."""

from nx_e2e import BUTTONS, CHOICES, ENTRIES, wait


def first_run(app, send=True, answers=True, name="Amina Diallo"):
    """Language, who, consent. Nothing is chosen for the person."""
    page = app.page("NxFirstRun")
    page.await_("scroll pane", starts="Step 1 of 3").await_(BUTTONS, "Continue").press()
    step = page.await_("scroll pane", starts="Step 2 of 3")
    wait(lambda: step.sensitive, "the second step")
    step.await_(ENTRIES, "Name").write(name)
    step.await_(BUTTONS, "Continue").press()
    step = page.await_("scroll pane", starts="Step 3 of 3")
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
    return app.page("NxShell")


def show_place(app, number):
    """1 Learn, 2 Scenarios, 3 Good Practices, 4 My record."""
    app.take_focus()
    app.key(f"alt+{number}")
    return app.page("NxShell")


def open_module(app):
    """From Learn, by its card."""
    show_place(app, 1).await_("panel", "Research and information sharing").await_(BUTTONS, starts="Sharing between agencies").press()
    return app.page("NxReader")
