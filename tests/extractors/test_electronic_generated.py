"""Self-describing documents of the seeded generator, well formed and broken: read without a fault."""

import pytest

from bench.layouts.electronic.__main__ import FORMATS, run


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_form_is_read_as_it_was_written(name: str) -> None:
    _all_right(name, 2 * len(FORMATS[name][1]))


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_three_hundred_documents_a_format_are_read_as_they_were_written(name: str) -> None:
    _all_right(name, 300)


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_three_thousand_documents_a_format_are_read_as_they_were_written(name: str) -> None:
    _all_right(name, 3_000)


def _all_right(name: str, count: int) -> None:
    score, by_form, _ = run(name, count, seed=7)
    assert {form: dict(+own.faults) for form, own in by_form.items() if own.whole < own.documents} == {}
    assert score.f1 == 1.0
    assert score.silent == 0
