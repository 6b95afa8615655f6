"""The readable form of anchors and of the rule of lines: parts of a template file."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domain.layouts import (
    Anchor,
    CellRule,
    ColumnPlace,
    Direction,
    HeadRule,
    LineAnchor,
    LineForm,
    LineRule,
    SequenceStep,
)
from domain.words import DocumentType

Words = Annotated[str, StringConstraints(max_length=300)]
"""Words of a form: longer ones are none."""


class Part(BaseModel):
    """A part of a template file: what it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AnchorForm(Part):
    """A label and where its value stands: behind it, beside it or below it."""

    label: Words
    value: Direction
    nth: int = Field(default=1, ge=-50, le=50)
    last: bool = False
    over: bool = False


class ColumnForm(Part):
    """One column by its header words and its span where it was taught."""

    header: Words = ""
    left: float
    right: float
    idle: bool = False


class ValueForm(Part):
    """Where in a record one value stands."""

    field: str
    column: int = Field(ge=0, le=200)
    row: int = Field(default=0, ge=-20, le=20)
    label: Words = ""
    zero_is_none: bool = False
    nth: int = Field(default=0, ge=0, le=20)
    carry: bool = False
    negative: bool = False
    row_label: Words = ""
    behind: int = Field(default=-1, ge=-1, le=200)


class HeadForm(Part):
    """A row above a group of lines that states one value of all of them."""

    field: str
    label: Words = ""


class BlockForm(AnchorForm):
    """One labelled value of a block."""

    field: str


class StepForm(Part):
    """One value counted from the document number."""

    field: str
    nth: int = Field(ge=-50, le=50)
    of: int = Field(default=-1, ge=-1, le=50)


class LinesForm(Part):
    """How lines are found and read."""

    form: LineForm
    starts_with: str = "document_number"
    header_rows: int = Field(default=0, ge=0, le=6)
    columns: list[ColumnForm] = []
    values: list[ValueForm] = []
    heads: list[HeadForm] = []
    sign_column: int = Field(default=-1, ge=-1, le=200)
    negatives: list[Words] = []
    negative_forms: list[Words] = []
    status_column: int = Field(default=-1, ge=-1, le=200)
    paid: list[Words] = []
    left_out: list[Words] = []
    first_table: bool = False
    blocks: list[BlockForm] = []
    steps: list[StepForm] = []
    always: list[str] = []
    number_forms: list[Words] = []
    types: dict[str, DocumentType] = {}
    reverse: bool = False
    unexplained: bool = False
    taken_for: dict[str, str] = {}
    heading: str = ""
    kind: DocumentType | None = None
    further: "LinesForm | None" = None


def lines_form(lines: LineRule) -> LinesForm:
    """Return the rule of lines as it is written."""
    return LinesForm(
        form=lines.form,
        starts_with=lines.start,
        header_rows=lines.header_rows,
        columns=[
            ColumnForm(header=c.header, left=round(c.left, 2), right=round(c.right, 2), idle=c.idle)
            for c in lines.columns
        ],
        values=[
            ValueForm(**{name: getattr(cell, name) for name in ValueForm.model_fields})
            for cell in lines.cells
        ],
        heads=[HeadForm(field=h.field, label=h.label) for h in lines.heads],
        sign_column=lines.sign_column,
        status_column=lines.status_column,
        paid=list(lines.paid),
        left_out=list(lines.left_out),
        negatives=list(lines.negatives),
        negative_forms=list(lines.negative_forms),
        first_table=lines.first_table,
        blocks=[BlockForm(field=b.field, **anchor_form(b.anchor).model_dump()) for b in lines.blocks],
        steps=[StepForm(field=s.field, nth=s.nth, of=s.of) for s in lines.steps],
        always=list(lines.always),
        number_forms=list(lines.number_forms),
        types=dict(lines.types),
        reverse=lines.reverse,
        unexplained=lines.unexplained,
        taken_for=dict(lines.taken),
        heading=lines.heading,
        kind=lines.kind,
        further=lines_form(lines.further) if lines.further else None,
    )


def lines_of(form: LinesForm) -> LineRule:
    """Return the rule that a written form says."""
    return LineRule(
        form=form.form,
        start=form.starts_with,
        columns=tuple(ColumnPlace(c.header, c.left, c.right, c.idle) for c in form.columns),
        header_rows=form.header_rows,
        cells=tuple(CellRule(**value.model_dump()) for value in form.values),
        heads=tuple(HeadRule(h.field, h.label) for h in form.heads),
        sign_column=form.sign_column,
        status_column=form.status_column,
        paid=tuple(form.paid),
        left_out=tuple(form.left_out),
        negatives=tuple(form.negatives),
        negative_forms=tuple(form.negative_forms),
        first_table=form.first_table,
        blocks=tuple(LineAnchor(b.field, anchor_of(b)) for b in form.blocks),
        steps=tuple(SequenceStep(s.field, s.nth, s.of) for s in form.steps),
        always=tuple(form.always),
        number_forms=tuple(form.number_forms),
        types=tuple(form.types.items()),
        reverse=form.reverse,
        unexplained=form.unexplained,
        taken=tuple(form.taken_for.items()),
        heading=form.heading,
        kind=form.kind,
        further=lines_of(form.further) if form.further else None,
    )


def anchor_form(anchor: Anchor) -> AnchorForm:
    """Return the anchor as it is written."""
    return AnchorForm(
        label=anchor.label, value=anchor.direction, nth=anchor.nth, last=anchor.last, over=anchor.over
    )


def anchor_of(form: AnchorForm) -> Anchor:
    """Return the anchor that a written form says."""
    return Anchor(form.label, form.value, form.nth, form.last, form.over)
