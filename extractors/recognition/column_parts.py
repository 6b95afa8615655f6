"""Decides by headers and arithmetic which columns of amounts a line takes, and which stand aside of it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.recognition.amounts import Roles, cut_columns, decide_roles
from extractors.recognition.aside_columns import aside_columns
from extractors.recognition.bodies import Record
from extractors.recognition.group_sums import group_sums
from extractors.recognition.headers import AMOUNTS, Column
from extractors.recognition.payment_sums import payment_sums
from extractors.recognition.words import is_exactly


@dataclass(frozen=True, slots=True)
class Parts:
    """What the columns of amounts mean once arithmetic has spoken."""

    columns: list[Column]
    roles: Roles
    aside: Set[int]
    """Columns that feed no line: taxes, earlier payments, open rests."""
    of_payment: tuple[int, list[Decimal]] | None
    """The column of the payments' sums, and that of each line's payment."""

    @property
    def known(self) -> Set[int]:
        """Columns whose cells are explained although no value of a line shows them."""
        reducing = (index for role in ("discount", "deduction") for index in self.roles.columns(role))
        return self.aside | set(reducing)


def parts_of(
    columns: list[Column],
    lines: Sequence[Record],
    amounts: Sequence[dict[int, Decimal]],
    sums: Sequence[Decimal],
) -> Parts:
    """Return the parts; `amounts` are those of the lines by column, `sums` the stated totals."""
    concepts = {
        index: column.concept
        for index, column in enumerate(columns)
        if column.concept in AMOUNTS | {"unknown", "ignore"}
    }
    of_payment = payment_sums(columns, lines, amounts)
    if of_payment is not None:
        concepts.pop(of_payment[0], None)
    if sums_up := group_sums(concepts, amounts):
        concepts |= dict.fromkeys(sums_up, "ignore")
        columns = [replace(c, concept=concepts.get(at, c.concept)) for at, c in enumerate(columns)]
    aside = aside_columns(columns, amounts, sums)
    concepts = {index: concept for index, concept in concepts.items() if index not in aside}
    cuts = cut_columns(concepts, amounts)
    columns = [_named_cut(column) if at in cuts else column for at, column in enumerate(columns)]
    roles = decide_roles(concepts | dict.fromkeys(cuts, "deduction"), amounts, sums)
    return Parts(columns, roles, aside, of_payment)


def _named_cut(column: Column) -> Column:
    """A column whose head is the reason of a deduction, "Short delivery", holds deductions."""
    return replace(column, concept="deduction") if is_exactly(column.header, "deduction") else column
