"""How many cases the tests that draw them try."""

import os

ASKED = int(os.environ.get("LAYERSCOPE_EXAMPLES", "0"))


def examples(usual: int) -> int:
    """In the suite the usual few, as each run draws others; by hand as many as LAYERSCOPE_EXAMPLES asks for."""
    return ASKED or usual
