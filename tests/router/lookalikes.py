"""Look-alike domains made from honest ones as squatters make them, and honest domains beside them."""

# ruff: noqa: E501 - tables read better unbroken; letters that look alike are the matter here

import random
from collections.abc import Callable, Iterator

KNOWN = (
    "nordlicht.example", "haldenbridge.example", "belleville.example", "acme.example", "ardent-supply.example",
    "verkade.nl", "fontaine-et-fils.fr", "brightwell.co.uk", "marchetti.it", "quintanilha.pt", "solano.es",
    "kestrelworks.com", "tarvenne.example", "hochfeld-technik.de", "oakridge-tools.com", "lumenpark.com",
    "rivermill.co.uk", "delacroix.fr", "vanderberg.nl", "castellano.es", "portobianco.it", "eisenwerk-sued.de",
    "northgate-foods.com", "silverpine.com", "mirabelle.fr",
)  # fmt: skip
"""Domains of made-up customers."""
HONEST = (
    "sunrise", "bakerstreet", "greenfield", "holzmann", "weberbau", "molinari", "dupontel", "vanleeuwen",
    "peixoto", "grantham", "lakeside", "steinbach", "rosenthal", "moreau", "ferrante", "delgado", "jansen",
    "oliveira", "whitford", "redstone", "kaufmann", "lindqvist", "bergstrom", "petersen", "nowak", "kowalski",
    "horvath", "novotny", "papadakis", "yilmaz", "tanaka", "singh", "okafor", "silva", "costa", "romano",
    "leclerc", "garnier", "besson", "roussel", "schuster", "brandt", "krause", "vogel", "winter", "sommer",
    "herbst", "lenz", "falke", "adler", "hirsch", "fuchs", "wolff", "baer", "luchs", "dachs", "marder", "otter",
    "biber", "hamster", "igel", "elster", "amsel", "drossel", "fink", "star", "meise", "specht", "kuckuck",
    "storch", "reiher", "kranich", "schwan", "ente", "gans", "huhn", "hahn", "pfau", "taube", "eule", "uhu",
    "cooper", "mason", "fletcher", "thatcher", "turner", "chandler", "sawyer", "carter", "wainwright", "potter",
    "tanner", "weaver", "fuller", "barker", "brewer", "fisher", "hunter", "gardner", "shepherd", "miller",
)  # fmt: skip
_ENDS = (
    "",
    "trade",
    "logistik",
    "foods",
    "bau",
    "services",
    "group",
    "medical",
    "papier",
    "energie",
    "tools",
    "print",
)
_TLDS = ("com", "de", "fr", "nl", "it", "es", "pt", "example", "co.uk", "eu", "be", "ch", "net")
_KEYS = {
    "a": "sqz", "b": "vgn", "c": "xdv", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjn", "i": "uok",
    "j": "hku", "k": "jli", "l": "kop", "m": "nj", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf",
    "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xas",
}  # fmt: skip
_GLYPHS = {"o": "0", "l": "1", "i": "1", "e": "3", "a": "4", "s": "5", "b": "8", "g": "9"}
_PAIRS = {"m": "rn", "w": "vv", "d": "cl", "u": "ii", "n": "ri", "h": "lh"}
_FOREIGN = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "y": "у", "i": "і", "s": "ѕ"}
_ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "n": "ñ", "c": "ç", "l": "ł", "s": "ș"}
_WORDS = ("payments", "billing", "invoice", "accounts", "finance", "group", "mail", "secure", "ap", "online")


def lookalikes(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield (imitation, the known domain), each imitation other than any known domain."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        known = chance.choice(KNOWN)
        name, _, ending = known.partition(".")
        if len(name) < 5:
            continue
        domain = chance.choice(WAYS)(name, ending, chance)
        if domain is not None and domain not in KNOWN:
            made += 1
            yield domain, known


def honest_domains(count: int, seed: int) -> Iterator[str]:
    """Yield domains of other firms, none of them made from a known one."""
    chance = random.Random(seed)
    for _ in range(count):
        name = chance.choice(HONEST)
        joint = chance.choice(("", "-"))
        end = chance.choice(_ENDS)
        label = f"{name}{joint}{end}" if end else name
        host = chance.choice(("", "", "", "mail.", "ap."))
        yield f"{host}{label}.{chance.choice(_TLDS)}"


def _at(name: str, chance: random.Random) -> int:
    return chance.randrange(1, len(name) - 1)


def _omitted(name: str, ending: str, chance: random.Random) -> str | None:
    place = _at(name, chance)
    return f"{name[:place]}{name[place + 1 :]}.{ending}"


def _repeated(name: str, ending: str, chance: random.Random) -> str | None:
    place = _at(name, chance)
    return None if name[place] == "-" else f"{name[:place]}{name[place]}{name[place:]}.{ending}"


def _swapped(name: str, ending: str, chance: random.Random) -> str | None:
    place = chance.randrange(0, len(name) - 1)
    other = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return None if other == name or other[0] == "-" or other[-1] == "-" else f"{other}.{ending}"


def _mistyped(name: str, ending: str, chance: random.Random) -> str | None:
    place = _at(name, chance)
    keys = _KEYS.get(name[place])
    return f"{name[:place]}{chance.choice(keys)}{name[place + 1 :]}.{ending}" if keys else None


def _inserted(name: str, ending: str, chance: random.Random) -> str | None:
    place = _at(name, chance)
    return f"{name[:place]}{chance.choice('abcdefghijklmnopqrstuvwxyz')}{name[place:]}.{ending}"


def _hyphened(name: str, ending: str, chance: random.Random) -> str | None:
    if "-" in name:
        return f"{name.replace('-', '', 1)}.{ending}"
    place = chance.randrange(2, len(name) - 1)
    return f"{name[:place]}-{name[place:]}.{ending}"


def _replaced(table: dict[str, str]) -> Callable[[str, str, random.Random], str | None]:
    def replaced(name: str, ending: str, chance: random.Random) -> str | None:
        places = [place for place, letter in enumerate(name) if letter in table]
        if not places:
            return None
        chosen = chance.sample(places, min(len(places), chance.choice((1, 1, 2))))
        label = "".join(table[letter] if place in chosen else letter for place, letter in enumerate(name))
        return f"{_ascii(label)}.{ending}"

    return replaced


def _ascii(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"


def _other_ending(name: str, ending: str, chance: random.Random) -> str | None:
    other = chance.choice([each for each in (*_TLDS, "co", "cm", "org", "info", "biz") if each != ending])
    return f"{name}.{other}"


def _with_word(name: str, ending: str, chance: random.Random) -> str | None:
    word, joint = chance.choice(_WORDS), chance.choice(("-", "-", ""))
    return f"{name}{joint}{word}.{ending}" if chance.random() < 0.7 else f"{word}-{name}.{ending}"


def _as_subdomain(name: str, ending: str, chance: random.Random) -> str | None:
    return f"{name}.{ending}.{chance.choice(('account-check.example', 'login-portal.com', 'mail-desk.net'))}"


def _vowel(name: str, ending: str, chance: random.Random) -> str | None:
    places = [place for place, letter in enumerate(name) if letter in "aeiou"]
    place = chance.choice(places)
    other = chance.choice([letter for letter in "aeiou" if letter != name[place]])
    return f"{name[:place]}{other}{name[place + 1 :]}.{ending}"


def _plural(name: str, ending: str, chance: random.Random) -> str | None:
    return f"{name}{chance.choice(('s', 'e', 'x', '1'))}.{ending}"


WAYS = (
    _omitted, _repeated, _swapped, _mistyped, _inserted, _hyphened, _vowel, _plural, _with_word, _other_ending,
    _as_subdomain, _replaced(_GLYPHS), _replaced(_PAIRS), _replaced(_FOREIGN), _replaced(_ACCENTS),
)  # fmt: skip
