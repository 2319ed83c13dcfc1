"""Statistics: what a batch norm makes of what comes in, how weights and gradients spread, live."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.network.layers import BatchNorm, Dropout
from engine.network.network import Network
from engine.network.nodes import Node
from engine.typed.document import changed
from tests.journeys.person import Person, short


def look_at_statistics(window: Person) -> None:
    window.look_at_part("Statistics")


def choose_training(window: Person) -> None:
    choice = window.pages.statistics.choice
    choice.setCurrentIndex(1)
    choice.activated.emit(1)


def test_before_and_after_a_batch_norm_is_one_click_away(window: Person) -> None:
    told, norm = short(20), Node("nnorm0", BatchNorm())
    first, *others = told.network.nodes
    window.shared.document.open(changed(told, network=Network((first, norm, *others))), None)
    page = window.pages.statistics
    look_at_statistics(window)
    window.wait(page.norm.isVisible)
    window.press(page.norm)
    assert window.shared.workspace.selected == norm.id
    window.wait(lambda: page.gathered is not None and page.gathered.layer.address == norm.id)
    assert page.source.fitting() == "initial weights"
    assert page.about.text().startswith("Its running statistics are still those it began with")
    choose_training(window)
    window.wait(lambda: page.gathered.layer.mode == "training")
    np.testing.assert_allclose(page.gathered.layer.after.channels.mean, 0, atol=1e-3)
    assert page.spread.sides[0].title.text() == "Before the batch norm"
    assert page.sample.text() == (
        "Over 200 of 8,000 training images (fewer for larger networks) as they are, not augmented, in batches of 32."
    )

    window.train()
    window.wait(lambda: page.gathered is not None and page.gathered.step == 20)
    assert "step 20" in page.source.fitting()
    page.choice.setCurrentIndex(0)
    page.choice.activated.emit(0)
    window.wait(lambda: page.gathered.layer.mode == "testing")
    assert page.about.text().startswith("Of each channel its running mean is taken away")
    assert [page.weights.kind.itemText(index) for index in range(2)] == ["Scale", "Shift"]
    assert "Of the mean loss of 32 training images" in page.weights.gradient_figures.text()


def test_the_first_layer_says_what_the_network_gets_for_black_and_white(window: Person) -> None:
    page, (first, second, *_) = window.pages.statistics, window.shared.document.network.nodes
    window.shared.workspace.select((first.id,))
    look_at_statistics(window)
    window.wait(lambda: page.gathered is not None and page.gathered.layer.address == first.id)
    assert page.spread.sides[0].figures.text().endswith("normalised: black is −0.424, white 2.82.")
    window.shared.workspace.select((second.id,))
    window.wait(lambda: page.gathered is not None and page.gathered.layer.address == second.id)
    assert not page.gathered.pixels


def test_what_is_shown_stays_faint_through_an_edit_until_the_next_comes(window: Person) -> None:
    page, document = window.pages.statistics, window.shared.document
    window.shared.workspace.select((document.network.nodes[0].id,))
    look_at_statistics(window)
    window.wait(lambda: page.gathered is not None)
    before, seen = page.gathered, []
    document.edit_network(document.network.change((document.network.nodes[0].id,), filters=7), "Seven")
    window.wait(page.veil.isVisible)
    seen.append(page.gathered is before and page.sentence.isHidden() and not page.export.isEnabled())
    window.wait(lambda: page.gathered is not before)
    assert seen == [True]
    assert len(page.gathered.layer.after.channels.mean) == 7
    assert not page.veil.isVisible()
    assert page.export.isEnabled()


def test_bars_are_read_by_keys_and_the_numbers_are_copied(window: Person) -> None:
    page = window.pages.statistics
    window.shared.workspace.select((window.shared.document.network.nodes[0].id,))
    look_at_statistics(window)
    window.wait(lambda: page.gathered is not None)
    view = page.spread.sides[1].channels
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.readout.fitting().startswith("Filter 1: mean ")
    window.key(Qt.Key.Key_End)
    assert page.readout.fitting().startswith("Filter 6: mean ")
    assert "Filter 6: mean" in view.accessibleDescription()
    page.export.copy_numbers()
    window.wait(lambda: QApplication.clipboard().text().startswith("what\tpart"))
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    bins = [int(line[4]) for line in lines if line[:2] == ["out", "bin"]]
    assert sum(bins) == page.gathered.layer.after.values.count
    page.export.copy_picture()
    assert not QApplication.clipboard().image().isNull()


def test_what_cannot_be_shown_is_said_and_follows_the_stack(window: Person) -> None:
    page, document = window.pages.statistics, window.shared.document
    window.shared.workspace.select(())
    look_at_statistics(window)
    window.wait(lambda: page.sentence.text().startswith("Select a layer"))
    nodes = document.network.nodes
    window.shared.workspace.select((nodes[0].id,))
    window.wait(lambda: page.gathered is not None and page.gathered.layer.loss is not None)
    document.edit_network(Network((*nodes[:2], nodes[-1])), "Break it")
    window.wait(lambda: page.gathered is not None and page.gathered.layer.loss is None)
    assert page.weights.gradient_figures.text().startswith("No gradient: ")
    window.shared.workspace.select((nodes[-1].id,))
    window.wait(lambda: page.gathered is None and "needs a vector" in page.sentence.text())


def test_dropout_updates_and_the_ridge_of_a_run(window: Person) -> None:
    told, drops = short(20), Node("ndrop0", Dropout())
    *others, last = told.network.nodes
    window.shared.document.open(changed(told, network=Network((*others, drops, last))), None)
    page, workspace = window.pages.statistics, window.shared.workspace
    workspace.select((others[0].id,))
    look_at_statistics(window)
    window.wait(lambda: page.updates.figures.text().startswith("Step 1 is worked out on a copy."))
    assert page.ridge.figures.text().startswith("Train first")
    window.train()
    window.wait(lambda: page.updates.figures.text().startswith("Step 21 is worked out on a copy."))
    assert page.updates.view.words(0).startswith("1. Convolution: 0.")
    window.wait(page.ridge.view.isVisible)
    choice = page.ridge.choice
    for index, noun in ((1, "values that are not 0"), (2, "gradients")):
        choice.setCurrentIndex(index)
        choice.activated.emit(index)
        window.wait(lambda noun=noun: page.ridge.view.accessibleName() == f"How the {noun} spread at each kept step")

    for index in (1, 0):  # what is on its way of another kind counts no more
        choice.setCurrentIndex(index)
        choice.activated.emit(index)
    window.wait(lambda: window.engine.jobs.idle)
    assert page.ridge.figures.text().startswith("A line for each kept step")  # not over images

    workspace.select((drops.id,))
    window.wait(page.drops.isVisible)
    before = page.drops.figures.text()
    assert before.startswith("In training this mask drops ")
    while page.drops.figures.text() == before:
        window.press(page.drops.draw_again)
        window.wait(lambda: window.engine.jobs.idle)
    assert choice.currentText() == "What goes out"

    window.wait(page.ridge.view.isVisible)
    page.ridge.view.wanted.emit(4)
    window.wait(lambda: page.gathered is not None and page.gathered.step == 4)
    window.wait(lambda: page.updates.figures.text().startswith("Between the kept steps 4 and 8"))
    assert "What is selected has no weights that learn" in page.updates.figures.text()
