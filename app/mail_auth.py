"""Shows what the newest mails say of their senders, so that the right server's word can be trusted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.installation import open_installation
from app.settings import Settings
from domain.errors import NotFoundError, StoreError
from domain.mail import AuthenticationResults, Mail
from intake.maildir_sent import header_of
from intake.mime import parse_mail
from intake.source_kind import Finding
from pipeline.engines import Engines
from store.repositories import mails

MOST_MAILS = 200
"""Looked at, the newest ones."""
_PASSED = frozenset({("dmarc", "pass"), ("dkim", "pass")})


@dataclass(frozen=True, slots=True)
class Stamps:
    """What the mails of one look carry."""

    looked_at: int
    topmost: Counter[tuple[str, int]]
    """(authserv-id, Received fields above it) of the topmost sound field of each mail."""
    passed: Counter[str]
    """Authserv-id of topmost fields that state a pass of DMARC or DKIM."""
    broken: int
    """Mails with such a field, none of which follows the grammar."""


def stamps_of(engines: Engines) -> Stamps:
    """Look at the newest mails that are stored; their headers alone."""
    with engines.store.read() as session:
        newest = mails.newest_mails(session, MOST_MAILS)
    topmost: Counter[tuple[str, int]] = Counter()
    passed: Counter[str] = Counter()
    looked = broken = 0
    for row in newest:
        try:
            mail = parse_mail(header_of(engines.blobs.get(row.raw_sha256)))
        except (NotFoundError, StoreError):
            continue
        looked += 1
        first = next(iter(mail.authentication), None)
        if first is not None:
            topmost[first.authserv_id, first.received_above] += 1
            passed[first.authserv_id] += _states_pass(first)
        broken += _has_broken(mail)
    return Stamps(looked, topmost, passed, broken)


def mail_auth_findings(settings: Settings) -> Iterator[Finding]:
    """Yield what arrives, and whether it fits what is configured."""
    stamps = stamps_of(open_installation(settings).engines)
    if not stamps.looked_at:
        yield Finding(True, "no mail was taken yet; run this again once some has arrived.")
        return
    for (server, above), count in stamps.topmost.most_common(10):
        yield Finding(
            True,
            f"{count} of {stamps.looked_at} mails carry {server} topmost, {above} Received fields above it; "
            f"{stamps.passed[server]} mails of {server} state a pass of DMARC or DKIM.",
        )
    if stamps.broken:
        yield Finding(
            True,
            f"warning: {stamps.broken} mails carry Authentication-Results that do not follow RFC 8601, such "
            "as those without a server's name; they count as absent.",
        )
    yield _fits(settings, stamps)


def _fits(settings: Settings, stamps: Stamps) -> Finding:
    trusted = (settings.answering.authentication.trusted_authserv_id or "").strip().lower()
    border = settings.answering.authentication.own_received_above
    if not trusted:
        return Finding(
            True,
            "nothing is released by itself: answering.authentication.trusted_authserv_id is not set; it is "
            "the name that your own receiving server writes, see docs/answering.md.",
        )
    within = sum(
        count for (name, above), count in stamps.topmost.items() if name == trusted and above <= border
    )
    beyond = [above for (name, above) in stamps.topmost if name == trusted and above > border]
    if within:
        return Finding(True, f"{within} of {stamps.looked_at} mails carry {trusted} where it is believed.")
    if beyond:
        return Finding(
            False,
            f"{trusted} stands below {min(beyond)} Received fields and is not believed; if they are your own "
            f"servers', set answering.authentication.own_received_above to {min(beyond)}.",
        )
    return Finding(False, f"no mail carries {trusted}; correct answering.authentication.trusted_authserv_id.")


def _states_pass(stamp: AuthenticationResults) -> bool:
    return any((method.method, method.result) in _PASSED for method in stamp.methods)


def _has_broken(mail: Mail) -> bool:
    return len(mail.all_headers("Authentication-Results")) > 0 and not mail.authentication
