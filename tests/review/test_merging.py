"""Two people's changes of the same payments are put together, and nobody's typing is lost."""

from review.merging import Clash, merge
from review.typed import LINE, TypedLine, TypedPayment

HEADER = {"payer_name": "Payer", "payment_reference": "R1", "total_amount": "30.00"}


def test_changes_of_different_values_are_both_kept() -> None:
    base = payment("A", "B")
    mine, theirs = payment("A", "B", payer_name="Mine"), payment("A", "X")
    merged = merge([base], [mine], [theirs])
    assert merged.payments[0].texts["payer_name"] == "Mine"
    assert numbers(merged.payments[0]) == ["A", "X"]
    assert merged.clashes == {} and merged.theirs == {"p0.l1.document_number": "B"}


def test_the_same_value_changed_twice_shows_mine_beside_theirs() -> None:
    merged = merge([payment("A")], [payment("A", payer_name="Mine")], [payment("A", payer_name="Theirs")])
    assert merged.payments[0].texts["payer_name"] == "Mine"
    assert merged.clashes == {"p0.payer_name": Clash("Payer", "Theirs")}


def test_the_same_change_by_both_is_no_clash() -> None:
    changed = payment("A", payer_name="New")
    assert merge([payment("A")], [changed], [payment("A", payer_name="New")]).clashes == {}


def test_a_line_deleted_by_the_other_moves_what_i_typed_to_its_right_line() -> None:
    base, theirs = payment("A", "B", "C"), payment("A", "C")
    mine = payment("A", "B", "C")
    mine.lines[2].texts["net_amount"] = "9.00"
    merged = merge([base], [mine], [theirs]).payments[0]
    assert numbers(merged) == ["A", "C"] and merged.lines[1].was == 1
    assert merged.lines[1].texts["net_amount"] == "9.00"


def test_a_line_that_one_deleted_and_the_other_changed_stays() -> None:
    base = payment("A", "B")
    mine = payment("A", "B")
    mine.lines[1].texts["net_amount"] = "7.00"
    merged = merge([base], [mine], [payment("A")])
    assert numbers(merged.payments[0]) == ["A", "B"] and merged.payments[0].lines[1].was is None
    assert merged.clashes["p0.l1.net_amount"].theirs == ""
    theirs = payment("A", "B")
    theirs.lines[1].texts["net_amount"] = "8.00"
    deleted = payment("A")
    again = merge([base], [deleted], [theirs]).payments[0]
    assert [line.texts["net_amount"] for line in again.lines] == ["1.00", "8.00"]


def test_lines_and_payments_that_either_added_stay() -> None:
    mine = payment("A")
    mine.lines.append(line("NEW", None))
    merged = merge([payment("A")], [mine], [payment("A", "Z"), payment("OTHER")])
    assert numbers(merged.payments[0]) == ["A", "NEW", "Z"]
    assert numbers(merged.payments[1]) == ["OTHER"] and merged.payments[1].was == 1


def test_a_payment_that_i_deleted_and_nobody_changed_stays_deleted() -> None:
    base = [payment("A"), payment("B")]
    base[1].was = 1
    assert [numbers(one) for one in merge(base, [payment("A")], base).payments] == [["A"]]


def payment(*names: str, **texts: str) -> TypedPayment:
    lines = [line(name, index) for index, name in enumerate(names)]
    return TypedPayment(0, {**HEADER, **texts}, lines)


def line(name: str, was: int | None) -> TypedLine:
    texts = dict.fromkeys(LINE, "")
    return TypedLine(was, {**texts, "document_number": name, "net_amount": "1.00"})


def numbers(one: TypedPayment) -> list[str]:
    return [each.texts["document_number"] for each in one.lines]
