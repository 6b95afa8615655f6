"""One connection to the scripted IMAP server: commands in, answers and news out."""

import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.servers.imap_items import flags_of
from tests.servers.imap_mailbox import Folder, Mailbox, Message
from tests.servers.imap_script import Answered, Command, Dropped, Script
from tests.servers.imap_wire import Wire
from tests.servers.imap_words import Word, folder_from, words_of

_BY_NUMBER = {"FETCH", "STORE", "SEARCH", "COPY", "MOVE"}


@dataclass
class Shared:
    """What all connections of one server have in common; see `scripted_imap.ScriptedImap`."""

    capabilities: set[str]
    script: Script
    mailboxes: dict[str, Mailbox]
    check_password: Callable[[str, str], bool]
    check_token: Callable[[str, str], bool]
    received: list[Command]
    tls: ssl.SSLContext | None = None


class No(Exception):
    """The command is answered by NO and these words."""


@dataclass
class View:
    """What this connection knows of the selected folder."""

    folder: Folder
    read_only: bool
    uids: list[int] = field(default_factory=list)
    flags: dict[int, frozenset[str]] = field(default_factory=dict)
    session_flags: dict[int, set[str]] = field(default_factory=dict)

    def shown(self, message: Message) -> Message:
        """Return the mail with the flags that live in this connection only."""
        extra = self.session_flags.get(message.uid)
        if not extra:
            return message
        flags = message.flags | extra
        return Message(message.uid, message.content, flags, message.internal_date, message.announced_size)


class Connection:
    """Serves one client until it leaves or is cut."""

    def __init__(self, shared: Shared, wire: Wire, number: int) -> None:
        self.shared = shared
        self.wire = wire
        self.number = number
        self.user: str | None = None
        self.mailbox: Mailbox | None = None
        self.view: View | None = None
        self.utf8 = False
        self.leaving = False

    def serve(self, commands: "dict[str, Callable[[Connection, list[Word]], str]]") -> None:
        """Greet and answer until the end; a cut connection ends it quietly."""
        reset = False
        try:
            self._hooked(self._command(b"CONNECT", "CONNECT"), lambda: self.say(b"* OK ready") or "")
            while not self.leaving:
                self._one(self.wire.command(), commands)
        except Dropped as end:
            reset = end.reset
            if end.bye is not None:
                self._last_words(end.bye)
        except (OSError, EOFError, ValueError):  # ValueError: the socket was closed by `stop`
            pass
        finally:
            self.leave_folder()
            self.sign_out()
            self.wire.close(reset=reset)

    def say(self, line: bytes) -> None:
        """Send one line."""
        self.wire.send(line + b"\r\n")

    def sign_in(self, user: str) -> None:
        """Open that user's mailbox."""
        self.user = user
        self.mailbox = self.shared.mailboxes.setdefault(user, Mailbox())
        self.mailbox.listen(self.wire.wake)

    def sign_out(self) -> None:
        """Hear no more of the mailbox."""
        if self.mailbox is not None:
            self.mailbox.forget(self.wire.wake)
            self.mailbox = None

    def can(self, capability: str) -> bool:
        """Tell whether the server offers that now."""
        return capability in self.shared.capabilities

    def opened(self) -> Mailbox:
        """Return the mailbox. Raises ValueError before sign-in."""
        if self.mailbox is None:
            raise ValueError("sign in first")
        return self.mailbox

    def selected(self) -> View:
        """Return the view. Raises ValueError when no folder is selected."""
        if self.view is None:
            raise ValueError("select a folder first")
        return self.view

    def folder(self, word: Word) -> Folder:
        """Return the named folder. Raises No when it is not there."""
        name = self.folder_name(word)
        found = self.opened().folders.get("INBOX" if name.upper() == "INBOX" else name)
        if found is None or not found.selectable:
            raise No("[TRYCREATE] no such folder")
        return found

    def folder_name(self, word: Word) -> str:
        """Return the name in the form the test knows."""
        if not isinstance(word, bytes):
            raise ValueError("a folder's name is a word")
        return folder_from(word, utf8=self.utf8)

    def leave_folder(self) -> None:
        """Select nothing."""
        self.view = None

    def messages(self, uids: Iterable[int]) -> list[tuple[int, Message]]:
        """Return (place, mail) of those uids that are still there and known to this connection."""
        view = self.selected()
        places = {uid: place for place, uid in enumerate(view.uids, start=1)}
        wanted = set(uids)
        return [
            (places[one.uid], view.shown(one))
            for one in view.folder.messages
            if one.uid in wanted and one.uid in places
        ]

    def news(self, *, expunges: bool = True) -> None:
        """Say what changed in the selected folder since the last word about it."""
        if self.view is None or self.mailbox is None:
            return
        with self.mailbox:
            lines = list(_changes(self.view, expunges=expunges))
        for line in lines:
            self.say(line)

    def _one(self, raw: bytes, commands: "dict[str, Callable[[Connection, list[Word]], str]]") -> None:
        tag, _, line = raw.partition(b" ")
        try:
            words = words_of(line)
        except ValueError as error:
            self.say(tag + f" BAD {error}".encode())
            return
        name = _name(words)
        command = self._command(line, name)
        handler = commands.get(name)

        def perform() -> str:
            if handler is None:
                raise ValueError(f"unknown command {name}")
            said = handler(self, words[2 if name.startswith("UID ") else 1 :])
            self.news(expunges=name not in _BY_NUMBER)
            return said

        said = self._hooked(command, perform)
        self.say(tag + b" " + said.encode())
        if name == "STARTTLS" and said.startswith("OK") and self.shared.tls is not None:
            self.wire.secure(self.shared.tls)

    def _hooked(self, command: Command, perform: Callable[[], str]) -> str:
        """Return the tagged answer."""
        self.shared.received.append(command)
        try:
            self.shared.script.at_start(command, self.say)
            said = _answer(perform)
            self.shared.script.at_end(command, self.say)
        except Answered as instead:
            return instead.line
        return said

    def _command(self, line: bytes, name: str) -> Command:
        folder = self.view.folder.name if self.view else None
        return Command(name, line, self.number, self.user, folder)

    def _last_words(self, text: str) -> None:
        try:
            self.say(b"* BYE " + text.encode())
        except OSError:
            return


def _answer(perform: Callable[[], str]) -> str:
    try:
        return perform()
    except No as no:
        return f"NO {no}"
    except (ValueError, IndexError) as error:
        return f"BAD {error}"


def _name(words: list[Word]) -> str:
    said = [word.decode("ascii", "replace").upper() for word in words[:2] if isinstance(word, bytes)]
    return " ".join(said) if said[:1] == ["UID"] else (said or [""])[0]


def _changes(view: View, *, expunges: bool) -> Iterable[bytes]:
    """Bring the view up to date and yield the lines that tell it."""
    present = {message.uid: message for message in view.folder.messages}
    if expunges:
        for place in range(len(view.uids), 0, -1):
            if view.uids[place - 1] not in present:
                view.flags.pop(view.uids.pop(place - 1), None)
                yield b"* %d EXPUNGE" % place
    known = set(view.uids)
    arrived = [message for message in view.folder.messages if message.uid not in known]
    for message in arrived:
        view.uids.append(message.uid)
        view.flags[message.uid] = frozenset(message.flags)
    if arrived:
        yield b"* %d EXISTS" % len(view.uids)
    for place, uid in enumerate(view.uids, start=1):
        message = present.get(uid)
        if message is not None and view.flags[uid] != message.flags:
            view.flags[uid] = frozenset(message.flags)
            yield b"* %d FETCH (UID %d FLAGS %s)" % (place, uid, flags_of(view.shown(message)))
