"""Values that try to become headers, recipients, paths or code, made up from a few dozen kernels."""

import random
from base64 import b64encode
from collections.abc import Iterator

_ENDS = (
    "\r\n",
    "\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "\r\n ",
    "\n\t",
    "\x00\r\n",
    "%0d%0a",
    "&#10;",
)
_HEADERS = (
    "Bcc: evil@evil.example",
    "To: evil@evil.example",
    "X-Extra: 1",
    "Content-Type: text/html",
    "\r\nBody",
)
_PLAIN = (
    "\u202egnp.exe",
    "\u2066a\u2069\u200f\u061c",
    "a" * 300,
    "ü" * 300,
    "😀" * 80,
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/shadow",
    "C:\\x\\y.pdf",
    "//host/share/x",
    "con.pdf",
    "a;b=c.pdf",
    'a"; filename="evil.exe',
    "a'b\"c.pdf",
    "=?utf-8?q?a?= =?utf-8?q?b?=",
    "=?",
    "?=",
    "",
    " ",
    ".",
    "..",
    "...pdf",
    "\x00",
    "a\x00b.pdf",
    "\ud800",
    "<a@b.example>, <c@d.example>",
    "evil@evil.example",
    "--boundary--",
    "\ufeffbom",
    "\u00ad\u200bhidden\u2060",
    "%2e%2e%2f",
    "name*=utf-8''evil.exe",
    "(comment)",
    "\\",
    "\x1b[31mred",
    "\t",
    "a" * 998 + " " + "b" * 998,
)


def hostile_values(count: int, seed: int = 6) -> Iterator[str]:
    """Yield that many values; the same seed gives the same ones."""
    chance = random.Random(seed)
    for number in range(count):
        yield _PLAIN[number] if number < len(_PLAIN) else _injected(chance)


def _injected(chance: random.Random) -> str:
    raw = f"Invoice{chance.choice(_ENDS)}{chance.choice(_HEADERS)}{chance.choice((*_ENDS, ''))}"
    match chance.randrange(5):
        case 0:
            return raw
        case 1:
            return "=?utf-8?b?" + b64encode(raw.encode("utf-8", "replace")).decode() + "?="
        case 2:
            quoted = "".join(f"={byte:02X}" for byte in raw.encode("utf-8", "replace"))
            return f"=?utf-8?q?{quoted}?="
        case 3:
            return f"=?utf-8?q?x=0D=0A{chance.choice(_HEADERS).replace(' ', '_')}?={raw}"
    return raw + chance.choice(_PLAIN)
