import time
from pathlib import Path
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from engine.project.recipes import read_recipe
from engine.runs.lock import Lock
from engine.runs.folder import RunFolder
from engine.runs.legs import read_legs
from engine.service import answering
from engine.data.store import DataStore
from engine.typed.document import changed
from tests.journeys.person import short
from tests.journeys.test_late_replies import held

def pause(w, ms=900):
    w.bot.wait(ms)

def test_a_save_edit(window, tmp_path, monkeypatch):
    file, doc = tmp_path / "kept.layerscope", window.shared.document
    doc.edit_fields("x", title="First")
    with held(monkeypatch, answering.Answering, "_save") as go:
        window.chrome.files.save_model.emit(file)
        pause(window, 100)
        doc.edit_fields("Rename", title="My edit after the save click")
        go()
        window.wait(lambda: "Saved" in window.sentences)
    print("modified after late save reply:", doc.modified, doc.project.title)
    assert doc.modified

def test_b_save_other_doc(window, tmp_path, monkeypatch):
    file, doc = tmp_path / "kept.layerscope", window.shared.document
    with held(monkeypatch, answering.Answering, "_save") as go:
        window.chrome.files.save_model.emit(file)
        pause(window, 100)
        doc.open(read_recipe("mlp-1"), None)
        go()
        window.wait(lambda: "Saved" in window.sentences)
    assert doc.path is None, doc.path

def test_c_open_model_file(window, tmp_path, monkeypatch):
    window.train()
    file, doc = tmp_path / "kept.layerscope", window.shared.document
    window.chrome.files.save_model.emit(file)
    window.wait(file.exists)
    doc.open(read_recipe("mlp-1"), None)
    pause(window)
    window.chrome.files.open(file)
    pause(window, 2000)
    s = window.shared.workspace.shown
    print("shown:", s.source, s.step)
    assert s.source == "saved"

def test_c2_open_model_file_slow(window, tmp_path, monkeypatch):
    window.train()
    file, doc = tmp_path / "kept.layerscope", window.shared.document
    window.chrome.files.save_model.emit(file)
    window.wait(file.exists)
    doc.open(read_recipe("mlp-1"), None)
    pause(window)
    with held(monkeypatch, answering.Answering, "_show_file") as go:
        window.chrome.files.open(file)
        pause(window, 1200)
        go()
        pause(window, 1000)
    s = window.shared.workspace.shown
    print("shown:", s.source, s.step)
    assert s.source == "saved"

def test_d_edit_while_preparing_then_stop(window, monkeypatch):
    doc = window.shared.document
    with held(monkeypatch, DataStore, "get") as go:
        window.press(window.chrome.top.train)
        pause(window, 100)
        window.panels.stack.action("duplicate").trigger()
        pause(window, 400)
        window.engine.control.press_stop()
        go()
        window.wait(lambda: window.shared.run.current is None)
    pause(window, 1500)
    assert window.shared.workspace.shown is not None
    assert window.shared.workspace.shown.project.network == doc.network

def test_e_new_while_preparing_then_stop(window, monkeypatch):
    doc = window.shared.document
    with held(monkeypatch, DataStore, "get") as go:
        window.press(window.chrome.top.train)
        pause(window, 100)
        doc.open(short(30, "mlp-1"), None)
        pause(window, 400)
        window.engine.control.press_stop()
        go()
        window.wait(lambda: window.shared.run.current is None)
    pause(window, 1500)
    assert window.shared.workspace.shown is not None

def test_f_failed_leg(window):
    window.train()
    folder = RunFolder.open(window.runs / window.run)
    ev = window.shared.run.current.evaluation
    lock = Lock(folder.lock_file); lock.acquire()
    for _ in range(2):
        window.engine.control.train_on()
        window.wait(lambda: window.state in ("failed",) or "another" in window.sentences and not window.shared.run.training)
        pause(window, 300)
    run = window.shared.run.current
    print(window.sentences, run.phase, len(run.legs), run.total, run.step, run.evaluation is None, read_legs(folder.legs))
    lock.release()
    assert len(run.legs) == 1 and run.evaluation is not None

def test_g_ask_how_other(window, monkeypatch):
    window.train(); first = window.run
    pause(window, 300)
    doc = window.shared.document
    doc.open(short(30), None); window.train(); second = window.run
    folder = window.runs / first
    with held(monkeypatch, answering, "run_view") as go:
        window.chrome.files.open(folder)
        QTimer.singleShot(300, go)
        def acc():
            window.answer("Train on")
        QTimer.singleShot(1500, acc)
        window.engine.control.press_train()
    window.wait(lambda: not window.shared.run.training)
    print("asked for", second, "trained", window.shared.run.current.id, len(window.shared.run.current.legs))
    legs = {f: len(read_legs(RunFolder.open(window.runs / f).legs)) for f in (first, second)}
    assert legs[first] == 0, legs

def test_h_budget(window):
    window.train(); totals = [window.shared.run.current.total]
    for _ in range(2):
        n = len(window.shared.run.current.legs)
        window.engine.control.train_on()
        window.wait(lambda: len(window.shared.run.current.legs) > n and window.ended and window.step == window.shared.run.current.total)
        window.wait(lambda: not window.service.alive(window.run))
        totals.append(window.shared.run.current.total)
    doc = window.shared.document
    print(totals)
    from engine.project.training_settings import Steps
    doc.edit_fields("b", training=changed(doc.project.training, budget=Steps(10)))
    print("can", window.engine.control.can_train_on, window.engine.control.further_leg().total)
    assert totals == [60, 120, 180]

def test_i_edit_after_early_failure(window, monkeypatch):
    from engine.training import session
    from engine.errors import DeviceError
    def boom(*a, **k): raise DeviceError("too large", "smaller")
    monkeypatch.setattr(session, "prepare", boom)
    window.press(window.chrome.top.train)
    window.wait(lambda: window.state == "failed")
    pause(window, 800)
    window.panels.stack.action("duplicate").trigger()
    pause(window, 1500)
    s = window.shared.workspace.shown
    assert s is not None and s.project.network == window.shared.document.network

def test_j_memory(window):
    import gc, weakref
    window.train()
    pause(window, 1000)
    gc.collect()
    s = window.service._run.session
    print("kept:", s._course is not None, s._dataset is not None)
    assert s._course is None

def test_k_immediately_again(window):
    said = []
    def at(): 
        r = window.shared.run.current
        if r and r.phase == "finished" and not said:
            said.append(window.service._run.alive)
            window.engine.control.train_on()
    window.shared.run.changed.connect(at)
    from engine.training.course import Course
    orig = Course.serve_the_last
    def slow(self):
        time.sleep(.3); orig(self)
    Course.serve_the_last = slow
    try:
        window.press(window.chrome.top.train)
        window.wait(lambda: said)
        pause(window, 600)
    finally:
        Course.serve_the_last = orig
    print(said, window.sentences)
    assert "training already" not in window.sentences

def test_l_run_without_weights(window):
    import shutil
    window.train()
    f = window.runs / window.run
    shutil.rmtree(f / "checkpoints"); shutil.rmtree(f / "snapshots")
    doc = window.shared.document
    doc.open(read_recipe("mlp-1"), None); pause(window)
    window.chrome.files.open(f)
    pause(window, 2000)
    print(window.shared.workspace.shown, window.shared.run.current.phase, window.sentences)
    assert not window.reads("being prepared")

def test_m_waiting_on_opened_run(opened, monkeypatch):
    a = opened()
    a.train()
    f = a.runs / a.run
    p = opened(ready=False, folder="two")
    p.engine.control.after_finish = "train on"
    p.chrome.files.open(f)
    p.wait(lambda: p.shared.run.current is not None)
    p.engine.control.press_train()
    p.window.warm_up()
    p.wait(lambda: p.run != f.name or p.shared.run.training)
    print(p.run, f.name)
    assert p.run == f.name
