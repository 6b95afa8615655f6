"""A real Dovecot on loopback for tests: started on a free port, stopped by its pid."""

import imaplib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from imapclient import IMAPClient

from tests.servers.certificates import write_certificate
from tests.servers.ports import free_ports

PASSWORD = "secret"
PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
MAIL_USER = "mail"
_CONFIG = """
base_dir = {dir}/run
state_dir = {dir}/state
protocols = imap
listen = 127.0.0.1
{ssl}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = dovecot
default_login_user = dovenull
default_internal_group = dovecot
first_valid_uid = 1
mail_location = maildir:{dir}/mail/%u:UTF-8
mail_uid = {user}
mail_gid = {user}
log_path = {dir}/dovecot.log
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={user} home={dir}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
    ssl = {has_tls}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


def why_not() -> str | None:
    """Return why Dovecot cannot be started here, None when it can."""
    if os.geteuid() != 0:
        return "Dovecot is started as root only; run the tests as root"
    if not Path(PROGRAM).is_file():
        return "Dovecot is not installed; apt-get install --no-install-recommends dovecot-imapd"
    return None


class Dovecot:
    """One server; every user name signs in with PASSWORD and gets a mailbox of its own."""

    host = "127.0.0.1"

    def __init__(self, *, tls: bool = False) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="ardoise-dovecot-"))
        self.root.chmod(0o755)
        self.tls = tls
        self.ports = free_ports(2)
        self.ca_file = self.root / "ca.pem"
        self._started = False

    @property
    def port(self) -> int:
        """Where it listens without TLS; with `tls` it offers STARTTLS there."""
        return self.ports[0]

    @property
    def tls_port(self) -> int:
        """Where it listens with TLS from the first byte."""
        return self.ports[1]

    def start(self) -> "Dovecot":
        """Start and wait until it answers."""
        mail = self.root / "mail"
        mail.mkdir(exist_ok=True)
        shutil.chown(mail, MAIL_USER, MAIL_USER)
        config = self.root / "dovecot.conf"
        config.write_text(
            _CONFIG.format(
                dir=self.root,
                ssl=self._tls_settings(),
                user=MAIL_USER,
                password=PASSWORD,
                port=self.port,
                tls_port=self.tls_port if self.tls else 0,
                has_tls="yes" if self.tls else "no",
            )
        )
        subprocess.run([PROGRAM, "-c", str(config)], check=True, timeout=30)
        self._started = True
        self._wait_for_greeting()
        return self

    def stop(self) -> None:
        """Stop by pid and throw its folder away."""
        self.halt()
        shutil.rmtree(self.root, ignore_errors=True)

    def halt(self) -> None:
        """Stop by pid; the mail stays for another `start`."""
        pid_file = self.root / "run" / "master.pid"
        if not self._started or not pid_file.is_file():
            return
        pid = int(pid_file.read_text())
        pids = [pid, *_children(pid)]
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + 0.3
        while any(map(_alive, pids)) and time.monotonic() < deadline:
            time.sleep(0.02)
        for left in filter(_alive, pids):
            os.kill(left, signal.SIGKILL)
        pid_file.unlink(missing_ok=True)
        self._started = False

    def client(self, user: str) -> IMAPClient:
        """Return a signed-in connection of another mail program; use it as a context manager."""
        client = IMAPClient(self.host, self.port, ssl=False, timeout=20)
        client._imap.debug = 0
        client.login(user, PASSWORD)
        return client

    def maildir(self, user: str, folder: str = "INBOX") -> Path:
        """Return where a folder's files lie, made at need."""
        with self.client(user) as client:
            if folder != "INBOX" and not client.folder_exists(folder):
                client.create_folder(folder)
            client.select_folder(folder, readonly=True)
        root = self.root / "mail" / user
        return root if folder == "INBOX" else root / f".{folder.replace('/', '.')}"

    def deliver(self, user: str, raw: bytes, folder: str = "INBOX") -> str:
        """Deliver as a mail server does: write into tmp/, rename into new/. Returns the file's name."""
        place = self.maildir(user, folder)
        name = f"{time.time_ns()}.{os.urandom(6).hex()}.test"
        written = place / "tmp" / name
        written.parent.mkdir(exist_ok=True)
        written.write_bytes(raw)
        shutil.chown(written, MAIL_USER, MAIL_USER)
        written.rename(place / "new" / name)
        return name

    def append(
        self, user: str, raws: Sequence[bytes], folder: str = "INBOX", flags: Sequence[bytes] = ()
    ) -> None:
        """Put mails there by APPEND, over one connection."""
        connection = imaplib.IMAP4(self.host, self.port, timeout=20)
        try:
            connection.login(user, PASSWORD)
            for raw in raws:
                answer, said = connection.append(
                    f'"{folder}"',
                    f"({b' '.join(flags).decode()})",
                    None,
                    raw,  # type: ignore[arg-type]
                )
                if answer != "OK":
                    raise RuntimeError(f"APPEND was refused: {said!r}")
        finally:
            connection.logout()

    def flags(self, user: str, folder: str = "INBOX") -> dict[int, tuple[bytes, ...]]:
        """Return each mail's flags by uid, without \\Recent."""
        with self.client(user) as client:
            client.select_folder(folder, readonly=True)
            found = client.get_flags(client.search("ALL"))
        return {uid: tuple(flag for flag in flags if flag != b"\\Recent") for uid, flags in found.items()}

    def mails(self, user: str, folder: str = "INBOX") -> dict[int, bytes]:
        """Return every mail's bytes by uid."""
        with self.client(user) as client:
            client.select_folder(folder, readonly=True)
            found = client.fetch(client.search("ALL"), ["BODY.PEEK[]"])
        return {uid: answer[b"BODY[]"] for uid, answer in found.items()}

    def remove(self, user: str, uids: Sequence[int], folder: str = "INBOX") -> None:
        """Delete mails for good, as a clerk does in another program."""
        with self.client(user) as client:
            client.select_folder(folder)
            client.delete_messages(uids)
            client.expunge()

    def renumber(self, user: str, folder: str) -> None:
        """Give the folder a new UIDVALIDITY: copy its mail to a new folder that takes over its name."""
        with self.client(user) as client:
            client.create_folder(f"{folder}-rebuilt")
            client.select_folder(folder, readonly=True)
            uids = client.search("ALL")
            if uids:
                client.copy(uids, f"{folder}-rebuilt")
            client.unselect_folder()
            client.delete_folder(folder)
            client.rename_folder(f"{folder}-rebuilt", folder)

    def _tls_settings(self) -> str:
        if not self.tls:
            return "ssl = no"
        key = self.root / "key.pem"
        write_certificate(self.ca_file, key)
        return f"ssl = yes\nssl_cert = <{self.ca_file}\nssl_key = <{key}"

    def _wait_for_greeting(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            try:
                with socket.create_connection((self.host, self.port), timeout=5) as connection:
                    if connection.recv(100).startswith(b"* OK"):
                        return
            except OSError:
                pass
            if time.monotonic() > deadline:
                log = self.root / "dovecot.log"
                raise RuntimeError(
                    f"Dovecot does not answer: {log.read_text() if log.is_file() else 'no log'}"
                )
            time.sleep(0.05)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found.append(int(entry.parent.name))
    return found
