"""A real Postfix on loopback for tests: takes mail for made-up domains into Maildirs of Dovecot."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.servers.ports import free_ports

PROGRAM = Path("/usr/sbin/postfix")
_MAIN = """
compatibility_level = 3.6
queue_directory = {dir}/queue
data_directory = {dir}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {dir}/postfix.log
maillog_file_prefixes = {dir}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.receiver.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
smtpd_relay_restrictions = permit_mynetworks, reject
message_size_limit = 50000000
virtual_mailbox_limit = 0
virtual_mailbox_domains = {domains}
virtual_mailbox_base = {mail}
virtual_mailbox_maps = inline:{{ {boxes} }}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
"""
_SERVICES = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


def why_not() -> str | None:
    """Return why Postfix cannot be started here, None when it can."""
    if os.geteuid() != 0:
        return "Postfix is started as root only; run the tests as root"
    if not PROGRAM.is_file():
        return "Postfix is not installed; apt-get install --no-install-recommends postfix"
    return None


class Postfix:
    """One server; `boxes` are the Maildirs below `mail` that addresses are delivered to."""

    host = "127.0.0.1"

    def __init__(self, mail: Path, user: str, boxes: Mapping[str, str]) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="ardoise-postfix-"))
        (self.port,) = free_ports(1)
        self._mail, self._owner, self._boxes = mail, pwd.getpwnam(user), boxes

    def __enter__(self) -> "Postfix":
        """Start and wait until it listens."""
        self.root.chmod(0o755)
        for name in ("queue", "data"):
            (self.root / name).mkdir()
        shutil.chown(self.root / "data", "postfix")
        domains = sorted({address.rpartition("@")[2] for address in self._boxes})
        boxes = ", ".join(f"{{ {address} = {box}/ }}" for address, box in self._boxes.items())
        values = {"dir": self.root, "mail": self._mail, "domains": " ".join(domains), "boxes": boxes}
        owner = {"uid": self._owner.pw_uid, "gid": self._owner.pw_gid}
        (self.root / "main.cf").write_text(_MAIN.format(**values, **owner))
        (self.root / "master.cf").write_text(_SERVICES.format(port=self.port))
        done = subprocess.run([PROGRAM, "-c", self.root, "start"], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"Postfix did not start: {done.stderr}{self.log()}")
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it by its pid and forget its folder."""
        pid_file = self.root / "queue/pid/master.pid"
        pid = int(pid_file.read_text())
        os.kill(pid, signal.SIGTERM)
        for _ in range(100):
            if not Path(f"/proc/{pid}").exists():
                break
            time.sleep(0.05)
        shutil.rmtree(self.root, ignore_errors=True)

    def log(self) -> str:
        """Return what it logged so far."""
        path = self.root / "postfix.log"
        return path.read_text() if path.exists() else ""
