"""The presets: shortcuts that fit a 3×3 convolution of the same stride, whatever the size of its maps."""

from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.measuring import Rules, measure_all
from engine.network import layers
from engine.network.presets import linear_shortcut, pad_shortcut, projection_shortcut
from tests.engine.network.stacks import nodes
from tests.engine.network.strategies import counted_ids


def outcome(sequence, shape):
    return measure_all(sequence, shape, Rules(10))[-1]


@given(
    st.tuples(st.integers(1, 8), st.integers(1, 40), st.integers(1, 40)),
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
)
def test_both_shortcuts_fit_a_convolution_of_any_stride(shape, stride):
    new_id = counted_ids()
    wanted = outcome(nodes(new_id, layers.Conv2d(8, stride=stride, padding=(1, 1))), shape).output
    assert outcome(pad_shortcut(new_id, 8, stride), shape).output == wanted
    assert outcome(projection_shortcut(new_id, 8, stride), shape).output == wanted


def test_padding_has_no_weights_and_projections_no_bias():
    sizes = [
        sum(one.parameters for one in measure_all(sequence, shape, Rules(10)))
        for sequence, shape in (
            (pad_shortcut(counted_ids(), 32, (2, 2)), (16, 8, 8)),
            (projection_shortcut(counted_ids(), 32, (2, 2)), (16, 8, 8)),
            (linear_shortcut(counted_ids(), 32), (16,)),
        )
    ]
    assert sizes == [0, 16 * 32 + 2 * 32, 16 * 32]
