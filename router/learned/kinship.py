"""Finds training families that tell the same story in several languages: they are never parted by a test."""

from collections.abc import Iterable

APART = frozenset({"en"})
"""Written by themselves; families of the other languages often stand side by side with each other."""


def kin_of(families: Iterable[str]) -> dict[str, str]:
    """Return for each family, named LANG/TOPIC/NAME in order of the files, the name of its circle of kin.

    Kin are families of one topic at the same place of their files, and families of one name and topic.
    """
    first: dict[str, str] = {}
    circle: dict[str, str] = {}
    places: dict[tuple[str, str], int] = {}

    def end(name: str) -> str:
        while circle[name] != name:
            name = circle[name]
        return name

    for family in dict.fromkeys(families):
        circle[family] = family
        language, topic, name = family.split("/", 2)
        place = places[language, topic] = places.get((language, topic), -1) + 1
        for story in _stories(language, topic, name, place):
            other = first.setdefault(story, family)
            one, two = sorted((end(family), end(other)))
            circle[two] = one
    return {family: end(family) for family in circle}


def _stories(language: str, topic: str, name: str, place: int) -> tuple[str, ...]:
    named = f"{topic}/{name}"
    return (named,) if language in APART else (named, f"{topic}#{place}")
