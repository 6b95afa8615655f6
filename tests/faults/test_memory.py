"""The service's memory stays flat however many mails it has worked; fewer than a thousand only warm it up."""

from pathlib import Path
from statistics import median

import pytest

from tests.faults.storm import Storm
from tests.faults.storm_journal import Scale
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

MEGABYTES = 50.0
SEED = 20261123


def growth(folder: Path, dovecot: Dovecot, mails: int, seed: int) -> float:
    """Return by how many MB the service grew between a fifth of the mails worked and their end."""
    with SmtpSink(copy=lambda raw: dovecot.append(f"storm{seed}", [raw], "Sent")) as sink:
        storm = Storm(folder, dovecot, sink, Scale(mails, kills=0, workers=2, pollers=1), seed, None)
        outcome = storm.rage()
    assert not outcome.faults
    early = [weight for count, weight in storm.weights if 0.2 * mails <= count <= 0.4 * mails]
    late = [weight for count, weight in storm.weights if count >= 0.9 * mails]
    print(f"{mails} mails: {median(early):.0f} MB early, {median(late):.0f} MB late")
    return median(late) - median(early)


@pytest.mark.long
def test_memory_is_flat_over_a_thousand_mails(tmp_path: Path, dovecot: Dovecot) -> None:
    assert abs(growth(tmp_path, dovecot, 1000, SEED + 1)) <= MEGABYTES


@pytest.mark.soak
def test_memory_is_flat_over_ten_thousand_mails(tmp_path: Path, dovecot: Dovecot) -> None:
    assert abs(growth(tmp_path, dovecot, 10_000, SEED + 2)) <= MEGABYTES
