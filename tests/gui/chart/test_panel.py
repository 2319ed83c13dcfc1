"""The panel: empty, live, folded, hidden; what it says and what it saves."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from gui.appearance import theme
from gui.chart.beside.row import OtherRun
from gui.chart.beside.runs import Standing
from gui.chart.head.legend import training_value
from gui.chart.head.view_options import View
from gui.chart.plot.curves import RunCurves

from .conftest import make_run

ROOT = Path(__file__).resolve().parents[3]


def test_needs_no_pyqtgraph_for_its_first_paint():
    script = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from gui.appearance import theme; theme.apply(app); from gui.chart.panel import ChartPanel\n"
        "panel = ChartPanel(); panel.show(); panel.grab(); app.processEvents()\n"
        "assert 'pyqtgraph' not in sys.modules and 'qtawesome' not in sys.modules and 'torch' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_says_one_sentence_while_empty(panel):
    assert panel._body.currentWidget().text() == "The loss will appear here with the first training steps."
    assert panel.plot is None
    assert panel.run is None


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("loss", "The loss will appear here with the first training steps."),
        ("accuracy", "The accuracy will appear here with the first training steps."),
        ("both", "Loss and accuracy will appear here with the first training steps."),
    ],
)
def test_the_empty_chart_speaks_of_what_is_chosen(panel, button, words):
    QTest.mouseClick(getattr(panel._controls, button), Qt.MouseButton.LeftButton)
    assert panel._body.currentWidget().text() == words
    assert panel.sentence() == words


def test_data_without_a_run_is_ignored(panel):
    panel.add_steps(np.array([1]), np.array([1.0]))
    panel.add_evaluation("test", 1, 0.5, 0.5)
    panel.mark_epoch(1, 1)
    assert panel.run is None


def test_the_curve_appears_as_soon_as_training_starts(panel, qtbot):
    panel.start_run(RunCurves("r1", "LeNet-5", steps_per_epoch=250, total_steps=1500))
    assert panel.plot is None
    panel.add_steps(np.array([1, 2]), np.array([2.3, 2.2]), np.array([0.1, 0.2]), np.array([0.001, 0.001]))
    qtbot.waitUntil(lambda: panel.plot is not None and panel._body.currentWidget() is not panel._body.sentence)
    panel.add_evaluation("validation", 2, 2.1, 0.3)
    qtbot.waitUntil(lambda: "validation 2.100" in panel._legend.text())
    assert panel.run.last_step == 2
    assert training_value(panel.run, panel.view) == pytest.approx(2.2474, abs=1e-3)


def test_the_same_run_is_continued_another_replaces_it(panel):
    panel.show_series(make_run(500, total=500))
    panel.start_run(RunCurves("r1", "LeNet-5", 250, 1000))
    assert panel.run.last_step == 500
    assert panel.run.total_steps == 1000
    panel.start_run(RunCurves("r2", "LeNet-5", 250, 1000))
    assert not panel.run


def test_many_blocks_are_drawn_together(panel, plot, qtbot):
    drawn = []
    original = plot.refresh
    plot.refresh = lambda: (drawn.append(1), original())
    for step in range(1001, 1301):
        panel.add_steps(np.array([step]), np.array([0.1]))
    qtbot.waitUntil(lambda: not panel._stale)
    assert len(drawn) == 1
    assert panel.run.last_step == 1300


def test_nothing_is_drawn_while_hidden(panel, plot, qtbot):
    panel.hide()
    panel.add_steps(np.array([1001]), np.array([0.1]))
    assert not panel._timer.isActive()
    panel.show()
    qtbot.waitUntil(lambda: not panel._stale)


def test_controls_change_the_view(panel, plot):
    controls = panel._controls
    QTest.mouseClick(controls.accuracy, Qt.MouseButton.LeftButton)
    assert panel.view.measure == "accuracy"
    assert "%" in panel._legend.text()
    assert not controls.log.isEnabled()
    QTest.mouseClick(controls.loss, Qt.MouseButton.LeftButton)
    QTest.mouseClick(controls.log, Qt.MouseButton.LeftButton)
    assert panel.view == View(log=True)
    controls.learning_rate.trigger()
    assert panel.view.learning_rate
    QTest.mouseClick(controls.both, Qt.MouseButton.LeftButton)
    assert (panel.view.measure, panel.view.both, panel.view.shows_rate) == ("loss", True, False)
    assert [button.isChecked() for button in (controls.loss, controls.accuracy, controls.both)] == [False, False, True]
    assert not controls.learning_rate.isEnabled()
    QTest.mouseClick(controls.accuracy, Qt.MouseButton.LeftButton)
    assert (panel.view.measure, panel.view.both) == ("accuracy", False)


def test_the_slider_smooths_down_to_the_raw_curve(panel, plot):
    panel._controls._smoothing.slider.setValue(80)
    assert panel.view.smoothing == 0.99
    assert panel._controls.smooth.text() == "smooth 0.99"
    panel._controls._smoothing.slider.setValue(0)
    assert panel._controls.smooth.text() == "raw"
    assert training_value(panel.run, panel.view) == pytest.approx(float(panel.run.loss.values[-1]))


def test_follow_is_offered_only_after_a_zoom(panel, plot):
    assert not panel._controls.follow.isVisible()
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    assert panel._controls.follow.isVisible()
    QTest.mouseClick(panel._controls.follow, Qt.MouseButton.LeftButton)
    assert plot.following
    assert not panel._controls.follow.isVisible()


def test_folds_to_a_sparkline_and_back(panel, plot, qtbot):
    height = panel.sizeHint().height()
    with qtbot.waitSignal(panel.folded_changed):
        QTest.mouseClick(panel._controls.fold, Qt.MouseButton.LeftButton)
    assert panel.folded
    assert panel._line.spark.isVisible()
    assert not plot.isVisible()
    assert panel.sizeHint().height() < height
    panel.add_steps(np.array([1001]), np.array([0.1]))
    qtbot.waitUntil(lambda: not panel._stale)
    panel.show_left("12 s left")
    assert panel._line.words.text().startswith("training loss ")
    assert panel._line.words.text().endswith(" · step 1,001 · 12 s left")
    line = panel._line.spark._line()
    assert line.last().x() > panel._line.spark.width() - 8  # however much is still to come
    QTest.mouseClick(panel._line.unfold, Qt.MouseButton.LeftButton)
    assert plot.isVisible()


def others(panel):
    """The runs in the legend beside the shown one, from the left."""
    return [one for one in panel._head.others.findChildren(OtherRun) if not one.isHidden()]


def test_a_click_in_the_legend_asks_to_take_a_run_away_and_its_name_gives_way(panel, plot, qtbot):
    long = "A network of a very long name on very many images of very many kinds"
    for number in range(2, 8):
        panel.add_reference(make_run(800, f"r{number}", f"{long} {number}"))
    qtbot.waitUntil(lambda: len(others(panel)) == 6)
    assert all(
        one.geometry().right() < panel.width() and one.width() >= one.minimumSizeHint().width() for one in others(panel)
    )
    assert others(panel)[2].toolTip().startswith(f"{long} 4 ")
    with qtbot.waitSignal(panel.dismissed) as heard:
        qtbot.mouseClick(others(panel)[2], Qt.MouseButton.LeftButton)
    assert heard.args == ["r4"]


def test_a_run_that_is_read_again_keeps_its_place(panel, plot):
    for number in (2, 3):
        panel.add_reference(make_run(800, f"r{number}", f"{number}"))
    panel.add_reference(make_run(900, "r2", "2"))
    panel.set_view(panel.view)
    assert [one.row.entry.run for one in others(panel)] == ["r2", "r3"]


def test_without_a_shown_run_others_are_drawn_and_read(panel, plot, qtbot):
    panel.clear()
    panel.add_reference(make_run(800, "r2", "wider"))
    qtbot.waitUntil(lambda: panel._body.currentWidget() is panel._body.frame)
    for view in (View(), View("accuracy"), View(log=True), View(both=True)):
        panel.set_view(view)
        plot.point_at(400)
        assert "wider" in [reading.name for reading in plot.readout.readings]
    assert panel.grab()
    panel.remove_reference("r2")
    qtbot.waitUntil(lambda: panel._body.currentWidget() is panel._body.sentence)


def test_other_runs_are_in_sight_whatever_the_shown_one_does(panel, plot):
    higher = RunCurves("r2", "worse")
    higher.add_steps(np.arange(1, 801), np.full(800, 40.0), np.full(800, 0.1))
    panel.add_reference(higher)
    for view in (View(), View(log=True)):
        panel.set_view(view)
        low, high = plot.axes.y
        assert low < (np.log10(40) if view.log else 40) < high


def test_other_runs_come_and_go(panel, plot):
    panel.add_reference(make_run(800, "r2", "wider"))
    panel.add_reference(make_run(900, "r3", "deeper"))
    panel.set_view(panel.view)
    assert [one.row.entry.name for one in others(panel)] == ["wider", "deeper"]
    assert len(list(plot._lines.others.curves())) == 2
    panel.remove_reference("r2")
    panel.set_view(panel.view)
    assert [one.row.entry.name for one in others(panel)] == ["deeper"]
    assert len(list(plot._lines.others.curves())) == 1


def test_clear_returns_to_the_empty_sentence(panel, plot, qtbot):
    panel.clear()
    qtbot.waitUntil(lambda: panel._body.currentWidget() is panel._body.sentence)
    assert panel.run is None
    assert not panel._legend.text()


def test_csv_has_every_figure(panel, qtbot, tmp_path):
    run = make_run(10_000, total=10_000)
    run.add_evaluation("test", 10_000, 0.25, 0.93)
    panel.show_series(run)
    with qtbot.waitSignal(panel.copying.message) as said:
        panel.copying.save_csv(tmp_path / "run.csv")
    assert said.args == ["Saved run.csv."]
    rows = list(csv.DictReader((tmp_path / "run.csv").read_text().splitlines()))
    assert len(rows) == 10_000
    assert [np.float32(row["training_loss"]) for row in rows] == run.loss.values.tolist()
    assert rows[249]["validation_loss"] == "0.5"
    assert rows[249]["epoch_end"] == "1"
    assert rows[248]["validation_loss"] == rows[248]["test_loss"] == rows[248]["epoch_end"] == ""
    assert rows[-1]["test_accuracy"] == "0.93"
    assert [path.name for path in tmp_path.iterdir()] == ["run.csv"]


def test_csv_has_evaluations_before_the_first_step(panel, qtbot, tmp_path):
    run = RunCurves("r1", "LeNet-5")
    run.add_evaluation("test", 0, 2.3, 0.1)
    panel.show_series(run)
    with qtbot.waitSignal(panel.copying.message):
        panel.copying.save_csv(tmp_path / "run.csv")
    assert (tmp_path / "run.csv").read_text().splitlines()[1] == "0,,,,,,,2.3,0.1"


@pytest.mark.parametrize("name", ["run.csv", "run.png", "run.svg"])
def test_a_folder_that_is_not_there_gets_a_sentence(panel, plot, qtbot, tmp_path, name):
    path = tmp_path / "gone" / name
    with qtbot.waitSignal(panel.copying.problem) as said:
        (panel.copying.save_csv if name.endswith("csv") else panel.copying.save_picture)(path)
    assert said.args[0] == f"{name} could not be saved: No such file or directory."
    assert said.args[1]


def test_saves_pictures(panel, plot, qtbot, tmp_path):
    panel.copying.save_picture(tmp_path / "chart.png")
    image = QImage(str(tmp_path / "chart.png"))
    assert image.width() == 2 * panel.width()
    panel.copying.save_picture(tmp_path / "chart.svg")
    text = (tmp_path / "chart.svg").read_text()
    assert "<svg" in text
    assert "LeNet-5 on digits" in text


@pytest.mark.parametrize(
    ("action", "typed", "saved"),
    [
        ("ask_picture", ("net-0.5", ""), "net-0.5.png"),
        ("ask_picture", ("net-0.5", "SVG drawing (*.svg)"), "net-0.5.svg"),
        ("ask_picture", ("run.SVG", ""), "run.SVG"),
        ("ask_csv", ("net-0.5", ""), "net-0.5.csv"),
    ],
)
def test_what_is_saved_has_its_whole_name(plot, qtbot, tmp_path, monkeypatch, action, typed, saved):
    panel = plot.window()
    panel.show_series(make_run(20, total=20))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed[0]), typed[1]))
    with qtbot.waitSignal(panel.copying.message) as said:
        getattr(panel.copying, action)()
    assert said.args == [f"Saved {saved}."]
    assert [path.name for path in tmp_path.iterdir()] == [saved]


def test_copies_the_picture(panel, plot, qtbot):
    with qtbot.waitSignal(panel.copying.message):
        panel.copying.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 2 * panel.width()


def test_a_folded_chart_says_of_how_many_runs_there_are_curves(panel, qtbot):
    panel.set_folded(True)
    for number, words in ((1, "The curves of 1 run"), (2, "The curves of 2 runs")):
        panel.add_reference(make_run(800, f"r{number}", f"{number}"))
        qtbot.waitUntil(lambda words=words: panel._line.words.text() == words)


def test_nothing_is_read_of_a_run_that_is_no_longer_shown(panel, plot):
    panel.show_series(make_run(500, "another"))
    assert plot.axes.x[1] < 1000
    assert "0.548" in panel._legend.text()
    panel.clear()
    assert panel._legend.text() == ""
    assert panel._body.currentWidget() is panel._body.sentence


def test_nor_on_the_folded_chart(panel, plot):
    panel.set_folded(True)
    panel.show_series(make_run(500, "another"))
    assert "step 500" in panel._line.words.text()
    panel.clear()
    assert panel._line.words.text() == panel.view.before_it_begins


def test_a_folded_chart_copies_the_whole_picture(panel, plot, qtbot):
    panel.set_folded(True)
    panel.copying.copy_picture()
    assert QGuiApplication.clipboard().image().height() > 300


def test_another_name_stands_in_the_chart_at_once_be_it_of_the_run_or_of_one_behind_it(panel, plot, qtbot):
    panel.add_reference(make_run(run_id="other", name="before"))
    qtbot.waitUntil(lambda: [one.row.entry.name for one in others(panel)] == ["before"])
    panel.rename("other", "after")
    assert [one.row.entry.name for one in others(panel)] == ["after"]
    panel.rename("r1", "mine")
    assert panel.run.name == "mine"
    panel.rename("unknown", "nobody")
    assert [one.row.entry.name for one in others(panel)] == ["after"]


def test_a_picture_has_every_line_and_the_names_of_its_axes(panel, plot, qtbot, tmp_path):
    for number in range(9):
        standing = Standing(f"Seed 0 → {number}", number)
        panel.add_reference(make_run(800, f"r{number + 2}", f"other {number}"), standing)
    panel.set_view(View(both=True, axis="epoch"))
    panel.copying.save_picture(tmp_path / "chart.svg")
    written = (tmp_path / "chart.svg").read_text()
    for words in ("LeNet-5 on digits", "other 8", "Seed 0 → 8", ">loss<", ">accuracy<", ">epochs<"):
        assert words in written.replace("\n", "")


def test_in_a_picture_letters_have_their_size_and_no_word_is_cut_off(panel, plot, qtbot, tmp_path):
    words = "Convolution 3 → 6, Optimiser SGD → Adam, Learning rate 0.034 → 0.001, Epochs 3 → 6, Batch 32 → 64"
    panel.add_reference(make_run(800, "r2", "a run with a name of its own"), Standing(words, 1))
    panel.set_view(View(both=True))
    before = plot.size()
    panel.copying.save_picture(tmp_path / "chart.svg")
    written = (tmp_path / "chart.svg").read_text()
    assert words in written.replace("\n", "")
    assert "a run with a name of its own" in written.replace("\n", "")
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)"', written)}
    assert min(sizes) >= 0.9 * QFontInfo(theme.caption_font()).pixelSize()
    scales = re.findall(r"matrix\(([\d.]+),0,0,([\d.]+),", written[: written.rindex(">accuracy<")])
    assert scales[-1] == ("1", "1")
    assert plot.size() == before


def test_a_picture_on_a_light_ground_leaves_the_window_dark(panel, plot, qapp, tmp_path):
    theme.apply(qapp, "dark")
    panel.set_view(View(light_pictures=True))
    panel.copying.save_picture(tmp_path / "light.png")
    assert QImage(str(tmp_path / "light.png")).pixelColor(2, 2).name() == theme.light.surface.lower()
    assert theme.current() is theme.dark
    assert panel.grab().toImage().pixelColor(plot.mapTo(panel, plot.rect().center())).lightness() < 128
    panel.set_view(View())
    panel.copying.save_picture(tmp_path / "dark.png")
    assert QImage(str(tmp_path / "dark.png")).pixelColor(2, 2).name() == theme.dark.surface.lower()


def test_ctrl_c_on_the_curves_copies_them(panel, plot, qtbot):
    with qtbot.waitSignal(panel.copying.message) as said:
        QTest.keyClick(plot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Copied the chart as a picture."]


def test_the_menu_chooses_what_the_axis_counts_and_which_curve_of_others_is_drawn(panel, plot, qtbot):
    panel.add_reference(make_run(800, "r2", "other"))
    for menu, words, field, value in (
        (panel._controls._axes, "Epochs", "axis", "epoch"),
        (panel._controls._axes, "Time of training", "axis", "time"),
        (panel._controls._others, "Validation", "others", "validation"),
    ):
        with qtbot.waitSignal(panel.view_changed) as heard:
            next(action for action in menu.actions() if action.text() == words).trigger()
        assert getattr(heard.args[0], field) == value
        assert [action.text() for action in menu.actions() if action.isChecked()] == [words]
