"""The commands: exit codes, sentences, and JSON that fits its schema."""

import json
import socket
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.servers.installations import BORDER, ROOT, SAMPLES


def ardoise(*arguments: str, cwd: Path = ROOT, feed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=cwd,
        input=feed,
        capture_output=True,
        text=True,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
    )


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    answer = ardoise("schema")
    assert answer.returncode == 0
    loaded: dict[str, Any] = json.loads(answer.stdout)
    return loaded


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    answer = ardoise(
        "process", "samples/inbox", "--ledger", "samples/ledger", "--trusted-authserv-id", BORDER
    )
    assert answer.returncode == 0, answer.stderr
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_every_line_of_process_fits_the_schema(lines: list[dict[str, Any]], schema: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(schema)
    for line in lines:
        assert list(validator.iter_errors(line)) == []


def test_a_folder_gives_one_line_a_file_in_order_of_code_points(lines: list[dict[str, Any]]) -> None:
    names = sorted(path.name for path in (SAMPLES / "inbox").glob("*.eml"))
    assert [line["source"] for line in lines] == [f"samples/inbox/{name}" for name in names]


def test_the_same_input_gives_the_same_line_again(lines: list[dict[str, Any]]) -> None:
    source = "samples/inbox/advice-en-grid-pdf.eml"
    first = next(line for line in lines if line["source"] == source)
    answer = ardoise("process", source, "--ledger", "samples/ledger", "--trusted-authserv-id", BORDER)
    again = json.loads(answer.stdout)
    assert {**first, "timings_ms": None} == {**again, "timings_ms": None}


def test_nothing_leaves_by_itself_by_default(lines: list[dict[str, Any]]) -> None:
    replies = [line["reply"] for line in lines if line["reply"]]
    assert replies
    assert not any(reply["auto_send"] for reply in replies)
    assert all("mode_draft" in reply["blocked_by"] for reply in replies)


def test_an_unreadable_file_is_one_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\x01\x02\x03" * 50)
    (tmp_path / "b.csv").write_text("invoice;amount\nA-1;10.00\nA-2;20.00\n")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "b.csv.truth.json").write_text("{}")
    answer = ardoise("process", str(tmp_path))
    first, second = (json.loads(line) for line in answer.stdout.splitlines())
    assert answer.returncode == 1
    assert "no reader takes" in first["error"]
    assert {value for key, value in first.items() if key not in ("source", "error")} == {None}
    assert second["error"] is None


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "advice.pdf").touch()
    answer = ardoise("process", str(tmp_path))
    assert answer.returncode == 1
    assert "advice.pdf is empty" in json.loads(answer.stdout)["error"]


def test_an_archive_is_read_as_what_is_in_it(tmp_path: Path) -> None:
    packed = tmp_path / "both.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(SAMPLES / "documents" / "bellacre.xlsx", "bellacre.xlsx")
        archive.writestr("notes.txt", "for your files")
    answer = ardoise("process", str(packed), "--ledger", "samples/ledger")
    line = json.loads(answer.stdout)
    assert line["error"] is None
    assert line["route"]["label"] == "payment_advice"
    assert [payment["document"] for payment in line["remittances"]] == ["both.zip/bellacre.xlsx"]


def test_out_writes_the_lines_into_a_file(tmp_path: Path) -> None:
    out = tmp_path / "lines.jsonl"
    answer = ardoise("process", "samples/inbox/odd-empty.eml", "--out", str(out))
    assert answer.stdout == ""
    assert json.loads(out.read_text())["source"] == "samples/inbox/odd-empty.eml"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("process", "nowhere"), "nowhere is not there; give a file or a folder."),
        (("process",), "Missing argument"),
        (("process", "samples", "--config", "none.yaml"), "the configuration none.yaml is not there"),
        (("process", "samples/inbox/odd-empty.eml", "--mode", "fast"), "fast"),
        (("process", "samples/inbox/odd-empty.eml", "--ledger", "docs"), "docs"),
        (("run", "--role", "chef"), "chef is no role; choose one of all, web, poller, worker."),
        (("process", "samples/inbox/odd-empty.eml", "--out", "nowhere/x"), "nowhere/x cannot be written"),
        (("user", "add", " "), "a name to sign in with"),
        (("user", "add", "ida", "--language", "xx"), "the pages do not speak xx"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_wrong_usage_ends_in_a_sentence_and_code_2(arguments: tuple[str, ...], sentence: str) -> None:
    answer = ardoise(*arguments)
    assert answer.returncode == 2, answer.stderr
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stdout == ""


def test_a_layout_taught_by_one_document_is_read_by_it(tmp_path: Path) -> None:
    document, templates = "samples/documents/bellacre.xlsx", str(tmp_path / "layouts")
    truth = tmp_path / "truth.json"
    read = json.loads(ardoise("process", document).stdout)["remittances"]
    truth.write_text(json.dumps({"remittances": read}))
    taught = ardoise("teach", document, "--truth", str(truth), "--templates", templates)
    assert taught.returncode == 0, taught.stderr
    path, name, _ = taught.stdout.strip().split("\t")
    assert Path(path).is_file()
    again = json.loads(ardoise("process", document, "--templates", templates).stdout)["remittances"]
    assert [payment["template"] for payment in again] == [name] * len(read)
    assert [payment["lines"] for payment in again] != []


def test_a_truth_that_the_document_contradicts_teaches_nothing(tmp_path: Path) -> None:
    truth = tmp_path / "truth.json"
    truth.write_text('{"lines": [{"document_number": "NOT-THERE-1", "net_amount": "1.11"}]}')
    answer = ardoise(
        "teach",
        "samples/documents/bellacre.xlsx",
        "--truth",
        str(truth),
        "--templates",
        str(tmp_path / "none"),
    )
    assert answer.returncode == 1
    assert not (tmp_path / "none").exists()
    assert "Traceback" not in answer.stderr


def test_evaluate_prints_figures_and_ends_with_0(tmp_path: Path) -> None:
    answer = ardoise("evaluate", "samples/documents", "--ledger", "samples/ledger", "--json")
    assert answer.returncode == 0
    figures = json.loads(answer.stdout)
    assert figures["inputs"] == 6
    assert "payment_advice" in figures["confusion"]


def test_explain_shows_one_mail_on_one_screen() -> None:
    answer = ardoise("explain", "samples/inbox/request-en-own-and-foreign.eml", "--ledger", "samples/ledger")
    assert answer.returncode == 0
    assert "not_owned" in answer.stdout
    assert len(answer.stdout.splitlines()) < 60


class TestAnInstallation:
    """Commands that keep something, in a workspace of their own."""

    @pytest.fixture
    def place(self, tmp_path: Path) -> Path:
        (tmp_path / "config.yaml").write_text("data: var\n")
        return tmp_path

    def test_ledger_import_names_every_bad_row_and_loads_nothing(self, place: Path) -> None:
        books = place / "books"
        books.mkdir()
        for name in ("customers.csv", "open_items.csv"):
            text = (SAMPLES / "ledger" / name).read_text()
            (books / name).write_text(text)
        with (books / "open_items.csv").open("a") as items:
            items.write("X-1,NOBODY,invoice,2026-01-01,2026-02-01,EUR,10.00,10.00,,\n")
            items.write("X-2,C001,invoice,01/02/2026,2026-02-01,EUR,ten,10.00,,\n")
        answer = ardoise("ledger", "import", str(books), cwd=place)
        assert answer.returncode == 1
        assert "NOBODY" in answer.stderr
        assert "01/02/2026" in answer.stderr
        assert "ten" in answer.stderr

    def test_ledger_import_says_what_it_loaded(self, place: Path) -> None:
        answer = ardoise("ledger", "import", str(SAMPLES / "ledger"), cwd=place)
        assert answer.returncode == 0
        assert "Loaded 40 customers" in answer.stdout

    def test_check_names_what_is_to_mend(self, place: Path) -> None:
        answer = ardoise("check", "--offline", cwd=place)
        assert answer.returncode == 1
        assert "no ledger was imported yet; run `ardoise ledger import DIR`." in answer.stdout
        assert "nobody may sign in; make an account with" in answer.stdout

    def test_upload_takes_each_file_once(self, place: Path) -> None:
        file = str(SAMPLES / "documents" / "bellacre.xlsx")
        first = ardoise("upload", file, cwd=place)
        again = ardoise("upload", file, cwd=place)
        assert "work item 1" in first.stdout
        assert "was there before" in again.stdout

    def test_export_of_nothing_writes_nothing(self, place: Path) -> None:
        answer = ardoise("export", cwd=place)
        assert answer.returncode == 0
        assert "no file was written" in answer.stdout

    def test_a_taken_port_is_named_before_anything_starts(self, place: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            (place / "config.yaml").write_text(f"data: var\nweb: {{port: {port}}}\n")
            for command in (("run",), ("demo", "--port", str(port))):
                answer = ardoise(*command, cwd=place)
                assert answer.returncode == 2
                assert f"127.0.0.1:{port} (Address already in use)" in answer.stderr
            assert not (place / "demo").exists()

    def test_an_export_that_cannot_be_written_is_refused_first(self, place: Path) -> None:
        answer = ardoise("export", "--folder", "nowhere", cwd=place)
        assert answer.returncode == 2
        assert "the folder nowhere is not there" in answer.stderr

    def test_init_asks_again_until_an_answer_makes_sense(self, place: Path) -> None:
        answers = [
            "Firm",
            "nonsense",
            "ar@firm.example",
            "fr",
            "imap.firm.example",
            "",
            "many",
            "70000",
            "993",
        ]
        answer = ardoise("init", cwd=place, feed="\n".join([*answers, "loud", "tls"] + [""] * 30))
        assert answer.returncode == 0, answer.stderr
        assert "an address looks like" in answer.stdout + answer.stderr
        assert "a port is a number from 1 to 65535" in answer.stdout + answer.stderr
        assert "choose one of tls, starttls, none" in answer.stdout + answer.stderr

    def test_init_writes_a_configuration_that_check_understands(self, place: Path) -> None:
        answers = ["Firm", "ar@firm.example", "fr", "imap.firm.example"] + [""] * 30
        answer = ardoise("init", cwd=place, feed="\n".join(answers))
        assert answer.returncode == 0, answer.stderr
        text = (place / "config.local.yaml").read_text()
        assert "imap.firm.example" in text
        assert "secret" not in text
        second = ardoise("init", cwd=place)
        assert second.returncode == 2
        assert "exists already" in second.stderr

    def test_init_takes_an_smtp_server_that_asks_for_no_sign_in(self, place: Path) -> None:
        mailbox = ["Firm", "ar@firm.example", "fr", "imap.firm.example", *[""] * 7]
        answers = [*mailbox, "smtp.firm.example", "25", "none", "-", "", ""]
        answer = ardoise("init", cwd=place, feed="\n".join([*answers, ""]))
        assert answer.returncode == 0, answer.stderr
        text = (place / "config.local.yaml").read_text()
        assert "host: smtp.firm.example" in text
        assert "user: ''" in text
        assert "ARDOISE_SMTP_PASSWORD" not in text
