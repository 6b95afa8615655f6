"""Items that no search finds become searchable, by command and by the daily tidying."""

from sqlalchemy import delete

from pipeline.reindexing import reindex
from pipeline.tidying import tidy
from review.office import Office
from store.dialect import table_of
from store.tables import SearchWord
from tests.review.offices import Visitor

FINDING = "/?state=closed&q=HBL-88214"


def forget(office: Office) -> None:
    with office.engines.store.write() as session:
        session.execute(delete(table_of(SearchWord)))


def test_items_without_words_are_found_again_after_indexing(office: Office, clerk: Visitor) -> None:
    before = clerk.get(FINDING).text
    assert "Remittance HBL-88214" in before
    forget(office)
    assert "Remittance HBL-88214" not in clerk.get(FINDING).text
    assert reindex(office.engines) == 8 and reindex(office.engines) <= 1
    assert "Remittance HBL-88214" in clerk.get(FINDING).text
    assert reindex(office.engines, everything=True) == 8


def test_tidying_indexes_by_and_by(office: Office, clerk: Visitor) -> None:
    forget(office)
    assert reindex(office.engines, most=1) >= 1
    tidy(office.engines)
    assert "Remittance HBL-88214" in clerk.get(FINDING).text
