"""What the training thread hears of what others ask."""

from engine.training.course.controls import Controls


def test_single_steps_that_were_not_done_are_forgotten_on_going_on():
    controls = Controls()
    controls.pause()
    controls.step()
    controls.step()
    assert controls.granted(take=True)
    controls.resume()
    controls.pause()
    assert not controls.granted(take=True)


def test_a_step_asked_for_while_running_is_none():
    controls = Controls()
    controls.step()
    controls.pause()
    assert not controls.granted(take=True)


def test_the_first_reason_to_stop_stays():
    controls = Controls()
    controls.stop("interrupt")
    controls.stop("user")
    assert controls.stopped_by == "interrupt"
    assert controls.pending


def test_nobody_waits_for_weights_before_there_are_any_or_after_the_last():
    controls, taken = Controls(), []
    assert not controls.request(taken.append)
    controls.serve()
    assert controls.request(taken.append)
    assert controls.last_takers() == [taken.append]
    assert not controls.request(taken.append)
    assert controls.takers() == []
