"""Folder names survive modified UTF-7 both ways and are found however the configuration spells them."""

import random
from collections.abc import Iterator

import pytest
from imapclient.imap_utf7 import decode as peer_decode
from imapclient.imap_utf7 import encode as peer_encode

from domain.clock import SystemClock
from domain.errors import SourceError
from domain.mail_ports import Mark
from domain.mailbox_policy import Mailbox
from intake.folder_names import Listed, choose, decode, encode, near
from intake.sources.imap import ImapSource
from tests.intake.imap_accounts import mail, mailbox, source_of
from tests.servers.dovecot import Dovecot
from tests.servers.scripted_imap import CAPABILITIES, PASSWORD, ScriptedImap

SIX_SCRIPTS = ("Überfällig", "Реклама & споры", "未払い請求", "απαιτήσεις", "تسويات", "הזמנות")
_ALPHABETS = (
    "abc&-/. \"\\,+~'",
    "äöüßéøłç",
    "Жщю",
    "请求书未払",
    "ελς",
    "عربية",
    "עברית",
    "🧾💶𝔘",
    "\u0301\u200b\x07\t",
)


def _name(chance: random.Random) -> str:
    letters = [chance.choice(chance.choice(_ALPHABETS)) for _ in range(chance.randint(1, 30))]
    return "".join(letters)


@pytest.mark.parametrize(
    "count",
    [1000, pytest.param(3000, marks=pytest.mark.long), pytest.param(10_000, marks=pytest.mark.soak)],
)
def test_every_name_survives_modified_utf_7_both_ways(count: int) -> None:
    chance = random.Random(20261122)
    for _ in range(count):
        name = _name(chance)
        coded = encode(name)
        assert decode(coded) == name
        assert coded.isascii() and coded.isprintable()
        assert coded.encode() == peer_encode(name)
        assert peer_decode(coded.encode()) == name


@pytest.mark.parametrize(
    "text", ["&", "&x", "a&AGE", "&!!!-", "&AA-", "&2D0-", "Geb\u00fchren", "&-&-", "&Jjo!"]
)
def test_what_is_no_modified_utf_7_is_read_all_the_same(text: str) -> None:
    assert isinstance(decode(text), str)
    assert decode(encode(text)) == text


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        encode("x\ud83e")


def test_a_folder_is_found_by_slash_by_delimiter_without_prefix_and_in_either_unicode_form() -> None:
    listed = [Listed(name, ".") for name in ("INBOX", "INBOX.Team.Eingang", "Other.Réclamations")]
    for wanted in ("Team/Eingang", "INBOX/Team/Eingang", "inbox.Team.Eingang", "Team.Eingang"):
        assert choose(wanted, listed, ["INBOX."]) == "INBOX.Team.Eingang"
    assert choose("Other/Re\u0301clamations", listed, ["INBOX."]) == "Other.Réclamations"
    assert choose("team/eingang", listed, ["INBOX."]) is None
    assert choose("Team", [Listed("Team", "/", selectable=False)], []) is None
    assert choose("a/b", [Listed("a/b", None)], []) == "a/b"


def test_near_names_are_offered_the_nearest_first() -> None:
    listed = [Listed(name, ".") for name in ("INBOX", "INBOX.Team.Eingang", "Archive", "Remittances")]
    assert near("Team/Eingnag", listed)[0] == "INBOX/Team/Eingang"
    assert near("remittance", listed) == ["Remittances"]
    assert near("Zebra", listed) == []


@pytest.mark.parametrize("name", SIX_SCRIPTS)
def test_folders_in_six_scripts_are_read_from_a_real_server(
    dovecot: Dovecot, user: str, opened: list[ImapSource], name: str
) -> None:
    with dovecot.client(user) as client:
        client.create_folder(f"Team/{name}")
        client.append(f"Team/{name}", mail(1))
    source = source_of(opened, mailbox(dovecot, user, folders=[f"Team/{name}"]))
    (batch,) = source.fetch(f"Team/{name}", Mark(source.first_mark(f"Team/{name}").uidvalidity, 0))
    assert (batch.folder, batch.mails[0].key.folder) == (f"Team/{name}", f"Team/{name}")


@pytest.fixture(params=[False, True], ids=["modified UTF-7", "UTF8=ACCEPT"])
def dotted(request: pytest.FixtureRequest) -> Iterator[ScriptedImap]:
    more = ("ENABLE", "UTF8=ACCEPT") if request.param else ()
    with ScriptedImap((*CAPABILITIES, *more)) as server:
        box = server.mailbox("ar")
        box.delimiter = "."
        box.namespace = '(("INBOX." ".")) NIL NIL'
        yield server


def _dotted_source(server: ScriptedImap, folder: str) -> ImapSource:
    box = Mailbox(
        name="ar",
        host=server.host,
        port=server.port,
        security="none",
        user="ar",
        folders=(folder,),
        idle=False,
    )
    return ImapSource(box, PASSWORD, SystemClock())


@pytest.mark.parametrize("name", [*SIX_SCRIPTS, 'with "quotes"', "back\\slash", "007", "(list)"])
def test_delimiter_and_namespace_are_the_servers_business(dotted: ScriptedImap, name: str) -> None:
    with dotted.mailbox("ar") as box:
        box.folder(f"INBOX.Team.{name}").add(mail(1))
    wanted = f"Team/{name}"
    source = _dotted_source(dotted, wanted)
    (batch,) = source.fetch(wanted, Mark(source.first_mark(wanted).uidvalidity, 0))
    assert len(batch.mails) == 1
    assert len(dotted.sent("LIST")) == 1
    with pytest.raises(SourceError, match=r"correct `folders`. Names that are there:"):
        source.first_mark(f"Team/{name}s")
    source.close()
