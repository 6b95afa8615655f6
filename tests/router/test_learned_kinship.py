"""Families that tell one story in several languages stay on one side of every test."""

from router.learned.kinship import kin_of


def test_same_place_and_same_name_make_kin_but_english_stands_by_itself() -> None:
    kin = kin_of(
        [
            "de/price/eins",
            "de/price/zwei",
            "en/price/one",
            "en/price/zwei",
            "fr/price/un",
            "fr/price/deux",
            "fr/terms/un",
        ]
    )
    assert kin["de/price/eins"] == kin["fr/price/un"]
    assert kin["de/price/zwei"] == kin["fr/price/deux"] == kin["en/price/zwei"]
    assert len({kin[one] for one in ("de/price/eins", "de/price/zwei", "en/price/one", "fr/terms/un")}) == 4


def test_kin_of_kin_are_kin() -> None:
    kin = kin_of(["de/a/x", "de/a/y", "fr/a/y", "fr/a/z"])
    assert len(set(kin.values())) == 1
