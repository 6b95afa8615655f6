"""Makes items searchable that are not: those that came before there was a search, or all anew."""

from domain.errors import ArdoiseError
from pipeline.engines import Engines
from pipeline.records import load_item
from pipeline.search_words import words_of
from store.repositories import search

AT_ONCE = 200
A_DAY = 5_000
"""Items that the daily tidying indexes; `ardoise reindex` does all at once."""


def reindex(engines: Engines, *, everything: bool = False, most: int | None = None) -> int:
    """Index what has no words to be found by, or everything; return how many items that were.

    Items whose bytes are gone are passed over; a second run goes on where the first one ended.
    """
    done, last = 0, None
    while most is None or done < most:
        with engines.store.read() as session:
            numbers = search.to_index(session, last, AT_ONCE, everything=everything)
        if not numbers:
            return done
        for number in numbers:
            done += _indexed(engines, number)
        last = numbers[-1]
    return done


def _indexed(engines: Engines, number: int) -> bool:
    try:
        words = words_of(load_item(engines.store, engines.blobs, number))
    except ArdoiseError:
        return False
    with engines.store.write() as session:
        search.add_words(session, number, words)
    return True
