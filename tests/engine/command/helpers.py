"""Calling the command line in this process, as a person would from a shell."""

import contextlib
import io
import json
from dataclasses import dataclass

from main import main


@dataclass(frozen=True)
class Answer:
    """Exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    @property
    def figures(self):
        """The JSON object in the last line of standard output."""
        return json.loads(self.out.splitlines()[-1])

    @property
    def sentence(self):
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        return line


def told(*words):
    """What `main.py` says to these words."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(word) for word in words])
    return Answer(status, out.getvalue(), err.getvalue())


def refused(*words):
    """The one sentence with which these words are refused; nothing is said on standard output."""
    answer = told(*words)
    assert (answer.status, answer.out) == (2, ""), answer
    assert "Traceback" not in answer.err
    assert answer.sentence.endswith((".", "?"))
    return answer.sentence
