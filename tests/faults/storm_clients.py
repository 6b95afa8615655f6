"""Who is at the mailbox during a storm: mail arrives, one client reads and flags, one moves and expunges."""

import json
import random
import threading
import time
from dataclasses import asdict
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from imapclient.exceptions import IMAPClientError

from tests.faults.storm_journal import KINDS, Outcome, Scale, Sent
from tests.servers.dovecot import Dovecot
from tests.servers.installations import SAMPLES

_STEADY = 0.06
"""Seconds between two mails where nothing is killed: about as fast as two processors can work them."""


class Clients:
    """Delivers and meddles in one mailbox; what was delivered stands in `sent` and in the journal."""

    def __init__(
        self,
        dovecot: Dovecot,
        user: str,
        scale: Scale,
        chance: random.Random,
        journal: Path,
        outcome: Outcome,
    ) -> None:
        self.dovecot, self.user, self.scale, self.chance = dovecot, user, scale, chance
        self.journal, self.outcome = journal, outcome
        self.sent: list[Sent] = []
        self.calm = threading.Event()
        """No further client meddles."""

    def deliver_all(self) -> None:
        """Deliver over about the time that the kills take."""
        whole = self.scale.kills * self.scale.seconds_between_kills * 0.8
        pause = whole / max(1, self.scale.mails) if self.scale.kills else _STEADY
        chance = random.Random(self.chance.random())
        with self.journal.open("a") as journal:
            for number in range(self.scale.mails):
                one = self._mail(number, chance)
                journal.write(json.dumps(asdict(one)) + "\n")
                journal.flush()
                time.sleep(chance.uniform(0, 2 * pause))

    def _mail(self, number: int, chance: random.Random) -> Sent:
        kind = KINDS[number % len(KINDS)]
        raw = (SAMPLES / "inbox" / f"{kind}.eml").read_bytes()
        head, blank, body = raw.partition(b"\r\n\r\n") if b"\r\n\r\n" in raw else raw.partition(b"\n\n")
        old = str(message_from_bytes(raw, policy=default)["Message-ID"])
        one = Sent(
            f"<{number}.{chance.getrandbits(48):x}@storm.example>",
            kind,
            chance.choices(("stays", "vanishes", "copied"), (90, 5, 5))[0],
        )
        content = head.replace(old.encode(), one.identifier.encode()) + blank + body
        self.sent.append(one)
        self.dovecot.deliver(self.user, content)
        if one.fate == "copied":
            self.dovecot.deliver(self.user, content)
        return one

    def meddle(self) -> None:
        """Two more clients at the mailbox: one reads and flags, one moves, copies and expunges."""
        chance = random.Random(self.chance.random())
        while not self.calm.is_set():
            try:
                with self.dovecot.client(self.user) as reader, self.dovecot.client(self.user) as mover:
                    for _ in range(40):
                        if self.calm.is_set():
                            break
                        self._read_and_flag(reader, chance)
                        self._take_away(mover, chance)
                        time.sleep(chance.uniform(0, 0.2))
            except (IMAPClientError, OSError) as error:
                if "expunged" not in str(error).lower():
                    time.sleep(0.2)

    def _read_and_flag(self, client, chance: random.Random) -> None:  # type: ignore[no-untyped-def]
        client.select_folder("INBOX")
        uids = client.search("ALL")
        if uids:
            chosen = chance.sample(uids, min(3, len(uids)))
            change = chance.choice((client.add_flags, client.remove_flags))
            change(chosen, [chance.choice((b"\\Seen", b"\\Flagged"))])
            self.outcome.meddlings += 1

    def _take_away(self, client, chance: random.Random) -> None:  # type: ignore[no-untyped-def]
        """Move or delete some mail whose fate it is; put a copy back now and then."""
        doomed = [one for one in self.sent if one.fate == "vanishes"]
        if not doomed:
            return
        one = chance.choice(doomed[-20:])
        client.select_folder("INBOX")
        hits = client.search(["HEADER", "Message-ID", one.identifier])
        if not hits:
            return
        what = chance.choice(("move", "expunge", "again"))
        if what == "again":
            client.copy(hits, "INBOX")
        elif what == "move":
            client.copy(hits, "Archive")
        if what != "again":
            client.delete_messages(hits)
            client.uid_expunge(hits)
        self.outcome.meddlings += 1
