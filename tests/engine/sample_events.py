"""One event of any kind, made from the types of its fields."""

from types import NoneType
from typing import get_args, get_origin, get_type_hints

import numpy as np

PLAIN = {str: "word", bool: True, int: 1, float: 0.5, NoneType: None}


def sample(kind):
    """An event of this kind with a plausible value in every field."""
    return kind(**{name: _value(type_) for name, type_ in get_type_hints(kind).items()})


def _value(type_):
    if type_ in PLAIN:
        return PLAIN[type_]
    if get_origin(type_) is tuple:
        return (_value(get_args(type_)[0]),)
    if get_origin(type_) is np.ndarray:
        return np.ones(1, get_args(get_args(type_)[1])[0])
    choices = get_args(type_)  # the words of a Literal, the members of a union
    return _value(choices[0]) if choices and not isinstance(choices[0], str) else (choices or (None,))[0]
