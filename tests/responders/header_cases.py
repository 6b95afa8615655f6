"""Headers that do or do not prove a sender, each as the raw lines that arrive, with what must come of them."""

# ruff: noqa: E501 - headers read better unbroken

from dataclasses import dataclass
from itertools import product

SERVER = "mx.seller.example"
SENDER = "ap@acme.example"
FROM = f"From: AP <{SENDER}>\r\n"
BORDER = "Received: from acme.example by mx.seller.example; Mon, 4 May 2026 08:59:00 +0000\r\n"
PASS = f"Authentication-Results: {SERVER}; dmarc=pass header.from=acme.example\r\n"


@dataclass(frozen=True, slots=True)
class HeaderCase:
    """The header of a mail, and whether it proves the sender."""

    name: str
    head: str
    proves: bool


PROOFS = {
    "plain": PASS,
    "upper case": f"AUTHENTICATION-RESULTS: {SERVER.upper()}; DMARC=PASS HEADER.FROM=ACME.EXAMPLE\r\n",
    "folded": f"Authentication-Results: {SERVER};\r\n\tspf=pass smtp.mailfrom=acme.example;\r\n dmarc=pass\r\n\theader.from=acme.example\r\n",
    "version": f"Authentication-Results: {SERVER} 1; dmarc=pass header.from=acme.example\r\n",
    "commented": f"Authentication-Results: {SERVER} (our border) ; dmarc=pass (p=reject dis=none) header.from=acme.example\r\n",
    "quoted id": f'Authentication-Results: "{SERVER}"; dmarc=pass header.from=acme.example\r\n',
    "without header.from": f"Authentication-Results: {SERVER}; dmarc=pass\r\n",
    "spaced": f"Authentication-Results:   {SERVER}  ;  dmarc = pass  header . from = acme.example\r\n",
    "reason": f'Authentication-Results: {SERVER}; dmarc=pass reason="policy says so" header.from=acme.example\r\n',
    "many methods": f"Authentication-Results: {SERVER}; iprev=pass policy.iprev=192.0.2.1; spf=softfail smtp.mailfrom=x.example; dkim=fail header.d=x.example; dmarc=pass header.from=acme.example; arc=none\r\n",
    "aligned dkim": f"Authentication-Results: {SERVER}; dkim=pass header.d=acme.example\r\n",
    "aligned dkim of a host": f"Authentication-Results: {SERVER}; dkim=pass header.d=mail.acme.example\r\n",
    "aligned dkim by identity": f"Authentication-Results: {SERVER}; dkim=pass header.i=@acme.example\r\n",
    "dmarc none, dkim aligned": f"Authentication-Results: {SERVER}; dmarc=none; dkim=pass header.d=acme.example\r\n",
    "another server below": PASS + "Authentication-Results: relay.other.example; dmarc=fail\r\n",
    "another server above": "Authentication-Results: filter.seller.example; dmarc=fail header.from=acme.example\r\n"
    + PASS,
}
"""Fields above our border that prove the sender."""

NO_PROOFS = {
    "none": "",
    "only none": f"Authentication-Results: {SERVER}; none\r\n",
    "empty": "Authentication-Results:\r\n",
    "no result": f"Authentication-Results: {SERVER}\r\n",
    "fail": f"Authentication-Results: {SERVER}; dmarc=fail header.from=acme.example\r\n",
    "temperror": f"Authentication-Results: {SERVER}; dmarc=temperror header.from=acme.example\r\n",
    "permerror": f"Authentication-Results: {SERVER}; dmarc=permerror header.from=acme.example\r\n",
    "best guess": f"Authentication-Results: {SERVER}; dmarc=bestguesspass header.from=acme.example\r\n",
    "spf alone": f"Authentication-Results: {SERVER}; spf=pass smtp.mailfrom={SENDER}\r\n",
    "forged id": "Authentication-Results: mx.evil.example; dmarc=pass header.from=acme.example\r\n",
    "id as prefix": f"Authentication-Results: {SERVER}.evil.example; dmarc=pass header.from=acme.example\r\n",
    "id as suffix": f"Authentication-Results: evil-{SERVER}; dmarc=pass header.from=acme.example\r\n",
    "id as part": "Authentication-Results: seller.example; dmarc=pass header.from=acme.example\r\n",
    "id in a comment": f"Authentication-Results: ({SERVER}) evil.example; dmarc=pass header.from=acme.example\r\n",
    "id with a dot": f"Authentication-Results: {SERVER}.; dmarc=pass header.from=acme.example\r\n",
    "id with a port": f"Authentication-Results: {SERVER}:25; dmarc=pass header.from=acme.example\r\n",
    "id with a null": f"Authentication-Results: {SERVER}\x00; dmarc=pass header.from=acme.example\r\n",
    "no id": "Authentication-Results: dmarc=pass header.from=acme.example\r\n",
    "no id, as one provider writes": "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example; dmarc=pass action=none header.from=acme.example;compauth=pass reason=100\r\n",
    "other header.from": f"Authentication-Results: {SERVER}; dmarc=pass header.from=evil.example\r\n",
    "two header.from": f"Authentication-Results: {SERVER}; dmarc=pass header.from=acme.example header.from=evil.example\r\n",
    "header.from of a child": f"Authentication-Results: {SERVER}; dmarc=pass header.from=acme.example.evil.example\r\n",
    "pass in a comment": f"Authentication-Results: {SERVER}; dmarc=fail (dmarc=pass header.from=acme.example)\r\n",
    "pass in a quoted value": f'Authentication-Results: {SERVER}; spf=fail reason="x; dmarc=pass header.from=acme.example"\r\n',
    "pass in a property": f'Authentication-Results: {SERVER}; spf=pass smtp.mailfrom="a; dmarc=pass"@evil.example\r\n',
    "pass behind an open comment": f"Authentication-Results: {SERVER}; spf=pass (x; dmarc=pass header.from=acme.example\r\n",
    "pass behind an open quote": f'Authentication-Results: {SERVER}; spf=pass reason="x; dmarc=pass header.from=acme.example\r\n',
    "escaped quote": f'Authentication-Results: {SERVER}; spf=fail reason="x\\"; dmarc=pass header.from=acme.example"\r\n',
    "two verdicts": f"Authentication-Results: {SERVER}; dmarc=pass header.from=acme.example; dmarc=fail header.from=acme.example\r\n",
    "fail above, pass below": f"Authentication-Results: {SERVER}; dmarc=fail header.from=acme.example\r\n"
    + PASS,
    "below the border": BORDER + PASS,
    "far below the border": BORDER * 3 + PASS,
    "old verdict above, pass below the border": f"Authentication-Results: {SERVER}; dmarc=none\r\n"
    + BORDER
    + PASS,
    "no space behind": f"Authentication-Results: {SERVER}; dmarc=passheader.from=acme.example\r\n",
    "trailing semicolon": f"Authentication-Results: {SERVER}; dmarc=pass header.from=acme.example;\r\n",
    "comma": f"Authentication-Results: {SERVER}, dmarc=pass header.from=acme.example\r\n",
    "garbage behind": f"Authentication-Results: {SERVER}; dmarc=pass header.from=acme.example )\r\n",
    "unknown result": f"Authentication-Results: {SERVER}; dmarc=passed header.from=acme.example\r\n",
    "similar method": f"Authentication-Results: {SERVER}; x-dmarc=pass header.from=acme.example\r\n",
    "encoded word": "Authentication-Results: =?utf-8?q?mx=2Eseller=2Eexample=3B?= dmarc=pass header.from=acme.example\r\n",
    "encoded result": f"Authentication-Results: {SERVER}; =?utf-8?q?dmarc=3Dpass?= header.from=acme.example\r\n",
    "similar field": f"X-Authentication-Results: {SERVER}; dmarc=pass header.from=acme.example\r\n",
    "arc field": f"ARC-Authentication-Results: i=1; {SERVER}; dmarc=pass header.from=acme.example\r\n",
    "space before the colon": f"Authentication-Results : evil; x\r\nX: {SERVER}; dmarc=pass header.from=acme.example\r\n",
    "dkim of a stranger": f"Authentication-Results: {SERVER}; dkim=pass header.d=evil.example\r\n",
    "dkim of a longer name": f"Authentication-Results: {SERVER}; dkim=pass header.d=notacme.example\r\n",
    "dkim of the ending": f"Authentication-Results: {SERVER}; dkim=pass header.d=example\r\n",
    "dkim of a child's stranger": f"Authentication-Results: {SERVER}; dkim=pass header.d=acme.example.evil.example\r\n",
    "dkim of two": f"Authentication-Results: {SERVER}; dkim=pass header.d=acme.example header.d=evil.example\r\n",
    "dkim without a domain": f"Authentication-Results: {SERVER}; dkim=pass\r\n",
    "dkim failed": f"Authentication-Results: {SERVER}; dkim=fail header.d=acme.example\r\n",
    "dkim, but dmarc failed": f"Authentication-Results: {SERVER}; dkim=pass header.d=acme.example; dmarc=fail header.from=acme.example\r\n",
}
"""Fields that prove nothing, above our border or wherever they stand."""

SENDERS = {
    "plain": (FROM, True),
    "bare": (f"From: {SENDER}\r\n", True),
    "upper case": ("From: AP <AP@ACME.EXAMPLE>\r\n", True),
    "commented": (f"From: {SENDER} (accounts payable)\r\n", True),
    "quoted name": (f'From: "boss@evil.example" <{SENDER}>\r\n', True),
    "encoded name": (f"From: =?utf-8?q?Z=C3=BCrich_AP?= <{SENDER}>\r\n", True),
    "two fields": (FROM + "From: x@evil.example\r\n", False),
    "two fields, ours last": ("From: x@evil.example\r\n" + FROM, False),
    "the same field twice": (FROM + FROM, False),
    "two addresses": (f"From: {SENDER}, x@evil.example\r\n", False),
    "two addresses, ours last": (f"From: x@evil.example, {SENDER}\r\n", False),
    "group": (f"From: AP: {SENDER};\r\n", False),
    "group of two": (f"From: AP: {SENDER}, x@evil.example;\r\n", False),
    "empty group": ("From: undisclosed:;\r\n", False),
    "address in the display name": (f'From: "{SENDER}" <x@evil.example>\r\n', False),
    "address in a bare name": (f"From: {SENDER} <x@evil.example>\r\n", False),
    "address in a comment": (f"From: x@evil.example ({SENDER})\r\n", False),
    "address in an encoded word": (
        f"From: =?utf-8?q?=3C{SENDER.replace('@', '=40')}=3E?= <x@evil.example>\r\n",
        False,
    ),
    "encoded address": ("From: =?utf-8?q?ap=40acme=2Eexample?=\r\n", False),
    "two angles": (f"From: AP <x@evil.example> <{SENDER}>\r\n", False),
    "two at signs": ("From: AP <ap@acme.example@evil.example>\r\n", False),
    "route": (f"From: <@evil.example:{SENDER}>\r\n", False),
    "null": ("From: AP <ap\x00@acme.example>\r\n", False),
    "sender only": (f"Sender: {SENDER}\r\n", False),
    "no sender": ("", False),
    "stranger": ("From: x@evil.example\r\n", False),
    "look-alike": ("From: ap@acrne.example\r\n", False),
    "letter of another script": ("From: ap@аcme.example\r\n", False),
    "reply-to": (f"From: x@evil.example\r\nReply-To: {SENDER}\r\n", False),
}
"""From fields, and whether exactly one address that we know stands there."""


def header_cases() -> tuple[HeaderCase, ...]:
    """Return every proof and no proof with the plain sender, and every sender with several proofs."""
    cases = [HeaderCase(f"proof: {name}", field + FROM, True) for name, field in PROOFS.items()]
    cases += [HeaderCase(f"no proof: {name}", field + FROM, False) for name, field in NO_PROOFS.items()]
    cases += [
        HeaderCase(f"no proof, pass below: {name}", field + BORDER + PASS + FROM, False)
        for name, field in NO_PROOFS.items()
    ]
    for (name, (sender, sound)), proof in product(SENDERS.items(), ("plain", "folded", "aligned dkim")):
        cases.append(HeaderCase(f"sender: {name}, {proof}", PROOFS[proof] + sender, sound))
    return tuple(cases)
