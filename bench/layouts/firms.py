"""Made-up names of firms, enough of them that a payer seldom has two layouts."""

import random

_STEMS = (
    "Alder",
    "Brack",
    "Calder",
    "Dorn",
    "Elver",
    "Farrow",
    "Gresset",
    "Halvor",
    "Ister",
    "Jorvan",
    "Kessel",
    "Lorn",
    "Marrow",
    "Nestal",
    "Orvel",
    "Pellan",
    "Quill",
    "Rannoch",
    "Sorrel",
    "Tarn",
    "Ulmen",
    "Vesper",
    "Wendel",
    "Yarrow",
    "Zell",
    "Arvane",
    "Bastel",
    "Corvin",
    "Drummel",
    "Estrel",
)
_ENDS = ("", "mark", "field", "stein", "mont", "gate", "dal", "vik", "burg", "sand")
_TRADES = {
    "en": ("Foods", "Timber", "Pumps", "Marine", "Tools", "Optics"),
    "fr": ("Aciéries", "Transports", "Verrerie", "Papeteries", "Moulins"),
    "de": ("Antriebe", "Logistik", "Armaturen", "Textilwerke", "Fördertechnik"),
    "es": ("Textil", "Conservas", "Maquinaria", "Cerámicas"),
    "it": ("Fonderie", "Tessuti", "Ceramiche", "Meccanica"),
    "nl": ("Bouw", "Zuivel", "Techniek", "Papier"),
    "pt": ("Cortiças", "Moldes", "Vidros", "Conservas"),
}
_KINDS = {
    "en": ("Ltd", "plc", "LLC", "Inc."),
    "fr": ("SARL", "SAS", "SA"),
    "de": ("GmbH", "AG", "GmbH & Co. KG"),
    "es": ("SL", "S.A."),
    "it": ("SpA", "S.r.l."),
    "nl": ("BV", "N.V."),
    "pt": ("Lda", "S.A."),
}


def firm(rng: random.Random, language: str) -> str:
    """Return a name as firms of that language bear it."""
    stem = rng.choice(_STEMS) + rng.choice(_ENDS)
    words = [stem, rng.choice(_TRADES[language])]
    if language in ("fr", "es", "it", "pt") and rng.random() < 0.6:
        words.reverse()
    return " ".join([*words, rng.choice(_KINDS[language])])
