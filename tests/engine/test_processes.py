"""Who a process is and whether it lives: told by number, time of start and machine together."""

import os
import subprocess
import sys

import msgspec
import pytest

from engine.processes import Process, born, lives, started, this_process


def test_this_one_lives_and_is_here():
    me = this_process()
    assert (me.pid, me.here, lives(me)) == (os.getpid(), True, True)


def test_one_that_has_ended_does_not_live():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    it = Process(process.pid, started(process.pid), this_process().host)
    assert lives(it)
    process.communicate(b"\n")
    assert not lives(it)


def test_an_earlier_one_of_the_same_number_does_not_live():
    me = this_process()
    assert not lives(Process(me.pid, me.started - 60, me.host))


needs_proc = pytest.mark.skipif(not born(os.getpid()), reason="nothing counts since the boot here")


@needs_proc
@pytest.mark.parametrize("drift", [-3600.0, 2.0, 3600.0])
def test_it_lives_on_when_the_clock_is_set_or_drifts_in_its_sleep(drift):
    me = this_process()
    assert lives(msgspec.structs.replace(me, started=me.started + drift))


@needs_proc
def test_one_of_the_same_number_that_started_at_another_tick_or_boot_does_not_live():
    me = this_process()
    boot, ticks = me.born.split()
    assert not lives(msgspec.structs.replace(me, born=f"{boot} {int(ticks) - 1}"))
    assert not lives(msgspec.structs.replace(me, born=f"{boot[::-1]} {ticks}"))


def test_what_counts_nothing_since_the_boot_goes_by_the_clock(monkeypatch):
    me = this_process()
    monkeypatch.setattr("engine.processes.born", lambda _: "")
    assert lives(me)
    assert not lives(msgspec.structs.replace(me, started=me.started - 60))


def test_another_machine_is_not_here():
    assert not Process(os.getpid(), 0.0, "elsewhere").here


@pytest.mark.parametrize("number", [-1, 2**31 - 1, 2**70])
def test_a_number_that_no_process_has_does_not_live(number):
    assert started(number) is None
