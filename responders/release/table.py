"""The table of release rules: an answer leaves by itself only if every row holds."""

from collections.abc import Callable, Iterator

from domain.words import Block, blocked_by_flag
from responders.port import Composition
from responders.release import authentication, automatic, circumstances, limits, mode, ownership, sender
from responders.request import AnswerRequest

Rule = Callable[[AnswerRequest, Composition], str | None]
"""Returns None where the rule holds, else one sentence that says why not."""

RULES: tuple[tuple[Block, Rule], ...] = (
    (Block.MODE_OFF, mode.mode_off),
    (Block.MODE_DRAFT, mode.mode_draft),
    (Block.KILL_SWITCH, mode.kill_switch),
    (Block.SENDER_NOT_AUTHENTICATED, authentication.sender_not_authenticated),
    (Block.NO_TRUSTED_SERVER, authentication.no_trusted_server),
    (Block.SEVERAL_FROM, authentication.several_from),
    (Block.SENDER_UNKNOWN, sender.sender_unknown),
    (Block.CONTACT_MAY_NOT_RECEIVE, sender.contact_may_not_receive),
    (Block.CUSTOMER_UNCLEAR, sender.customer_unclear),
    (Block.NOT_OWNED, ownership.not_owned),
    (Block.NOT_ON_FILE, ownership.not_on_file),
    (Block.NOTHING_NAMED, ownership.nothing_named),
    (Block.SENSITIVE_KIND, ownership.sensitive_kind),
    (Block.AUTOMATIC_MAIL, automatic.automatic_mail),
    (Block.ROUTE_UNSURE, circumstances.route_unsure),
    (Block.TOO_OLD, circumstances.too_old),
    (Block.BACKFILL, circumstances.backfill),
    (Block.INCOMPLETE, circumstances.incomplete),
    (Block.LEDGER_OLD, circumstances.ledger_old),
    (Block.CAP, limits.cap),
    (Block.HISTORY, limits.history),
    (Block.UNDELIVERABLE, limits.undeliverable),
)


def failing_rules(request: AnswerRequest, composition: Composition) -> tuple[tuple[str, str], ...]:
    """Return (name, sentence) of every rule that fails; () means that the answer may leave by itself."""
    rules = ((block.value, rule(request, composition)) for block, rule in RULES)
    return tuple((name, reason) for name, reason in (*rules, *_flags(request)) if reason is not None)


def _flags(request: AnswerRequest) -> Iterator[tuple[str, str | None]]:
    for flag in circumstances.BLOCKING_FLAGS:
        yield blocked_by_flag(flag), circumstances.flag_reason(request, flag)
