# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The LRS is not there: records wait. It comes: they go out by themselves. Sending is switched off: they stay."""

from nx_e2e import CHOICES, Lrs, Test, wait
from nx_person import (await_counts, close_dialog, counts, first_run, leave_page, open_module, open_sync_preferences, set_up_server,
                       show_place)


def open_and_leave(app):
    """Two records: opened and left."""
    open_module(app)
    leave_page(app, "Module")


def send_automatically(app, wanted):
    dialog = open_sync_preferences(app)
    switch = dialog.await_(CHOICES, starts="Send automatically when connected")
    if switch.checked != wanted:
        switch.click()
        wait(lambda: switch.checked == wanted, "the switch")
    close_dialog(app)


with Test() as test:
    lrs = Lrs().start()
    app = test.app().start()
    first_run(app)
    set_up_server(app, lrs)
    open_and_leave(app)
    lrs.await_statements(2)
    await_counts(app, pending=0, delivered=2)
    test.step("with a server, records go out by themselves")

    lrs.stop()
    open_and_leave(app)
    await_counts(app, pending=2, delivered=2)
    wait(lambda: show_place(app, 4).find("label", has="Everything is saved on this computer"), "what is the matter, in words")
    test.step("the server is gone: records wait, and the person is told in words")

    app.quit()
    app.start()
    app.page("Overview")
    assert counts(app) == (2, 2, 0), counts(app)
    test.step("they wait over an end of the program, too")

    lrs.start()
    # The program asks again by itself; the new LRS has forgotten what the old one had.
    lrs.await_statements(2)
    await_counts(app, pending=0, delivered=4)
    test.step("the server comes back: they go out by themselves, each once")

    send_automatically(app, False)
    open_and_leave(app)
    await_counts(app, pending=2, delivered=4)
    assert len(lrs.statements()) == 2
    page = show_place(app, 4)
    page.await_("label", "Sending is off. Records stay on this computer.")
    test.step("sending is switched off: they stay")

    send_automatically(app, True)
    lrs.await_statements(4)
    await_counts(app, pending=0, delivered=6)
    test.step("and on again: they go")

    show_place(app, 4).await_(CHOICES, starts="Send my completion records").click()
    dialog = app.dialog()
    dialog.await_(("push button", "button"), "Stop sending").press()
    app.await_alone()
    open_and_leave(app)
    wait(lambda: not show_place(app, 4).await_(CHOICES, starts="Send my completion records").checked, "consent taken back")
    await_counts(app, pending=0, delivered=6)
    assert len(lrs.statements()) == 4
    test.step("consent is taken back: new records are not sent")
    app.quit()
    lrs.stop()
