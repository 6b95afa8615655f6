"""Reads the plain-text letters beside this file and turns each into a mail with its truth.

A letter is a block: `== NAME | what it is for`, lines `key: value`, a line `---`, then the body. Items
of the ledger are bound to letters of the alphabet (`items: a=C001 2; b=C001 paid 0`) and named so elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samples.make import copies, papers, sheets
from samples.make.books import Books, Item
from samples.make.compose import OURS, Letter, Part, Sample, first_address
from samples.make.payment import MONEY
from samples.make.telling import reply, sample

FOLDER = Path(__file__).parent / "letters"
REPEATED = ("header", "trace", "attach")


class Said:
    """An item as letters print it: {a} its number, {a.en} {a.fr} {a.de} its amount, {a.po}, {a.dated} …"""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.po, self.delivery = item.po, item.delivery
        self.dated, self.due = item.issued.strftime("%d/%m/%Y"), item.due.strftime("%d/%m/%Y")
        self.en, self.fr, self.de = (MONEY[name](item.amount) for name in ("en", "fr", "de"))
        self.digits = re.sub(r"\D", "", item.number)

    def __str__(self) -> str:
        return self.item.number


@dataclass(slots=True)
class Block:
    """One letter before its items are filled in."""

    name: str
    about: str
    keys: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    body: str = ""


def letters(made: Books, folder: Path = FOLDER) -> list[Sample]:
    """Return the mails of all letter files in that folder, in order of file and place."""
    blocks = [block for path in sorted(folder.glob("*.txt")) for block in _blocks(path.read_text("utf-8"))]
    return [_sample(made, block) for block in blocks]


def _blocks(text: str) -> Iterator[Block]:
    for chunk in re.split(r"^== ", text, flags=re.M)[1:]:
        head, _, body = chunk.partition("\n---\n")
        first, *lines = head.splitlines()
        name, _, about = first.partition(" | ")
        block = Block(name, about, lists={key: [] for key in REPEATED}, body=body.rstrip("\n") + "\n")
        for one in lines:
            key, _, value = one.partition(": ")
            if key in REPEATED:
                block.lists[key].append(value)
            else:
                block.keys[key] = value
        yield block


def _sample(made: Books, block: Block) -> Sample:
    keys = block.keys
    bound = {name: Said(item) for name, item in _bound(made, keys.get("items", ""))}
    intent, *also = keys["intent"].split()
    told: dict[str, Any] = {
        "language": keys.get("language"),
        "intent": intent,
        "also": also,
        "customer": {"none": ""}.get(keys["customer"], keys["customer"]) if "customer" in keys else None,
        "invoices": [_number(bound, word) for word in keys.get("invoices", "").split()],
        "orders": [_order(bound, word) for word in keys.get("orders", "").split()],
        "amounts": None if keys.get("amounts") == "?" else _amounts(bound, keys.get("amounts", "")),
        "flags": None if keys.get("flags") == "?" else keys.get("flags", "").split(),
    }
    if "dispute" in keys:
        told["dispute"] = _dispute(bound, keys["dispute"])
    if "reply" in keys:
        told["reply"] = _reply(bound, keys["reply"], first_address(keys["from"]).lower())
    return sample(block.name, block.about, _letter(block, bound), **told)


def _bound(made: Books, text: str) -> Iterator[tuple[str, Item]]:
    for one in filter(None, (part.strip() for part in text.split(";"))):
        name, _, where = one.partition("=")
        words = where.split()
        kind = next((word for word in words if word.endswith("_note")), "invoice")
        yield name, made.take(words[0], int(words[-1]), kind=kind, paid="paid" in words)[0]


def _number(bound: dict[str, Said], word: str) -> str:
    return str(bound[word]) if word in bound else word


def _order(bound: dict[str, Said], word: str) -> str:
    if word in bound and not bound[word].po:
        raise ValueError(f"item {bound[word]} has no order")
    return bound[word].po if word in bound else word


def _amounts(bound: dict[str, Said], text: str) -> list[str]:
    return [f"{bound[word].item.amount:.2f}" if word in bound else word for word in text.split()]


def _dispute(bound: dict[str, Said], text: str) -> dict[str, object]:
    reason, *rest = text.split()
    amount = [word for word in rest if re.fullmatch(r"\d+\.\d\d", word)]
    numbers = [_number(bound, word) for word in rest if word not in amount]
    found: dict[str, object] = {"reason": reason, "documents": numbers}
    return found | ({"amount": amount[0]} if amount else {})


def _reply(bound: dict[str, Said], text: str, sender: str) -> dict[str, object] | None:
    """`none`: no answer is due; `KIND ?`: attachments not certain."""
    kind, *words = text.split()
    if kind == "none":
        return None
    return reply(kind, sender, None if words == ["?"] else [_file(bound, word) for word in words])


def _file(bound: dict[str, Said], word: str) -> str:
    if word.startswith("pod:"):
        return f"pod/{bound[word[4:]].delivery}.pdf"
    return bound[word].item.file if word in bound else word


def _letter(block: Block, bound: dict[str, Said]) -> Letter:
    keys = block.keys
    body = block.body.format(**bound)
    html = _html(body) if "html" in keys else None
    return Letter(
        keys["from"],
        keys["subject"].format(**bound),
        keys["date"],
        None if keys.get("html") == "only" else body,
        html,
        [_part(bound, text.split()) for text in block.lists["attach"]],
        auth=keys.get("auth"),
        to=keys.get("to", OURS),
        headers=[_pair(text) for text in block.lists["header"]],
        trace=[_pair(text) for text in block.lists["trace"]],
        charset=keys.get("charset", "utf-8"),
    )


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition(": ")
    return name, value


def _html(body: str) -> str:
    gaps = "".join(f"<p>{part.strip()}</p>" for part in body.split("\n\n"))
    return "<html><body>" + gaps.replace("\n", "<br>") + "</body></html>"


def _part(bound: dict[str, Said], words: list[str]) -> Part:
    kind, name = words[0], words[1]
    if kind == "copy":
        return Part(bound[name].item.file, copies.invoice_copy(bound[name].item))
    if kind == "logo":
        return Part("image001.png", sheets.logo(name), "image/png", inline=True)
    return papers.part(name)
