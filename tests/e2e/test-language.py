# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The language is changed to French in the middle of the test and of the scenario: place and answers stay."""

from nx_e2e import BUTTONS, Test, wait
from nx_person import TestPage, change_language, first_run, open_module, open_scenario, show_place, to_the_test

with Test() as test:
    app = test.app().start()
    first_run(app, send=False)
    to_the_test(open_module(app))
    page = TestPage(app)
    page.await_number(1).choose(True).check().go_on()
    page.await_number(2)
    prompt, n_choices = wait(lambda: page.prompt, "a question"), len(page.choices)
    page.choices[1].choose()
    test.step("the second question is open, one answer is chosen and not yet checked")

    change_language(app, "Français", "Preferences", "Préférences")
    wait(lambda: page.prompt not in (None, prompt), "the question in French")
    assert page.page.find("label", "Question 2 sur 10") is not None
    assert len(page.choices) == n_choices and [choice.checked for choice in page.choices].index(True) == 1, "the chosen answer was lost"
    test.step("in French: the same question, the same answer chosen")

    page.page.await_(BUTTONS, "Vérifier").press()
    page.page.await_(BUTTONS, "Question suivante").press()
    wait(lambda: page.page.find("label", "Question 3 sur 10"), "question 3")
    test.step("and the test goes on")
    app.key("Escape")
    wait(lambda: app.find_page("Test") is None, "end of the test's page")

    change_language(app, "English", "Préférences", "Preferences")
    show_place(app, 1)
    scenario = open_scenario(app).begin()
    while wait(scenario.next_step, "a way on") != "decide":
        scenario.go_on()
    scenario.decide(0)
    while wait(scenario.next_step, "a way on") != "decide":
        scenario.go_on()
    title, n_choices = scenario.title, len(scenario.choices)
    scenario.choices[1].choose()
    test.step("one decision is taken, for the second a choice is made and not confirmed")

    change_language(app, "Français", "Preferences", "Préférences")
    wait(lambda: scenario.title not in (None, title), "the scene in French")
    assert len(scenario.choices) == n_choices and scenario.choices[1].checked, "the choice was lost"
    assert scenario.page.find(BUTTONS, "Confirmer la décision").sensitive
    test.step("in French: the same decision, the same choice")

    scenario.page.await_(BUTTONS, "Confirmer la décision").press()
    scenario.page.await_(BUTTONS, "Continuer")
    test.step("and the decision can be confirmed")
    app.quit()

    app.language = "en"
    app.start()
    app.page("Overview").await_("list item", "Apprendre")
    test.step("the next start is French, though the computer is not")
    app.quit()
