"""Finds work items by their words: each word of a question is the beginning of one of theirs."""

from collections.abc import Iterable, Sequence

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, select
from sqlmodel import Session

from store.dialect import insert_into, table_of
from store.tables import SearchWord, WorkItemRow

FEW = 10_000
"""A word that fewer items have is looked up first; one that more have is checked item by item."""
_WORD = table_of(SearchWord)
_ITEM = table_of(WorkItemRow)
_LAST = "\U0010ffff"


def add_words(session: Session, item_id: int, words: Iterable[str]) -> None:
    """Let an item be found by further words."""
    rows = [{"word": word, "work_item_id": item_id} for word in words]
    if rows:
        session.flush()
        session.execute(insert_into(session, SearchWord).on_conflict_do_nothing(), rows)


def found_by(session: Session, words: Sequence[str]) -> tuple[ColumnElement[bool], bool]:
    """Return the condition on a work item that every word is the beginning of one of its own.

    What few items have is resolved here, so that the database walks through those alone; True beside it
    where each word is common.
    """
    numbers: set[int] | None = None
    common = []
    for word in dict.fromkeys(words):
        few = _few(session, word)
        if few is None:
            common.append(word)
        else:
            numbers = few if numbers is None else numbers & few
    conditions = [_has(word) for word in common]
    if numbers is not None:
        # Literal: there may be more of them than a statement has places for values.
        listed: BindParameter[int] = bindparam(
            "found", sorted(numbers), expanding=True, literal_execute=True, unique=True
        )
        conditions.append(_ITEM.c.id.in_(listed))
    return and_(*conditions), numbers is None


def _few(session: Session, word: str) -> set[int] | None:
    wanted = select(_WORD.c.work_item_id).where(_begins(word)).limit(FEW + 1)
    found = session.execute(wanted).scalars().all()
    return set(found) if len(found) <= FEW else None


def _has(word: str) -> ColumnElement[bool]:
    return exists(select(_WORD.c.word).where(_WORD.c.work_item_id == _ITEM.c.id, _begins(word)))


def _begins(word: str) -> ColumnElement[bool]:
    # Two letters begin too many words to be a beginning.
    if len(word) < 3:
        return _WORD.c.word == word
    return and_(_WORD.c.word >= word, _WORD.c.word < word + _LAST)
