"""What holds for every ledger and every advice."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ledger import Customer, Ledger, OpenItem
from domain.numbers import digit_tail, number_key
from domain.policy import Matching
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, How, Layout, MatchStatus
from matching.books import applied_key
from matching.matching import match

AMOUNTS = st.sampled_from(
    [Decimal(text) for text in ("0.00", "10.00", "10.03", "50.00", "-10.00", "98.00", "100.00")]
)
NUMBERS = st.sampled_from(
    [
        "INV-1001",
        "inv 1001",
        "INV-1002",
        "INV-1OO2",
        "1001",
        "01001",
        "C2-1001",
        "F-20261001",
        "20261001",
        "7",
        "?",
        "",
    ]
)
CUSTOMERS = st.sampled_from(["C1", "C2", "C3"])
CURRENCIES = st.sampled_from(["EUR", "EUR", "EUR", "USD"])


@st.composite
def items(draw: st.DrawFn) -> tuple[OpenItem, ...]:
    keys = draw(st.lists(st.tuples(CUSTOMERS, NUMBERS.filter(bool)), unique=True, max_size=8))
    return tuple(
        OpenItem(number, customer, DocumentType.INVOICE, draw(CURRENCIES), draw(AMOUNTS), draw(AMOUNTS))
        for customer, number in keys
    )


LINES = st.builds(
    RemittanceLine,
    document_number=NUMBERS | st.none(),
    document_type=st.sampled_from(DocumentType),
    gross_amount=AMOUNTS | st.none(),
    discount_amount=AMOUNTS | st.none(),
    deduction_amount=AMOUNTS | st.none(),
    net_amount=AMOUNTS | st.none(),
)
REMITTANCES = st.lists(
    st.builds(
        Remittance,
        document=st.just("a.pdf"),
        layout=st.just(Layout.TABLE),
        lines=st.lists(LINES, max_size=5).map(tuple),
        currency=CURRENCIES | st.none(),
        total_amount=AMOUNTS | st.none(),
    ),
    max_size=3,
)
PEOPLE = (Customer("C1", "One"), Customer("C2", "Two", parent_id="C1"), Customer("C3", "Three"))


@settings(max_examples=400, deadline=None)
@given(items(), REMITTANCES, CUSTOMERS | st.none(), st.randoms(use_true_random=False))
def test_what_holds_for_every_match(books, remittances, customer, chance) -> None:  # type: ignore[no-untyped-def]
    result = match(remittances, Ledger(PEOPLE, open_items=books), customer, Matching())
    shuffled = list(books)
    chance.shuffle(shuffled)
    assert result == match(remittances, Ledger(PEOPLE, open_items=tuple(shuffled)), customer, Matching())
    if result is None:
        assert not any(remittance.lines for remittance in remittances)
        return
    places = [(applied.remittance, applied.line) for applied in result.applied]
    assert places == sorted(set(places))
    if result.unapplied_amount is not None:
        applied_sum = sum(applied.amount for applied in result.applied)
        assert applied_sum + result.unapplied_amount == sum(one.total_amount for one in remittances)
        all_applied = len(places) == sum(len(one.lines) for one in remittances)
        assert (result.status is MatchStatus.FULL) == (all_applied and not result.unapplied_amount)
    assert (result.status is MatchStatus.NONE) == (not places)
    _residuals_follow_from_each_other(books, result)
    _every_application_has_a_number_for_it(remittances, result)
    assert not {(one.remittance, one.line) for one in result.suggestions} & set(places)


def _residuals_follow_from_each_other(books, result) -> None:  # type: ignore[no-untyped-def]
    opened = {(item.customer_id, item.document_number): item.open_amount for item in books}
    for applied in result.applied:
        reductions = (applied.discount or 0) + (applied.deduction or 0)
        assert applied.residual == opened[applied_key(applied)] - applied.amount - reductions
        assert (applied.residual == 0) == (applied.residual_kind is None)
        opened[applied_key(applied)] = applied.residual


def _every_application_has_a_number_for_it(remittances, result) -> None:  # type: ignore[no-untyped-def]
    for applied in result.applied:
        line = remittances[applied.remittance].lines[applied.line]
        assert line.document_number
        assert line.net_amount in (None, applied.amount)
        written, found = line.document_number, applied.document_number
        if applied.how is How.EXACT_NUMBER:
            assert written == found
        elif applied.how is How.NORMALISED_NUMBER:
            tails = sorted((digit_tail(written), digit_tail(found)), key=len)
            assert number_key(written) == number_key(found) or tails[1].endswith(tails[0])
        else:
            assert applied.how is How.REPAIRED_NUMBER
            assert abs(len(number_key(written)) - len(number_key(found))) <= 1
