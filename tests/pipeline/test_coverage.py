"""Coverage against precision: what each threshold would let act alone, with honest bounds."""

from domain.words import Route
from pipeline.evaluation.coverage import Decision, as_lines, coverage, plain, wilson

SAID = [
    Decision(Route.DISPUTE, 0.99, True),
    Decision(Route.DISPUTE, 0.95, False),
    Decision(Route.OTHER, 0.9, True),
    Decision(Route.OTHER, 0.4, False),
]


def test_each_route_and_all_together_are_counted_from_each_threshold() -> None:
    table = coverage(SAID, (0.5, 0.95, 0.99))
    assert list(table) == ["all", "dispute", "other"]
    assert [(step.acting, step.right, step.mails) for step in table["all"]] == [
        (3, 2, 4),
        (2, 1, 4),
        (1, 1, 4),
    ]
    assert [step.precision for step in table["dispute"]] == [0.5, 0.5, 1.0]
    assert table["other"][2].precision is None and table["other"][2].bounds is None


def test_bounds_hold_the_share_and_narrow_with_more_mails() -> None:
    few, many = wilson(9, 10), wilson(900, 1000)
    assert few[0] < many[0] < 0.9 < many[1] < few[1] <= 1


def test_table_is_told_in_words_and_nothing_of_nothing() -> None:
    assert "from 0.95" in as_lines(plain(coverage(SAID)))
    assert as_lines(plain(coverage([]))) == ""
