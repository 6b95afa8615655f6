"""Finds work items by their words: each word of a question is the beginning of one of theirs."""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    exists,
    intersect,
    or_,
    select,
    true,
)
from sqlmodel import Session

from domain.states import Step
from store.dialect import insert_into, table_of
from store.tables import SearchWord, WorkItemRow

FEW = 2_500
"""A word that fewer items have is looked up first; one that more have is checked item by item.

More numbers than this cost more as a list in each question than the items cost one by one."""
Asked = tuple[tuple[str, ...], ...]
"""Ways to write one thing, any of which will do; each word is the beginning of a word of the item."""
_WORD = table_of(SearchWord)
_ITEM = table_of(WorkItemRow)
_OTHER = _WORD.alias("other_word")
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
    common: list[Asked] = []
    for ways in dict.fromkeys(asked):
        few = [_few_with(session, words) for words in ways]
        known = [each for each in few if each is not None]
        if len(known) == len(few):
            either = set[int]().union(*known)
            numbers = either if numbers is None else numbers & either
        else:
            common.append(ways)
            conditions.append(or_(*(and_(*map(_has, words)) for words in ways)))
    if numbers is None and len(common) > 1:
        numbers = _few_with_all(session, common)
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


def _few_with_all(session: Session, asked: Sequence[Asked]) -> set[int] | None:
    """Return the items that have several common things together, None where these are many, too."""
    each = (select(_WORD.c.work_item_id).where(or_(*map(_all_of, ways))) for ways in asked)
    found = session.execute(intersect(*each).limit(FEW + 1)).scalars().all()
    return set(found) if len(found) <= FEW else None


def _few(session: Session, word: str) -> set[int] | None:
    wanted = select(_WORD.c.work_item_id).where(_begins(word)).limit(FEW + 1)
    found = session.execute(wanted).scalars().all()
    return set(found) if len(found) <= FEW else None


def _has(word: str) -> ColumnElement[bool]:
    return exists(select(_WORD.c.word).where(_WORD.c.work_item_id == _ITEM.c.id, _begins(word)))


def _all_of(words: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition on a line of the index that its item has all the words."""
    others = (select(_OTHER.c.work_item_id).where(_begins(word, _OTHER)) for word in words[1:])
    return and_(_begins(words[0]), *(_WORD.c.work_item_id.in_(each) for each in others))


def _begins(word: str, table: FromClause = _WORD) -> ColumnElement[bool]:
    # Two letters begin too many words to be a beginning.
    if len(word) < 3:
        return table.c.word == word
    return and_(table.c.word >= word, table.c.word < word + _LAST)
