from engine.project.recipes import read_recipe
from engine.data.store import DataStore
from tests.journeys.person import short
from tests.journeys.test_late_replies import held

def test_q_model_file_while_training(opened, tmp_path):
    w = opened(short(100000))
    file = tmp_path / "kept.layerscope"
    w.chrome.files.save_model.emit(file); w.wait(file.exists)
    w.wait(lambda: "Saved" in w.sentences)
    w.press(w.chrome.top.train); w.wait(lambda: w.step > 5)
    got = []
    w.shared.workspace.shown_changed.connect(lambda: got.append((w.shared.workspace.shown and (w.shared.workspace.shown.source, w.shared.workspace.shown.run))))
    w.chrome.files.open(file); w.bot.wait(1500)
    print(got, w.sentences)
    w.engine.control.press_stop(); w.wait(lambda: w.state == "finished")
    assert ("saved", None) not in got

def test_r_stop_start_stop(opened, monkeypatch):
    """A stopping; B asked for and taken back: A, which trained, should be what is shown."""
    w = opened(short(100000))
    w.press(w.chrome.top.train); w.wait(lambda: w.step > 20)
    a = w.run
    w.engine.control.press_stop()
    w.engine.control.start("afresh")
    b = w.shared.run.current.id
    w.engine.control.press_stop()
    w.wait(lambda: w.shared.run.current is None or not w.shared.run.training)
    w.bot.wait(1200)
    cur = w.shared.run.current
    print("a", a, "b", b, "current", cur and (cur.id, cur.phase), "shown", w.shared.workspace.shown and w.shared.workspace.shown.run)
    assert cur is not None and cur.id == a
