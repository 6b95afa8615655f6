"""Names, makes of numbers and currencies of wholesalers, works, offices and houses of one half of the set."""

# ruff: noqa: E501

import random
from collections.abc import Sequence

from bench.layouts.forms import Block
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen5.kit import Stock
from bench.layouts.unseen5.names_a import _drawn
from bench.layouts.unseen6.kit import Words

_PLACES = {
    "en": "Ashcombe Birkhollow Carrowmoor Dunsley Ellerbeck Foxhithe Gannerton Hollinsea Ickleford Marchbury",
    "de": "Ahlenfurt Bergzarten Donnerau Elmsruh Föhrenstadt Gellenbeck Hirschaue Kaltenwerra Mölmsen",
    "nl": "Aalderwijk Breezand Doornhaven Eemvoort Geldersluis Hoogwolde Kromwoude Oosterlind Wijkerdam",
    "fr": "Aubercy Brémontel Chantaire Donville-sur-Orge Esternoux Gravelines-le-Bois Larmoise Pontaillan",
    "it": "Altavena Borgolento Castelrivo Fontemara Lagobianco Montesorto Pietralunga Rivafredda Valdambra",
}
_PEOPLE = {
    "en": "Ackerley Bromhead Chivers Dalgleish Entwhistle Fothergill Gathercole Inchbald Mompesson Yelland",
    "de": "Achterberg Bräunlich Claasen Drögemüller Ehrlinspiel Fürchtegott Haberzettl Jungnickel Übelhör",
    "nl": "Aarnoutse Bijleveld Van_der_Codde Doesburg Eikelenboom Ter_Haar Koppejan Noordam Schouwenaar",
    "fr": "Aumont Bellanger de_Castelbrun Delavigne Estoup Fauconnet L'Hermine Mazurier Ouvrard Taillefer",
    "it": "Abbondanza Bellincioni Cavalletto D'Aronco De_Simonis Fiorentù Gualandri Mezzabarba Tagliaferro",
}
_TRADES = {
    "en": "drink:{n} & {m} (Wines & Spirits) Wholesale Ltd|brewery:The {t} Brewery Company plc|dairy:{t} Vale Creameries Co-operative Ltd|"
    "paper:The {t} Courier & Gazette Ltd|tv:{n}vision Broadcasting Corp.|airport:{t} International Airport Authority|port:Port of {t} Harbour Commissioners|"
    "rail:{t} & Northern Railway Company|mine:{n} Ridge Mining, Inc.|steel:{n} Steel Stockholders Ltd.|textile:{n} Bros Weaving Mills LLP|"
    "state:Ministry of Inland Waters|police:Chief Constable of {t} Constabulary|museum:Trustees of the {t} Museum of Glass|"
    "dentist:Dr. {n} & Dr. {m}, Dental Surgeons|lease:{n} Asset Leasing (UK) Limited|bank:{n} Commercial Bank plc|payroll:{n} Catering Services Ltd|soft:{n}ware, Inc.",
    "de": "drink:Getränkegroßhandel {n} GmbH & Co. KG|brewery:Privatbrauerei {t} AG|dairy:Molkereigenossenschaft {t} eG|"
    "paper:Anzeiger {t} Verlags-GmbH|tv:Rundfunk {t} (Anstalt des öffentlichen Rechts)|airport:Flughafen {t} Betriebs-GmbH|port:Hafenbetriebe {t} AöR|"
    "rail:Eisenbahngesellschaft {t} mbH|mine:Grubenbetriebe {n} KGaA|steel:Edelstahl {n}, Zweigniederlassung {t}|textile:Weberei Gebrüder {n} OHG|"
    "state:Ministerium für Wasserstraßen und Häfen|police:Polizeipräsidium {t}|museum:Stiftung Uhrenmuseum {t}|"
    "dentist:Zahnarztpraxis Dr. med. dent. {n}|lease:{n} Mobilien-Leasing GmbH|bank:{n} & {m} Privatbankiers KG|payroll:Pflegedienst {n} gGmbH|soft:{n} Softwarehaus UG (haftungsbeschränkt)",
    "nl": "drink:Drankengroothandel {n} en Zonen B.V.|brewery:Bierbrouwerij De {t}se Leeuw B.V.|dairy:Zuivelcoöperatie {t} B.A.|"
    "paper:Uitgeversmaatschappij {t}er Courant N.V.|tv:Omroepvereniging {n}|airport:Luchthaven {t} N.V.|port:Havenbedrijf {t}|"
    "rail:Spoorwegmaatschappij {t} N.V.|mine:Zand- en Grindwinning {n} B.V.|steel:Staalhandel Gebroeders {n} C.V.|textile:Textielfabriek {n}, {m} & Co.|"
    "state:Ministerie van Binnenwateren|police:Politie-eenheid {t}|museum:Stichting Tegelmuseum {t}|"
    "dentist:Tandartspraktijk {n} & {m}|lease:{n} Lease Nederland B.V.|bank:Bank {n} N.V.|payroll:{n} Thuiszorg Coöperatief U.A.|soft:{n} Software h.o.d.n. Bitwerk",
    "fr": "drink:Caves {n} Distribution, SARL|brewery:Brasserie artisanale de {t} SCOP|dairy:Laiterie coopérative du Val de {t}|"
    "paper:Société éditrice du Journal de {t}|tv:Télé-{t} Production S.A.S.|airport:Aéroport de {t} - Chambre de commerce|port:Grand port maritime de {t}|"
    "rail:Compagnie ferroviaire {t}-Littoral|mine:Carrières et Mines {n} SA|steel:Aciers spéciaux {n} & {m}|textile:Filatures {n} Père et Fils SNC|"
    "state:Ministère des Eaux intérieures|police:Préfecture de police de {t}|museum:Musée de la Dentelle de {t}|"
    "dentist:Cabinet dentaire du Dr {n}|lease:{n} Crédit-Bail S.A.|bank:Banque {n} et Cie|payroll:Association d'aide à domicile {t}|soft:{n} Logiciels (EURL)",
    "it": "drink:Enoteca Ingrosso {n} S.r.l.|brewery:Birrificio {t} S.p.A.|dairy:Caseificio Sociale di {t} Soc. Coop. a r.l.|"
    "paper:Editrice Il Corriere di {t} S.r.l.|tv:Tele{n} S.p.A.|airport:Aeroporto di {t} S.p.A.|port:Autorità portuale di {t}|"
    "rail:Ferrovie {t}-Mare S.r.l.|mine:Cave {n} di {n} Ugo & C. S.a.s.|steel:Acciaierie {n} S.p.A.|textile:Tessitura {n} e Figli|"
    "state:Ministero delle Acque Interne|police:Questura di {t}|museum:Fondazione Museo del Merletto di {t}|"
    "dentist:Studio dentistico associato {n} - {m}|lease:{n} Leasing S.p.A.|bank:Banca {n} S.p.A.|payroll:Cooperativa sociale {t} ONLUS|soft:{n} Informatica S.r.l.s.",
}
PAYEES = (
    "Coldstream Refrigeration Ltd",
    "Pargeter, Vane & Associates LLP",
    "S. Oduya t/a Bright Lane Cleaning",
    "Three Rivers Gasket Co., d.b.a. TRG Supply",
    "Malzfabrik Oberlauter GmbH",
    "Druckhaus Sielbeck e.K.",
    "Behälterbau Nordloh GmbH & Co. KG",
    "Ingenieurgemeinschaft Talsperren PartG mbB",
    "Etikettenfabriek Van Raamsburg B.V.",
    "Kwekerij 't Hoge Land V.O.F.",
    "Schildersbedrijf P. Ottens",
    "Verreries de la Sauldre S.A.",
    "SARL Bouchonnerie Peyrefitte-Lacaze",
    "Mme Solène Arbogast, traductrice",
    "Officine Meccaniche Trebisonda S.r.l.",
    "Rag. Ottavio Brancaleoni",
    "Vetreria Artigiana Zanobini & C. s.n.c.",
)


def _payer(say: Speech, trade: str = "") -> str:
    """Return a payer of a trade, of any where none is named."""
    language = say.language if say.language in _TRADES else "en"
    known = dict(one.split(":", 1) for one in _TRADES[language].split("|"))
    shape = known[trade] if trade else say.pick(list(known.values()), "sixth a payer")
    n, m, t = (
        _drawn(say, names[language], k) for names, k in ((_PEOPLE, "n"), (_PEOPLE, "m"), (_PLACES, "t"))
    )
    return shape.format(n=n, m=m, t=t)


def by(say: Speech, pays: Sequence[Payment], trade: str) -> Payment:
    """Let a house of this trade pay; return the first payment."""
    for pay in pays:
        pay.payer = _payer(say, trade)
    return pays[0]


w = Words(
    "words_a",
    Stock(
        payer=_payer,
        payees=PAYEES,
        shapes=(
            "{}",
            "KR{}",
            "{}/A/26",
            "{:09}",
            "AR-26-{}",
            "{} R",
            "FTV/{}",
            "2026/03-{}",
            "GT {}",
            "{}E",
            "DN{:08}",
            "51{}",
            "FV 26 {}",
            "{}-2026",
            "N{}/B",
            "00{}/1",
        ),
        references=("{}", "{}", "ZL-{}", "OP{}", "{}/BK", "CRO {}", "00{}", "TX{}Z", "26.{}"),
        moneys={
            "en": ("GBP", "EUR", "USD", "GBP", "CAD"),
            "de": ("EUR", "EUR", "CHF", "EUR"),
            "nl": ("EUR", "EUR", "EUR"),
            "fr": ("EUR", "EUR", "CHF"),
            "it": ("EUR", "EUR", "CHF"),
        },
    ),
)
"""This writer's words and stock."""


def top(say: Speech, pay: Payment, *, window: bool = False) -> list[Block]:
    """Return the payer with its street, on request the payee in its window, and the title."""
    address = [Block("text", [pay.payee, w(say, "payee_street")])] if window else []
    return [Block("text", [pay.payer, w(say, "street")]), *address, Block("text", [w(say, "title")])]


def foot(say: Speech) -> Block:
    """Return the small print of the page."""
    return Block("foot", [w(say, "foot")])


def nth(say: Speech, key: str, at: int) -> str:
    """Return the word at a place of a list parted by semicolons, the first one after the last."""
    listed = w(say, key).split(";")
    return listed[at % len(listed)].strip()


def reasoned(rng: random.Random, say: Speech, pay: Payment, key: str) -> None:
    """Give every deduction one of the reasons in words of a list."""
    known = w(say, key).split(";")
    for x in pay.lines:
        x.reason = rng.choice(known).strip() if x.deduction else None
