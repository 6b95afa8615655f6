"""Which rows of a document with several payments may tell of one of them: those that name no other."""

from collections.abc import Sequence

from domain.layouts import Direction, FieldRule
from extractors.layouts.kinds import plain_text
from extractors.layouts.sight import Sight


def own_rows(sight: Sight, reference: str, references: Sequence[str]) -> Sight:
    """Return the rows without those that hold the number of another payment and not this one's.

    What stands under a header stands right below it then, whichever payment's row it is.
    """
    others = [other for other in references if other and other != reference]
    if not reference or not others:
        return sight
    kept = [
        at
        for at, row in enumerate(sight.rows)
        if _holds(row.text, reference) or not any(_holds(row.text, other) for other in others)
    ]
    return Sight(tuple(sight.rows[at] for at in kept), tuple(sight.blocks[at] for at in kept))


def under_head(sight: Sight, head: int, first: int, after: int) -> Sight:
    """Return a payment's rows right below the rows above all payments."""
    return Sight(
        sight.rows[:head] + sight.rows[first:after],
        sight.blocks[:head] + sight.blocks[first:after],
    )


def heads_over(
    sight: Sight, starts: Sequence[int], first: int, after: int, reference: str, references: Sequence[str]
) -> tuple[Sight, ...]:
    """Return what may state a payment's values beside its own rows: a header above all, an overview's row."""
    headed = (under_head(sight, starts[0], first, after),) if first else ()
    whole = own_rows(sight, reference, references)
    return (*headed, whole) if len(whole.rows) < len(sight.rows) else headed


def stacked_only(rule: FieldRule) -> FieldRule:
    """Return the rule with those anchors only whose value stands below its label."""
    below = tuple(anchor for anchor in rule.anchors if anchor.direction is Direction.BELOW)
    return FieldRule(rule.name, below)


def _holds(text: str, number: str) -> bool:
    """Tell whether a number stands in a text by itself, not within a longer one."""
    plain, at = plain_text(text), -1
    while (at := plain.find(number, at + 1)) >= 0:
        around = plain[at - 1 : at] + plain[at + len(number) : at + len(number) + 1]
        if not any(c.isalnum() for c in around):
            return True
    return False
