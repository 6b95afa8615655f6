"""The readable form of a layout template: a small YAML file that people may edit."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, StringConstraints, ValidationError

from domain.errors import ConfigurationError
from domain.layouts import FieldRule, LayoutTemplate
from domain.words import Layout, Medium
from extractors.layouts.yaml_checks import check
from extractors.layouts.yaml_lines import (
    AnchorForm,
    LinesForm,
    Part,
    Words,
    anchor_form,
    anchor_of,
    lines_form,
    lines_of,
)

LARGEST = 300_000
"""Bytes of a template file; a longer one is not one."""


class FieldForm(Part):
    """One header value: at labels, or meant by words on the page, or always the same."""

    at: list[AnchorForm] = Field(default_factory=list)
    words: Words | None = None
    means: Words | None = None


class WritingForm(Part):
    """How the layout writes numbers and days; null: the taught document left it open."""

    decimal: Annotated[str, StringConstraints(pattern=r"^[.,]$")] | None = None
    day_first: bool | None = None
    three_decimals: bool = False


class TemplateForm(Part):
    """A whole template file."""

    template: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")]
    payer: Words
    version: int = Field(default=1, ge=1)
    note: str = ""
    media: list[Medium]
    layout: Layout
    writes: WritingForm = WritingForm()
    recognised_by: list[Words]
    fields: dict[str, FieldForm] = Field(default_factory=dict)
    absent: list[str] = Field(default_factory=list)
    sections: AnchorForm | None = None
    by_reference: bool = False
    first_sight_right: bool = False
    left_over: list[Words] | None = None
    answered: list[Words] = Field(default_factory=list)
    seen_right: list[str] = Field(default_factory=list)
    first_sight_misled: bool = False
    first_sight_doubts: list[Words] = Field(default_factory=list)
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
                at=[anchor_form(a) for a in rule.anchors], words=rule.phrase, means=rule.value
            )
            for rule in template.fields
        },
        absent=list(template.absent),
        sections=anchor_form(template.sections) if template.sections else None,
        by_reference=template.by_reference,
        first_sight_right=template.first_sight_right,
        left_over=None if template.left_over is None else list(template.left_over),
        answered=list(template.answered),
        seen_right=list(template.seen_right),
        first_sight_misled=template.first_sight_misled,
        first_sight_doubts=list(template.first_sight_doubts),
        lines=lines_form(lines),
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
            FieldRule(name, tuple(anchor_of(a) for a in rule.at), rule.words, rule.means)
            for name, rule in form.fields.items()
        ),
        absent=tuple(form.absent),
        lines=lines_of(form.lines),
        sections=anchor_of(form.sections) if form.sections else None,
        by_reference=form.by_reference,
        first_sight_right=form.first_sight_right,
        left_over=None if form.left_over is None else tuple(form.left_over),
        answered=tuple(form.answered),
        seen_right=tuple(form.seen_right),
        first_sight_misled=form.first_sight_misled,
        first_sight_doubts=tuple(form.first_sight_doubts),
        version=form.version,
        note=form.note,
    )


def _told(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "the file"
    return f"{where}: {first['msg']}; correct it."


def _first(text: str) -> str:
    return " ".join(text.split())[:200]
