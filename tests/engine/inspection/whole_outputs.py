"""What layers give for an image, whole and as arrays of their own."""

from engine.inspection.activations import outputs
from engine.inspection.thinning import copied


def activations(net, x, addresses):
    return {at: copied(values) for at, values in outputs(net, x, addresses).items()}
