"""Names as payers and payees really bear them: legal forms anywhere, people, public bodies."""

import zlib

PAYEES = (
    "Tolbert, Reyes & Co. Ltd.",
    "J. P. Wainfleet t/a Wainfleet Pallets",
    "SARL Les Fils d'Émile Garrigue",
    "Schreinerei Aumüller, Inh. Jost Aumüller",
    "KVH Kälte- und Verfahrenstechnik Hollbach GmbH & Co. KG",
    "Hnos. Quiroga Labels, S.L.U.",
    "F.lli Bonfatti di Bonfatti Aldo & C. S.n.c.",
    "Vervoersbedrijf De Lange h.o.d.n. Langtrans",
    "Sociedade de Tintas Ria & Mar, Lda.",
    "Ostermann + Pöhl Prüftechnik AG",
    "Blue Heron Filters LLC d.b.a. Heron Supply",
    "Institut für Klebtechnik e.V.",
    "Cooperativa Agrícola Val d'Ouro, C.R.L.",
    "Dr. Ines Fontarel",
)
_FORMS = {
    "Ltd": "en",
    "plc": "en",
    "LLC": "en",
    "Inc.": "en",
    "SARL": "fr",
    "SAS": "fr",
    "SA": "fr",
    "GmbH": "de",
    "AG": "de",
    "GmbH & Co. KG": "de",
    "SL": "es",
    "S.A.": "es",
    "SpA": "it",
    "S.r.l.": "it",
    "BV": "nl",
    "N.V.": "nl",
    "Lda": "pt",
}
_SHAPES = {
    "en": (
        "{base} {legal}",
        "{base} (Holdings) {legal}",
        "R. J. Tollard t/a {base}",
        "Tollard, Finch & {base}, {legal}",
        "{base} Health Trust",
        "The {base} Group {legal}",
    ),
    "fr": (
        "{legal} {base}",
        "{base} {legal}",
        "Ets {base} & Fils",
        "{base} - Mme Odile Perrant",
        "Syndicat mixte {base}",
    ),
    "de": (
        "{base} {legal}",
        "{base}, Inh. Rosa Tammert e.K.",
        "Gebr. {base} {legal}",
        "Zweckverband {base}",
        "{base} {legal} Werk Süd",
    ),
    "es": ("{base}, {legal}", "Hijos de {base}, S.C.", "{base} {legal} (Unipersonal)", "Consorcio {base}"),
    "it": (
        "{base} {legal}",
        "{base} di Carlo Venosti & C. S.a.s.",
        "{base} {legal} a socio unico",
        "Consorzio {base}",
    ),
    "nl": ("{legal} {base}", "{base} {legal}", "Gebr. {base} V.O.F.", "Stichting {base}"),
    "pt": ("{base}, {legal}", "Viúva {base} & Filhos, Lda.", "{base}, Unipessoal Lda.", "Fundação {base}"),
}


def payer_name(name: str) -> str:
    """Return a firm's name in one of the shapes of its country, always the same; one that is shaped stays."""
    found = [legal for legal in _FORMS if name.endswith(f" {legal}")]
    legal = max(found, key=len, default="")
    base = name.removesuffix(f" {legal}")
    if not found or "," in base or len(base.split()) > 2:
        return name
    ways = _SHAPES[_FORMS[legal]]
    # Every second name stays a plain one.
    drawn = zlib.crc32(name.encode()) % (2 * len(ways))
    shape = ways[drawn] if drawn < len(ways) else ways[0]
    return shape.format(base=base, legal=legal)
