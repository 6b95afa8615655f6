"""A layout's file edited by hand: checked as it is typed, kept as a version."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from fastapi import Response

from domain.errors import ConfigurationError, ConflictError
from domain.layouts import LayoutTemplate
from domain.taught import TemplateState, Why
from extractors.layouts.folder import Stored
from extractors.layouts.yaml_form import LARGEST, from_yaml
from pipeline.templates.again import read_again
from pipeline.templates.comparing import hold_against
from pipeline.templates.gate import GateResult
from pipeline.templates.life import add_version
from pipeline.templates.moving import import_one
from review.refusals import RefusedError
from review.teaching.room import Others, TeachingRoom
from review.templates_pages.lists import ListPages
from review.visits import Here, Posted, Visit
from store.repositories import templates
from store.tables import TemplateRow


@dataclass(slots=True)
class Checked:
    """What a file comes to."""

    template: LayoutTemplate | None = None
    fault: str = ""
    """What is wrong with it and the mend, "" for a sound one."""
    verdict: GateResult | None = None
    others: Others | None = None


class HandPages:
    """The answers of the pages on which files are edited and taken, over one room."""

    def __init__(self, room: TeachingRoom, lists: ListPages) -> None:
        self.room = room
        self.lists = lists

    def show(self, visit: Here, name: str) -> Response:
        """Show the newest version, or the one that is asked for."""
        with visit.office.engines.store.read() as session:
            row = templates.get(session, name)
            versions = templates.versions(session, row.id)
        asked = visit.request.query_params.get("version", "")
        chosen = next((one for one in versions if str(one.number) == asked), versions[-1])
        return self._page(visit, row, chosen.body, "")

    def check(self, visit: Here, posted: Posted, name: str) -> Response:
        """Hold what was typed against every confirmed and stored document; nothing is kept."""
        row = _row(visit, name)
        body = posted.text("body").replace("\r\n", "\n")
        template = "layout_check.html" if posted.text("action") == "live" else "layout_edit.html"
        return self._page(visit, row, body, posted.text("note"), template=template)

    def save(self, visit: Here, posted: Posted, name: str) -> Response:
        """Keep it as a version; it reads from now on where no confirmed document is read worse."""
        row = _row(visit, name)
        body, note = posted.text("body").replace("\r\n", "\n"), posted.text("note").strip()[:500]
        checked = self.checked(row, body)
        if checked.template is None or checked.verdict is None:
            return self._page(visit, row, body, note, 422)
        active = posted.text("action") == "activate"
        try:
            if active and visit.office.teaching.second_person:
                raise RefusedError("A second person lets it read; keep it as a draft.")
            if active and not checked.verdict.holds:
                raise RefusedError("A confirmed document would be read worse; keep it as a draft or mend it.")
        except RefusedError as error:
            return self._page(visit, row, body, note, 422, refusal=visit.say(error.message))
        engines, now = visit.office.engines, visit.office.engines.clock.now()
        with engines.store.write() as session:
            kept = templates.get_for_change(session, name)
            if _base(kept) != posted.whole("base"):
                raise ConflictError(f"{name} was changed by somebody else meanwhile; look at it again.")
            add_version(session, checked.template, Why.EDITED, visit.who, now, note=note, active=active)
        if active:
            read_again(engines, checked.template, row.customer)
        return visit.go(f"/layouts/{name}?done={'edited' if active else 'drafted'}")

    def take(self, visit: Here, posted: Posted) -> Response:
        """Take a layout from a file: a new one, or a version of a known one."""
        files = [one for one in posted.files("file") if one.filename]
        try:
            if not files:
                raise RefusedError("Choose a file first.")
            body = files[0].file.read(4 * LARGEST)
            moved = take_file(visit, self.room, body.decode("utf-8-sig"))
        except RefusedError as error:
            return self.lists.page(visit, 422, visit.say(error.message, **error.values))
        except (ConfigurationError, UnicodeDecodeError) as error:
            return self.lists.page(visit, 422, visit.told(error))
        return visit.go(f"/layouts/{moved}?done=imported")

    def checked(self, row: TemplateRow, body: str) -> Checked:
        """Return what a file comes to."""
        try:
            template = from_yaml(body, row.name)
            if template.name != row.name:
                raise ConfigurationError(
                    f"the file names the layout {template.name}; write {row.name}, or import it as another."
                )
        except ConfigurationError as error:
            return Checked(fault=str(error))
        office = self.room.office
        verdict = hold_against(office.engines, template, self.room.active(), row.customer, self.room.aids)
        outcomes = self.room.documents.read_by(template, row.customer, "", self.room.aids)
        return Checked(template, verdict=verdict, others=Others(outcomes))

    def _page(
        self,
        visit: Visit,
        row: TemplateRow,
        body: str,
        note: str,
        status: int = 200,
        *,
        template: str = "layout_edit.html",
        refusal: str = "",
    ) -> Response:
        return visit.page(
            template,
            status,
            row=row,
            body=body,
            note=note,
            checked=self.checked(row, body),
            refusal=refusal,
            base=_base(row),
            second_person=visit.office.teaching.second_person,
        )


def take_file(visit: Visit, room: TeachingRoom, body: str) -> str:
    """Take a layout's file and return its name. Raises ConfigurationError or RefusedError."""
    if room.office.teaching.second_person:
        raise RefusedError("Two people are needed for layouts here; import them by the command line.")
    template = from_yaml(body, "in the file")
    with tempfile.TemporaryDirectory() as folder:
        stored = Stored(Path(folder) / f"{template.name}.yaml", template)
        moved = import_one(visit.office.engines, room.library, stored, visit.who, room.aids)
    if moved.why_not:
        raise RefusedError("It was kept as a draft and does not read: %(why)s", why=moved.why_not)
    return moved.name


def _row(visit: Visit, name: str) -> TemplateRow:
    with visit.office.engines.store.read() as session:
        return templates.get(session, name)


def _base(row: TemplateRow) -> int:
    """Return the version that reads now, 0 where none does."""
    return (row.active_version or 0) if row.state is TemplateState.ACTIVE else 0
