"""Finds work items by their words: each word of a question is the beginning of one of theirs."""

from collections.abc import Iterable, Sequence

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, or_, select, true
from sqlmodel import Session

from domain.words import Step
from store.dialect import insert_into, table_of
from store.tables import SearchWord, WorkItemRow

FEW = 10_000
"""A word that fewer items have is looked up first; one that more have is checked item by item."""
Asked = tuple[tuple[str, ...], ...]
"""Ways to write one thing, any of which will do; each word is the beginning of a word of the item."""
_WORD = table_of(SearchWord)
_ITEM = table_of(WorkItemRow)
_LAST = "\U0010ffff"


def add_words(session: Session, item_id: int, words: Iterable[str]) -> None:
    """Let an item be found by further words."""
    rows = [{"word": word, "work_item_id": item_id} for word in words]
    if rows:
        session.flush()
        session.execute(insert_into(session, SearchWord).on_conflict_do_nothing(), rows)


def to_index(session: Session, after: int | None, limit: int, *, everything: bool = False) -> tuple[int, ...]:
    """Return items after a number that no word finds, or all of them, in the order of their numbers."""
    wanted = select(_ITEM.c.id).where(_ITEM.c.step.not_in((Step.PARSE, Step.READ)))
    if after is not None:
        wanted = wanted.where(_ITEM.c.id > after)
    if not everything:
        wanted = wanted.where(~exists(select(_WORD.c.word).where(_WORD.c.work_item_id == _ITEM.c.id)))
    return tuple(session.execute(wanted.order_by(_ITEM.c.id).limit(limit)).scalars())


def found_by(session: Session, asked: Sequence[Asked]) -> tuple[ColumnElement[bool], bool]:
    """Return the condition on a work item that it has everything that is asked for.

    What few items have is resolved here, once a session, so that the database walks through those alone; True
    beside it where all of it is common.
    """
    kept: dict[tuple[Asked, ...], tuple[ColumnElement[bool], bool]] = session.info.setdefault("found_by", {})
    key = tuple(asked)
    if key not in kept:
        kept[key] = _found_by(session, key)
    return kept[key]


def _found_by(session: Session, asked: Sequence[Asked]) -> tuple[ColumnElement[bool], bool]:
    numbers: set[int] | None = None
    conditions: list[ColumnElement[bool]] = []
    for ways in dict.fromkeys(asked):
        few = [_few_with(session, words) for words in ways]
        known = [each for each in few if each is not None]
        if len(known) == len(few):
            either = set[int]().union(*known)
            numbers = either if numbers is None else numbers & either
        else:
            conditions.append(or_(*(and_(*map(_has, words)) for words in ways)))
    if numbers is None:
        return and_(true(), *conditions), True
    if conditions and numbers:
        # Common words are asked of the few once, and not again by each question about them.
        wanted = select(_ITEM.c.id).where(_among("found", numbers), *conditions)
        numbers = set(session.execute(wanted).scalars())
    return _among("found", numbers), False


def _among(name: str, numbers: set[int]) -> ColumnElement[bool]:
    # Literal: there may be more of them than a statement has places for values.
    listed: BindParameter[int] = bindparam(
        name, sorted(numbers), expanding=True, literal_execute=True, unique=True
    )
    return _ITEM.c.id.in_(listed)


def _few_with(session: Session, words: Sequence[str]) -> set[int] | None:
    """Return the items that have all the words, None where each of them is common."""
    found = [few for few in (_few(session, word) for word in words) if few is not None]
    if not found:
        return None
    common = set.intersection(*found)
    if len(found) == len(words) or not common:
        return common
    wanted = select(_ITEM.c.id).where(_among("few", common), *map(_has, words))
    return set(session.execute(wanted).scalars())


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
