"""Looking back: the slider under the chart shows everything as it was, while a run trains and after."""

import shutil

from PySide6.QtCore import QPoint, Qt

from engine.project.training.budgets import Epochs
from engine.runs.kept.snapshots import Snapshots
from engine.typed.document import changed
from gui.state.run.training_words import NOW
from tests.journeys.person import ALT, LEFT, Person, short


def click_step(window: Person, step: int) -> None:
    """On the slider, under a step of the axis."""
    row, slider = window.panels.chart.steps, window.panels.chart.steps.slider
    window.wait(lambda: slider.isEnabled() and step in row.stops.steps)
    window.wait(lambda: len(slider._places) == len(row.stops.steps))
    place = slider._places[row.stops.steps.index(step)]
    window.bot.mouseClick(slider, LEFT, pos=QPoint(round(place), slider.height() // 2))


def shows(window: Person, step: int) -> bool:
    """Whether every view has come to a step, and says so."""
    shown = window.shared.workspace.shown
    there = shown is not None and shown.step == step and window.nothing_asked
    of_step = "initial weights" if step == 0 else f"step {step:,}"
    return there and window.reads(of_step, window.panels.inspect)


def test_everything_follows_the_slider_and_one_click_leads_back(window: Person) -> None:
    told = short(1)
    window.shared.document.open(changed(told, training=changed(told.training, batch=100, budget=Epochs(1))), None)
    window.train()
    chart, line, newest = window.panels.chart, window.chrome.line, window.step
    window.wait(lambda: shows(window, newest))
    answer = window.bars
    click_step(window, 4)
    window.wait(lambda: shows(window, 4))
    assert line.sentence.startswith("Showing step 4, in epoch 1.")
    assert window.chrome.status.state == f"Trained {newest} steps · showing step 4"
    assert chart.steps._line.isVisible()
    assert window.bars != answer
    window.key(Qt.Key.Key_BracketLeft)
    window.wait(lambda: shows(window, 2))
    window.key(Qt.Key.Key_Home, ALT)
    window.wait(lambda: shows(window, 0))
    assert line.sentence.startswith("Showing step 0, before its training.")
    window.key(Qt.Key.Key_BracketRight)
    window.wait(lambda: shows(window, 1))
    window.press_named(NOW, line)
    window.wait(lambda: shows(window, newest))
    assert (line.topic, window.bars) == ("result", answer)
    assert not chart.steps._line.isVisible()


def test_results_are_those_by_the_step_that_is_shown(window: Person) -> None:
    told = short(1)
    training = changed(told.training, batch=100, budget=Epochs(2))
    window.shared.document.open(changed(told, training=training), None)
    window.train()
    epoch = window.step // 2
    results = window.pages.results
    window.frame.show_page("results")
    window.wait(lambda: results.evaluation is not None and results.evaluation.step == window.step)
    click_step(window, epoch)
    window.wait(lambda: results.evaluation.step == epoch and window.nothing_asked)
    assert results.found.step == epoch
    click_step(window, next(step for step in window.engine.looking.stops if epoch < step < window.step))
    window.wait(lambda: "the shown weights are of step" in results.head.where.toolTip() + results.head.where.text())
    assert results.evaluation.step == epoch
    click_step(window, 2)
    window.wait(lambda: window.reads("Up to step 2, which is shown, it was not tried yet.", results))
    window.engine.looking.now()
    window.wait(lambda: results.evaluation is not None and results.evaluation.step == window.step)


def test_a_run_trains_on_while_an_earlier_step_is_looked_at(window: Person) -> None:
    window.shared.document.open(short(100_000), None)
    window.press(window.chrome.top.train)
    window.wait(lambda: window.step > 20)
    click_step(window, 4)
    window.wait(lambda: window.shared.workspace.shown.step == 4)
    before = window.step
    window.wait(lambda: window.step > before + 30)
    assert window.shared.workspace.shown.step == 4
    assert "trains on" in window.chrome.line.sentence
    window.key(Qt.Key.Key_End, ALT)
    window.wait(lambda: window.shared.workspace.shown.step > before)
    assert window.shared.workspace.shown.source == "live"
    window.press(window.chrome.top.stop)
    window.wait(lambda: window.ended)


def test_the_film_ends_at_now(window: Person) -> None:
    window.shared.document.open(short(6), None)
    window.train()
    window.wait(lambda: window.engine.looking.can_look_back)
    seen = []
    window.shared.workspace.shown_changed.connect(lambda: seen.append(window.shared.workspace.shown.step))
    window.key(Qt.Key.Key_P)
    window.wait(lambda: not window.engine.looking.playing and seen[-1:] == [6])
    assert sorted(set(seen)) == seen == [0, 1, 2, 4, 6]


def test_a_damaged_step_is_said_and_passed_over_and_a_folder_that_is_gone_is_said(window: Person) -> None:
    window.shared.document.open(short(6), None)
    window.train()
    folder = window.service.folder(window.run)
    Snapshots(folder / "snapshots").at(2).write_bytes(b"nothing")
    window.wait(lambda: window.engine.looking.can_look_back)
    window.engine.looking.look_at(1)
    window.wait(lambda: window.shared.workspace.shown.step == 1)
    window.key(Qt.Key.Key_BracketRight)
    window.wait(lambda: window.shared.workspace.shown.step == 4)
    assert "The weights of step 2 cannot be read: it is passed over." in window.sentences
    window.wait(lambda: window.nothing_asked)
    shutil.rmtree(folder)
    window.engine.looking.look_at(0)
    window.wait(lambda: "is no longer where it was kept" in window.sentences)
    assert (window.shared.workspace.shown.step, window.engine.looking.at) == (4, 4)


def test_before_stands_beside_now_and_a_film_is_written(window: Person, monkeypatch, tmp_path, caplog) -> None:
    window.shared.document.open(short(6), None)
    parts, page, path = window.panels.parts_of_inspect, window.pages.through_time, tmp_path / "film.gif"
    window.shared.workspace.select([window.shared.document.network.nodes[0].id])
    parts.show_page("time")
    window.warm_up()
    window.wait(lambda: window.reads("Train first", page))
    window.train()
    window.wait(lambda: window.reads("At step 6", page) and page.ridge.isVisible())
    assert window.reads("Before training", page)
    click_step(window, 2)
    window.wait(lambda: window.reads("At step 2", page))
    monkeypatch.setattr("gui.inspect.through_time.film_row.ask_where_to_save", lambda *_: path)
    for what in range(3):
        path.unlink(missing_ok=True)
        page.film.what.setCurrentIndex(what)
        window.press(page.film.gif)
        window.wait(lambda: path.exists() and page.film.gif.isEnabled())
    assert path.read_bytes()[:4] == b"GIF8"
    assert "Saved film.gif." in window.sentences

    window.shared.workspace.select([window.shared.document.network.nodes[1].id])
    window.wait(lambda: window.nothing_asked and not page.ridge.isVisible())
    assert "keeps no histograms" not in caplog.text  # what learns nothing has none: nobody asks
