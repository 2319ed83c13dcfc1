"""Work that is counted, not timed: how many instructions of Python a call takes."""

import sys


def instructions(do):
    """Executed instructions of `do()` and of everything written in Python that it calls."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        do()
    finally:
        sys.settrace(before)
    return count
