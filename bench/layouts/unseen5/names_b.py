"""Names of retailers, groups, shops, hotels, farms, houses, offices and people, as they stand on paper."""

import random

from bench.layouts.speech import Speech

PAYEES = (
    "Envases Larreta e Hijos, S.L.",
    "Oleificio Cantarini S.r.l.",
    "M. Ostrander & Daughters Ltd",
    "Wäscherei Sieglinde Praun e.K.",
    "Etablissements Vaucelin SAS",
    "Frigorífica do Sado, S.A.",
    "Limpezas Aurora, Unipessoal Lda",
    "Papierhandel Nottbusch KG",
    "Talleres Mecánicos Udaeta, C.B.",
    "Vivai Piante Roncaglia, soc. agr.",
    "Pemberline Catering Supplies (UK) Ltd",
    "Elektro Zangerl GesmbH",
)
_STEMS = {
    "en": "Ashcombe Tillery Marlowe Penhale Brindley Cawthorn Dunmore Eskdale",
    "fr": "Marchenoir Vauclair Rougemont Belleroche Tournade Chanteval Perrusse Lombez",
    "de": "Ehrenfels Wiesental Brunnow Laubach Markstein Hohenau Rottmann Seefeld",
    "es": "Ribalta Montiel Zaldaña Oropesa Valcárcel Almenar Iturbe Peñarroya",
    "it": "Castelmonte Ravizza Bellandi Montefusco Serravalle Tognoni Acquaviva Lodigiani",
    "pt": "Monforte Alcanena Vilarinho Carvalhais Sabrosa Almeirim Quintela Barroso",
}
_PEOPLE = {
    "en": "Joan Tressell,Owen Haddock,Priya Lanning,Dr Neil Carrow",
    "fr": "Odile Gaspard,Luc Ferrandin,Mme Inès Moutier,Yann Kerbrat",
    "de": "Ute Grabner,Jens Holtkamp,Dr. Elke Sommerau,Kai Brodersen",
    "es": "Carmen Ruiz Tejada,Iñaki Lasarte Goñi,Lucía Pardo Vives,Andrés Belda Soto",
    "it": "Giulia Marchetto,Elio Sartorelli,dott.ssa Rosa Pinna,Bruno Zanetel",
    "pt": "Inês Falcão Pires,Rui Teles Neves,Dra. Marta Sobral,José Vaz Leitão",
}
_SHAPES = {
    "en": (
        "{a} Stores plc",
        "{a} & {b} LLP, Solicitors",
        "{p} t/a {a} Garden Centre",
        "{a} Independent Grocers' Group Ltd",
        "The {a} Inn (Hotels) Ltd",
        "{a} Dairy Farmers Co-operative Limited",
        "{a} Hospice Trust",
        "{p}",
        "{a} Lettings & Estates, Inc.",
        "{a} Pharmacy Ltd",
    ),
    "fr": (
        "Groupement d'achats {a}",
        "SARL {a} Distribution",
        "Hôtel du {a} - SAS {b}",
        "Pharmacie {a} ({p})",
        "Coopérative agricole de {a}",
        "Syndic {a} Immobilier SA",
        "{p}, menuisier",
        "Association {a} Solidarité",
        "Selarl {a}, {b} & Associés",
        "Régie des eaux de {a}",
    ),
    "de": (
        "{a} Einkaufsverbund eG",
        "Hotel {a} Betriebs-GmbH",
        "{a}-Apotheke, Inh. {p}",
        "Raiffeisen {a} eG",
        "Hausverwaltung {a} & {b} GbR",
        "Rechtsanwälte {a} + {b} PartG mbB",
        "{p}, Malermeister",
        "Diakoniewerk {a} e.V.",
        "Energie {a} GmbH & Co. KGaA",
        "Kaufhaus {a} AG",
    ),
    "es": (
        "Supermercados {a}, S.A.",
        "{p} (Ferretería {a})",
        "Central de Compras {a}, S. Coop.",
        "Hotel {a} Playa, S.L.U.",
        "Farmacia Lda. {p}",
        "Aguas de {a}, S.A.U.",
        "Comunidad de Propietarios {a}",
        "Bufete {a} & {b}, S.L.P.",
        "Fundación {a}",
        "Coop. del Campo {a}, S.C.L.",
    ),
    "it": (
        "{a} Supermercati S.p.A.",
        "Farmacia {a} di {p} & C. S.n.c.",
        "Albergo {a} di {p}",
        "Cantina Sociale di {a} s.c.a.",
        "Condominio {a}",
        "Studio Legale Avv.ti {a} e {b}",
        "Gruppo d'acquisto {a} Soc. Coop.",
        "{p} - Idraulico",
        "Onlus {a} Insieme",
        "{a} Energia S.r.l. (a socio unico)",
    ),
    "pt": (
        "{a} Hipermercados, S.A.",
        "Farmácia {a} de {p}",
        "Hotel {a} - Sociedade Hoteleira, Lda.",
        "Adega Cooperativa de {a}, CRL",
        "Condomínio do Edifício {a}",
        "{a}, {b} & Associados, SP RL",
        "{p} - Carpintaria",
        "Santa Casa da Misericórdia de {a}",
        "Águas de {a}, E.M.",
        "Central de Compras {a}, ACE",
    ),
}


def payer_of(say: Speech) -> str:
    """Return the payer of a layout, always the same for the same layout."""
    return named(say, "payer")


def named(say: Speech, salt: str) -> str:
    """Return a firm, house or person of the layout's country; another salt gives another one."""
    stems, people = _STEMS[say.language].split(), _PEOPLE[say.language].split(",")
    rng = random.Random(f"{say.look}{salt}")
    a, b = rng.sample(stems, 2)
    return rng.choice(_SHAPES[say.language]).format(a=a, b=b, p=rng.choice(people))


def person(say: Speech, at: int = 0) -> str:
    """Return the name of somebody who writes or stays the night; `at` counts through a list."""
    people = _PEOPLE[say.language].split(",")
    return people[(at + say.look) % len(people)]
