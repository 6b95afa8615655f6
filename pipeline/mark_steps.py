"""The steps by which one mail is tagged and moved in its mailbox: each is stored before it is taken.

A step that was cut short is taken up again by what the mailbox shows: a copy that came into the target
folder since the step began is ours, so none is ever made twice, and an original is only taken out while
its copy is there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.errors import NotFoundError
from domain.mailbox_marks import (
    CopyPlace,
    FolderEnd,
    MarkableMailbox,
    MarkOutcome,
    MarkState,
    Place,
    RefusedError,
    Standing,
)
from pipeline.engines import Engines
from store.repositories import deliveries, mailbox_marks, mails
from store.repositories.history import add_event

_ENDS = {
    Standing.GONE: MarkOutcome.VANISHED,
    Standing.DELETED: MarkOutcome.DELETED,
    Standing.RENUMBERED: MarkOutcome.RENUMBERED,
    Standing.ANOTHER_MAIL: MarkOutcome.ANOTHER_MAIL,
    Standing.READ_ONLY: MarkOutcome.READ_ONLY,
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One mark as it stands now."""

    id: int
    item_id: int
    account: str
    place: Place
    flags: tuple[str, ...]
    flagged: bool
    move_to: str | None
    copy_only: bool
    state: MarkState
    since: FolderEnd | None
    copy: CopyPlace | None

    @property
    def target(self) -> str:
        """The folder it goes to. Raises ValueError for a mark that moves nothing."""
        if self.move_to is None:
            raise ValueError(f"the mark {self.id} moves nothing")
        return self.move_to


class Marking:
    """Takes marks from state to state until they end."""

    def __init__(self, engines: Engines, mailbox: MarkableMailbox) -> None:
        self._engines = engines
        self._mailbox = mailbox
        self._steps: Mapping[MarkState, Callable[[Planned, bool], None]] = {
            MarkState.PLANNED: self._begin,
            MarkState.MOVING: self._move,
            MarkState.COPYING: self._copy,
            MarkState.COPYING_ONLY: self._copy,
            MarkState.REMOVING: self._remove,
        }

    def finish(self, mark_id: int) -> None:
        """Work one mark to its end. Raises SourceError, RefusedError, ConflictError when another works it."""
        mark = load(self._engines, mark_id)
        resumed = True
        while mark.state is not MarkState.ENDED:
            self._steps[mark.state](mark, resumed)
            mark, resumed = load(self._engines, mark_id), False

    def _begin(self, mark: Planned, resumed: bool) -> None:
        standing = self._mailbox.standing(mark.place)
        if standing is not Standing.THERE:
            return self._end(mark, _ENDS[standing])
        if mark.flags and not mark.flagged:
            outcomes = self._mailbox.flag(mark.place, mark.flags)
            said = tuple(f"{flag}: {outcome.value}" for flag, outcome in outcomes.items())
            self._advance(mark, MarkState.PLANNED, {"flag_outcomes": said})
        if mark.move_to is None:
            return self._end(mark, MarkOutcome.STAYED)
        return self._begin_move(mark)

    def _begin_move(self, mark: Planned) -> None:
        if _same_folder(mark.target, mark.place.folder):
            return self._end(mark, MarkOutcome.THERE_ALREADY)
        able, end = self._mailbox.abilities(), self._mailbox.end_of(mark.target)
        if end is None:
            return self._end(mark, MarkOutcome.NO_FOLDER)
        known_again = not mark.place.header_only or mark.place.searchable_id is not None
        if not known_again or not (able.move or able.remove or mark.copy_only):
            return self._end(mark, MarkOutcome.NOT_MOVED)
        copying = MarkState.COPYING if able.remove else MarkState.COPYING_ONLY
        values = {"target_uidvalidity": end.uidvalidity, "target_next_uid": end.next_uid}
        return self._advance(mark, MarkState.MOVING if able.move else copying, values)

    def _move(self, mark: Planned, resumed: bool) -> None:
        copy = self._copy_of(mark) if resumed else None
        standing = self._mailbox.standing(mark.place)
        if standing is Standing.GONE and copy is not None:
            return self._end(mark, MarkOutcome.MOVED, copy)
        if standing is not Standing.THERE:
            return self._end(mark, _ENDS[standing], copy)
        if copy is None:
            copy = self._mailbox.move(mark.place, mark.target) or self._moved_to(mark)
            return self._end(mark, MarkOutcome.MOVED, copy)
        if not self._mailbox.abilities().remove:
            return self._end(mark, MarkOutcome.COPIED, copy)
        return self._advance(mark, MarkState.REMOVING, _of(copy))

    def _moved_to(self, mark: Planned) -> CopyPlace | None:
        """Where the server does not say it: look, and believe no OK while the mail still lies there."""
        if self._mailbox.standing(mark.place) is not Standing.GONE:
            raise RefusedError("the server said that it moved the mail, and the mail is still there.")
        return self._copy_of(mark)

    def _copy(self, mark: Planned, resumed: bool) -> None:
        copy = self._copy_of(mark) if resumed else None
        if copy is None:
            standing = self._mailbox.standing(mark.place)
            if standing is not Standing.THERE:
                return self._end(mark, _ENDS[standing])
            copy = self._mailbox.copy(mark.place, mark.target) or self._copy_of(mark)
        if mark.state is MarkState.COPYING_ONLY:
            return self._end(mark, MarkOutcome.COPIED, copy)
        if copy is None:  # said to be made and not to be found: another one might be the second
            return self._end(mark, MarkOutcome.COPY_GONE)
        return self._advance(mark, MarkState.REMOVING, _of(copy))

    def _remove(self, mark: Planned, resumed: bool) -> None:
        standing = self._mailbox.standing(mark.place)
        if standing is Standing.GONE:
            return self._end(mark, MarkOutcome.MOVED, mark.copy)
        if standing not in (Standing.THERE, Standing.DELETED):
            return self._end(mark, _ENDS[standing], mark.copy)
        if mark.copy is None or not self._mailbox.holds(mark.target, mark.copy):
            self._mailbox.undelete(mark.place)
            return self._end(mark, MarkOutcome.COPY_GONE)
        self._mailbox.remove(mark.place)
        if self._mailbox.standing(mark.place) is not Standing.GONE:
            raise RefusedError("the server said that it took the original out, and it is still there.")
        return self._end(mark, MarkOutcome.MOVED, mark.copy)

    def _copy_of(self, mark: Planned) -> CopyPlace | None:
        if mark.since is None:
            return None
        return self._mailbox.find_copy(mark.target, mark.since, mark.place)

    def _advance(self, mark: Planned, state: MarkState, values: Mapping[str, object]) -> None:
        now = self._engines.clock.now()
        with self._engines.store.write() as session:
            mailbox_marks.advance(
                session, mark.id, mark.state, now, {"state": state, "problem": None, **values}
            )

    def _end(self, mark: Planned, outcome: MarkOutcome, copy: CopyPlace | None = None) -> None:
        end_mark(self._engines, mark, outcome, copy)


def end_mark(engines: Engines, mark: Planned, outcome: MarkOutcome, copy: CopyPlace | None = None) -> None:
    """End a mark and tell the history of its work item. Raises ConflictError when another worker goes on."""
    now = engines.clock.now()
    values: dict[str, object] = {"state": MarkState.ENDED, "outcome": outcome}
    if copy is not None:
        values |= _of(copy)
    detail = {"account": mark.account, "outcome": outcome.value, "folder": mark.move_to}
    with engines.store.write() as session:
        mailbox_marks.advance(session, mark.id, mark.state, now, values)
        add_event(session, "ardoise", "mailbox_marked", now, mark.item_id, detail)


def load(engines: Engines, mark_id: int) -> Planned:
    """Return a mark as it stands now. Raises NotFoundError."""
    with engines.store.read() as session:
        row = mailbox_marks.get_mark(session, mark_id)
        delivery = deliveries.get_delivery(session, row.delivery_id) if row else None
        if row is None or delivery is None:
            raise NotFoundError(f"there is no mark {mark_id}.")
        mail = mails.get_mail(session, row.mail_id)
    place = Place(
        folder=delivery.folder,
        uidvalidity=delivery.uidvalidity,
        uid=int(delivery.uid),
        message_id=mail.message_id if mail else None,
        raw_sha256=delivery.raw_sha256 or (mail.raw_sha256 if mail else None),
        header_only=delivery.problem is not None,
    )
    validity, following, copy_uid = row.target_uidvalidity, row.target_next_uid, row.copy_uid
    return Planned(
        id=row.id,
        item_id=row.work_item_id,
        account=row.account,
        place=place,
        flags=row.flags,
        flagged=bool(row.flag_outcomes),
        move_to=row.move_to,
        copy_only=row.copy_only,
        state=row.state,
        since=FolderEnd(validity, following) if validity is not None and following is not None else None,
        copy=CopyPlace(validity, copy_uid) if validity is not None and copy_uid is not None else None,
    )


def note_refusal(engines: Engines, mark: Planned, problem: str, most: int) -> None:
    """Count a refusal; after so many the mark ends as it is."""
    now: datetime = engines.clock.now()
    with engines.store.write() as session:
        refusals = mailbox_marks.count_refusal(session, mark.id, problem, now)
    if refusals >= most:
        end_mark(engines, mark, MarkOutcome.REFUSED)


def _of(copy: CopyPlace) -> dict[str, object]:
    return {"target_uidvalidity": copy.uidvalidity, "copy_uid": copy.uid}


def _same_folder(one: str, other: str) -> bool:
    return one == other or one.upper() == other.upper() == "INBOX"
