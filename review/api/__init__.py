"""The JSON API: the same accounts, the same guard, the public object of each item."""

from review.api import acts, answers, description, desk, exports, house, items, layouts, teaching, upload
from review.doors import Door
from review.office import Office


def doors(office: Office) -> tuple[Door, ...]:
    """Return every route of the API."""
    fixed = (*items.DOORS, *acts.DOORS, *desk.DOORS, *answers.DOORS, *exports.DOORS, *house.DOORS)
    taught = (*layouts.doors(office), *teaching.doors(office))
    return (*fixed, *taught, *upload.doors(office.largest_upload), *description.DOORS)
