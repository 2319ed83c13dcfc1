"""Checkpoints come back bit for bit, or not at all."""

import numpy as np
import pytest

from engine.runs.checkpoints import Checkpoint, Checkpoints, Damaged, Position


def checkpoint(step):
    generator = np.random.default_rng(step)
    return Checkpoint(
        Position(step, 17, slow_start_ended=False),
        {
            "nabcde@1.0/weight": generator.normal(size=(3, 2)).astype(np.float32),
            "nabcde/num_batches_tracked": np.array(step),
        },
        {"nabcde@1.0/weight/exp_avg": generator.normal(size=(3, 2)).astype(np.float32)},
    )


def same(one, other):
    return one.position == other.position and all(
        set(a) == set(b) and all(np.array_equal(a[key], b[key]) for key in a)
        for a, b in ((one.weights, other.weights), (one.optimiser, other.optimiser))
    )


@pytest.fixture
def kept(tmp_path):
    return Checkpoints(tmp_path)


def test_what_is_saved_comes_back(kept):
    kept.save(checkpoint(5))
    assert same(kept.load(5), checkpoint(5))


def test_others_may_read_it_where_they_may_read_the_run(kept, tmp_path):
    (tmp_path / "folder").mkdir()
    kept.save(checkpoint(5))
    assert (tmp_path / "000005").stat().st_mode == (tmp_path / "folder").stat().st_mode


def test_the_newest_three_are_kept(kept, tmp_path):
    for step in (1, 2, 30, 400, 5_000_000):
        kept.save(checkpoint(step))
    assert kept.steps() == [30, 400, 5_000_000]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["000030", "000400", "5000000"]


def test_the_same_step_may_be_saved_again(kept):
    kept.save(checkpoint(5))
    kept.save(checkpoint(5))
    assert same(kept.load(5), checkpoint(5))


@pytest.mark.parametrize("name", ["weights.safetensors", "optimiser.safetensors", "state.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["one bit", "torn", "empty", "missing"])
def test_a_damaged_one_is_refused_and_the_one_before_is_used(kept, tmp_path, name, damage):
    kept.save(checkpoint(4))
    kept.save(checkpoint(8))
    file = tmp_path / "000008" / name
    content = file.read_bytes()
    middle = len(content) // 2
    if damage == "missing":
        file.unlink()
    else:
        flipped = content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :]
        file.write_bytes({"one bit": flipped, "torn": content[:middle], "empty": b""}[damage])
    with pytest.raises(Damaged):
        kept.load(8)
    found, skipped = kept.newest()
    assert found.position.step == 4
    assert len(skipped) == 1
    assert skipped[0].startswith("000008")


def test_a_checkpoint_that_the_log_of_steps_does_not_reach_is_skipped(kept):
    kept.save(checkpoint(4))
    kept.save(checkpoint(8))
    assert kept.newest(at_most=7)[0].position.step == 4


def test_nothing_there_is_no_checkpoint(kept):
    assert kept.newest() == (None, ())


def test_going_on_lets_go_of_later_ones_and_of_half_written_ones(kept, tmp_path):
    kept.save(checkpoint(4))
    kept.save(checkpoint(8))
    (tmp_path / ".aside-x").mkdir()
    kept.discard_after(4)
    assert [path.name for path in tmp_path.iterdir()] == ["000004"]
