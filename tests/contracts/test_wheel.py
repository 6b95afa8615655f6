"""The built wheel works from another folder, with nothing of the checkout in sight."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.servers.installations import ROOT, SAMPLES

PROGRAM = """
import sys
checkout, home, *arguments = sys.argv[1:]
sys.path[:] = [home, *(path for path in sys.path if path != checkout)]
sys.argv[1:] = arguments
from app.cli import main
main()
"""


def test_the_wheel_processes_a_mail_and_runs_the_demo(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    (wheel,) = tmp_path.glob("ardoise-*.whl")
    home = tmp_path / "installed"
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--target", str(home), str(wheel)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, "-c", PROGRAM, str(ROOT), str(home)]
    surroundings = {**os.environ, "PYTHONPATH": str(home)}
    mail = SAMPLES / "inbox" / "request-en-one-copy.eml"
    answer = subprocess.run(
        [*command, "process", str(mail)],
        cwd=elsewhere,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert json.loads(answer.stdout)["route"]["label"] == "invoice_copy_request"
    shown = subprocess.run(
        [*command, "demo", "--no-serve"],
        cwd=elsewhere,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert "waiting for a clerk" in shown.stdout
