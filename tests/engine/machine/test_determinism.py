"""What is asked of torch for a GPU is put back at the end, and what is written down is what torch really had."""

import os
import warnings
from contextlib import suppress
from types import SimpleNamespace

import pytest
import torch

from engine.machine.determinism import CUBLAS, deterministic, overheard, promise

CUDA, CPU, MPS = torch.device("cuda:0"), torch.device("cpu"), torch.device("mps")


@pytest.fixture(autouse=True)
def no_workspace(monkeypatch):
    monkeypatch.delenv(CUBLAS, raising=False)
    yield
    os.environ.pop(CUBLAS, None)


def state():
    backends = torch.backends
    return (
        torch.are_deterministic_algorithms_enabled(),
        torch.is_deterministic_algorithms_warn_only_enabled(),
        torch.utils.deterministic.fill_uninitialized_memory,
        backends.cudnn.deterministic,
        backends.cudnn.benchmark,
        backends.cudnn.conv.fp32_precision,
        backends.cuda.matmul.fp32_precision,
    )


def test_a_gpu_computes_in_float32_by_deterministic_algorithms_and_all_is_put_back():
    before = state()
    with deterministic(CUDA) as switches:
        assert state() == (True, True, False, True, False, "ieee", "ieee")
        assert switches == {
            "deterministic_algorithms": True,
            "cudnn_deterministic": True,
            "cudnn_benchmark": False,
            "convolution_precision": "ieee",
            "matrix_precision": "ieee",
            "cublas_workspace": os.environ[CUBLAS],
        }
    assert state() == before


def test_all_is_put_back_also_when_the_training_fails():
    before = state()
    with suppress(ZeroDivisionError), deterministic(CUDA):
        raise ZeroDivisionError
    assert state() == before


@pytest.mark.parametrize("device", [CPU, MPS])
def test_elsewhere_nothing_is_asked_for(device):
    before = state()
    with deterministic(device) as switches:
        assert (state(), switches) == (before, {})
    assert CUBLAS not in os.environ


def test_the_workspace_that_a_person_chose_stays_and_is_written_down(monkeypatch):
    monkeypatch.setenv(CUBLAS, ":0:0")
    with deterministic(CUDA) as switches:
        assert switches["cublas_workspace"] == ":0:0"


def test_a_torch_that_does_not_do_as_asked_is_written_down_as_it_is():
    class Stubborn(SimpleNamespace):
        def __setattr__(self, name, value):
            pass

    cudnn = Stubborn(deterministic=False, benchmark=True, conv=Stubborn(fp32_precision="tf32"))
    cudnn.__dict__["rnn"] = SimpleNamespace(fp32_precision="tf32")
    backends = SimpleNamespace(cudnn=cudnn, cuda=SimpleNamespace(matmul=SimpleNamespace(fp32_precision="tf32")))
    stand_in = SimpleNamespace(
        backends=backends,
        utils=SimpleNamespace(deterministic=SimpleNamespace(fill_uninitialized_memory=True)),
        are_deterministic_algorithms_enabled=lambda: False,
        is_deterministic_algorithms_warn_only_enabled=lambda: False,
        use_deterministic_algorithms=lambda *_, **__: None,
    )
    with deterministic(CUDA, stand_in) as switches:
        assert switches["cudnn_deterministic"] is switches["deterministic_algorithms"] is False
        assert switches["convolution_precision"] == "tf32"
        assert switches["matrix_precision"] == "ieee"
    assert backends.cuda.matmul.fp32_precision == "tf32"


def test_each_kind_of_device_has_its_own_promise():
    assert promise(CPU).startswith("bit-exact on this machine")
    assert "asked for" in promise(CUDA)
    assert promise(MPS) == "not promised"


def overheard_while(*work):
    with overheard() as operations:
        for do in work:
            do()
    return operations


def unpooled():
    """The one operation of torch that has no deterministic form on the CPU either."""
    return torch.nn.functional.max_unpool2d(torch.ones(1, 1, 1, 1), torch.zeros(1, 1, 1, 1, dtype=torch.int64), 2)


def test_operations_without_a_deterministic_form_are_named_and_other_warnings_passed_on():
    with deterministic(CUDA):
        with pytest.warns(UserWarning, match="something else") as heard:
            operations = overheard_while(unpooled, unpooled, lambda: warnings.warn("something else", stacklevel=1))
        unpooled()  # later it is no news
    assert len(operations) == 1
    assert operations.pop().startswith("max_unpooling2d_forward")
    assert len(heard) == 1


def test_cudas_matrix_library_without_its_setting_is_named():
    said = "Deterministic behavior was enabled with either `torch.use_deterministic_algorithms(True)` or `at::Context::\
setDeterministicAlgorithms(true)`, but this operation is not deterministic because it uses CuBLAS and you have CUDA >= \
10.2. To enable deterministic behavior in this case, you must set an environment variable"
    with deterministic(CUDA), overheard() as operations:
        warnings.warn(said, stacklevel=1)
    assert operations == {"cuBLAS"}


def test_where_nothing_was_asked_for_nothing_is_overheard():
    with pytest.warns(UserWarning, match="something else"), overheard() as operations:
        warnings.warn("something else", stacklevel=1)
    assert operations == set()
