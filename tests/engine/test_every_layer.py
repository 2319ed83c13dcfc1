"""The contract of the layers, as `engine.network.layer_base.Layer` states it, held against every kind there is.

Nothing here lists layers: a new member of the union is tried as the others are.
"""

from typing import get_args

import msgspec
import pytest
import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from engine.analysis.advice import advice
from engine.analysis.analysis import analyse
from engine.analysis.diff import diff
from engine.analysis.memory_in_words import ABSURD, wanted
from engine.analysis.stack_listing import stack_table
from engine.analysis.unwrapping import unwrap_report
from engine.inspection.filters import shown_weights
from engine.inspection.size_arithmetic import output_arithmetic
from engine.model.building import build
from engine.model.initialisation import Initialisation, initialise
from engine.model.modules import module_of
from engine.model.weights import copy_tensors
from engine.network.layer_base import Group, Layer
from engine.network.layers import Conv2d, Flatten, GlobalAvgPool, Linear
from engine.network.network import Network
from engine.network.nodes import LAYERS, TITLES, Node
from engine.network.shapes import VALUE_BYTES, Misfit, spelled
from engine.training.steps.dropout_reseeding import dropout_reseeder
from engine.typed.document import read, written
from tests.engine.settings_of import named, varied

IMAGE, VECTOR, CLASSES = (4, 12, 12), (24,), 5
BATCH = 3
MUCH = {int: 10**10, str: 10**10, tuple: (10**5, 10**5)}  # of a field that takes such values
POKES = 40  # inputs that together make every way through a layer carry a gradient


def fitting(kind):
    """The layer with every setting that an input fits, and that input."""
    for op in varied(kind()):
        shape = next((shape for shape in (IMAGE, VECTOR) if not isinstance(op.output(shape, CLASSES), Misfit)), None)
        if shape is not None:
            yield op, shape


def made(op, shape, how="torch", seed=1):
    module = module_of(op, shape, CLASSES)
    for tensor in module.state_dict().values():
        if tensor.is_floating_point():
            tensor.fill_(float("nan"))  # as unset memory may be
    initialise([module], how, seed)
    return module


def batch(shape):
    return torch.randn(BATCH, *shape, generator=torch.Generator().manual_seed(7))


class MultiplyAdds(TorchFunctionMode):
    """Counts those of every convolution and product that torch is asked for, as torch.utils.flop_counter does.

    That one takes half a minute to import.
    """

    number = 0

    def __torch_function__(self, function, types, args=(), kwargs=None):
        output = function(*args, **(kwargs or {}))
        match function.__name__:
            case "conv1d" | "conv2d" | "conv3d" | "linear":
                self.number += output.numel() * args[1][0].numel()
            case "mm" | "matmul" | "__matmul__" | "bmm":
                self.number += output.numel() * args[1].shape[-2]
        return output


def around(op, shape):
    """A network that takes images and learns, with the layer as its second one, for an input of this length."""
    before = Conv2d(4, padding=(1, 1)) if len(shape) == 3 else Flatten()
    out = op.output(before.output(IMAGE, CLASSES), CLASSES)
    head = (GlobalAvgPool(), Linear()) if len(out) == 3 else (Linear(),)
    return stacked(before, op, *head)


def stacked(*ops):
    return Network(tuple(Node(f"n{index:05}", op) for index, op in enumerate(ops)))


@pytest.mark.parametrize("kind", LAYERS, ids=named)
class TestEveryLayer:
    def test_it_states_everything_itself(self, kind):
        """Final, so that mypy names a method it lacks; of its own class what no base can know."""
        assert kind.__final__
        assert [name for name in dir(Layer) if getattr(getattr(kind, name), "__isabstractmethod__", False)] == []
        assert kind.title
        assert kind.help.endswith(".")
        assert kind.group in get_args(Group)
        assert kind.random in (True, False)

    def test_every_field_says_what_it_is(self, kind):
        for info in msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"].values():
            assert "const" in info or "enum" in info or {"title", "description"} <= set(info)

    def test_it_fits_an_input_with_every_setting_tried(self, kind):
        assert any(op == kind() for op, _ in fitting(kind))

    def test_it_runs_in_torch_with_the_shape_it_says(self, kind):
        for op, shape in fitting(kind):
            module = made(op, shape)
            for training in (True, False):
                assert module.train(training)(batch(shape)).shape == (BATCH, *op.output(shape, CLASSES)), op

    def test_it_counts_what_torch_counts(self, kind):
        for op, shape in fitting(kind):
            module = made(op, shape).eval()
            assert op.parameters(shape, CLASSES) == sum(one.numel() for one in module.parameters()), op
            with MultiplyAdds() as counted, torch.no_grad():
                module(batch(shape))
            assert op.multiply_adds(shape, CLASSES) * BATCH == counted.number, op

    @pytest.mark.parametrize("how", get_args(Initialisation))
    def test_every_weight_is_set_and_the_seed_alone_decides(self, kind, how):
        for op, shape in fitting(kind):
            state = torch.get_rng_state()
            first, again, other = (made(op, shape, how, seed).state_dict() for seed in (1, 1, 2))
            assert torch.equal(torch.get_rng_state(), state)
            assert all(tensor.isfinite().all() for tensor in first.values()), op
            assert all(torch.equal(first[name], again[name]) for name in first), op
            drawn = [name for name in first if not torch.equal(first[name], other[name])]
            assert all(first[name].numel() == 1 or first[name].std() > 0 for name in drawn), op

    def test_it_draws_in_training_only_and_only_if_it_says_so(self, kind):
        op, shape = next(fitting(kind))
        module, images = made(op, shape), batch(shape)

        def output(seed, *, training):
            torch.manual_seed(seed)
            return module.train(training)(images), torch.get_rng_state()

        (one, state), (other, _) = (output(seed, training=True) for seed in (1, 2))
        assert torch.equal(one, other) is not kind.random
        assert torch.equal(state, torch.manual_seed(1).get_state()) is not kind.random
        assert torch.equal(*(output(seed, training=False)[0] for seed in (1, 2)))

    def test_training_depends_on_seed_and_step_alone(self, kind):
        op, shape = next(fitting(kind))
        net = build(around(op, shape), IMAGE, CLASSES).train()
        reseed = dropout_reseeder(net, 5)
        assert (reseed is not None) is kind.random

        def logits(step, before):
            torch.manual_seed(before)
            if reseed is not None:
                reseed(step)
            return net(batch(IMAGE))

        assert torch.equal(logits(3, before=1), logits(3, before=2))
        assert torch.equal(logits(3, before=1), logits(4, before=1)) is not kind.random

    def test_a_frozen_one_stays_as_it_is(self, kind):
        op, shape = next(fitting(kind))
        network = around(op, shape)
        network = network.change_node({network.nodes[1].id}, trainable=False)
        net = build(network, IMAGE, CLASSES).train()
        before = copy_tensors(net)
        net(batch(IMAGE)).sum().backward()
        own = [name for name in before if name.startswith(network.nodes[1].id)]
        assert all(torch.equal(copy_tensors(net)[name], before[name]) for name in own)
        assert all(parameter.grad is None for parameter in net.layers[network.nodes[1].id].parameters())

    def test_it_sees_what_its_gradients_reach(self, kind):
        for op, shape in fitting(kind):
            network = around(op, shape)
            analysis = analyse(network, IMAGE, CLASSES)
            field = analysis.receptive_field(network.nodes[1].id)
            maps = analysis.instances[network.nodes[1].id].output[1:]
            place = tuple(size // 2 for size in maps) or (0, 0)  # the first value of a vector
            reached = reach(build(network, IMAGE, CLASSES), network.nodes[1].id, place)
            for side, (first, last) in enumerate(reached):
                start = field.start[side] + place[side] * field.jump[side]
                if float(field.jump[side]).is_integer():
                    assert first == max(0, start), op
                    assert last == min(IMAGE[side + 1], start + field.size[side]) - 1, op
                assert last - first < field.size[side], op  # of unequal windows the largest is told

    def test_it_is_put_into_words(self, kind):
        assert TITLES[kind.__name__] == kind.title
        for op, shape in fitting(kind):
            network = around(op, shape)
            analysis = analyse(network, IMAGE, CLASSES, batch=2)
            one = analysis.instances[network.nodes[1].id]
            assert len(op.brief()) <= 60
            table = stack_table(analysis)
            assert all(word in table for word in (kind.title, op.brief(), spelled(one.output)))
            assert output_arithmetic(one, CLASSES) or one.output == one.input, op
            assert isinstance(advice(network, analysis), tuple)
            assert unwrap_report(network, network.ids) == ""

    def test_it_says_what_too_much_of_it_would_take(self, kind):
        op, shape = next(fitting(kind))
        for name in kind.__struct_fields__:
            assert wanted(op, shape, CLASSES, name, getattr(op, name)) == ""
            assert wanted(op, None, CLASSES, name, "much") == ""
            if (much := MUCH.get(type(getattr(op, name)))) is not None:
                learned = msgspec.structs.replace(op, **{name: much}).parameters(shape, CLASSES)
                assert bool(wanted(op, shape, CLASSES, name, much)) is (VALUE_BYTES * learned >= ABSURD), name

    def test_an_input_that_does_not_fit_is_a_sentence(self, kind):
        for shape in (IMAGE, VECTOR, (1,), (1, 1, 1), (4096, 1, 3)):
            for op in varied(kind()):
                found = op.output(shape, CLASSES)
                if isinstance(found, Misfit):
                    assert found.why.endswith("."), op
                    assert spelled(shape) in found.why or spelled(shape[1:]) in found.why, op

    def test_it_goes_through_a_file_and_back(self, kind):
        for op in varied(kind()):
            network = stacked(op)
            assert read(written(network), Network) == network

    def test_a_change_of_it_is_told(self, kind):
        first, *others = varied(kind())
        for op in others:
            assert diff(stacked(first), stacked(op)).sentence.startswith(kind.title)

    def test_what_it_learned_can_be_looked_at(self, kind):
        op, shape = next(fitting(kind))
        network = around(op, shape)
        tensors = copy_tensors(build(network, IMAGE, CLASSES))
        found, whole, _ = shown_weights(tensors.get(f"{network.nodes[1].id}/weight"))
        assert (found is not None) is (whole is not None) is (op.parameters(shape, CLASSES) > 0)


def reach(net, at, place):
    """First and last row, and column, of the image that the value at this place depends on."""
    generator = torch.Generator().manual_seed(11)
    images = torch.randn(POKES, *IMAGE, generator=generator, dtype=torch.float64).requires_grad_()
    values = net.eval().double().run(images, {at})[at]
    here = values[(..., *place)] if values.ndim == 4 else values[:, :1]
    (here * torch.randn(here.shape, generator=generator)).sum().backward()
    reached = (images.grad != 0).any(0).any(0)
    for side in (1, 0):
        places = reached.any(side).nonzero().flatten().tolist()
        yield places[0], places[-1]


def test_tags_and_titles_are_told_apart():
    assert len({kind.__struct_config__.tag for kind in LAYERS}) == len({kind.title for kind in LAYERS}) == len(LAYERS)


def test_weights_that_nobody_sets_are_refused():
    """Unset memory would train, differently each time."""
    with pytest.raises(TypeError, match="PReLU"):
        initialise([nn.PReLU()], "torch", 0)


def test_the_variations_touch_every_field():
    """Else the suite would pass for want of trying."""
    for kind in LAYERS:
        tried = list(varied(kind()))
        for name in kind.__struct_fields__:
            assert len({getattr(op, name) for op in tried}) > 1, (kind, name)
