"""Alarms by configuration: what cannot tell anybody is named by `check`, and before anything starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.checks import CHECKS
from app.settings import Settings
from domain.alarm_policy import AlarmMail, Alarms, Webhook
from domain.errors import ConfigurationError
from domain.section import Secret
from tests.servers.installations import ROOT
from tests.servers.ports import free_ports
from tests.servers.smtp_sink import SmtpSink

UNSET = Secret(env="ARDOISE_NEVER_SET")


def said(alarms: Alarms, folder: Path) -> dict[str, bool]:
    settings = Settings(data=folder, alarms=alarms)
    checks = [check for name, check, _ in CHECKS if name == "alarms"]
    return {finding.sentence: finding.works for check in checks for finding in check(settings)}


@pytest.mark.parametrize(
    ("alarms", "named"),
    [
        (Alarms(webhook=Webhook(url="https://hooks.example/", secret=UNSET)), "webhook's secret"),
        (Alarms(metrics_token=UNSET), "token of the metrics"),
        (
            Alarms(mail=AlarmMail(to=("it@ours.example",), host="smtp.example", password=UNSET)),
            "server that alarms leave by",
        ),
    ],
)
def test_check_names_a_secret_of_alarms_that_is_not_there(tmp_path: Path, alarms: Alarms, named: str) -> None:
    with pytest.raises(
        ConfigurationError, match=f"{named} is read from .* ARDOISE_NEVER_SET, which is not set"
    ):
        said(alarms, tmp_path)


def test_check_says_when_nobody_would_be_told(tmp_path: Path) -> None:
    (sentence,) = said(Alarms(), tmp_path)
    assert sentence.startswith("warning: nobody is told")


def test_check_signs_in_to_the_server_that_alarms_leave_by(tmp_path: Path) -> None:
    with SmtpSink() as sink:
        mail = AlarmMail(
            to=("it@ours.example",), sender="a@other.example", host=sink.host, port=sink.port, security="none"
        )
        found = said(Alarms(mail=mail), tmp_path)
        assert sink.received == []
    assert all(found.values())
    assert "the server that alarms leave by takes mail." in found
    assert any("it@ours.example" in sentence for sentence in found)


def test_check_names_the_setting_of_alarms_where_their_server_is_away(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    mail = AlarmMail(
        to=("it@ours.example",), sender="a@other.example", host="127.0.0.1", port=port, security="none"
    )
    problems = [sentence for sentence, works in said(Alarms(mail=mail), tmp_path).items() if not works]
    assert len(problems) == 1
    assert str(port) in problems[0]
    assert "outgoing." not in problems[0]


def test_the_service_does_not_start_where_alarms_could_not_be_told(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    config = tmp_path / "config.yaml"
    config.write_text(
        f"web: {{port: {port}}}\n"
        "alarms: {webhook: {url: 'https://hooks.example/', secret: {env: ARDOISE_NEVER_SET}}}\n"
    )
    command = [sys.executable, "-m", "app", "run", "--config", str(config)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert "webhook's secret is read from the environment variable ARDOISE_NEVER_SET" in ended.stderr
