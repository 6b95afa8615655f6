"""Fuzzes the way from raw bytes to a mail, with atheris where it is installed, else by seeded mutation.

    python tests/faults/fuzz_mime.py --seconds 3600 --finds FOLDER [--seed 1] [--plain]

Each find (an exception, or more seconds of computing than any mail may take) is a file in FOLDER.
"""

import argparse
import hashlib
import random
import sys
import time
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 2.0
LARGEST = 200_000
_RANDOM_LENGTH = 8
_HIDDEN = "\x00"


class Hunt:
    """Runs inputs, counts them, and keeps what breaks a promise."""

    def __init__(self, finds: Path, seconds: float) -> None:
        from domain.errors import ReadingError
        from extractors.outlook.unpacking import unpacked
        from intake.mime import parse_mail

        self._parse, self._unpacked, self._refused = parse_mail, unpacked, ReadingError
        self._finds = finds
        self._kinds: set[str] = set()
        self._started = time.monotonic()
        self._seconds = seconds
        self.executions = 0
        self.slowest = 0.0

    @property
    def over(self) -> bool:
        """True when the time is up."""
        return time.monotonic() - self._started > self._seconds

    def run(self, raw: bytes) -> None:
        """Parse one input; an exception, bad text or too much computing is a find."""
        self.executions += 1
        before = time.process_time()
        try:
            self._check(self._parse(raw, self._unpack))
        except Exception as error:  # noqa: BLE001 - whatever comes out is the find
            self._keep(raw, f"{type(error).__name__}", traceback.format_exc())
        took = time.process_time() - before
        self.slowest = max(self.slowest, took)
        if took > MOST_SECONDS:
            self._keep(raw, "slow", f"{took:.1f} seconds of computing for {len(raw)} bytes")
        if self.executions % 5_000 == 0:
            self.report()

    def report(self) -> None:
        """Say how far the hunt is."""
        minutes = (time.monotonic() - self._started) / 60
        print(
            f"{minutes:.1f} min, {self.executions} executions, slowest {self.slowest:.2f} s, "
            f"{len(self._kinds)} kinds of finds",
            flush=True,
        )

    def _unpack(self, content: bytes, name: str, content_type: str) -> bytes:
        """Open Outlook files here; in the service a child does it, which ends alone when it breaks."""
        try:
            return self._unpacked(content, name, content_type)
        except self._refused:
            raise
        except Exception as error:
            raise self._refused("crash", f"{name}: {type(error).__name__}") from error

    def _check(self, mail: Any) -> None:
        texts = [mail.subject, mail.text, mail.new_text, mail.quoted_text, mail.signature, mail.own_text]
        texts += [*mail.defects, *mail.notes, *(one.path for one in mail.attachments)]
        texts += [text for one in mail.forwarded for text in (one.text, one.subject, one.path, one.signature)]
        texts += [one.email + one.name for one in (*mail.senders, *mail.to, *mail.cc, *mail.reply_to)]
        for text in texts:
            text.encode("utf-8")
            assert _HIDDEN not in text, "a text holds NUL"
        assert mail.date is None or mail.date.utcoffset() is not None
        assert all(one.date is None or one.date.utcoffset() is not None for one in mail.forwarded)

    def _keep(self, raw: bytes, kind: str, said: str) -> None:
        where = hashlib.sha256("".join(said.splitlines()[-3:]).encode()).hexdigest()[:8]
        if f"{kind}-{where}" in self._kinds:
            return
        self._kinds.add(f"{kind}-{where}")
        self._finds.mkdir(parents=True, exist_ok=True)
        name = f"{kind}-{hashlib.sha256(raw).hexdigest()[:_RANDOM_LENGTH]}"
        (self._finds / f"{name}.eml").write_bytes(raw)
        (self._finds / f"{name}.txt").write_text(said, encoding="utf-8")
        print(f"FIND {name}: {said.splitlines()[-1] if said else kind}", flush=True)


def by_mutation(hunt: Hunt, seed: int) -> None:
    """Break sound mails until the time is up."""
    from tests.faults.breakages import broken
    from tests.faults.handmade_mails import HANDMADE
    from tests.faults.sound_mails import sound_mails_once

    for make in HANDMADE.values():
        hunt.run(make())
    chance = random.Random(seed)
    while not hunt.over:
        hunt.run(broken(chance, chance.choice(sound_mails_once()))[:LARGEST])


def by_coverage(hunt: Hunt, atheris: Any, seed: int, corpus: Path) -> None:
    """Let atheris lead, from the sound mails and the hand-made ones, with our breakages as its mutator."""
    from tests.faults.breakages import broken
    from tests.faults.handmade_mails import HANDMADE
    from tests.faults.sound_mails import sound_mails_once

    corpus.mkdir(parents=True, exist_ok=True)
    for raw in (*sound_mails_once(), *(make() for make in HANDMADE.values())):
        if len(raw) <= LARGEST:
            (corpus / hashlib.sha256(raw).hexdigest()[:16]).write_bytes(raw)

    def mutated(raw: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        raw = broken(chance, raw) if chance.random() < 0.3 else raw
        return atheris.Mutate(raw[:most], most) if chance.random() < 0.8 else raw[:most]

    seconds = f"-max_total_time={max(1, int(hunt._seconds))}"
    options = [
        sys.argv[0],
        seconds,
        f"-seed={seed}",
        f"-max_len={LARGEST}",
        "-rss_limit_mb=2048",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup([*options, str(corpus)], hunt.run, custom_mutator=mutated)
    atheris.Fuzz()


def main() -> None:
    """Hunt for as long as told."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--seconds", type=float, default=60)
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--finds", type=Path, required=True)
    said.add_argument("--plain", action="store_true", help="mutate by the seed alone, without atheris")
    options = said.parse_args()
    sys.path.insert(0, str(ROOT))
    atheris = None if options.plain else _atheris()
    if atheris is None:
        hunt = Hunt(options.finds, options.seconds)
        by_mutation(hunt, options.seed)
        hunt.report()
        return
    with atheris.instrument_imports(include=["intake", "extractors.outlook", "tnefparse", "compressed_rtf"]):
        hunt = Hunt(options.finds, options.seconds)
    by_coverage(hunt, atheris, options.seed, options.finds / "corpus")


def _atheris() -> Any:
    try:
        import atheris
    except ImportError:
        return None
    return atheris


if __name__ == "__main__":
    main()
