"""Methods of attribution of a script: by their names, or with settings of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from engine.errors import InputError
from engine.inspection.attribution.methods import GradCam, Gradient, IntegratedGradients, Method, Occlusion
from engine.library.arguments.numbers import whole
from engine.library.arguments.words import address, choice
from engine.text import told

METHODS: dict[str, Method] = {
    "gradient": Gradient(),
    "integrated-gradients": IntegratedGradients(),
    "grad-cam": GradCam(),
    "occlusion": Occlusion(),
}
MOST_STEPS = 2**16  # of integrated gradients


def method_of(value: object, layer: object = None) -> Method:
    """One of them, which looks at a layer where that is given."""
    chosen = _checked(METHODS[choice(value, METHODS, "method")] if isinstance(value, str) else value)
    if layer is None:
        return chosen
    if not isinstance(chosen, GradCam):
        raise InputError("Only Grad-CAM looks at a layer.", "Leave `layer` out, or choose “grad-cam”.")
    return replace(chosen, address=address(layer))


def _checked(value: object) -> Method:
    match value:
        case Gradient():
            return value
        case IntegratedGradients(steps=steps, most_steps=most):
            steps = whole(steps, "steps", 1, MOST_STEPS)
            return IntegratedGradients(steps, whole(most, "most_steps", 1, MOST_STEPS))
        case GradCam(address=named):
            return GradCam(None if named is None else address(named))
        case Occlusion(window=window):
            return Occlusion(None if window is None else whole(window, "window", 1))
    names = ", ".join(f"`engine.{kind.__name__}()`" for kind in get_args(Method))
    raise InputError(f"{told(value)} is no method.", f"Give one by its name, or one of {names}.")
