"""The running service tells another program by itself that it stands still, and shows its figures."""

import json
from pathlib import Path
from urllib.request import urlopen

import pytest

from store.repositories import signs
from tests.servers.hook import Hook
from tests.servers.installations import Workplace, stop, until
from tests.servers.ports import free_ports


def told(hook: Hook) -> list[tuple[str, str]]:
    """What the other program was told: (event, name)."""
    return [(one["event"], one["name"]) for post in hook.posted for one in json.loads(post.body)["alarms"]]


@pytest.mark.long
def test_a_mailbox_that_never_answers_is_told_once_by_the_running_service(tmp_path: Path) -> None:
    imap, smtp = free_ports(2)
    with Hook() as hook:
        alarms = {"every_seconds": 1, "silent_minutes": 0.03, "webhook": {"url": hook.url}}
        place = Workplace(tmp_path, imap_port=imap, smtp_port=smtp, user="nobody", alarms=alarms)
        service = place.start()
        try:
            until(lambda: ("raised", "mailbox_silent") in told(hook), 60, "the alarm")
            until(lambda: b'role="worker"' in figures(place), 30, "the worker's sign of life")
            text = figures(place)
            assert b'ardoise_alarms{name="mailbox_silent"} 1.0' in text
            assert b'role="poller"' in text and b'role="web"' in text
        finally:
            assert stop(service) == 0
        assert told(hook).count(("raised", "mailbox_silent")) == 1
    # Processes that end in order are not missed afterwards.
    with place.open().engines.store.read() as session:
        assert signs.beats(session) == ()


def figures(place: Workplace) -> bytes:
    """The figures, b"" while nobody serves them."""
    try:
        with urlopen(f"http://127.0.0.1:{place.web_port}/metrics", timeout=5) as answer:
            body: bytes = answer.read()
    except OSError:
        return b""
    return body
