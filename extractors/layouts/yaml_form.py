"""The readable form of a layout template: a small YAML file that people may edit."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from domain.errors import ConfigurationError
from domain.layouts import (
    Anchor,
    CellRule,
    ColumnPlace,
    Direction,
    FieldRule,
    HeadRule,
    LayoutTemplate,
    LineAnchor,
    LineForm,
    LineRule,
    SequenceStep,
)
from domain.words import DocumentType, Layout, Medium
from extractors.layouts.yaml_checks import check

LARGEST = 300_000
"""Bytes of a template file; a longer one is not one."""
_Words = Annotated[str, StringConstraints(max_length=300)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnchorForm(_Part):
    """A label and where its value stands: behind it, beside it or below it."""

    label: _Words
    value: Direction
    nth: int = Field(default=1, ge=-50, le=50)
    last: bool = False
    over: bool = False


class FieldForm(_Part):
    """One header value: at labels, or meant by words on the page, or always the same."""

    at: list[AnchorForm] = []
    words: _Words | None = None
    means: _Words | None = None


class WritingForm(_Part):
    """How the layout writes numbers and days; null: the taught document left it open."""

    decimal: Annotated[str, StringConstraints(pattern=r"^[.,]$")] | None = None
    day_first: bool | None = None
    three_decimals: bool = False


class ColumnForm(_Part):
    """One column by its header words and its span where it was taught."""

    header: _Words = ""
    left: float
    right: float
    idle: bool = False


class ValueForm(_Part):
    """Where in a record one value stands."""

    field: str
    column: int = Field(ge=0, le=200)
    row: int = Field(default=0, ge=-20, le=20)
    label: _Words = ""
    zero_is_none: bool = False
    nth: int = Field(default=0, ge=0, le=20)
    carry: bool = False
    negative: bool = False
    row_label: _Words = ""
    behind: int = Field(default=-1, ge=-1, le=200)


class HeadForm(_Part):
    """A row above a group of lines that states one value of all of them."""

    field: str
    label: _Words = ""


class BlockForm(AnchorForm):
    """One labelled value of a block."""

    field: str


class StepForm(_Part):
    """One value counted from the document number."""

    field: str
    nth: int = Field(ge=-50, le=50)
    of: int = Field(default=-1, ge=-1, le=50)


class LinesForm(_Part):
    """How lines are found and read."""

    form: LineForm
    starts_with: str = "document_number"
    header_rows: int = Field(default=0, ge=0, le=6)
    columns: list[ColumnForm] = []
    values: list[ValueForm] = []
    heads: list[HeadForm] = []
    sign_column: int = Field(default=-1, ge=-1, le=200)
    negatives: list[_Words] = []
    negative_forms: list[_Words] = []
    first_table: bool = False
    blocks: list[BlockForm] = []
    steps: list[StepForm] = []
    number_forms: list[_Words] = []
    types: dict[str, DocumentType] = {}
    reverse: bool = False
    unexplained: bool = False
    taken_for: dict[str, str] = {}


class TemplateForm(_Part):
    """A whole template file."""

    template: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")]
    payer: _Words
    version: int = Field(default=1, ge=1)
    note: str = ""
    media: list[Medium]
    layout: Layout
    writes: WritingForm = WritingForm()
    recognised_by: list[_Words]
    fields: dict[str, FieldForm] = {}
    absent: list[str] = []
    sections: AnchorForm | None = None
    by_reference: bool = False
    first_sight_right: bool = False
    left_over: list[_Words] | None = None
    answered: list[_Words] = []
    lines: LinesForm


def to_yaml(template: LayoutTemplate) -> str:
    """Return the template as its YAML file."""
    form = _form_of(template)
    body = form.model_dump(mode="json", exclude_defaults=True)
    return yaml.dump(body, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)


def from_yaml(text: str, source: str | Path) -> LayoutTemplate:
    """Return the template of a YAML file. Raises ConfigurationError that names the file and what to mend."""
    if len(text) > LARGEST:
        raise ConfigurationError(f"the template {source} is larger than {LARGEST} bytes; it is not one.")
    try:
        body = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        template = _template_of(TemplateForm.model_validate(body))
    except yaml.YAMLError as error:
        raise ConfigurationError(f"the template {source} is no YAML: {_first(str(error))}") from error
    except ValidationError as error:
        raise ConfigurationError(f"the template {source}: {_told(error)}") from error
    check(template, source)
    return template


def _form_of(template: LayoutTemplate) -> TemplateForm:
    lines = template.lines
    return TemplateForm(
        template=template.name,
        payer=template.payer,
        version=template.version,
        note=template.note,
        media=list(template.media),
        layout=template.layout,
        writes=WritingForm(
            decimal=template.decimal,
            day_first=template.day_first,
            three_decimals=template.three_decimals,
        ),
        recognised_by=list(template.landmarks),
        fields={
            rule.name: FieldForm(
                at=[_anchor_form(a) for a in rule.anchors], words=rule.phrase, means=rule.value
            )
            for rule in template.fields
        },
        absent=list(template.absent),
        sections=_anchor_form(template.sections) if template.sections else None,
        by_reference=template.by_reference,
        first_sight_right=template.first_sight_right,
        left_over=None if template.left_over is None else list(template.left_over),
        answered=list(template.answered),
        lines=LinesForm(
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
            negatives=list(lines.negatives),
            negative_forms=list(lines.negative_forms),
            first_table=lines.first_table,
            blocks=[BlockForm(field=b.field, **_anchor_form(b.anchor).model_dump()) for b in lines.blocks],
            steps=[StepForm(field=s.field, nth=s.nth, of=s.of) for s in lines.steps],
            number_forms=list(lines.number_forms),
            types=dict(lines.types),
            reverse=lines.reverse,
            unexplained=lines.unexplained,
            taken_for=dict(lines.taken),
        ),
    )


def _template_of(form: TemplateForm) -> LayoutTemplate:
    return LayoutTemplate(
        name=form.template,
        payer=form.payer,
        media=tuple(form.media),
        layout=form.layout,
        decimal=form.writes.decimal,
        day_first=form.writes.day_first,
        three_decimals=form.writes.three_decimals,
        landmarks=tuple(form.recognised_by),
        fields=tuple(
            FieldRule(name, tuple(_anchor(a) for a in rule.at), rule.words, rule.means)
            for name, rule in form.fields.items()
        ),
        absent=tuple(form.absent),
        lines=_lines_of(form.lines),
        sections=_anchor(form.sections) if form.sections else None,
        by_reference=form.by_reference,
        first_sight_right=form.first_sight_right,
        left_over=None if form.left_over is None else tuple(form.left_over),
        answered=tuple(form.answered),
        version=form.version,
        note=form.note,
    )


def _lines_of(form: LinesForm) -> LineRule:
    return LineRule(
        form=form.form,
        start=form.starts_with,
        columns=tuple(ColumnPlace(c.header, c.left, c.right, c.idle) for c in form.columns),
        header_rows=form.header_rows,
        cells=tuple(CellRule(**value.model_dump()) for value in form.values),
        heads=tuple(HeadRule(h.field, h.label) for h in form.heads),
        sign_column=form.sign_column,
        negatives=tuple(form.negatives),
        negative_forms=tuple(form.negative_forms),
        first_table=form.first_table,
        blocks=tuple(LineAnchor(b.field, _anchor(b)) for b in form.blocks),
        steps=tuple(SequenceStep(s.field, s.nth, s.of) for s in form.steps),
        number_forms=tuple(form.number_forms),
        types=tuple(form.types.items()),
        reverse=form.reverse,
        unexplained=form.unexplained,
        taken=tuple(form.taken_for.items()),
    )


def _anchor_form(anchor: Anchor) -> AnchorForm:
    return AnchorForm(
        label=anchor.label, value=anchor.direction, nth=anchor.nth, last=anchor.last, over=anchor.over
    )


def _anchor(form: AnchorForm) -> Anchor:
    return Anchor(form.label, form.value, form.nth, form.last, form.over)


def _told(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "the file"
    return f"{where}: {first['msg']}; correct it."


def _first(text: str) -> str:
    return " ".join(text.split())[:200]
