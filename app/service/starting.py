"""Opens an installation for one process, however long its database or folder is away."""

from app.installation import Installation, open_installation
from app.service.outages import Outages
from app.service.stopping import Stopping
from app.settings import Settings
from store.outage import OUTAGES


def open_patiently(settings: Settings, role: str, stopping: Stopping) -> Installation | None:
    """Open the installation, waiting out an outage; None when asked to stop meanwhile.

    A process that died instead would be started again and again. Raises what is no outage.
    """
    outages = Outages(role, stopping)
    while not stopping.asked:
        try:
            installation = open_installation(settings)
        except OUTAGES as error:
            if not outages.wait_out(error):
                raise
            continue
        outages.over()
        return installation
    return None
