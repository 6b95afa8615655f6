"""Names what is doubtful about a page's text: characters that stand for nothing, words over other words."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.geometry.words import Word

_OVER = 0.6
"""Share of the narrower of two words that lies under the other."""


def is_strange(sign: str) -> bool:
    """Tell whether a character stands for nothing that anybody could read."""
    return sign == "\ufffd" or unicodedata.category(sign) in ("Co", "Cn", "Cc")


def broken(number: int, words: Sequence[Word]) -> Iterator[str]:
    """Yield the problem of words that hold such characters; alone they are mostly bullets and tick boxes."""
    odd = [word.text for word in words if len(word.text) > 1 and not word.text.isascii()]
    found = [text for text in odd if any(map(is_strange, text))]
    if found:
        yield (
            f"broken_text: page {number} holds characters that stand for nothing "
            f'in {len(found)} words ("{found[0]}"); compare it with its picture.'
        )


def overprinted(number: int, ordered: Sequence[Sequence[Word]]) -> Iterator[str]:
    """Yield the problem of text printed over other text: nobody can say which of the two is meant."""
    for line in ordered:
        for left, right in pairwise(line):
            if left.x1 > right.x0 and _lies_over(left, right):
                yield (
                    f'overprinted: page {number} prints "{left.text}" and "{right.text}" over one another; '
                    "look at it by hand."
                )
                return


def _lies_over(left: Word, right: Word) -> bool:
    if len(left.text) < 2 or len(right.text) < 2 or not left.upright or not right.upright:
        return False
    shared = min(left.x1, right.x1) - right.x0
    return shared > _OVER * min(left.x1 - left.x0, right.x1 - right.x0)
