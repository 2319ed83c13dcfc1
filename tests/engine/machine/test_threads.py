"""Threads that leave a core free, and settings that belong to each thread."""

import threading

import psutil
import torch

from engine.machine.threads import default_threads, thread_settings
from engine.platform import HERE

CPU = torch.device("cpu")


def test_one_core_at_least_and_one_left_free():
    assert 1 <= default_threads() <= max(1, (psutil.cpu_count() or 1) - 1)


def test_settings_are_those_of_the_thread_and_leave_nothing_behind():
    found = {}

    def run():
        torch.set_grad_enabled(False)
        with thread_settings(CPU, 2):
            found["within"] = (torch.get_num_threads(), torch.is_grad_enabled(), torch.is_inference_mode_enabled())
        found["after"] = torch.get_num_threads()

    before = torch.get_num_threads()
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found["within"] == (2, True, False)
    assert found["after"] == before
    assert torch.get_num_threads() == before


def test_what_computes_keeps_the_memory_that_it_frees_and_gives_it_back_at_the_end(monkeypatch):
    happened = []
    monkeypatch.setattr(type(HERE), "keep_freed_memory", lambda _: happened.append("kept"))
    monkeypatch.setattr(type(HERE), "give_memory_back", lambda _: happened.append("given back"))
    with thread_settings(CPU, 1):
        assert happened == ["kept"]
    assert happened == ["kept", "given back"]
