# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies around the learning, by the keyboard alone: menus, second windows, the record, Good Practices, Preferences. What
opens takes the focus, and what closes gives it back to where it was. The first run is done by keys in test-keyboard.py.
"""

from nx_e2e import BUTTONS, CHOICES, ENTRIES, Test, wait
from nx_keys import CONTROLS, Keyboard, find_place
from nx_person import first_run

# In the tree, and not to be seen: what a page shows in other states.
BEYOND = ("Send my answers, question by question Send my answers", "Choose another folder", "GtkSearchEntry")
ADDRESS = "https://lrs.example.org/xapi/"


def close(app, keys, name):
    """The second window, and the focus is back where it was."""
    keys.press("Escape")
    app.await_alone()
    keys.await_at(name)


def use_popover(keys, name, back=False):
    """The one of that button: all that is in it, and back."""
    button = keys.tab_to(name, back=back)
    keys.press("Return")
    keys.await_elsewhere(button.name)
    keys.go_round(button, beyond=(button.name,))
    keys.press("Escape")
    keys.await_at(button.name)


def read_one(app, keys):
    """A section, for the record."""
    keys.await_focus(find_place(app, "Learn"))
    keys.tab()
    keys.assert_ring_stays()
    keys.tab_to("Start Sharing between agencies")
    keys.press("Return")
    reader = app.page("Module")
    keys.await_at("Too little, too much")
    use_popover(keys, "Text and page", back=True)
    keys.press("ctrl+Return")
    reader.await_(BUTTONS, "Read")
    keys.press("Escape")
    keys.await_at("Continue Sharing between agencies")


def use_menus(app, keys):
    """The header's, and the windows that the main menu opens."""
    keys.press("F10")
    keys.await_at("Preferences")
    keys.press("Escape")
    keys.await_at("Main menu")
    for key, window in (("Down", "Keyboard shortcuts"), ("Up", "About")):
        keys.press("F10")
        keys.await_at("Preferences")
        keys.press(key, "Return")
        dialog = app.dialog(None if window == "About" else window)
        keys.await_focus(dialog)
        keys.go_round(dialog)
        if window == "About":
            first = [node.name for node in dialog.find_all(CONTROLS)]
            keys.tab_to("Credits")
            keys.press("Return")
            keys.await_elsewhere("Credits")
            keys.await_still()
            # On the page that came: its way back, or the first name on it.
            assert keys.focused.name in ("Back", "Nexus Trainer contributors"), keys.focused.name
            keys.go_round(dialog, beyond=first)
            keys.press("Escape")
            keys.await_at("Credits")
        close(app, keys, "Main menu")
    for name in ("Synchronisation", "Learner: "):
        use_popover(keys, name)


def turn_tab(keys, chosen, key, other):
    """From one tab to the one beside it, by the arrow: since libadwaita 1.7 Tab stops only at the one that is chosen."""
    keys.tab_to(chosen)
    keys.press(key)
    wait(lambda: keys.focused is not None and other in keys.focused.name, f"the tab {other!r} by the arrow")


def see_record(app, keys):
    """Each record, what is sent of it, and the consent."""
    keys.press("alt+4")
    record = find_place(app, "My record")
    record.await_(has="Kept only on this computer")
    # Its list comes a moment later.
    keys.await_at("My record")
    names = [stop.name for stop in keys.go_round(record, beyond=BEYOND)]
    # As it is read: the records come before what stands beside them.
    assert names.index("More about this record") < names.index("See exactly what is sent"), names
    keys.tab_to("See exactly what is sent")
    keys.press("Return")
    dialog = app.dialog()
    keys.await_focus(dialog)
    keys.go_round(dialog)
    turn_tab(keys, "In words", "Right", "As JSON")
    keys.press("Return")
    keys.tab_to("The record as JSON")
    turn_tab(keys, "As JSON", "Left", "In words")
    close(app, keys, "See exactly what is sent")
    keys.tab_to("More about this record")
    keys.press("Return")
    keys.await_at("See what is sent")
    keys.press("Escape")
    keys.await_at("More about this record")


def look_up(app, keys):
    """The Good Practices."""
    keys.press("alt+3")
    practices = find_place(app, "Good Practices")
    practices.await_("list", "Good Practices")
    keys.await_focus(practices)
    keys.go_round(practices)
    keys.tab_to("Good Practice 1, ")
    keys.press("Down")
    # In the list, and then in the pane beside it.
    practices.await_(name="Integrity against corruption", index=1)


def set_up(app, keys):
    """Preferences, and the address that only a person can type."""
    was = keys.focused.name
    keys.press("ctrl+comma")
    dialog = app.dialog("Preferences")
    keys.await_focus(dialog)
    keys.go_round(dialog, beyond=BEYOND)
    general = [node.name for node in dialog.find_all(CONTROLS)]
    keys.press("ctrl+Page_Down")
    row = dialog.await_(ENTRIES, "Server address (xAPI)")
    keys.tab_to("Sync")
    keys.tab_to_entry()
    app.type(ADDRESS)
    wait(lambda: row.text == ADDRESS, "the address that was typed")
    keys.press("Return")
    keys.go_round(dialog, beyond=(*general, *BEYOND))
    close(app, keys, was)


with Test() as test:
    app = test.app().start()
    keys = Keyboard(app)
    first_run(app, send=False)
    read_one(app, keys)
    test.step("one section read")
    use_menus(app, keys)
    test.step("menus, the keyboard shortcuts, About")
    see_record(app, keys)
    test.step("My record, and what is sent")
    look_up(app, keys)
    test.step("Good Practices, one after the other by the arrow")
    set_up(app, keys)
    app.quit()
    test.step("Preferences, and the end")
