"""Names, words and stock of garages, vineyards, ferries, theatres, clubs, schools, parishes and trades like them."""

# ruff: noqa: E501

import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from bench.layouts.forms import Block
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen4.kit import Hand
from bench.layouts.unseen5.kit import Kit, Stock

LANGUAGES = ("en", "fr", "de", "es", "it", "pt")
SIX = " ".join(LANGUAGES)
FACTS = ("payee", "ref", "day", "method", "currency", "total")
_PAYEES = (
    "Corvane Lubricants Ltd",
    "Bouchonnerie Tavelle & Cie SAS",
    "Netzwerk Brandau GmbH & Co. KG",
    "Cordelería Azkune, S.A.L.",
    "Sartoria Teatrale Viganò S.a.s. di L. Viganò",
    "Motta, Reis & Filhos, Lda",
    "Fjordline Rope Works AS",
    "P. Quennell t/a Quennell Signs",
    "Kreidezeit Schulbedarf e. K.",
    "Glaserei Ambros Huttinger",
    "The Thistle Bottling Co-op",
    "Lumière de Scène (SARL)",
)
_STEMS = {
    "en": "Harrowgate Pellwick Stanmoor Ferndale Wrexley Thornbury Aldcliffe Mossgrove",
    "fr": "Montreval Clairvigne Sauzelles Brévent Cormaret Haute-Rive Vernoux Tréogat",
    "de": "Altkirchen Drosselberg Finkenau Grünwörth Hallstedt Kranzlow Moorhusen Steinegg",
    "es": "Arganza Bellavista Cudillero Espinal Fuentealba Guadamar Lanzuela Riosanto",
    "it": "Albarossa Borgoforte Collemarino Fontechiara Montelupone Pescarola Valdarsa Torrebruna",
    "pt": "Arrábida Bemposta Carregal Figueirinha Montalvo Ribeirão Salvaterra Vidigueira",
}
_PEOPLE = {
    "en": "Maud Sillitoe,Gareth Pym,Rev. Alan Thirkell,Siobhán Rooke",
    "fr": "Solange Perdrix,Hugues Malval,Dr Lise Aubrac,Théo Ganivet",
    "de": "Heike Wustrow,Ralf Eberding,Dr. med. vet. Ina Kolbe,Pfr. Uwe Lenz",
    "es": "Nuria Calafell Roig,Jacinto Barrena,Dra. Elvira Soria,Pau Ginesta",
    "it": "Ornella Bassani,Duilio Frescobene,dott. Piero Latorre,don Carlo Minelli",
    "pt": "Graça Malheiro,Tomás Quaresma,Dr. Nuno Saraiva,Pe. Artur Bessa",
}
_SHAPES = {
    "en": "{a} Motor Company Ltd|{a} Vets LLP|Parish of St Anne, {a}|{a} Ferries (Holdings) plc|{p}, trading as {a} Removals|The {a} Playhouse|{a} & {b} Opticians Limited|{a} Rugby Football Club|{a} High School Academy Trust|{a} Waste, {b} & Co.",
    "fr": "Garage {a} et fils SARL|Château {a}, SCEA|Paroisse Saint-Luc de {a}|Compagnie maritime {a} SA|{p} - Déménagements {a}|Théâtre de {a}|{a} Optique, SASU|Camping {a} (EURL {b})|OGEC Collège {a}|Criée de {a} SEM",
    "de": "Autohaus {a} GmbH & Co. KG|Weingut {a}, Inh. {p}|Ev. Kirchengemeinde {a}|Fährbetrieb {a} AöR|{a} Umzüge e. K.|Stadttheater {a} gGmbH|Optik {a} + {b} OHG|TSV {a} 1908 e. V.|Förderverein Gymnasium {a}|Entsorgung {a} SE",
    "es": "Talleres {a}, S.L.L.|Bodegas {a} y {b}, S.A.|Parroquia de Santa Marta de {a}|Navieras de {a}, S.A.|Mudanzas {a} de {p}|Teatro {a}, Fundación Privada|Ópticas {a}, S.C.P.|Club Deportivo {a}|Colegio {a}, S. Coop. And.|Cofradía de Pescadores de {a}",
    "it": "Autofficina {a} di {p}|Tenuta {a} Società Agricola S.s.|Parrocchia di San Biagio in {a}|Traghetti {a} S.p.A.|Traslochi {a} & {b} S.n.c.|Teatro {a} - Fondazione|Ottica {a} S.r.l.s.|A.S.D. Polisportiva {a}|Istituto Paritario {a} Coop. Soc.|Consorzio Rifiuti {a}",
    "pt": "Oficina {a} & Irmão, Lda|Quinta de {a}, S.A.|Fábrica da Igreja Paroquial de {a}|Transtejo {a}, E.P.E.|Mudanças {a} de {p}|Teatro Municipal de {a}|Ótica {a}, Unip. Lda|Clube Náutico de {a}|Colégio {a}, CRL|Docapesca {a}, S.A.",
}  # fmt: skip
_STOCK = Stock(
    lambda say: named(say, "house"),
    _PAYEES,
    (
        "D-{}", "{}/GB", "N{}26", "{:08}", "TK {}-4", "26.{}", "CM/{}/A", "Z{}/01", "00-{}", "{} R", "RV_{}",
        "2611-{}", "K.{}", "F/{}/XI", "{}", "17{}", "AA{}ES", "Y 26/{}",
    ),
    ("PG-{}", "{}.26", "V{}A", "{}/P", "EB {}", "99{}", "{}", "X0{}"),
    {
        "en": ("GBP", "GBP", "EUR", "SGD", "GBP"),
        "fr": ("EUR", "MAD", "EUR", "CHF"),
        "de": ("EUR", "EUR", "CHF"),
        "es": ("EUR", "EUR", "UYU"),
        "it": ("EUR", "CHF", "EUR"),
        "pt": ("EUR", "EUR", "AOA"),
    },
)  # fmt: skip


@dataclass(frozen=True)
class House(Kit):
    """A kit whose words stand beside this file, six languages in a row."""

    def __call__(self, say: Speech, key: str, **values: str) -> str:
        """Return a word or sentence in the layout's language, its values filled in."""
        ways = _words(self.folder)[key].split(" // ")[LANGUAGES.index(say.language)].split("|")
        said = say.pick(ways, f"sixth b {key}").strip()
        return said.format(**values) if values else said


KIT = House("words_b", _STOCK)


def named(say: Speech, salt: str) -> str:
    """Return a house of the layout's country; another salt gives another one."""
    rng = random.Random(f"{say.look}{salt}")
    a, b = rng.sample(_STEMS[say.language].split(), 2)
    shape = rng.choice(_SHAPES[say.language].split("|"))
    return shape.format(a=a, b=b, p=rng.choice(_PEOPLE[say.language].split(",")))


def place(say: Speech, at: int) -> str:
    """Return the name of a town, counted through a list."""
    stems = _STEMS[say.language].split()
    return stems[(at + say.look) % len(stems)]


def person(say: Speech, at: int = 0) -> str:
    """Return somebody's name, counted through a list."""
    people = _PEOPLE[say.language].split(",")
    return people[(at + say.look) % len(people)]


def word(say: Speech, key: str, at: int) -> str:
    """Return the word at a place of a list parted by commas, the first one after the last."""
    listed = KIT(say, key).split(",")
    return listed[at % len(listed)].strip()


def top(say: Speech, pay: Payment, title: str = "title") -> list[Block]:
    """Return the payer with its street, and the title."""
    return [Block("text", [pay.payer, KIT(say, "street")]), Block("text", [KIT(say, title)])]


def foot(say: Speech) -> Block:
    """Return the small print."""
    return Block("foot", [KIT(say, "foot")])


def plain(say: Speech) -> Hand:
    """Return the way of writing with days in figures."""
    assert isinstance(say, Hand)
    return replace(say, words="")


@cache
def _words(folder: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).with_name(folder).glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    for key, said in found.items():
        if len(said.split(" // ")) != len(LANGUAGES):
            raise ValueError(f"{key} is not said in {len(LANGUAGES)} languages.")
    return found
