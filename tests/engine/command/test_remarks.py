"""What was found beside the images of a set, or not found, is said once and does not keep anything from going on."""

import pytest

from tests.engine.command.helpers import told
from tests.engine.data.sets import put_jpeg

TWO_STEPS = ("train", "lenet5-cifar10", "--steps", 2, "--set", "training.batch=4", "--threads", 1)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("root")
    folder = put_jpeg(root)
    (folder / "train" / "people").mkdir()
    for path in (folder / "test" / "ship").iterdir():
        path.unlink()
    return root


@pytest.mark.slow
def test_train_and_evaluate_say_it_once_and_go_on(root, tmp_path):
    said = f"{root / 'cifar10-jpeg'}: test/ship holds no images; train/people is no class of CIFAR-10 (passed over)."
    trained = told(*TWO_STEPS, "--data-dir", root, "--out", tmp_path, "--json")
    assert (trained.status, trained.err.splitlines().count(said)) == (0, 1), trained
    evaluated = told("evaluate", trained.figures["run"], "--json")
    assert (evaluated.status, evaluated.err.splitlines()) == (0, [said]), evaluated
    ship = evaluated.figures["classes"][8]
    assert (ship["class"], ship["images"], ship["accuracy"], ship["recall"]) == ("ship", 0, None, None)
