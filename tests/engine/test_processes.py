"""Who a process is and whether it lives: told by number, time of start and machine together."""

import os
import subprocess
import sys

import pytest

from engine.processes import Process, lives, started, this_process


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


def test_another_machine_is_not_here():
    assert not Process(os.getpid(), 0.0, "elsewhere").here


@pytest.mark.parametrize("number", [-1, 2**31 - 1, 2**70])
def test_a_number_that_no_process_has_does_not_live(number):
    assert started(number) is None
