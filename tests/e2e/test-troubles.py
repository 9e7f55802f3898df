# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A data folder that is damaged, newer, read-only or full: the person is told in words what happened and what to do, nothing
is overwritten, and what can still be done can be done."""

import errno
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

from nx_e2e import BUTTONS, Test
from nx_person import TestPage, first_run, open_module, show_place, to_the_test

# In a mount namespace of its own a folder can be full or read-only also for root, and needs no rights outside.
NAMESPACE = ["unshare", "--map-current-user", "--keep-caps", "--mount", "sh", "-euc"]
READ_ONLY = 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"'
SMALL = 'mount -t tmpfs -o size="$2" tmpfs "$1"; cp -a "$3/." "$1"; shift 3; exec "$@"'
SMALL_SIZE = "8m"


def can_mount(folder):
    return subprocess.run([*NAMESPACE, 'mount -t tmpfs tmpfs "$1"', "sh", str(folder)], capture_output=True, check=False).returncode == 0


def digests(folder):
    """{path: SHA-256} of all that a person would miss: not the size of the window, nor the index of the log that SQLite makes."""
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(folder.rglob("*")) if file.is_file() and file.name not in ("settings.ini", "records.db-shm")}


def inside(app):
    """The data folder as the program sees it."""
    return Path(f"/proc/{app.process.pid}/root{app.data}")


def assert_untouched(before, folder):
    """Every file of before is there, byte for byte. New ones may be there too."""
    after = digests(folder)
    changed = [name for name, digest in before.items() if after.get(name) != digest]
    assert not changed, f"changed: {changed}"


def damage(path, offset, n):
    with open(path, "r+b") as file:
        file.seek(offset)
        file.write(bytes((7 * i + 3) % 256 for i in range(n)))


def fill(path):
    """Until there is no more space, to the last block."""
    file = os.open(path, os.O_CREAT | os.O_WRONLY)
    for size in (65536, 512):
        try:
            while os.write(file, bytes(size)):
                pass
        except OSError as error:
            assert error.errno == errno.ENOSPC, error
    os.close(file)


def merge_log(path):
    """All of the database in its one file, as after a clean end."""
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def damage_table(path, table):
    """What stands in the first page of it: rows that no page of the program asks for at its start."""
    with sqlite3.connect(path) as db:
        page_bytes, = db.execute("PRAGMA page_size").fetchone()
        page, = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    db.close()
    damage(path, page * page_bytes - 400, 400)


def repair(app, damaged):
    """By the button; whatever could be read is there again, then it goes on as if nothing had been."""
    app.window.await_(has="Your records need repair")
    app.window.await_(BUTTONS, "Repair").press()
    dialog = app.dialog()
    dialog.await_(has="Your records are repaired")
    dialog.await_(has="A copy of the damaged file was kept")
    app.key("Escape")
    app.await_alone()
    assert damaged in digests(app.data).values(), "the damaged file is nowhere any more"


with Test() as test:
    good = test.app("good").start()
    first_run(good, send=False)
    reader = open_module(good)
    reader.await_(BUTTONS, "Mark as read").press()
    reader.await_(BUTTONS, "Read")
    good.quit()
    merge_log(good.data / "records.db")

    def copy(name, **arguments):
        shutil.copytree(good.data, test.folder / name)
        return test.app(name, **arguments)

    app = copy("newer")
    with sqlite3.connect(app.data / "records.db") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    merge_log(app.data / "records.db")
    before = digests(app.data)
    app.start()
    app.window.await_(has="These records were written by a newer version")
    app.window.await_(has="Install the newer version, or open them there.")
    show_place(app, 3).await_(has="Good Practice")
    app.quit()
    assert_untouched(before, app.data)
    test.step("of a newer version: said so, nothing changed, the Good Practices can be read")

    for name, offset, n in (("head", 0, 100), ("first-page", 100, 3000)):
        app = copy(f"damaged-{name}")
        damage(app.data / "records.db", offset, n)
        before = digests(app.data)
        app.start()
        app.window.await_(has="Your records need repair")
        app.window.await_(BUTTONS, "Restore a backup…")
        assert_untouched({path: digest for path, digest in before.items() if path != "records.db"}, app.data)
        assert before["records.db"] in digests(app.data).values(), "the damaged file is nowhere any more"
        app.quit()
        assert before["records.db"] in digests(app.data).values(), "the damaged file is nowhere any more"
        test.step(f"damaged ({name}): said so, and the file as it was is kept")

    app = copy("truncated")
    os.truncate(app.data / "records.db", (app.data / "records.db").stat().st_size // 2)
    damaged = digests(app.data)["records.db"]
    app.start()
    repair(app, damaged)
    app.quit()
    test.step("cut in half: repaired on request, and the file as it was is kept")

    app = copy("middle").start()
    show_place(app, 1).await_(has="Sharing between agencies")
    app.kill()
    merge_log(app.data / "records.db")
    damage_table(app.data / "records.db", "statement")
    damaged = digests(app.data)["records.db"]
    # To leave without the repair is no way round it.
    app.start().window.await_(has="Your records need repair")
    app.quit()
    assert digests(app.data)["records.db"] == damaged, "what needs repair was changed"
    app.start()
    repair(app, damaged)
    show_place(app, 1).await_(has="Sharing between agencies")
    app.quit()
    test.step("damaged in the middle, and found after a loss of power: repaired on request, and the file as it was is kept")

    if not can_mount(test.folder):
        test.step("a folder that is read-only or full # SKIP no mount namespaces here")
    else:
        app = copy("read-only")
        before = digests(app.data)
        app.wrapper = [*NAMESPACE, READ_ONLY, "sh", str(app.data)]
        app.start()
        app.window.await_(has="You can read, but not save")
        show_place(app, 2).await_(BUTTONS, "Choose another folder")
        show_place(app, 3).await_(has="Good Practice")
        show_place(app, 4)
        app.quit()
        assert digests(app.data) == before, "something was written"
        test.step("read-only: said so, tests and scenarios are closed, the rest can be read")

        app = copy("full")
        (test.folder / "full-mount").mkdir()
        source, app.data = app.data, test.folder / "full-mount"
        app.wrapper = [*NAMESPACE, SMALL, "sh", str(app.data), SMALL_SIZE, str(source)]
        app.start()
        to_the_test(open_module(app))
        page = TestPage(app)
        page.await_number(1).choose(True).check().go_on()
        page.await_number(2)
        filler = inside(app) / "filler"
        fill(filler)
        page.choose(True)
        page.page.await_(BUTTONS, "Check answer").press()
        page.page.await_(has="This was not saved: the disk is full.")
        assert page.page.find(BUTTONS, "Next question") is None, "feedback was shown for an answer that is not saved"
        filler.unlink()
        page.page.await_(BUTTONS, "Check answer").press()
        page.page.await_(BUTTONS, "Next question")
        page.go_on()
        page.await_number(3)
        test.step("full in the middle of an answer: said so, nothing is shown that is not saved; with space again it goes on")
        app.process.send_signal(signal.SIGKILL)
        app.process.wait()
