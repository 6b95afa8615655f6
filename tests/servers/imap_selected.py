"""The commands of the scripted IMAP server about the mails of a folder."""

from collections.abc import Callable, Iterable
from datetime import datetime

from tests.servers.imap_connection import Connection, No, View
from tests.servers.imap_items import answer_of, flags_of, items_of, marks_seen
from tests.servers.imap_mailbox import Folder, KeywordHabit, Message
from tests.servers.imap_search import search
from tests.servers.imap_words import Word, numbers_of, ranges

Handler = Callable[[Connection, list[Word]], str]


def uid_search(connection: Connection, words: list[Word]) -> str:
    """UID SEARCH."""
    found = [message.uid for message in _found(connection, words)]
    connection.say(b"* SEARCH" + b"".join(b" %d" % uid for uid in found))
    return "OK searched"


def number_search(connection: Connection, words: list[Word]) -> str:
    """SEARCH."""
    places = {uid: place for place, uid in enumerate(connection.selected().uids, start=1)}
    found = [places[message.uid] for message in _found(connection, words) if message.uid in places]
    connection.say(b"* SEARCH" + b"".join(b" %d" % place for place in found))
    return "OK searched"


def _found(connection: Connection, words: list[Word]) -> list[Message]:
    view = connection.selected()
    connection.news()
    with connection.opened():
        shown = Folder(view.folder.name, messages=[view.shown(one) for one in view.folder.messages])
        return search(shown, words)


def uid_fetch(connection: Connection, words: list[Word]) -> str:
    """UID FETCH; bodies are sent piece by piece."""
    return _fetched(connection, _uids(connection, words[0]), items_of(words[1]))


def number_fetch(connection: Connection, words: list[Word]) -> str:
    """FETCH."""
    uids = connection.selected().uids
    places = numbers_of(_word(words[0]), range(1, len(uids) + 1))
    return _fetched(connection, [uids[place - 1] for place in places], items_of(words[1]))


def _fetched(connection: Connection, uids: list[int], items: list[str]) -> str:
    view = connection.selected()
    with connection.opened():
        found = connection.messages(uids)
        if marks_seen(view.folder, items):
            for uid in (message.uid for _, message in found):
                _stored(view, uid, lambda flags: flags | {"\\Seen"})
    for place, message in found:
        for piece in answer_of(place, message, items, connection.shared.script.omitted):
            connection.wire.send(piece)
    return "OK fetched"


def uid_store(connection: Connection, words: list[Word]) -> str:
    """UID STORE with +FLAGS, -FLAGS or FLAGS, .SILENT or not."""
    view = _writable(connection)
    how = _word(words[1]).decode().upper()
    said = words[2] if isinstance(words[2], list) else words[2:]
    flags = [_word(flag).decode() for flag in said]
    refused = [flag for flag in flags if not view.folder.keeps(flag)]
    if refused and view.folder.refused_keywords is KeywordHabit.BAD:
        raise ValueError(f"unknown flag {refused[0]}")
    kept = {flag for flag in flags if flag not in refused}
    uids = _uids(connection, words[0])
    with connection.opened():
        for uid in uids:
            _stored(view, uid, lambda before: _changed(how, before, kept))
            if refused and view.folder.refused_keywords is KeywordHabit.SESSION:
                session = view.session_flags.setdefault(uid, set())
                view.session_flags[uid] = _changed(how, session, set(refused))
        found = connection.messages(uids)
        for place, message in found:
            view.flags[message.uid] = frozenset(message.flags - view.session_flags.get(message.uid, set()))
            if not how.endswith(".SILENT"):
                connection.say(b"* %d FETCH (UID %d FLAGS %s)" % (place, message.uid, flags_of(message)))
    return "OK stored"


def _changed(how: str, before: set[str], named: set[str]) -> set[str]:
    if how.startswith("+"):
        return before | named
    return before - named if how.startswith("-") else set(named)


def _stored(view: View, uid: int, change: Callable[[set[str]], set[str]]) -> None:
    message = view.folder.find(uid)
    if message is not None:
        message.flags = change(message.flags)


def uid_copy(connection: Connection, words: list[Word]) -> str:
    """UID COPY, with COPYUID where UIDPLUS is offered."""
    view = connection.selected()
    with connection.opened():
        target = connection.folder(words[1])
        copied = _copied(view.folder, _uids(connection, words[0]), target)
    return f"OK {_copyuid(connection, target, copied)}copied"


def uid_move(connection: Connection, words: list[Word]) -> str:
    """UID MOVE, with an untagged COPYUID where UIDPLUS is offered."""
    _need(connection, "MOVE")
    view = _writable(connection)
    with connection.opened():
        target = connection.folder(words[1])
        copied = _copied(view.folder, _uids(connection, words[0]), target)
        said = _copyuid(connection, target, copied)
        for uid in copied:
            view.folder.take(uid)
    if said:
        connection.say(b"* OK " + said.encode() + b"moved")
    return "OK moved"


def _copied(source: Folder, uids: Iterable[int], target: Folder) -> dict[int, int]:
    numbers = {}
    for uid in uids:
        one = source.find(uid)
        if one is not None:
            numbers[uid] = target.add(one.content, flags=one.flags, internal_date=one.internal_date).uid
    return numbers


def _copyuid(connection: Connection, target: Folder, copied: dict[int, int]) -> str:
    if not connection.can("UIDPLUS") or not copied:
        return ""
    return f"[COPYUID {target.uidvalidity} {ranges(copied)} {ranges(copied.values())}] "


def expunge(connection: Connection, words: list[Word]) -> str:
    """EXPUNGE: purges what anybody marked."""
    return _expunged(connection, [one.uid for one in connection.selected().folder.messages])


def uid_expunge(connection: Connection, words: list[Word]) -> str:
    """UID EXPUNGE."""
    _need(connection, "UIDPLUS")
    return _expunged(connection, _uids(connection, words[0]))


def _expunged(connection: Connection, uids: list[int]) -> str:
    view = _writable(connection)
    with connection.opened():
        for uid in uids:
            message = view.folder.find(uid)
            if message is not None and "\\Deleted" in message.flags:
                view.folder.take(uid)
    return "OK purged"


def close(connection: Connection, words: list[Word]) -> str:
    """CLOSE: purges without a word what anybody marked, unless the folder was examined."""
    view = connection.selected()
    if not view.read_only:
        _expunged(connection, list(view.uids))
    connection.leave_folder()
    return "OK closed"


def unselect(connection: Connection, words: list[Word]) -> str:
    """UNSELECT."""
    _need(connection, "UNSELECT")
    connection.selected()
    connection.leave_folder()
    return "OK left"


def idle(connection: Connection, words: list[Word]) -> str:
    """IDLE: tells news until DONE."""
    _need(connection, "IDLE")
    connection.say(b"+ idling")
    connection.news()
    while not connection.wire.wait():
        connection.news()
    if connection.wire.line().strip().upper() != b"DONE":
        raise ValueError("DONE was due")
    return "OK awake"


def append(connection: Connection, words: list[Word]) -> str:
    """APPEND, with APPENDUID where UIDPLUS is offered."""
    flags: list[str] = []
    settings = {}
    for word in words[1:-1]:
        if isinstance(word, list):
            flags = [_word(flag).decode() for flag in word]
        else:
            settings["internal_date"] = datetime.strptime(word.decode().strip(), "%d-%b-%Y %H:%M:%S %z")
    with connection.opened():
        target = connection.folder(words[0])
        added = target.add(_word(words[-1]), flags=flags, **settings)
    said = f"[APPENDUID {target.uidvalidity} {added.uid}] " if connection.can("UIDPLUS") else ""
    return f"OK {said}appended"


def _uids(connection: Connection, word: Word) -> list[int]:
    connection.news()
    return numbers_of(_word(word), list(connection.selected().uids))


def _writable(connection: Connection) -> View:
    view = connection.selected()
    if view.read_only:
        raise No("[READ-ONLY] the folder was examined")
    return view


def _need(connection: Connection, name: str) -> None:
    if not connection.can(name):
        raise ValueError(f"no {name}")


def _word(word: Word) -> bytes:
    if not isinstance(word, bytes):
        raise ValueError("a word is missing")
    return word


COMMANDS: dict[str, Handler] = {
    "SEARCH": number_search,
    "UID SEARCH": uid_search,
    "FETCH": number_fetch,
    "UID FETCH": uid_fetch,
    "UID STORE": uid_store,
    "UID COPY": uid_copy,
    "UID MOVE": uid_move,
    "EXPUNGE": expunge,
    "UID EXPUNGE": uid_expunge,
    "CLOSE": close,
    "UNSELECT": unselect,
    "IDLE": idle,
    "APPEND": append,
}
