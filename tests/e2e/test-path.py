# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's whole way: first run, a module, its test, a scenario, its debrief, and every record in an independent LRS, once."""

import json

from nx_e2e import BUTTONS, PANELS, Lrs, Test, wait
from nx_person import (TestPage, await_counts, counts, first_run, leave_page, open_module, open_scenario, read_module, set_up_server,
                       show_place)

N_QUESTIONS = 10

with Test() as test:
    lrs = Lrs().start()
    app = test.app().start()
    first_run(app)
    test.step("first run: nothing is chosen for the person, and nothing starts before they chose")

    reader = open_module(app)
    reader.assert_named()
    read_module(app, reader)
    test.step("the module is read, its checks answered, its sections marked")

    page = TestPage(app)
    page.page.assert_named()
    page.answer_all(n=N_QUESTIONS)
    test.step("ten questions, all right: passed")
    leave_page(app, "Test")
    if app.find_page("Module") is not None:
        leave_page(app, "Module")

    scenario = open_scenario(app).begin()
    scenario.page.assert_named()
    n_decisions = scenario.play_to_the_end()
    assert n_decisions >= 4, f"only {n_decisions} decisions"
    test.step("the scenario is played to an ending")
    debrief = app.page("Debrief")
    debrief.await_(has="Your path")
    debrief.assert_named()
    debrief.await_(BUTTONS, "Finish").press()
    test.step("the debrief shows the path")

    for number in (1, 2, 3, 4):
        show_place(app, number).assert_named()
    show_place(app, 4).await_(has="Kept only on this computer")
    assert counts(app) == (0, 0, 0), counts(app)
    test.step("My record has the records, and none was sent: there is no server")

    set_up_server(app, lrs)
    assert lrs.statements() == [], "records left before the person said so"
    test.step("the server is set up and answers; what was recorded before does not leave by itself")

    show_place(app, 4).await_(BUTTONS, has="earlier records too").press()
    # opened, ten answers, passed, completed, left; decisions, completed
    expected = 1 + N_QUESTIONS + 1 + 1 + 1 + n_decisions + 1
    stored = lrs.await_statements(expected)
    test.step(f"{expected} records are in the LRS, each once")

    await_counts(app, pending=0, delivered=expected, refused=0)
    assert show_place(app, 4).find(PANELS, "Delivered") is not None
    test.step("and My record says Delivered")

    verbs = [statement["verb"]["id"].rsplit("/", 1)[-1] for statement in stored]
    assert verbs.count("answered") == N_QUESTIONS and verbs.count("passed") == 1, verbs
    assert "Amina" not in json.dumps(stored), "a name left the computer"
    test.step("no record has a name in it")

    app.quit()
    test.step("the program ends well")
    app.start()
    app.page("Overview")
    wait(lambda: counts(app) == (0, expected, 0), "the same counts after a new start")
    assert len(lrs.statements()) == expected
    test.step("started again, nothing is sent twice")
    app.quit()
    lrs.stop()
