"""Random networks for property tests: good and bad, blocks in blocks; small, so that torch runs them in a moment.

Strategies without arguments are built once: building and checking one takes longer than drawing from it.
"""

from functools import cache
from itertools import count

from hypothesis import strategies as st

from engine.analysis.measuring import Rules, measure_all, output_of
from engine.network import layers
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from engine.network.presets import pad_shortcut, projection_shortcut

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def counted_ids():
    """New ids in order: n00000, n00001, …; so that failures shrink to readable networks."""
    numbers = count()

    def new_id():
        number, text = next(numbers), ""
        for _ in range(5):
            number, digit = divmod(number, 36)
            text = LETTERS[digit] + text
        return f"n{text}"

    return new_id


@cache
def pairs(low, high):
    """Sizes, mostly square."""
    side = st.integers(low, high)
    return st.one_of(side.map(lambda size: (size, size)), side.map(lambda size: (size, size)), st.tuples(side, side))


@cache
def image_shapes():
    """(channels, height, width) of one small image."""
    return st.tuples(st.integers(1, 4), st.integers(1, 12), st.integers(1, 12))


@cache
def convolutions():
    """Convolutions with every setting; many fit, some do not."""
    return st.builds(
        layers.Conv2d,
        filters=st.integers(1, 8),
        kernel=pairs(1, 5),
        stride=st.one_of(st.just((1, 1)), pairs(1, 3)),
        padding=st.one_of(st.just((1, 1)), pairs(0, 3), st.just("same")),
        dilation=st.one_of(st.just((1, 1)), pairs(1, 3)),
        groups=st.sampled_from([1, 1, 1, 2, 3, 4]),
        bias=st.booleans(),
    )


@cache
def poolings():
    """Max and average pooling, with padding and rounding up."""
    settings = {"kernel": pairs(1, 4), "stride": pairs(1, 3), "padding": pairs(0, 2), "ceil": st.booleans()}
    plain = {"padding": st.just((0, 0)), "ceil": st.booleans()}
    return st.one_of(
        *(st.builds(kind, **fields) for kind in (layers.MaxPool2d, layers.AvgPool2d) for fields in (settings, plain))
    )


@cache
def layers_for_maps():
    """Layers that change or keep maps."""
    return st.one_of(
        convolutions(),
        poolings(),
        st.builds(layers.AdaptiveAvgPool2d, size=pairs(1, 5)),
        st.builds(layers.PadChannels, channels=st.integers(1, 10)),
        st.builds(layers.Dropout2d, probability=st.sampled_from([0.0, 0.3, 0.9])),
        layers_for_all(),
    )


@cache
def layers_for_vectors():
    """Layers that make or take vectors."""
    return st.one_of(
        st.builds(layers.Linear, units=st.one_of(st.integers(1, 12), st.just("classes")), bias=st.booleans()),
        st.just(layers.Flatten()),
        st.just(layers.GlobalAvgPool()),
        layers_for_all(),
    )


@cache
def layers_for_all():
    """Layers that take any shape and leave it."""
    plain = [layers.ReLU, layers.GELU, layers.SiLU, layers.Sigmoid, layers.Tanh, layers.Softmax]
    return st.one_of(
        st.sampled_from([kind() for kind in plain]),
        st.builds(layers.LeakyReLU, slope=st.sampled_from([0.0, 0.01, 1.0])),
        st.builds(layers.ELU, alpha=st.sampled_from([0.1, 1.0, 2.0])),
        st.builds(layers.BatchNorm, momentum=st.sampled_from([0.01, 0.1, 1.0]), epsilon=st.sampled_from([1e-5, 0.1])),
        st.builds(layers.Dropout, probability=st.sampled_from([0.0, 0.3, 0.9])),
    )


@cache
def any_layer():
    """Any layer at all."""
    return st.one_of(layers_for_maps(), layers_for_vectors())


@st.composite
def sequences(draw, new_id, shape, classes, *, depth=2, longest=5, careful=True):
    """Nodes for an input of `shape`; careful ones mostly fit what comes in, the others are anything."""
    nodes = ()
    for _ in range(draw(st.integers(0, longest))):
        here = output_of(measure_all(nodes, shape, Rules(classes)), shape)
        nodes += (draw(_nodes(new_id, here, classes, depth, careful=careful)),)
    return nodes


@st.composite
def _nodes(draw, new_id, shape, classes, depth, *, careful):
    op = draw(_ops(new_id, shape, classes, depth, careful=careful))
    if not careful:
        return _with_switches(draw, new_id, op)
    if measure_all((Node("n00000", op),), shape, Rules(classes))[0].output is None:
        op = draw(_ops(new_id, shape, classes, depth, careful=careful))
    return _with_switches(draw, new_id, op)


def _with_switches(draw, new_id, op):
    switches = draw(st.sampled_from([(True, True)] * 8 + [(False, True), (True, False)]))
    return Node(new_id(), op, enabled=switches[0], trainable=switches[1])


@st.composite
def _ops(draw, new_id, shape, classes, depth, *, careful):
    if depth > 0 and draw(st.integers(0, 3)) == 0:
        return draw(blocks(new_id, shape, classes, depth - 1, careful=careful))
    if not careful or shape is None:
        return draw(any_layer())
    return draw(layers_for_maps() if len(shape) == 3 else layers_for_vectors())


@st.composite
def blocks(draw, new_id, shape, classes, depth, *, careful=True):
    """A Residual or a Repeat for an input of `shape`, other blocks inside it down to `depth`."""
    body = draw(sequences(new_id, shape, classes, depth=depth, longest=3, careful=careful))
    if draw(st.booleans()):
        return Repeat(body, draw(st.integers(1, 3)))
    return Residual(body, draw(_shortcuts(new_id, body, shape, classes, careful=careful)))


@st.composite
def _shortcuts(draw, new_id, body, shape, classes, *, careful):
    """None where the body keeps the shape; else a preset that may fit, or anything."""
    out = output_of(measure_all(body, shape, Rules(classes)), shape)
    if not careful or out is None or shape is None:
        return draw(sequences(new_id, shape, classes, depth=0, longest=2, careful=careful))
    if out == shape:
        return ()
    if len(out) == 1:
        flat = (Node(new_id(), layers.Flatten()),) if len(shape) == 3 else ()
        return (*flat, Node(new_id(), layers.Linear(out[0])))
    if len(shape) == 1:
        return ()
    stride = tuple(max(1, min(64, -(-shape[side] // out[side]))) for side in (1, 2))
    return draw(st.sampled_from([pad_shortcut, projection_shortcut]))(new_id, out[0], stride)


@st.composite
def cases(draw):
    """(network, input shape, classes): half of them end as they should, about half of those are without a problem."""
    new_id, shape, classes = counted_ids(), draw(image_shapes()), draw(st.integers(2, 6))
    careful = draw(st.sampled_from([True, True, False]))
    nodes = draw(sequences(new_id, shape, classes, longest=8, careful=careful))
    if careful:
        head = draw(st.sampled_from([(layers.Flatten(), layers.Linear()), (layers.GlobalAvgPool(), layers.Linear())]))
        here = output_of(measure_all(nodes, shape, Rules(classes)), shape)
        head = head[1:] if here is not None and len(here) == 1 else head
        nodes += tuple(Node(new_id(), op) for op in head)
    return Network(nodes), shape, classes


@cache
def networks():
    """Networks alone, good and bad."""
    return cases().map(lambda case: case[0])
