"""The timetable's clock: looks again after the wall clock was set back, and tells what a look failed with."""

import threading

from app.service.ticking import Ticking
from tests.servers.installations import until


def test_looks_again_and_again_one_at_a_time() -> None:
    looks: list[bool] = []
    looking = threading.Lock()

    def look() -> None:
        alone = looking.acquire(blocking=False)
        threading.Event().wait(0.05)  # longer than the clock's step: the next look is due meanwhile
        looks.append(alone)
        if alone:
            looking.release()

    clock = Ticking(look, 0.02)
    clock.start()
    until(lambda: len(looks) > 5, 10, "six looks")
    clock.stop()
    assert all(looks)


def test_a_scheduler_that_waits_for_an_hour_gone_by_is_put_right() -> None:
    looks: list[int] = []
    now = [0.0]
    clock = Ticking(lambda: looks.append(1), 3600.0, monotonic=lambda: now[0])
    clock.start()
    clock.check()
    assert not looks
    clock._every = (
        0.02  # the wall clock is the machine's: what an hour set back does is to make the wait long
    )
    now[0] = 1.0
    clock.check()
    until(lambda: bool(looks), 10, "a look")
    clock.stop()


def test_what_a_look_fails_with_is_raised_where_it_is_checked() -> None:
    def look() -> None:
        raise ValueError("gone")

    clock = Ticking(look, 0.02)
    clock.start()

    def failed() -> bool:
        try:
            clock.check()
        except ValueError:
            return True
        return False

    until(failed, 10, "the error")
    clock.stop()
