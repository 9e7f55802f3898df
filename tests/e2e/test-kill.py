# SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power fails in the middle of the test and of the scenario: the next start goes on exactly there."""

from nx_e2e import BUTTONS, Test, wait
from nx_person import TestPage, first_run, leave_page, open_module, open_scenario, show_place, to_the_test


def open_test(app):
    """As a person would who comes back: Learn says where to go on."""
    show_place(app, 1).await_(BUTTONS, starts="Continue Sharing between agencies").press()
    return TestPage(app)


with Test() as test:
    app = test.app().start()
    first_run(app, send=False)
    to_the_test(open_module(app))
    page = TestPage(app)
    page.await_number(1).choose(True).check().go_on()
    page.await_number(2).choose(False).check().go_on()
    page.await_number(3)
    prompt, choices = wait(lambda: page.prompt, "a question"), [choice.name for choice in page.choices]
    test.step("two questions are answered, the third is open")
    app.kill()
    app.start()
    app.page("Overview")
    page = open_test(app)
    page.await_number(3)
    wait(lambda: page.prompt == prompt, "the same question")
    assert [choice.name for choice in page.choices] == choices, "the answers stand in another order"
    assert not any(choice.checked for choice in page.choices)
    test.step("killed and started again: the same question, its answers in the same order")

    page.choose(True)
    page.page.await_(BUTTONS, "Check answer").press()
    wait(lambda: page.page.find(BUTTONS, "Next question"), "the judgement")
    app.kill()
    app.start()
    app.page("Overview")
    page = open_test(app)
    # That it was looked at is not recorded; what was answered is, and is not asked again.
    page.await_number(4)
    test.step("killed on the feedback: the answer counts, the next question is open")

    for number in range(4, 11):
        page.await_number(number).choose(True).check()
        if number < 10:
            page.go_on()
    app.kill()
    app.start()
    app.page("Overview")
    page = open_test(app)
    page.await_number(10).go_on()
    page.page.await_("heading", starts="Passed")
    score = page.page.await_("label", has=" points").name
    test.step(f"killed after the last answer: it is there, and the result comes, {score}")
    leave_page(app, "Test")

    scenario = open_scenario(app).begin()
    decided = 0
    while decided < 2:
        if wait(scenario.next_step, "the scenario") == "decide":
            scenario.decide(0)
            decided += 1
        else:
            scenario.go_on()
    app.kill()
    app.start()
    app.page("Overview")
    scenario = open_scenario(app)
    while wait(scenario.next_step, "the scenario") == "go on":
        scenario.go_on()
    timeline = scenario.page.await_("list", "Decisions so far").find_all("list item")
    assert sum(item.name.startswith("Decision ") for item in timeline) >= 2, [item.name for item in timeline]
    title = scenario.title
    choices = [choice.name for choice in wait(lambda: scenario.choices, "choices")]
    test.step("killed after two decisions: both are there, the third is open")

    app.kill()
    app.start()
    app.page("Overview")
    scenario = open_scenario(app)
    wait(lambda: [choice.name for choice in scenario.choices] == choices, "the same decision")
    assert scenario.title == title, (scenario.title, title)
    test.step("killed before deciding: the same scene, the same choices")

    scenario.play_to_the_end(already=2)
    app.page("Debrief").await_(has="Your path")
    test.step("and it can be played to its end")
    app.quit()
