"""What keeps a made-up answer back."""

from typing import Any

from responders.answering import answer
from tests.responders.answering_cases import POLICY, request_for


def blocked(**more: Any) -> tuple[str, ...]:
    asked = more.pop("asked", None)
    reply = answer(request_for(asked, **more))
    assert reply is not None
    assert reply.auto_send is (not reply.blocked_by)
    assert len(reply.blocked_by) == len(reply.block_reasons)
    return reply.blocked_by


def policy(**more: Any) -> Any:
    return POLICY.model_copy(update=more)
