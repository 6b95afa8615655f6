"""Authentication-Results fields by the grammar of RFC 8601; what is not parsed whole counts as absent."""

import re
from collections.abc import Sequence

from domain.mail import AuthenticationResults, AuthMethod

MOST_CHARACTERS = 20_000
MOST_COMMENT_DEPTH = 20
_TOKEN = re.compile(r"[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+")
_KEYWORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_PROPERTY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
_DIGITS = re.compile(r"[0-9]+")
_PROPERTY_VALUE = re.compile(r'(?:[^\s;()"<>\\,\x00-\x1f\x7f-\x9f]+)')
_SPACE = re.compile(r"[ \t]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_ONCE = frozenset({"dmarc"})
"""Methods that a sound field names at most once; two verdicts are none."""


class _Unsound(Exception):
    """The field does not follow the grammar."""


def authentication_results(fields: Sequence[tuple[str, str]]) -> tuple[AuthenticationResults, ...]:
    """Return every Authentication-Results field that follows the grammar, from the top.

    `fields` are the (name, value) of the whole header in order, unfolded, encoded words untouched.
    """
    found: list[AuthenticationResults] = []
    received = 0
    for name, value in fields:
        if name.lower() == "received":
            received += 1
        elif name.lower() == "authentication-results":
            parsed = parse_field(value)
            if parsed is not None:
                found.append(AuthenticationResults(parsed[0], received, parsed[1]))
    return tuple(found)


def parse_field(value: str) -> tuple[str, tuple[AuthMethod, ...]] | None:
    """Return (authserv-id, methods) of one field, all lower case; None when any of it is unsound."""
    if len(value) > MOST_CHARACTERS or _FORBIDDEN.search(value):
        return None
    try:
        return _Field(value).parse()
    except _Unsound:
        return None


class _Field:
    """One field being read from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def parse(self) -> tuple[str, tuple[AuthMethod, ...]]:
        self._space()
        server = self._value()
        spaced = self._space()
        if spaced and self._take(_DIGITS):
            self._space()
        methods: list[AuthMethod] = []
        none = False
        while self._sign(";"):
            self._space()
            if none:
                raise _Unsound
            if not methods and self._is_none():
                none = True
                continue
            methods.append(self._result())
        if self.at != len(self.text) or not (methods or none) or not server:
            raise _Unsound
        _refuse_two_verdicts(methods)
        return server.lower(), tuple(methods)

    def _is_none(self) -> bool:
        start = self.at
        word = self._take(_KEYWORD)
        self._space()
        if word and word.lower() == "none" and self._next() in (";", ""):
            return True
        self.at = start
        return False

    def _result(self) -> AuthMethod:
        method = self._need(_KEYWORD)
        self._space()
        if self._sign("/"):
            self._space()
            self._need(_DIGITS)
            self._space()
        self._need_sign("=")
        self._space()
        result = self._need(_KEYWORD)
        properties: list[tuple[str, str]] = []
        spaced = self._space()
        while self._next() not in (";", ""):
            if not spaced:
                raise _Unsound
            pair, spaced = self._property(reason_may_come=not properties)
            if pair:
                properties.append(pair)
        return AuthMethod(method.lower(), result.lower(), tuple(properties))

    def _property(self, *, reason_may_come: bool) -> tuple[tuple[str, str] | None, bool]:
        """Read `reason=value` (gives None) or `ptype.property=value`; also tell whether space follows."""
        kind = self._need(_KEYWORD)
        self._space()
        if kind.lower() == "reason" and reason_may_come and self._sign("="):
            self._space()
            self._value()
            return None, self._space()
        self._need_sign(".")
        self._space()
        name = self._need(_PROPERTY)
        self._space()
        self._need_sign("=")
        self._space()
        value = self._property_value()
        return (f"{kind}.{name}".lower(), value.lower()), self._space()

    def _property_value(self) -> str:
        if self._next() != '"':
            return self._need(_PROPERTY_VALUE)
        quoted = self._quoted()
        if self._next() == "@":
            return quoted + self._need(_PROPERTY_VALUE)
        return quoted

    def _value(self) -> str:
        return self._quoted() if self._next() == '"' else self._need(_TOKEN)

    def _quoted(self) -> str:
        self.at += 1
        out: list[str] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char == '"':
                return "".join(out)
            if char == "\\":
                char = self._next()
                self.at += 1
            out.append(char)
        raise _Unsound

    def _space(self) -> bool:
        """Skip white space and comments; True when there was any."""
        start = self.at
        while True:
            self._take(_SPACE)
            if self._next() != "(":
                return self.at > start
            self._comment()

    def _comment(self) -> None:
        depth = 0
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 2 if char == "\\" else 1
            depth += (char == "(") - (char == ")")
            if depth > MOST_COMMENT_DEPTH:
                raise _Unsound
            if depth == 0:
                return
        raise _Unsound

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _sign(self, sign: str) -> bool:
        if self._next() != sign:
            return False
        self.at += 1
        return True

    def _need_sign(self, sign: str) -> None:
        if not self._sign(sign):
            raise _Unsound

    def _take(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found.group(0)

    def _need(self, pattern: re.Pattern[str]) -> str:
        found = self._take(pattern)
        if found is None:
            raise _Unsound
        return found


def _refuse_two_verdicts(methods: Sequence[AuthMethod]) -> None:
    names = [method.method for method in methods]
    if any(names.count(name) > 1 for name in _ONCE):
        raise _Unsound
