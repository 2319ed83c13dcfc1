from engine.errors import DeviceError
from engine.training import session
from engine.runs.folder import RunFolder
from engine.runs.legs import read_legs
from engine.service import answering
from tests.journeys.test_late_replies import held
from tests.journeys.person import short
from engine.project.recipes import read_recipe

def test_f2(window, monkeypatch):
    window.train()
    folder = RunFolder.open(window.runs / window.run)
    window.wait(lambda: not window.service.alive(window.run))
    with monkeypatch.context() as m:
        def boom(*a, **k): raise DeviceError("too large", "smaller")
        m.setattr(session, "prepare", boom)
        for n in (1, 2):
            window.engine.control.train_on()
            window.wait(lambda: window.state == "failed" and window.sentences.count("too large") == n)
            window.wait(lambda: not window.service.alive(window.run))
            run = window.shared.run.current
            print(n, run.phase, len(run.legs), run.total, run.step, run.evaluation is None, len(read_legs(folder.legs)))
    assert len(run.legs) == 1

def test_n_stale_error_names_other_data(window):
    doc = window.shared.document
    doc.open(read_recipe("mlp-1"), None)   # MNIST, missing
    window.bot.wait(1200)
    window.said.clear()
    doc.open(short(60), None)   # digits, bundled
    window.bot.wait(1500)
    print(window.sentences, window.shared.workspace.image)
    assert "Digits are not here" not in window.sentences
