"""Ctrl+C while the program is still being read in."""

import sys
from types import ModuleType

import main


class Interrupted(ModuleType):
    """A module during whose import the person presses Ctrl+C."""

    def __getattr__(self, name):
        raise KeyboardInterrupt


def test_ctrl_c_before_the_command_is_there_is_answered_in_a_word(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "engine.command.running", Interrupted("engine.command.running"))
    assert main.main(["runs", "."]) == 130
    assert capsys.readouterr().err == "Interrupted.\n"
