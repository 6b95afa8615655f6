"""What axe finds on a page, the sizes of targets of WCAG 2.2 included."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
_AXE = Axe()


def faults(page: Page, *, sizes: bool = True) -> list[str]:
    """Return the serious and critical findings of the page as it stands; `sizes`: of targets, too."""
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": sizes}}}
    found = _AXE.run(page, options=options).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"][:3]
    ]
