"""Reads the training mails that live in the repository, one YAML file a topic and language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.errors import ConfigurationError
from domain.words import DisputeReason, Intent, Look
from router.learned.kinship import kin_of
from router.ruling import first_of

FOLDER = Path(__file__).resolve().parents[1] / "training"
"""Where the mails lie: `LANG/TOPIC.yaml`."""
LARGEST_FILE = 1_000_000
"""Bytes; a file beyond this is no list of written mails."""
_LOOKS = {"advice": Look.ADVICE, "invoice": Look.INVOICE, "picture": Look.PICTURE}


@dataclass(frozen=True, slots=True)
class TrainingMail:
    """One labelled mail as its writer wrote it."""

    language: str
    topic: str
    family: str
    """Kin mails share it; unique within all files. Evaluation never has a family on both sides."""
    kin: str
    """Families that tell one story in several languages share it; evaluation never parts them either."""
    subject: str
    text: str
    quoted: str
    intent: Intent
    """Of several matters the first in the house's order, whichever the file names first."""
    reason: DisputeReason | None
    also: tuple[Intent, ...]
    invoices: tuple[str, ...]
    orders: tuple[str, ...]
    attached: tuple[Look, ...]
    """What each attachment reads as; `UNKNOWN` for orders and letters."""

    @property
    def words(self) -> str:
        """Subject and text, for comparing mails."""
        return f"{self.subject}\n{self.text}"


class _Mail(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    subject: str
    text: str
    intent: str
    reason: str | None = None
    also: list[str] = Field(default_factory=list)
    invoices: list[str] = Field(default_factory=list)
    orders: list[str] = Field(default_factory=list)
    attached: list[Literal["advice", "invoice", "picture", "order", "letter"]] = Field(default_factory=list)
    quoted: str = ""

    @model_validator(mode="after")
    def _labels_fit(self) -> "_Mail":
        matters = [Intent(one) for one in (self.intent, *self.also)]
        if (Intent.DISPUTE in matters) < (self.reason is not None):
            raise ValueError("`reason` is for disputes alone; take it out")
        if self.intent == Intent.DISPUTE and self.reason is None:
            raise ValueError("a dispute needs its `reason`")
        if len(set(matters)) < len(matters):
            raise ValueError("`also` names a matter twice")
        if self.reason is not None:
            DisputeReason(self.reason)
        return self


class _Family(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    family: str = Field(min_length=1)
    mails: list[_Mail] = Field(min_length=1)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    language: Literal["en", "fr", "de", "es", "it", "nl", "pt"]
    families: list[_Family] = Field(min_length=1)


def training_mails(folder: Path = FOLDER) -> tuple[TrainingMail, ...]:
    """Return all mails of a folder, in order of language and topic.

    Raises ConfigurationError that names the first bad file and what to mend there.
    """
    found: list[TrainingMail] = []
    for path in sorted(folder.glob("*/*.yaml")):
        found.extend(mails_in(path))
    _no_family_twice(found)
    kin = kin_of(mail.family for mail in found)
    return tuple(replace(mail, kin=kin[mail.family]) for mail in found)


def mails_in(path: Path) -> tuple[TrainingMail, ...]:
    """Return the mails of one file. Raises ConfigurationError."""
    name = f"{path.parent.name}/{path.name}"
    if path.stat().st_size > LARGEST_FILE:
        raise ConfigurationError(f"{name} is larger than {LARGEST_FILE:,} bytes; part it by topics.")
    try:
        content = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise ConfigurationError(f"{name} is no YAML file in UTF-8 ({reason}); mend it.") from error
    except ValidationError as error:
        raise ConfigurationError(f"{name}: {_first_fault(error)}") from error
    if content.language != path.parent.name:
        raise ConfigurationError(
            f"{name} says `language: {content.language}`; move it or mend its first line."
        )
    return tuple(
        _written(content.language, path.stem, family.family, mail)
        for family in content.families
        for mail in family.mails
    )


def _written(language: str, topic: str, family: str, mail: _Mail) -> TrainingMail:
    matters = [Intent(one) for one in (mail.intent, *mail.also)]
    first = first_of(matters)
    return TrainingMail(
        language=language,
        topic=topic,
        family=f"{language}/{topic}/{family}",
        kin=f"{language}/{topic}/{family}",
        subject=mail.subject,
        text=mail.text,
        quoted=mail.quoted,
        intent=first,
        reason=DisputeReason(mail.reason) if mail.reason else None,
        also=tuple(one for one in matters if one is not first),
        invoices=tuple(mail.invoices),
        orders=tuple(mail.orders),
        attached=tuple(_LOOKS.get(one, Look.UNKNOWN) for one in mail.attached),
    )


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"]) or "the file"
    return f"{place}: {fault['msg']}; mend it there."


def _no_family_twice(mails: Sequence[TrainingMail]) -> None:
    """Raise ConfigurationError where the mails of one family stand apart from each other."""
    seen: set[str] = set()
    before = ""
    for mail in mails:
        if mail.family != before and mail.family in seen:
            raise ConfigurationError(f"the family {mail.family} is there twice; give one another name.")
        seen.add(mail.family)
        before = mail.family
