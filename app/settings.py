"""The configuration: `config.yaml` with `config.local.yaml` over it, as one checked model."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import Field, ValidationError, model_validator
from pydantic_core import ErrorDetails
from rapidfuzz import process as nearest

from domain.alarm_policy import Alarms
from domain.blob_policy import Blobs
from domain.company_policy import OwnCompany, refuse_unfit
from domain.digest_policy import Digest
from domain.errors import ConfigurationError
from domain.hook_policy import Hook
from domain.link_policy import Links
from domain.mailbox_policy import Mailbox
from domain.office_hours import OfficeHours
from domain.policy import (
    Answering,
    Company,
    DisputeWeights,
    LedgerSettings,
    Matching,
    Outgoing,
    ReadingLimits,
    Routing,
    Service,
    Web,
)
from domain.private_policy import PrivateMail
from domain.retention_policy import Retention
from domain.sampling_policy import Sampling
from domain.section import Secret, Section
from domain.sign_on_policy import SingleSignOn
from domain.teaching_policy import Teaching

S = TypeVar("S", bound=Section)
SECRETS = frozenset(
    {
        "password",
        "secret",
        "metrics_token",
        "client_secret",
        "certificate_password",
        "refresh_token",
        "token_key",
        "access_key",
        "secret_key",
        "url_from",
    }
)
LARGEST_FILE = 1_000_000
"""Bytes; a configuration is a page, not a book."""


class Settings(Section):
    """Every setting of one installation."""

    data: Path = Path("var")
    """Folder for the database, mails, documents and the local outbox."""
    database: str | None = None
    """SQLAlchemy URL; None: SQLite in `data`."""
    templates: Path | None = None
    """Folder of taught layouts; None: `templates_learned` beside the configuration."""
    blobs: Blobs = Blobs()
    company: Company = Company()
    companies: tuple[OwnCompany, ...] = ()
    """Instead of `company`: several own companies, each with its ledger (docs/companies.md)."""
    mailboxes: tuple[Mailbox, ...] = ()
    """The accounts that are watched."""
    outgoing: Outgoing = Outgoing()
    answering: Answering = Answering()
    links: Links = Links()
    routing: Routing = Routing()
    disputes: DisputeWeights = DisputeWeights()
    matching: Matching = Matching()
    reading: ReadingLimits = ReadingLimits()
    ledger: LedgerSettings = LedgerSettings()
    teaching: Teaching = Teaching()
    sampling: Sampling = Sampling()
    digest: Digest = Digest()
    alarms: Alarms = Alarms()
    office_hours: OfficeHours = OfficeHours()
    web: Web = Web()
    single_sign_on: SingleSignOn = SingleSignOn()
    private_mail: PrivateMail = PrivateMail()
    retention: Retention = Retention()
    webhooks: tuple[Hook, ...] = ()
    """Programs that are told of what happens."""
    service: Service = Service()
    token_key: Secret = Secret()
    """Key under which tokens are stored; neither: a key file in `data`, made at first use."""
    log_level: Annotated[str, Field(pattern="^(debug|info|warning|error)$")] = "info"
    """debug, info, warning or error."""

    @model_validator(mode="after")
    def _companies_fit(self) -> "Settings":
        refuse_unfit(self.companies, self.company, self.ledger, self.mailboxes)
        return self

    @property
    def database_url(self) -> str:
        """The URL of the database, SQLite in the data folder when none is set."""
        return self.database or f"sqlite:///{self.data.resolve() / 'ardoise.sqlite'}"


def own_company(settings: Settings) -> Company:
    """Return who we are; the address that answers come from is ours even where nobody listed it.

    With several companies: the house, without a name, to which every address belongs.
    """
    sender = settings.outgoing.sender.lower()
    ours = [*settings.company.addresses, *(one for each in settings.companies for one in each.ours)]
    if sender and sender not in ours:
        ours.append(sender)
    return settings.company.model_copy(update={"addresses": tuple(dict.fromkeys(ours))})


def load_settings(config: Path | None = None) -> Settings:
    """Return the settings of a file, or of ./config.yaml where it exists, or the defaults.

    `config.local.yaml` beside the file lies over it. Relative paths count from the file's folder.
    Raises ConfigurationError that names the file, the setting and the mend.
    """
    if config is not None and not config.is_file():
        raise ConfigurationError(f"the configuration {config} is not there; give the path of a file.")
    path = config or Path("config.yaml")
    layers = [layer for layer in (path, path.with_name("config.local.yaml")) if layer.is_file()]
    merged: dict[str, Any] = {}
    for layer in layers:
        merged = _laid_over(merged, _read_yaml(layer))
    names = " with ".join(str(layer) for layer in layers) or "the built-in defaults"
    try:
        settings = Settings.model_validate(merged)
    except ValidationError as error:
        raise ConfigurationError(_in_words(error, names)) from None
    return _rooted(settings, path.parent)


def secret_value(secret: Secret, what: str) -> str | None:
    """Return a secret from its environment variable or file, None when neither is named.

    Raises ConfigurationError that names the variable or file, never the value.
    """
    if secret.env:
        value = os.environ.get(secret.env)
        if value is None:
            raise ConfigurationError(
                f"the {what} is read from the environment variable {secret.env}, which is not set; set it."
            )
        return value
    if secret.file:
        try:
            return secret.file.read_text(encoding="utf-8").splitlines()[0]
        except (OSError, IndexError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"the {what} is read from {secret.file}, which cannot be used ({error}); write it there."
            ) from None
    return None


def _read_yaml(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST_FILE:
        raise ConfigurationError(f"{path} is larger than {LARGEST_FILE} bytes; that is no configuration.")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        # The error's own text quotes the line, which may hold what nobody should see.
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise ConfigurationError(
            f"{path} cannot be read as YAML ({line}{error.problem}); mend that line."
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(
            f"{path} cannot be read as YAML ({' '.join(str(error).split())}); mend it."
        ) from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ConfigurationError(f"{path} holds no settings; it must be lines of `name: value`.")
    return content


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _laid_over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _in_words(error: ValidationError, names: str) -> str:
    sentences = []
    for problem in error.errors():
        place = ".".join(str(part) for part in problem["loc"])
        if not problem["loc"] and problem["type"] == "value_error":
            # What was found there is the whole configuration.
            sentences.append(str(problem["ctx"]["error"]))
        elif problem["type"] == "extra_forbidden":
            sentences.append(f"{place} is no setting{_nearest_setting(problem['loc'])}")
        else:
            sentences.append(f"{place}: {_complaint(problem)}")
    return f"in {names}: " + "; ".join(sentences) + "."


def _complaint(problem: ErrorDetails) -> str:
    """Say what is wrong; what stands where a password belongs is never shown."""
    if SECRETS.intersection(map(str, problem["loc"])):
        return "name where the secret is kept, {env: VARIABLE} or {file: PATH}; it never stands here itself"
    return f"{problem['msg']} (found {problem['input']!r})"


def _nearest_setting(place: tuple[int | str, ...]) -> str:
    model: Any = Settings
    for part in place[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = _section_of(model.model_fields[part].annotation) or model
    guess = nearest.extractOne(str(place[-1]), list(model.model_fields), score_cutoff=60)
    return f" (did you mean {guess[0]}?)" if guess else ""


def _section_of(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    return next(filter(None, (_section_of(arg) for arg in getattr(annotation, "__args__", ()))), None)


def _rooted(settings: Settings, root: Path) -> Settings:
    """Let relative paths count from the configuration's folder, not from where the program was started."""

    rooted = _section_at(settings, root)
    return rooted.model_copy(update={"templates": rooted.templates or root / "templates_learned"})


def _section_at(section: S, root: Path) -> S:
    changes: dict[str, object] = {}
    for name, value in section:
        if isinstance(value, Path):
            changes[name] = root / value
        elif isinstance(value, Section):
            changes[name] = _section_at(value, root)
        elif isinstance(value, tuple):
            changes[name] = tuple(
                _section_at(one, root) if isinstance(one, Section) else one for one in value
            )
    return section.model_copy(update=changes)
