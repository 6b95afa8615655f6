"""What happens once a day: leftovers of crashes and ended sign-ins go, what no search finds is indexed."""

from pipeline.engines import Engines
from pipeline.reindexing import A_DAY, reindex
from store.blobs import BlobFolder
from store.repositories import team, users


def tidy(engines: Engines) -> None:
    """Remove what nobody needs any more; nothing that came in or went out is touched."""
    if isinstance(engines.blobs, BlobFolder):
        engines.blobs.tidy()
    engines.jobs.tidy()
    reindex(engines, most=A_DAY)
    with engines.store.write() as session:
        users.forget_expired(session, engines.clock.now())
        team.forget_ended_claims(session, engines.clock.now())
