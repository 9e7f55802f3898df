# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyboard as the only hand, and the eye that follows it: what has the focus is told by the accessibility bus as it
moves, and whether a person can see where it is, by the picture on the screen before and after.
"""

import mmap
import os
import struct
import time

import pyatspi
from gi.repository import GLib

from nx_e2e import BUTTONS, CHOICES, ENTRIES, FRAME_PX, LIMIT_S, LOOK_S, Node, clean, pyatspi_error, wait, walk

# GTK tells the box within a widget's padding; the ring is drawn a little outside of that.
RING_X_PX, RING_Y_PX = 40, 16
# Where GTK leaves out the padding of all that the widget lies in (App.tells_places), the widget is that much further on.
LEFT_OUT_PX = 80
# For what the bus tells to come in.
NEWS_S = 0.1
# GTK by itself takes a ring away after three seconds.
RING_S, REST_S = 4, 0.5
# The window manager's keys do what these do.
WINDOW_BUTTONS = ("Minimize", "Maximize", "Close")
# What takes keys, and so must be reached by them.
CONTROLS = (*BUTTONS, *CHOICES, *ENTRIES, "combo box", "slider", "spin button", "link")


def said_once(name):
    """GTK 4.8 says the label of a button with a mnemonic, and the title of a row, twice: "_Continue Continue"."""
    first, space, second = name[:len(name) // 2], name[len(name) // 2:][:1], name[len(name) // 2 + 1:]
    return second if space == " " and first.replace("_", "") == second else name


def is_sensitive(node, page):
    """Itself, and what it lies in: GTK tells of each only what it is by itself."""
    while node is not None and node.getState().contains(pyatspi.STATE_SENSITIVE):
        if node == page.accessible:
            return True
        node = node.parent
    return False


def find_place(app, name):
    """What is shown beside the sidebar."""
    return wait(lambda: app.page("Overview").find_part(name), name)


class Screen:
    """What the X server shows, read from its frame buffer: build-aux/headless says where that is."""

    def __init__(self):
        with open(os.environ["NX_SCREEN_FILE"], "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self.memory[:100])
        self.start, self.line_bytes = header[0] + 12 * header[19], header[12]
        self.width, self.height = header[4], header[5]

    def take(self):
        return self.memory[self.start:self.start + self.line_bytes * self.height]

    def cut(self, picture, box):
        """The bytes of @picture within the box (x, y, width, height)."""
        x, y = max(box[0], 0), max(box[1], 0)
        right, bottom = min(box[0] + box[2], self.width), min(box[1] + box[3], self.height)
        return b"".join(picture[row * self.line_bytes + 4 * x:row * self.line_bytes + 4 * right] for row in range(y, bottom))


class Keyboard:
    """Real keys, and where they go."""

    def __init__(self, app):
        self.app = app
        self.screen = Screen()
        self.last = self.window = None
        self.in_entry = False   # whether the last key brought the focus where it cannot be asked for
        pyatspi.Registry.registerEventListener(self._moved_cb, "object:state-changed:focused")

    def _moved_cb(self, event):
        if event.detail1:
            self.last, self.window = event.source, None

    def _listen(self):
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass

    def _until(self, test, limit_s):
        until = time.monotonic() + limit_s
        while True:
            self._listen()
            try:
                if test():
                    return True
            except (pyatspi_error(), LookupError, NotImplementedError):
                pass  # what was looked at has just gone
            if time.monotonic() > until:
                return False
            time.sleep(LOOK_S / 10)

    def _told(self):
        """What the bus said last of the focus, if it still holds."""
        self._listen()
        try:
            if self.last is not None and self.last.getState().contains(pyatspi.STATE_FOCUSED):
                # A window that has lost the keyboard still says what in it has the focus.
                self.window = self.window or self.app.get_window(self.last)
                if self.window.getState().contains(pyatspi.STATE_ACTIVE):
                    return Node(self.app, self.last)
        except (pyatspi_error(), LookupError, NotImplementedError):
            pass
        return None

    @property
    def focused(self):
        """What has the keyboard; None in an entry row, whose inner text GTK 4.8 leaves out of the tree."""
        told = self._told()
        if told is None:
            # Of what was made a moment ago nothing is told.
            try:
                told = self.app.get_focused()
            except (pyatspi_error(), LookupError, NotImplementedError):
                pass
            self.last, self.window = told.accessible if told is not None else None, None
        return told

    def await_focus(self, within):
        """On something of that page, after it came."""
        def there():
            node = self.focused
            accessible = node.accessible if node is not None else None
            while accessible is not None and accessible != within.accessible:
                accessible = accessible.parent
            return accessible is not None
        assert self._until(there, LIMIT_S), f"nothing of {within.name!r} has the focus"
        return self.focused

    def await_at(self, name):
        """The focus on what is called so."""
        assert self._until(lambda: self.focused is not None and self.focused.name == name, LIMIT_S), f"the focus is not at {name!r}"
        return self.focused

    def await_elsewhere(self, name):
        """The focus on something that has a name, and is not called so; what it is called."""
        def there():
            return self.focused is not None and self.focused.name not in ("", name)
        assert self._until(there, LIMIT_S), f"the focus stays at {name!r}"
        return self.focused.name

    def await_still(self):
        """Until nothing moves: a page that slides away takes the focus up to its end."""
        def still():
            picture = self.screen.take()
            return not self._until(lambda: self.screen.take() != picture, REST_S)
        assert self._until(still, LIMIT_S), "the picture does not come to rest"

    def press(self, *keys):
        self.in_entry = False
        self.app.key(*keys)

    def _look_at(self, node, picture):
        if node is None:
            return picture
        box = node.accessible.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        further = 0 if self.app.tells_places else LEFT_OUT_PX
        return self.screen.cut(picture, (box.x + FRAME_PX - RING_X_PX, box.y + FRAME_PX - RING_Y_PX,
                                         box.width + 2 * RING_X_PX + further, box.height + 2 * RING_Y_PX + further))

    def tab(self, back=False):
        """One step; the focus, or the link within it, is then elsewhere, and it can be seen where. Returns it."""
        before, was = self.screen.take(), None if self.in_entry else self.focused
        self.press("shift+Tab" if back else "Tab")

        def moved():
            now = self._told()
            return now is not None and (was is None or now.accessible != was.accessible)
        # Out of or into an entry row, and from link to link, nothing more is told than what is seen.
        self._until(lambda: self.screen.take() != before or moved(), LIMIT_S)
        self._until(moved, NEWS_S)
        node = self.focused
        # The only one there keeps it, and looks as it did.
        if was is not None and node is not None and node.accessible == was.accessible and self.screen.take() == before:
            return node

        def seen():
            now = self._told() or node
            return self._look_at(now, self.screen.take()) != self._look_at(now, before)
        assert self._until(seen, LIMIT_S / 10), f"nobody sees where the focus is: {self.focused and self.focused.name!r}"
        node = self._told() or node
        self.in_entry = node is None
        return node

    def assert_ring_stays(self):
        """Around what has the focus, for as long as nobody presses anything."""
        node = self.focused

        def changed_within(limit_s):
            ring = self._look_at(node, self.screen.take())
            return self._until(lambda: self._look_at(node, self.screen.take()) != ring, limit_s)
        # It moves while it comes.
        assert self._until(lambda: not changed_within(REST_S), LIMIT_S), f"the picture of {node.name!r} does not come to rest"
        assert not changed_within(RING_S), f"the ring of {node.name!r} went away"

    def tab_to_entry(self, limit=80):
        for _ in range(limit):
            node = self.tab()
            if node is None or node.accessible.getRoleName() in ENTRIES:
                return
        raise AssertionError("no way to an entry by Tab")

    def tab_to(self, name, limit=80, back=False):
        """By Tab alone, until what has the focus is called so."""
        passed = []
        for _ in range(limit):
            node = self.focused
            if node is not None and name in node.name:
                return node
            passed.append(node and node.name[:40])
            self.tab(back)
        raise AssertionError(f"no way to {name!r} by Tab; there were {passed}")

    def go_round(self, page, beyond=(), limit=200):
        """Tab from here until it comes back; everything on the page that takes keys was passed, or is one of a group that
        was, and has a name. Returns the stops. @beyond: names of what stands in the tree and is not shown now.
        """
        while (first := self.tab()) is None:
            pass
        stops = [first]
        for _ in range(limit):
            node = self.tab()
            if node is not None and node.accessible == stops[0].accessible:
                break
            # Links are stops within their text.
            if node is None or stops[-1] is None or node.accessible != stops[-1].accessible:
                stops.append(node)
        names = [stop and stop.name[:40] for stop in stops]
        assert node is not None and node.accessible == stops[0].accessible, f"Tab never comes back: {names}"
        for stop in stops:
            assert stop is None or stop.name and not stop.name.startswith(("Gtk", "Adw", "Nx")), f"a stop without a name: {names}"
        self._assert_reached(page, beyond, [stop.accessible for stop in stops if stop is not None], names)
        return stops

    def _assert_reached(self, page, beyond, reached, names):
        left_out = {said_once(name) for name in (*WINDOW_BUTTONS, *beyond)}
        for node in walk(page.accessible):
            state = node.getState()
            if (node.getRoleName() not in CONTROLS or said_once(clean(node.name)) in left_out or node in reached
                    or not state.contains(pyatspi.STATE_FOCUSABLE) or not is_sensitive(node, page)
                    # A page of a stack that was never shown was never given a size.
                    or node.queryComponent().getExtents(pyatspi.WINDOW_COORDS).width <= 0):
                continue
            # Of radio buttons one is a stop; what stands in a row is done by the row.
            group = [sibling for sibling in node.parent if sibling is not None and sibling.getRoleName() in CHOICES]
            row = node.parent
            while row is not None and row.getRoleName() != "list item":
                row = row.parent
            if node.getRoleName() in CHOICES and (row in reached or any(sibling in reached for sibling in group)):
                continue
            if node.getRoleName() in ENTRIES and None in names:
                continue
            raise AssertionError(f"Tab does not reach {node.getRoleName()} {clean(node.name)!r}; it stops at {names}")
