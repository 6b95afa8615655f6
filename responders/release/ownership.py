"""The customer must own every document that is asked for, and each must be on file and not sensitive."""

from domain.words import Block
from responders.port import Composition
from responders.request import AnswerRequest


def not_owned(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for a number that is not the customer's; whether it exists elsewhere makes no difference."""
    named = _shortfalls(composition, Block.NOT_OWNED)
    return f"No document of the customer has the number {named}." if named else None


def not_on_file(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for something that the customer may have, but that is not there."""
    named = _shortfalls(composition, Block.NOT_ON_FILE)
    return f"Not on file: {named}." if named else None


def nothing_named(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails where the mail asks for something without saying of what."""
    named = _shortfalls(composition, Block.NOTHING_NAMED)
    return f"The mail does not say which: {named}." if named else None


def sensitive_kind(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for kinds of documents that only a person may release, also where none is on file."""
    asked = [kind for draft in composition.drafts for kind in draft.kinds]
    asked += [attachment.kind for attachment in composition.attachments]
    sensitive = [kind.value for kind in dict.fromkeys(asked) if kind in request.answering.sensitive_kinds]
    return f"Only a person releases documents of this kind: {', '.join(sensitive)}." if sensitive else None


def _shortfalls(composition: Composition, block: Block) -> str:
    named = (each.what for draft in composition.drafts for each in draft.shortfalls if each.block is block)
    return ", ".join(dict.fromkeys(named))
