"""The configuration: layers, names, sentences."""

from pathlib import Path

import pytest
import yaml

from app.reference import commands_page, settings_page
from app.settings import Settings, load_settings, secret_value
from domain.errors import ConfigurationError
from domain.section import Secret, Section

ROOT = Path(__file__).parents[2]


def fields_of(model: type[Section], above: str = "") -> dict[str, str]:
    """Every setting by its dotted name, with its description."""
    found = {}
    for name, field in model.model_fields.items():
        kinds = [field.annotation, *getattr(field.annotation, "__args__", ())]
        section = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Section)), None)
        found[f"{above}{name}"] = field.description or ("section" if section else "")
        if section:
            found |= fields_of(section, f"{above}{name}.")
    return found


def test_the_tracked_configuration_states_the_defaults_and_nothing_else() -> None:
    stated = Settings.model_validate(yaml.safe_load((ROOT / "config.yaml").read_text()))
    assert stated == Settings()


def test_every_setting_is_explained() -> None:
    unexplained = [name for name, description in fields_of(Settings).items() if not description]
    assert unexplained == []


def test_every_setting_stands_in_the_tracked_configuration() -> None:
    text = (ROOT / "config.yaml").read_text()
    missing = [name for name in fields_of(Settings) if f"{name.rpartition('.')[2]}:" not in text]
    missing = [name for name in missing if not name.startswith(("answering.modes.", "mailboxes."))]
    assert missing == []


@pytest.mark.parametrize(("page", "make"), [("settings", settings_page), ("commands", commands_page)])
def test_the_reference_pages_are_those_of_the_code(page: str, make: object) -> None:
    written = (ROOT / "docs" / "reference" / f"{page}.md").read_text()
    assert callable(make)
    assert written == make(), "run: python -m app.reference"


def test_the_local_file_lies_over_the_tracked_one(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("company: {name: A, language: fr}\nservice: {poll_seconds: 10}\n")
    (tmp_path / "config.local.yaml").write_text("company: {name: B}\n")
    settings = load_settings(tmp_path / "config.yaml")
    assert (settings.company.name, settings.company.language) == ("B", "fr")
    assert settings.service.poll_seconds == 10


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("answering: {mod: draft}", "answering.mod is no setting (did you mean modes?)"),
        ("nonsense: 1", "nonsense is no setting"),
        ("web: {port: many}", "web.port: Input should be a valid integer"),
        ("- a\n- b", "holds no settings"),
        ("a: [", "cannot be read as YAML"),
        ("web: {port: 99999}", "web.port: Input should be less than or equal to 65535"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text)
    with pytest.raises(ConfigurationError) as raised:
        load_settings(path)
    assert sentence in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_configuration_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="is not there"):
        load_settings(tmp_path / "none.yaml")


def test_relative_paths_count_from_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("data: here\nledger: {folder: books}\n")
    settings = load_settings(tmp_path / "config.yaml")
    assert settings.data == tmp_path / "here"
    assert settings.ledger.folder == tmp_path / "books"


def test_every_path_counts_from_the_configuration_however_deep_it_stands(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "mailboxes: [{name: ar, ca_file: ca.pem, password: {file: imap}}]\n"
        "outgoing: {ca_file: ca.pem, password: {file: smtp}}\n"
        "web: {tls_certificate: web.pem, tls_key: /etc/web.key}\n"
    )
    settings = load_settings(tmp_path / "config.yaml")
    assert settings.mailboxes[0].ca_file == settings.outgoing.ca_file == tmp_path / "ca.pem"
    assert settings.mailboxes[0].password.file == tmp_path / "imap"
    assert settings.outgoing.password.file == tmp_path / "smtp"
    assert settings.web.tls_certificate == tmp_path / "web.pem"
    assert settings.web.tls_key == Path("/etc/web.key")


@pytest.mark.parametrize(
    "text",
    [
        "outgoing: {password: hunter2}",
        "mailboxes: [{name: ar, password: {env: [hunter2]}}]",
        "outgoing: {password: {env: hunter2}",
    ],
)
def test_a_password_written_into_the_configuration_is_not_shown(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.yaml").write_text(text)
    with pytest.raises(ConfigurationError) as raised:
        load_settings(tmp_path / "config.yaml")
    assert "hunter2" not in str(raised.value)


def test_a_secret_comes_from_its_file_or_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("tell nobody\nsecond line\n")
    monkeypatch.setenv("ARDOISE_TEST_SECRET", "quiet")
    assert secret_value(Secret(file=tmp_path / "secret"), "password") == "tell nobody"
    assert secret_value(Secret(env="ARDOISE_TEST_SECRET"), "password") == "quiet"
    assert secret_value(Secret(), "password") is None


def test_a_missing_secret_is_named_but_never_shown(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="ARDOISE_NOT_SET"):
        secret_value(Secret(env="ARDOISE_NOT_SET"), "password of account ar")
    with pytest.raises(ConfigurationError, match="cannot be used"):
        secret_value(Secret(file=tmp_path / "none"), "password of account ar")
