from pathlib import Path
from engine.project.recipes import read_recipe
from engine.service import showing
from tests.journeys.person import short
from tests.journeys.test_late_replies import held
import shutil, time

def test_o_stale_prediction_after_open(window, monkeypatch):
    """Reply of the old model crossing an open."""
    got = []
    window.train()
    window.draw((.3,.2),(.7,.2),(.5,.8)); window.bot.wait(800)
    window.engine.live.prediction.connect(lambda p: got.append((window.shared.workspace.shown, p and p.step)))
    with held(monkeypatch, showing.Showing, "predict") as go:
        window.engine.live.ask_prediction()
        window.bot.wait(100)
        window.shared.document.open(Project0(), None)   # nothing to show: no layers
        window.bot.wait(500)
        go()
        window.bot.wait(600)
    print(got, window.answered, window.bars)
    assert not any(s is None and step for s, step in got)

def Project0():
    from engine.project.project import Project
    return Project()

def test_p_train_on_moved_data(window):
    """Held question at close: a task in Moments.call while the moments thread is busy."""
    from engine.service.service import Service
    import threading
    gate = threading.Event()
    s = Service(lambda e: None)
    s._moments.submit(lambda: gate.wait(5))
    res = []
    t0 = time.perf_counter()
    s._long.ask("x", lambda task: s._moments.call(lambda: 1), 99, in_order=False)
    ok = s.close(1)
    print("closed", ok, time.perf_counter() - t0)
    gate.set()
    assert s.close(2)
