"""`ardoise init`: asks what an installation must know and writes config.local.yaml."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from app.settings import Settings
from domain.errors import ConfigurationError

HIGHEST_PORT = 65535
SECURITY = ("tls", "starttls", "none")
BY_TOKEN = {
    "microsoft": ("outlook.office365.com", "outlook.office365.us", "partner.outlook.cn"),
    "google": ("imap.gmail.com",),
}
"""Servers of providers that hand out tokens."""
SENDING_BY_TOKEN = ("smtp.office365.com", "smtp.office365.us", "smtp.gmail.com")
ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
HEADING = "# Written by `ardoise init`; lies over config.yaml, where every setting is explained.\n"


def command(
    folder: Annotated[Path, typer.Option("--folder", help="Where to write config.local.yaml.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
) -> int:
    """Ask a few questions and write config.local.yaml."""
    target = folder / "config.local.yaml"
    if target.exists() and not force:
        raise ConfigurationError(f"{target} exists already; edit it, or give --force to write it anew.")
    if not folder.is_dir():
        raise ConfigurationError(f"the folder {folder} is not there; make it first.")
    company = _company()
    address = company["company.addresses"][0]
    mailbox = _mailbox(address)
    answers = {**company, **mailbox, **_outgoing(address, mailbox["mailboxes"][0]), **_ledger()}
    _write(target, _nested(answers))
    typer.echo(
        f"\nWrote {target}. Next: set the secrets it names, then `ardoise check`, then `ardoise user add`."
    )
    return 0


def _company() -> dict[str, Any]:
    name = typer.prompt("Your company's name")
    address = typer.prompt("The shared mailbox's address (others can be added later)", value_proc=_an_address)
    return {
        "company.name": name,
        "company.addresses": [address],
        "company.language": typer.prompt("Language of answers where the writer's is unknown", default="en"),
    }


def _mailbox(address: str) -> dict[str, Any]:
    host = typer.prompt("IMAP server")
    box: dict[str, Any] = {
        "name": typer.prompt("A short name for this account", default="ar"),
        "kind": "imap",
        "host": host,
        "port": _port("IMAP port", 993),
        "security": _security("IMAP security (tls, starttls, none on loopback only)", "tls"),
        "user": typer.prompt("IMAP user", default=address),
        "folders": [
            folder.strip() for folder in typer.prompt("Folders to watch", default="INBOX").split(",")
        ],
    }
    box |= _sign_in(host)
    trusted = typer.prompt(
        "Receiving server whose Authentication-Results are believed (blank: nothing leaves by itself)",
        default="",
        show_default=False,
    )
    return {"mailboxes": [box], "answering.authentication.trusted_authserv_id": trusted or None}


def _sign_in(host: str) -> dict[str, Any]:
    """Ask how the account signs in; only the hosts that take tokens make that a question."""
    usual = next((kind for kind, hosts in BY_TOKEN.items() if host.lower() in hosts), "password")
    kind = usual
    if usual != "password":
        question = f"Sign in by a token of {usual.capitalize()}, or by password ({usual}, password)"
        kind = typer.prompt(question, default=usual, value_proc=_one_of(usual, "password"))
    if kind == "microsoft":
        section = {
            "tenant": typer.prompt("Directory (tenant): its id or domain"),
            "client_id": typer.prompt("Application (client) id"),
            "client_secret": _secret("Client secret", "ARDOISE_CLIENT_SECRET"),
        }
        return {"sign_in": kind, kind: section}
    if kind == "google":
        return {"sign_in": kind, kind: {"service_account": typer.prompt("Key file of the service account")}}
    return {"password": _secret("IMAP password", "ARDOISE_IMAP_PASSWORD")}


def _outgoing(address: str, box: dict[str, Any]) -> dict[str, Any]:
    host = typer.prompt(
        "SMTP server (blank: answers are only written into a folder)", default="", show_default=False
    )
    if not host:
        return {"outgoing.kind": "folder"}
    return {
        "outgoing.kind": "smtp",
        "outgoing.host": host,
        "outgoing.port": _port("SMTP port", 587),
        "outgoing.security": _security("SMTP security (starttls, tls, none on loopback only)", "starttls"),
        **_smtp_sign_in(host, address, box),
        "outgoing.sender": typer.prompt(
            "Address that answers come from", default=address, value_proc=_an_address
        ),
    }


def _smtp_sign_in(host: str, address: str, box: dict[str, Any]) -> dict[str, Any]:
    user = typer.prompt("SMTP user (a hyphen, -, where the server asks for none)", default=address)
    if user.strip() == "-":
        return {"outgoing.user": ""}
    if "sign_in" in box and host.lower() in SENDING_BY_TOKEN:
        return {"outgoing.user": user, "outgoing.account": box["name"]}
    return {"outgoing.user": user, "outgoing.password": _secret("SMTP password", "ARDOISE_SMTP_PASSWORD")}


def _ledger() -> dict[str, Any]:
    folder = typer.prompt(
        "Folder with the ledger's CSV files (blank: none yet)", default="", show_default=False
    )
    return {"ledger.folder": folder or None}


def _secret(what: str, variable: str) -> dict[str, str]:
    chosen = typer.prompt(f"{what}: environment variable, or path of a file, that holds it", default=variable)
    return {"file": chosen} if "/" in chosen else {"env": chosen}


def _port(question: str, default: int) -> int:
    chosen: int = typer.prompt(question, default=default, value_proc=_a_port)
    return chosen


def _security(question: str, default: str) -> str:
    chosen: str = typer.prompt(question, default=default, value_proc=_a_security)
    return chosen


def _one_of(*words: str) -> Callable[[str], str]:
    def chosen(answer: str) -> str:
        if answer.strip().lower() in words:
            return answer.strip().lower()
        raise typer.BadParameter(f"choose one of {', '.join(words)}.")

    return chosen


def _a_port(answer: str | int) -> int:
    text = str(answer).strip()
    if text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_PORT:
        return int(text)
    raise typer.BadParameter(f"a port is a number from 1 to {HIGHEST_PORT}.")


def _a_security(answer: str) -> str:
    chosen = answer.strip().lower()
    if chosen in SECURITY:
        return chosen
    raise typer.BadParameter(f"choose one of {', '.join(SECURITY)}.")


def _an_address(answer: str) -> str:
    address = answer.strip().lower()
    if ADDRESS.fullmatch(address):
        return address
    raise typer.BadParameter("an address looks like ar@firm.example.")


def _nested(answers: dict[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for place, value in answers.items():
        branch = tree
        *above, last = place.split(".")
        for name in above:
            branch = branch.setdefault(name, {})
        branch[last] = value
    return tree


def _write(target: Path, tree: dict[str, Any]) -> None:
    try:
        Settings.model_validate(tree)
    except ValueError as error:
        raise ConfigurationError(f"these answers make no configuration: {error}") from None
    target.write_text(HEADING + yaml.safe_dump(tree, sort_keys=False, allow_unicode=True), encoding="utf-8")
    target.chmod(0o600)
