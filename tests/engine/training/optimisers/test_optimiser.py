"""Optimisers step bit for bit as torch's own in either form, and go on from a saved state as if never stopped."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.project.training.optimisers import Adagrad, Adam, AdamW, NAdam, RmsProp, Sgd
from engine.training.optimisers.optimiser import Stepper, has_fused
from tests.examples import examples

STEPS = 300
RATES = st.floats(1e-5, 0.3)
DECAYS = st.sampled_from((0.0, 1e-4, 0.05))
BETAS = st.floats(0.0, 0.9999)
SGD = st.builds(
    lambda rate, momentum, decay, nesterov: Sgd(rate, momentum, decay, nesterov=nesterov and momentum > 0),
    RATES, st.sampled_from((0.0, 0.5, 0.9)), DECAYS, st.booleans(),
)  # fmt: skip
ADAM, ADAMW = (st.builds(kind, RATES, BETAS, BETAS, DECAYS) for kind in (Adam, AdamW))
NADAM = st.builds(NAdam, RATES, BETAS, BETAS, DECAYS, st.sampled_from((0.0, 0.004, 0.5)))
RMSPROP = st.builds(RmsProp, RATES, st.floats(0.5, 0.999), st.sampled_from((0.0, 0.9)), DECAYS, st.booleans())
ADAGRAD = st.builds(Adagrad, RATES, DECAYS)
FORMS = ("fused", "foreach")
USUAL = (
    Sgd(0.1, 0.0), Sgd(0.1, 0.9, 1e-3), Sgd(0.1, 0.8, nesterov=True), Adam(0.01, weight_decay=1e-3), AdamW(0.01),
    NAdam(0.01), RmsProp(0.001, momentum=0.9, centered=True), Adagrad(0.05, weight_decay=1e-3),
)  # fmt: skip
SHAPES = {"a/weight": (5, 3, 2, 3), "a/bias": (5,), "b/weight": (37, 11), "b/bias": (1,)}


def parameters():
    generator = torch.Generator().manual_seed(3)
    found = {name: torch.randn(shape, generator=generator) for name, shape in SHAPES.items()}
    found["a/weight"] = found["a/weight"].contiguous(memory_format=torch.channels_last)
    return {name: tensor.requires_grad_() for name, tensor in found.items()}


def give_gradients(tensors, step):
    generator = torch.Generator().manual_seed(100 + step)
    for tensor in tensors:
        tensor.grad = torch.empty_like(tensor).copy_(torch.randn(tensor.shape, generator=generator))


def of_torch(chosen, tensors, form):
    match chosen:
        case Sgd():
            kind, own = torch.optim.SGD, {"momentum": chosen.momentum, "nesterov": chosen.nesterov}
        case Adam() | AdamW():
            kind = torch.optim.AdamW if isinstance(chosen, AdamW) else torch.optim.Adam
            own = {"betas": (chosen.beta1, chosen.beta2)}
        case NAdam():
            kind, own = torch.optim.NAdam, {"momentum_decay": chosen.momentum_decay}
            own["betas"] = (chosen.beta1, chosen.beta2)
        case RmsProp():
            kind, own = torch.optim.RMSprop, {"alpha": chosen.alpha, "momentum": chosen.momentum}
            own["centered"] = chosen.centered
        case Adagrad():
            kind, own = torch.optim.Adagrad, {}
    form = form if has_fused(chosen) else "foreach"
    return kind(tensors, chosen.rate, weight_decay=chosen.weight_decay, **own, **{form: True})


def rate_at(step, first):
    return first / (1 + step // 7)


@given(chosen=SGD | ADAM | ADAMW | NADAM | RMSPROP | ADAGRAD, form=st.sampled_from(FORMS))
@settings(max_examples=examples(15))
def test_weights_and_state_are_those_of_torch_to_the_last_bit_over_hundreds_of_steps(chosen, form):
    mine, theirs = parameters(), parameters()
    stepper, optimiser = Stepper(chosen, mine, form), of_torch(chosen, list(theirs.values()), form)
    for step in range(STEPS):
        give_gradients(mine.values(), step)
        give_gradients(theirs.values(), step)
        optimiser.param_groups[0]["lr"] = rate_at(step, chosen.rate)
        stepper.step(rate_at(step, chosen.rate))
        optimiser.step()
    assert all(torch.equal(mine[key], theirs[key]) for key in mine)
    kept = {
        f"{name}/{key}": value
        for name, tensor in theirs.items()
        for key, value in optimiser.state[tensor].items()
        if value is not None
    }
    assert list(stepper.tensors()) == list(kept)
    assert all(torch.equal(value, kept[name]) for name, value in stepper.tensors().items())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("chosen", USUAL, ids=repr)
def test_a_state_read_back_goes_on_bit_for_bit(chosen, form):
    mine, other = parameters(), parameters()
    whole = Stepper(chosen, mine, form)
    for step in range(10):
        give_gradients(mine.values(), step)
        whole.step(rate_at(step, chosen.rate))
        if step == 4:
            saved = {key: value.clone(memory_format=torch.contiguous_format) for key, value in whole.tensors().items()}
            with torch.no_grad():
                for key, value in mine.items():
                    other[key].copy_(value)
    second = Stepper(chosen, other, form)
    second.load(saved)
    for step in range(5, 10):
        give_gradients(other.values(), step)
        second.step(rate_at(step, chosen.rate))
    assert all(torch.equal(mine[key], other[key]) for key in mine)


@pytest.mark.parametrize("chosen", USUAL, ids=repr)
def test_what_one_form_kept_the_other_goes_on_from(chosen):
    fused, foreach = parameters(), parameters()
    first, second = Stepper(chosen, fused, "fused"), Stepper(chosen, foreach, "foreach")
    for step in range(3):
        give_gradients(fused.values(), step)
        first.step(chosen.rate)
    with torch.no_grad():
        for key, value in fused.items():
            foreach[key].copy_(value)
    second.load(first.tensors())
    for stepper, tensors in ((first, fused), (second, foreach)):
        give_gradients(tensors.values(), 3)
        stepper.step(chosen.rate)
    for key in fused:
        torch.testing.assert_close(fused[key], foreach[key])


@pytest.mark.parametrize("chosen", USUAL, ids=repr)
def test_nothing_is_kept_before_the_first_step_and_that_too_is_taken_on(chosen):
    mine, other = parameters(), parameters()
    unstepped, stepped = Stepper(chosen, mine), Stepper(chosen, other)
    assert unstepped.tensors() == {}
    stepped.load(unstepped.tensors())
    for stepper, tensors in ((unstepped, mine), (stepped, other)):
        give_gradients(tensors.values(), 0)
        stepper.step(chosen.rate)
    assert all(torch.equal(mine[key], other[key]) for key in mine)


@pytest.mark.parametrize("chosen", USUAL[1:], ids=repr)
def test_a_state_of_other_parameters_is_refused(chosen):
    mine = parameters()
    stepper = Stepper(chosen, mine)
    give_gradients(mine.values(), 0)
    stepper.step(chosen.rate)
    foreign = {f"c/{name}": value for name, value in stepper.tensors().items()}
    with pytest.raises(KeyError):
        Stepper(chosen, parameters()).load(foreign)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("chosen", USUAL, ids=repr)
def test_a_step_that_is_left_out_changes_nothing_whatever_its_gradients_are(chosen, form):
    plain, other = parameters(), parameters()
    whole, holed = Stepper(chosen, plain, form), Stepper(chosen, other, form)
    for step in range(9):
        left_out = step in (0, 1, 4)
        give_gradients(other.values(), step)
        if left_out:
            other["b/bias"].grad.fill_(torch.inf)
        else:
            give_gradients(plain.values(), step)
            whole.step(rate_at(step, chosen.rate))
        holed.step(rate_at(step, chosen.rate), torch.tensor(float(left_out)))
    assert all(torch.equal(plain[key], other[key]) for key in plain)
    found, expected = holed.tensors(), whole.tensors()
    assert list(found) == list(expected)
    assert all(torch.equal(found[name], expected[name]) for name in expected)
