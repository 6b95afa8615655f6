"""Answers of colleagues to mail that was passed on to them."""

from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.dialect import insert_into, table_of
from store.tables import ColleagueAnswer

_ANSWER = table_of(ColleagueAnswer)


def note_answer(session: Session, answer: ColleagueAnswer) -> bool:
    """Keep an answer; False when it was kept before."""
    session.flush()
    values = answer.model_dump(exclude={"id"})
    statement = insert_into(session, ColleagueAnswer).values(values).on_conflict_do_nothing()
    return session.execute(statement.returning(_ANSWER.c.id)).scalar_one_or_none() is not None


def answers_in(session: Session, item_id: int) -> tuple[ColleagueAnswer, ...]:
    """Return what colleagues answered about an item, the first one first."""
    wanted = rows_of(ColleagueAnswer).where(col(ColleagueAnswer.work_item_id) == item_id)
    return tuple(session.exec(wanted.order_by(col(ColleagueAnswer.id))))
