"""Texts that are kept for letters people write, one row a text and language."""

from sqlmodel import Session, col, select

from domain.errors import NotFoundError
from store.tables import CannedText


def texts(session: Session) -> tuple[CannedText, ...]:
    """Return every text, by name and language."""
    return tuple(session.exec(select(CannedText).order_by(col(CannedText.name), col(CannedText.language))))


def get_text(session: Session, text_id: int) -> CannedText:
    """Return one text. Raises NotFoundError."""
    found = session.get(CannedText, text_id)
    if found is None:
        raise NotFoundError(f"there is no canned text {text_id}.")
    return found


def keep_text(session: Session, text: CannedText) -> CannedText:
    """Keep a text; that of the same name and language is replaced."""
    known = session.exec(
        select(CannedText).where(CannedText.name == text.name, CannedText.language == text.language)
    ).one_or_none()
    if known is None:
        session.add(text)
        session.flush()
        return text
    known.body, known.changed_by, known.changed_at = text.body, text.changed_by, text.changed_at
    session.add(known)
    return known


def remove_text(session: Session, text_id: int) -> None:
    """Remove one text. Raises NotFoundError."""
    session.delete(get_text(session, text_id))
