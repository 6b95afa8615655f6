from decimal import Decimal
from pathlib import Path

import pytest

from bench.figure import Aim, Figure
from bench.page import marked, parse, written

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "figures.md"


def test_every_figure_in_the_readme_stands_on_the_page_of_figures() -> None:
    figures = parse(PAGE.read_text(encoding="utf-8"))
    for name, number in marked((ROOT / "README.md").read_text(encoding="utf-8")):
        assert name in figures, (
            f"README names the figure {name}, which docs/figures.md lacks; run `make bench`"
        )
        assert number == figures[name], f"README says {number} for {name}, docs/figures.md {figures[name]}"


def test_the_page_of_figures_names_its_circumstances_and_no_path() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for fact in ("seed:", "Python:", "libraries:", "machine:"):
        assert f"- {fact}" in page
    assert page.count("Measured at commit ") == page.count("\n## ")
    assert str(ROOT) not in page
    assert parse(page)


def test_a_page_is_read_back_as_it_was_written() -> None:
    fast = Figure("pdf.words", "words", 4.0, "ms CPU", 3.9, 4.4, "other", 100.0, Aim(20, "ratio"), True)
    many = Figure("imap.fetched", "mails", 12_345.6, "mails/s", aim=Aim(500))
    absent = Figure("storing.durable", "mails", None, "mails/s", note="left out: no server", aim=Aim(500))
    page = written({"commit": "abc"}, [("PDF", [fast]), ("Mail", [many, absent])])
    assert parse(page) == {
        "pdf.words": Decimal(4),
        "pdf.words ratio": Decimal(25),
        "imap.fetched": Decimal(12_346),
    }
    assert "| ratio ≥ 20 | yes |" in page
    assert "left out: no server" in page


def test_a_subject_measured_anew_leaves_the_other_sections_as_they_are() -> None:
    def page(commit: str, value: float, titles: tuple[str, ...], before: str = "") -> str:
        sections = [(title, [Figure(f"{title.lower()}.x", "x", value, "ms")]) for title in titles]
        return written({"commit": commit}, sections, ("PDF", "Mail"), before)

    first = page("aaa", 1.0, ("Mail",))
    both = page("bbb", 2.0, ("PDF",), first)
    anew = page("ccc", 3.0, ("Mail",), both)
    assert parse(anew) == {"pdf.x": Decimal(2), "mail.x": Decimal(3)}
    assert anew.index("## PDF") < anew.index("bbb") < anew.index("## Mail") < anew.index("ccc")
    assert "aaa" not in anew


def test_a_bar_in_a_description_does_not_break_the_row() -> None:
    odd = Figure("a.b", "this | that", 1.0, "ms")
    assert parse(written({}, [("Odd", [odd])])) == {"a.b": Decimal(1)}


def test_a_row_of_another_shape_and_a_name_told_twice_are_refused() -> None:
    page = written({}, [("A", [Figure("a.b", "x", 1.0, "ms")] * 2)])
    with pytest.raises(ValueError, match=r"a\.b stands there twice"):
        parse(page)
    with pytest.raises(ValueError, match="2 cells"):
        parse("| `a.b` | 3 |")


def test_a_marked_number_is_found_with_its_name() -> None:
    prose = "reads a page in 2.31<!-- figure: pdf.words --> ms, 1,234 <!-- figure: pdf.words ratio --> times"
    assert marked(prose) == [("pdf.words", Decimal("2.31")), ("pdf.words ratio", Decimal(1234))]


def test_a_mark_without_a_number_is_an_error() -> None:
    with pytest.raises(ValueError, match="no number stands before"):
        marked("fast <!-- figure: pdf.words -->")


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("a", "", 70.0, "ms", aim=Aim(80), less_is_better=True), True),
        (Figure("a", "", 90.0, "ms", aim=Aim(80), less_is_better=True), False),
        (Figure("a", "", 90.0, "mails/s", aim=Aim(80)), True),
        (Figure("a", "", 2.0, "ms", peer_value=10.0, aim=Aim(20, "ratio"), less_is_better=True), False),
        (Figure("a", "", 80.0, "mails/s", peer_value=100.0, aim=Aim(0.8, "ratio")), True),
        (Figure("a", "", None, "ms", aim=Aim(80), less_is_better=True), None),
        (Figure("a", "", 80.0, "ms"), None),
    ],
)
def test_an_aim_is_met_by_the_value_or_the_ratio_that_it_is_for(figure: Figure, met: bool | None) -> None:
    assert figure.met is met
