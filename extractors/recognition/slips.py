"""What recognition confuses: letters for figures, figures for each other, points for commas."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

_FIGURE_OF: Mapping[str, str] = dict(zip("OoQDIl|iSsBZzGbgqT", "000011115582266997", strict=True))
_CONFUSED = (
    *(
        "O0",
        "o0",
        "Q0",
        "D0",
        "I1",
        "l1",
        "|1",
        "i1",
        "S5",
        "s5",
        "B8",
        "Z2",
        "z2",
        "G6",
        "b6",
        "g9",
        "q9",
        "T7",
    ),
    *("08", "06", "09", "14", "17", "27", "23", "35", "38", "39", "49", "56", "58", "59", "68", "69", "89"),
    *("Il", "OD", "OQ", "UV", "VY", "CG", "EF", "PR", "MN", "ec", "rn", "5B"),
)
_PAIRS = frozenset(frozenset(pair) for pair in _CONFUSED)
_AMOUNT = re.compile(r"(?P<before>[^\d.,]*)(?P<figures>\d{1,3}(?:[.,]\d{3})*[.,]\d{2})(?P<after>[^\d.,]*)")
_LOOSE_AMOUNT = re.compile(r"[-(+]?[\dOoIl|SBZ]{1,3}(?:[.,'][\dOoIl|SBZ]{3})*[.,][\dOoIl|SBZ]{2}[-)]?")
_SPECKED = re.compile(r"\(?-?\d{1,3}(?:[.,]\d{3})*[.,]\d{2}\)?[.,·'`]")
_LIKE_NUMBER = re.compile(r"(?=.*\d)[\w/-]{5,24}")
_FEWEST_KIN, _FEWEST_AMOUNTS = 2, 3
_MOST_CHANGED = 2


def confused(read: str, meant: str) -> bool:
    """Tell whether one character is easily taken for the other."""
    return read == meant or frozenset((read, meant)) in _PAIRS


def distance(read: str, meant: str) -> int | None:
    """Return how many characters were confused; None where other ones differ, or more than two."""
    if len(read) != len(meant):
        return None
    changed = [(one, other) for one, other in zip(read, meant, strict=True) if one != other]
    if len(changed) > _MOST_CHANGED or not all(confused(one, other) for one, other in changed):
        return None
    return len(changed)


def with_figures(text: str) -> str:
    """Return an amount without letters for figures and without a speck behind it; other text as it is."""
    text = text[:-1] if _SPECKED.fullmatch(text) else text
    if not _LOOSE_AMOUNT.fullmatch(text) or sum(map(str.isdigit, text)) * 2 <= sum(map(str.isalnum, text)):
        return text
    return "".join(_FIGURE_OF.get(sign, sign) for sign in text)


def decimal_mark(texts: Iterable[str]) -> str | None:
    """Return the decimal mark that nearly all amounts show, None where they are few or divided."""
    marks = Counter(found["figures"][-3] for text in texts if (found := _AMOUNT.fullmatch(text)))
    if not marks:
        return None
    mark, count = marks.most_common(1)[0]
    return mark if count >= _FEWEST_AMOUNTS and count >= 0.7 * marks.total() else None


def with_mark(text: str, mark: str) -> str:
    """Return an amount of two decimals with that decimal mark, its thousands parted by the other one."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return text
    figures = found["figures"]
    whole = re.sub(r"[.,]", "." if mark == "," else ",", figures[:-3])
    return f"{found['before']}{whole}{mark}{figures[-2:]}{found['after']}"


def number_forms(texts: Iterable[str]) -> list[str]:
    """Return the forms that several numbers share, as "INV-9999": letters kept where all agree, else A."""
    kin: dict[tuple[int, str], list[str]] = {}
    for text in dict.fromkeys(texts):
        if _LIKE_NUMBER.fullmatch(text):
            kin.setdefault((len(text), _shape(text)), []).append(text)
    forms = [_form(members) for members in kin.values() if len(members) >= _FEWEST_KIN]
    return [form for form in forms if form is not None]


def in_form(text: str, forms: Sequence[str]) -> str:
    """Return a number that misses one form by confused characters only in that form, else as it is."""
    if not _LIKE_NUMBER.fullmatch(text) or any(_fits(text, form) for form in forms):
        return text
    found = {mended for form in forms if (mended := _mended(text, form)) is not None}
    return found.pop() if len(found) == 1 else text


def rewritten(text: str, value: Decimal) -> str | None:
    """Return an amount's text with other figures for the value, None where it is no likely slip of it."""
    figures = [at for at, sign in enumerate(text) if sign.isdigit()]
    wanted = f"{abs(value):.2f}".replace(".", "")
    if len(wanted) != len(figures) or distance("".join(text[at] for at in figures), wanted) in (None, 0):
        return None
    signs = list(text)
    for at, figure in zip(figures, wanted, strict=True):
        signs[at] = figure
    return "".join(signs)


def amount_in(text: str) -> Decimal | None:
    """Return the size of an amount with two decimals, whatever its marks."""
    found = _AMOUNT.fullmatch(text)
    return Decimal(re.sub(r"[.,]", "", found["figures"])) / 100 if found else None


def _shape(text: str) -> str:
    return "".join("9" if sign.isdigit() else "A" if sign.isalpha() else sign for sign in text)


def _form(members: Sequence[str]) -> str | None:
    """Return the common form; None where letters of it differ: then a figure may be a letter, too."""
    signs = []
    for column in zip(*members, strict=True):
        if column[0].isdigit():
            signs.append("9")
        elif len(set(column)) == 1:
            signs.append(column[0])
        else:
            return None
    return "".join(signs)


def _fits(text: str, form: str) -> bool:
    return len(text) == len(form) and all(
        sign.isdigit() if wanted == "9" else sign == wanted for sign, wanted in zip(text, form, strict=True)
    )


def _mended(text: str, form: str) -> str | None:
    if len(text) != len(form):
        return None
    signs = list(_signs(text, form))
    changed = sum(one != other for one, other in zip(text, signs, strict=True))
    return None if "" in signs or changed > _MOST_CHANGED else "".join(signs)


def _signs(text: str, form: str) -> Iterator[str]:
    for sign, wanted in zip(text, form, strict=True):
        if wanted == "9":
            yield sign if sign.isdigit() else _FIGURE_OF.get(sign, "")
        else:
            yield wanted if confused(sign, wanted) else ""
