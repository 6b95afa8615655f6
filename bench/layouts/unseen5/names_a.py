"""Names, makes of numbers and currencies of one half of the set."""

# ruff: noqa: E501

import zlib

from bench.layouts.speech import Speech
from bench.layouts.unseen5.kit import Kit, Stock

_PLACES = {
    "en": "Aldmoor Brackley-on-Dene Coldhurst Eastwick Fenbridge Garsdale Hexworthy Kinnerley Lowmere Thrapsey",
    "fr": "Vaubremont Bellegarde-le-Roc Cormeray Dampvallon Lestrelles Fontgrive Hautecombes Marsilly Rouvray",
    "de": "Allersbach Brunnstedt Eckernthal Gramsfeld Hohenrode Lüttenau Niederwesen Rehmstal Wolfsgarten",
    "nl": "Achterveen Boskerke Dalmeer Elsterhout Grootwaarde Hazerdam Lageveld Nieuwermond Zuiderlo",
}
_PEOPLE = {
    "en": "Cawthorne Dunmore Eckersley Farrant Heskeith Longbotham O'Rafferty Pettigrove Tillinghast Wragby",
    "fr": "Barrelet Chasseriaud D'Hautefeuille Gourdin Lemarquis Montalet Péricourt Quesnault Thévenoux",
    "de": "Aschenbrand Dörrfuß Grünlinger Hasselkamp Kühnapfel Möhlmeister Rottmann Schwertfinger Zieglhuber",
    "nl": "Blauwkamp De Grauw Hoogterp Kuipenaar Oudejans Ruitenbeek Van 't Zelfde Wassenburg Zwartkruis",
}
_SHAPES = {
    "en": "{n} Castings Ltd|The {n} Engineering Company Limited|{n}, {m} & Partners LLP|{t} Borough Council|"
    "{t} and District Water Board|The Royal {t} Infirmary|{n} Fasteners, Inc.|{n} Distribution Co., LLC|"
    "{t} Grammar School Trust|University of {t}|{n} & Daughters (Haulage) Ltd|{n} Mutual Insurance Society|"
    "Mrs. A. {n} t/a {t} Garden Centre|{n}-{m} Joint Venture|Bishopric of {t}, Office of the Bursar|"
    "{n} Group Business Services plc",
    "fr": "Ville de {t}|Communauté de communes du Pays de {t}|Centre hospitalier intercommunal de {t}|"
    "SAS {n} Emboutissage|{n} et Associés, SELARL|Mutuelle des Artisans de {t}|Ets. {n} - {m}|"
    "Université de {t}|Transports {n} S.A.|Société {n} & Cie, S.C.S.|Office public de l'habitat de {t}|"
    "{n} Frères, EURL|Trésorerie municipale de {t}|G.I.E. {t} Services Partagés",
    "de": "{n} Stanztechnik GmbH|Stadt {t} - Der Oberbürgermeister|Landkreis {t}|{n} & {m} Großhandels-GmbH & Co. KG|"
    "Universitätsklinikum {t} AöR|Bauunternehmung {n} GmbH|{t}er Versicherungsverein a. G.|"
    "Spedition {n}, Inh. {m} e. K.|Technische Universität {t}|{n} Shared Services SE|ARGE Brücke {t}|"
    "Verbandsgemeinde {t}|{n}-Werke KGaA|Kanzlei Dr. {n}, {m} PartG mbB",
    "nl": "Gemeente {t}|Waterschap Het {t}|{n} Groothandel B.V.|Stichting {t} Ziekenhuis|Universiteit {t}|"
    "Aannemersbedrijf {n} & {m} B.V.|Onderlinge Verzekering Maatschappij {t} U.A.|{n} Expeditie N.V.|"
    "V.O.F. {n} en Zoon|Provincie {t}|{n} Shared Service Center B.V.|Maatschap {n}/{m}|"
    "Coöperatie {t} Zuivel U.A.|Machinefabriek {n} B.V.",
}
PAYEES = (
    "Oakhanger Pumps & Seals Ltd",
    "Harbottle, Meeks and Sons (1974) Limited",
    "Tri-County Abrasives, Inc.",
    "E. Whitlock t/a Whitlock Signs",
    "SCOP L'Atelier du Tilleul",
    "Établissements Jaubertie S.A.S.",
    "Imprimerie Vauquelin & Fils",
    "M. Gontran Desquières, géomètre",
    "Pfannstiel Laborbedarf GmbH",
    "Gerüstbau Wiesenhütter GmbH & Co. KG",
    "Ing.-Büro Trautvetter",
    "Kabelwerk Oderaue AG",
    "Technische Unie Boterdiep B.V.",
    "Drukkerij De Vrije Hand",
    "Koninklijke Ter Wolbeek N.V.",
    "H.J. Steenhuis h.o.d.n. Steenhuis Advies",
)


def _payer(say: Speech) -> str:
    """Return a name as firms, offices, houses and people bear it."""
    language = say.language if say.language in _SHAPES else "en"
    n, m = (
        _drawn(say, _PEOPLE[language].replace("De ", "De_").replace("Van 't ", "Van_'t_"), k) for k in "nm"
    )
    shape = say.pick(_SHAPES[language].split("|"), "fifth a payer")
    return shape.format(n=n, m=m, t=_drawn(say, _PLACES[language], "t"))


def _drawn(say: Speech, names: str, salt: str) -> str:
    found = names.split(" ")
    return found[zlib.crc32(f"fifth {salt}{say.look}".encode()) % len(found)].replace("_", " ")


KIT = Kit(
    "words_a",
    Stock(
        payer=_payer,
        payees=PAYEES,
        shapes=(
            "{}",
            "RE-{}",
            "2026 {}",
            "{:08}",
            "F{}/26",
            "{}-K",
            "VF26-{}",
            "LR {} B",
            "00{}",
            "26/{}",
            "SIN{:07}",
            "{}.26",
            "A{}C",
            "7/{}",
            "FC-{}-1",
            "R 26 {}",
        ),
        references=("{}", "{}", "M{}", "VB {}", "26-{}", "PMT/{}", "000{}", "{}-EB", "E{}A"),
        moneys={
            "en": ("GBP", "USD", "EUR", "GBP", "USD"),
            "fr": ("EUR", "EUR", "CHF", "EUR"),
            "de": ("EUR", "EUR", "EUR", "CHF"),
            "nl": ("EUR", "EUR", "EUR"),
        },
    ),
)
"""This writer's words and stock."""
