"""Rich text as text, or as the HTML that Outlook hides inside it (MS-OXRTFEX)."""

import re

MOST_CHARACTERS = 5_000_000
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.S,
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles datastore "
    b"listtable listoverridetable rsidtbl generator xmlnstbl filetbl revtbl header footer headerl headerr "
    b"footerl footerr fldinst bkmkstart bkmkend mhtmltag xmlopen ftnsep ftnsepc aftnsep nonshppict".split()
)
_WORDS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SIGNS = {b"~": "\u00a0", b"_": "-", b"-": "", b"\n": "\n", b"\r": "\n", b"{": "{", b"}": "}", b"\\": "\\"}
_FONT = re.compile(rb"\\f(\d{1,5})(?:\\[a-z]+-?\d*)*?\\fcharset(\d{1,3})")
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip


def rtf_body(raw: bytes) -> tuple[str, str]:
    """Return ("html", text) where the rich text hides HTML, else ("plain", text). Never raises."""
    head = raw[:4000]
    kind = "html" if b"\\fromhtml" in head else "plain"
    return kind, _Reader(raw, kind == "html").text()


class _Group:
    """What holds within one pair of braces."""

    __slots__ = ("hidden", "muted", "skip", "starred", "tag")

    def __init__(self, outer: "_Group | None" = None) -> None:
        self.skip: bool = outer.skip if outer else False
        self.muted: bool = outer.muted if outer else False
        """Rendered only by readers of rich text (\\htmlrtf)."""
        self.tag: bool = outer.tag if outer else False
        """Inside HTML that was put away (\\htmltag)."""
        self.hidden: bool = outer.hidden if outer else False
        self.starred = False


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, raw: bytes, html: bool) -> None:
        self._raw = raw
        self._html = html
        self._out: list[str] = []
        self._bytes = bytearray()
        self._size = 0
        self._codec = "cp1252"
        self._default = "cp1252"
        self._fonts = {
            int(font): _CHARSETS.get(int(charset), "cp1252") for font, charset in _FONT.findall(raw[:200_000])
        }
        self._uc = 1
        self._left_out = 0

    def text(self) -> str:
        groups = [_Group()]
        for token in _TOKEN.finditer(self._raw):
            if self._size > MOST_CHARACTERS:
                break
            word, number, letter, sign, brace, plain = token.groups()
            if brace == b"{":
                groups.append(_Group(groups[-1]))
            elif brace == b"}":
                if len(groups) > 1:
                    groups.pop()
            elif word is not None:
                self._word(groups[-1], word.lower(), int(number) if number else None)
            elif letter is not None:
                self._byte(groups[-1], bytes.fromhex(letter.decode()))
            elif sign is not None:
                self._sign(groups[-1], sign)
            elif plain is not None:
                self._byte(groups[-1], plain)
        self._flush()
        return "".join(self._out)

    def _word(self, group: _Group, word: bytes, number: int | None) -> None:
        if word in _SKIPPED or (group.starred and word not in (b"htmltag", b"shppict")):
            group.skip = True
        elif word == b"htmltag":
            group.tag, group.skip = True, not self._html
        elif word == b"htmlrtf":
            group.muted = number != 0
        elif word == b"v":
            group.hidden = number != 0
        elif word == b"ansicpg" and number:
            self._default = self._codec = f"cp{number}" if number != 65001 else "utf-8"
        elif word == b"f" and number is not None:
            self._turn(self._fonts.get(number, self._default))
        elif word == b"uc" and number is not None:
            self._uc = min(max(number, 0), 10)
        elif word == b"u" and number is not None:
            self._write(group, chr(number % 65536))
            self._left_out = self._uc
        elif word in _WORDS:
            self._write(group, _WORDS[word])
        group.starred = False

    def _sign(self, group: _Group, sign: bytes) -> None:
        if sign == b"*":
            group.starred = True
        elif sign in _SIGNS:
            self._write(group, _SIGNS[sign])

    def _byte(self, group: _Group, raw: bytes) -> None:
        if self._left_out:
            dropped = min(self._left_out, len(raw))
            self._left_out -= dropped
            raw = raw[dropped:]
        if raw and self._shown(group):
            self._bytes += raw

    def _write(self, group: _Group, text: str) -> None:
        if self._shown(group):
            self._flush()
            self._out.append(text)
            self._size += len(text)

    def _shown(self, group: _Group) -> bool:
        return not (group.skip or group.hidden or (self._html and group.muted))

    def _turn(self, codec: str) -> None:
        if codec != self._codec:
            self._flush()
            self._codec = codec

    def _flush(self) -> None:
        if not self._bytes:
            return
        try:
            text = self._bytes.decode(self._codec, "replace")
        except LookupError:
            text = self._bytes.decode("cp1252", "replace")
        self._out.append(text)
        self._size += len(text)
        self._bytes.clear()
