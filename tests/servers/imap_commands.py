"""The commands of the scripted IMAP server about signing in and about folders."""

import base64
import re
from collections.abc import Callable

from tests.servers.imap_connection import Connection, No, View
from tests.servers.imap_mailbox import SYSTEM_FLAGS, Folder
from tests.servers.imap_words import Word, folder_to

Handler = Callable[[Connection, list[Word]], str]

_FAILED = "[AUTHENTICATIONFAILED] wrong user or password"
_ERROR = base64.b64encode(b'{"status":"400","schemes":"bearer"}')


def capability(connection: Connection, words: list[Word]) -> str:
    """CAPABILITY."""
    offered = connection.shared.capabilities
    connection.say(b"* CAPABILITY " + " ".join(sorted(offered, key=_first)).encode())
    return "OK these"


def login(connection: Connection, words: list[Word]) -> str:
    """LOGIN."""
    user, password = (word.decode() for word in words if isinstance(word, bytes))
    if not connection.shared.check_password(user, password):
        raise No(_FAILED)
    connection.sign_in(user)
    return "OK signed in"


def authenticate(connection: Connection, words: list[Word]) -> str:
    """AUTHENTICATE PLAIN and XOAUTH2, with or without the answer on the same line."""
    mechanism = _text(words[0]).upper()
    if f"AUTH={mechanism}" not in connection.shared.capabilities:
        raise No(f"no mechanism {mechanism}")
    if len(words) > 1:
        answer = _text(words[1])
    else:
        connection.say(b"+ ")
        answer = connection.wire.line().strip().decode()
    if answer == "*":
        raise ValueError("cancelled")
    said = base64.b64decode(answer).decode()
    user = _plain(connection, said) if mechanism == "PLAIN" else _bearer(connection, said)
    connection.sign_in(user)
    return "OK signed in"


def _plain(connection: Connection, said: str) -> str:
    _, user, password = said.split("\0")
    if not connection.shared.check_password(user, password):
        raise No(_FAILED)
    return user


def _bearer(connection: Connection, said: str) -> str:
    found = re.fullmatch(r"user=([^\x01]*)\x01auth=Bearer ([^\x01]*)\x01\x01", said)
    if found is None:
        raise ValueError("no XOAUTH2 answer")
    if not connection.shared.check_token(found[1], found[2]):
        connection.say(b"+ " + _ERROR)
        connection.wire.line()
        raise No("AUTHENTICATE failed.")
    return found[1]


def starttls(connection: Connection, words: list[Word]) -> str:
    """STARTTLS is done by the server after this answer; see `scripted_imap`."""
    if not connection.can("STARTTLS") or connection.shared.tls is None:
        raise ValueError("no STARTTLS")
    return "OK begin"


def enable(connection: Connection, words: list[Word]) -> str:
    """ENABLE; UTF8=ACCEPT is all there is."""
    _need(connection, "ENABLE")
    wanted = {_text(word).upper() for word in words} & {"UTF8=ACCEPT"} & connection.shared.capabilities
    connection.utf8 = connection.utf8 or bool(wanted)
    connection.say(b"* ENABLED " + " ".join(wanted).encode())
    return "OK enabled"


def namespace(connection: Connection, words: list[Word]) -> str:
    """NAMESPACE."""
    _need(connection, "NAMESPACE")
    connection.say(b"* NAMESPACE " + connection.opened().namespace.encode())
    return "OK that is all"


def list_folders(connection: Connection, words: list[Word]) -> str:
    """LIST."""
    return _listed(connection, words, b"LIST")


def list_subscribed(connection: Connection, words: list[Word]) -> str:
    """LSUB: every folder counts as subscribed."""
    return _listed(connection, words, b"LSUB")


def _listed(connection: Connection, words: list[Word], name: bytes) -> str:
    mailbox = connection.opened()
    delimiter = f'"{mailbox.delimiter}"'.encode() if mailbox.delimiter else b"NIL"
    pattern = connection.folder_name(words[0]) + connection.folder_name(words[1])
    if not pattern:
        connection.say(b"* " + name + b" (\\Noselect) " + delimiter + b' ""')
        return "OK listed"
    with mailbox:
        found = [one for one in mailbox.folders.values() if _fits(pattern, one.name, mailbox.delimiter)]
    for folder in found:
        marks = " ".join(_attributes(connection, folder)).encode()
        wire = folder_to(folder.name, utf8=connection.utf8)
        connection.say(b"* " + name + b" (" + marks + b") " + delimiter + b" " + wire)
    return "OK listed"


def _attributes(connection: Connection, folder: Folder) -> list[str]:
    marks = [] if folder.selectable else ["\\Noselect"]
    return [*marks, folder.special_use] if folder.special_use and connection.can("SPECIAL-USE") else marks


def _fits(pattern: str, name: str, delimiter: str | None) -> bool:
    within = f"[^{re.escape(delimiter)}]*" if delimiter else ".*"
    parts = {"*": ".*", "%": within}
    return bool(re.fullmatch("".join(parts.get(one, re.escape(one)) for one in pattern), name, re.S))


def create(connection: Connection, words: list[Word]) -> str:
    """CREATE."""
    name = connection.folder_name(words[0])
    with connection.opened() as mailbox:
        if name in mailbox.folders:
            raise No("[ALREADYEXISTS] it is there")
        mailbox.folder(name)
    return "OK made"


def select(connection: Connection, words: list[Word]) -> str:
    """SELECT."""
    return _opened(connection, words[0], read_only=False)


def examine(connection: Connection, words: list[Word]) -> str:
    """EXAMINE."""
    return _opened(connection, words[0], read_only=True)


def _opened(connection: Connection, word: Word, *, read_only: bool) -> str:
    connection.leave_folder()
    with connection.opened():
        folder = connection.folder(word)
        view = View(folder, read_only, [one.uid for one in folder.messages])
        view.flags = {one.uid: frozenset(one.flags) for one in folder.messages}
        used = {flag for one in folder.messages for flag in one.flags}
        kept = "" if read_only else " ".join(folder.permanent_flags)
        lines = [f"FLAGS ({' '.join(sorted(SYSTEM_FLAGS | used))})", f"{len(view.uids)} EXISTS", "0 RECENT"]
        lines.append(f"OK [PERMANENTFLAGS ({kept})] kept")
        lines += [f"OK [UIDVALIDITY {folder.uidvalidity}] valid"] if folder.uidvalidity_said else []
        lines.append(f"OK [UIDNEXT {folder.uidnext}] next")
    for line in lines:
        connection.say(b"* " + line.encode())
    connection.view = view
    return f"OK [READ-{'ONLY' if read_only else 'WRITE'}] opened"


def status(connection: Connection, words: list[Word]) -> str:
    """STATUS."""
    with connection.opened():
        folder = connection.folder(words[0])
        known = {
            "MESSAGES": len(folder.messages),
            "RECENT": 0,
            "UIDNEXT": folder.uidnext,
            "UIDVALIDITY": folder.uidvalidity,
            "UNSEEN": sum("\\Seen" not in one.flags for one in folder.messages),
        }
    asked = [_text(word).upper() for word in words[1]] if isinstance(words[1], list) else []
    said = " ".join(f"{name} {known[name]}" for name in asked if name in known)
    connection.say(b"* STATUS " + folder_to(folder.name, utf8=connection.utf8) + b" (" + said.encode() + b")")
    return "OK counted"


def logout(connection: Connection, words: list[Word]) -> str:
    """LOGOUT."""
    connection.say(b"* BYE until soon")
    connection.leaving = True
    return "OK bye"


def noop(connection: Connection, words: list[Word]) -> str:
    """NOOP and CHECK; the news come by themselves."""
    return "OK nothing"


def _need(connection: Connection, name: str) -> None:
    if not connection.can(name):
        raise ValueError(f"no {name}")


def _text(word: Word) -> str:
    if not isinstance(word, bytes):
        raise ValueError("a word is missing")
    return word.decode()


def _first(name: str) -> tuple[bool, str]:
    return (name != "IMAP4rev1", name)


COMMANDS: dict[str, Handler] = {
    "CAPABILITY": capability,
    "LOGIN": login,
    "AUTHENTICATE": authenticate,
    "STARTTLS": starttls,
    "ENABLE": enable,
    "NAMESPACE": namespace,
    "LIST": list_folders,
    "LSUB": list_subscribed,
    "CREATE": create,
    "SELECT": select,
    "EXAMINE": examine,
    "STATUS": status,
    "LOGOUT": logout,
    "NOOP": noop,
    "CHECK": noop,
}
