"""What axe finds on a page, the sizes of targets of WCAG 2.2 included."""

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
HIDDEN = "obscured"
"""Said of a target that something lies over in part."""
_AXE = Axe()
_Node = Mapping[str, Any]


def faults(page: Page, *, sizes: bool = True) -> list[str]:
    """Return the serious and critical findings of the page as it stands; `sizes`: of targets, too.

    A target that the bar which stays in sight hides in part just now is judged where people scroll it to.
    """
    found = _found(page, None, {"target-size": {"enabled": sizes}})
    grave = [(rule, node) for rule, node in found if rule != "target-size" or _too_small(page, node)]
    return [f"{rule}: {node['html'][:160]} {node['failureSummary'][:200]}" for rule, node in grave]


def _too_small(page: Page, node: _Node) -> bool:
    if HIDDEN not in node["failureSummary"]:
        return True
    place = page.locator(node["target"][0])
    place.evaluate("each => each.scrollIntoView({block: 'center', behavior: 'instant'})")
    ids = {"target-size": {"enabled": True}}
    return any(other["target"] == node["target"] for rule, other in _found(page, node["target"][0], ids))


def _found(page: Page, context: str | None, rules: Mapping[str, object]) -> list[tuple[str, _Node]]:
    options = {"resultTypes": ["violations"], "rules": rules}
    if context is not None:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = _AXE.run(page, context=context, options=options).response["violations"]
    return [
        (each["id"], node)
        for each in found
        if each["impact"] in GRAVE
        for node in (each["nodes"] if each["id"] == "target-size" else each["nodes"][:3])
    ]
