"""`ardoise teach` and `ardoise templates`: files without an installation, the store where there is one."""

import contextlib
import io
import json
from pathlib import Path

import pytest
import yaml

from app.cli import command_line
from app.installation import open_installation
from app.settings import load_settings
from domain.errors import ConfigurationError, NotFoundError
from tests.pipeline.taught_office import advice, truth


class Place:
    """A folder with a configuration in which commands run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / "config.yaml"
        self.config.write_text(yaml.safe_dump({"data": str(folder / "data")}))
        self.add("one", 7001, ["120.00", "80.50"])
        self.add("two", 7411, ["15.10", "7.77"])

    def add(self, name: str, first: int, amounts: list[str]) -> None:
        """Write a document with its truth beside it."""
        (self.folder / f"{name}.csv").write_bytes(advice(first, amounts, f"KM-{first}"))
        (payment,) = truth(first, amounts, f"KM-{first}")
        body = {**payment.fields, "lines": payment.lines}
        (self.folder / f"{name}.csv.truth.json").write_text(json.dumps({"remittances": [body]}))

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command; return its exit code and what it printed."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = command_line((arguments[0],))(
                [*arguments, "--config", str(self.config)], standalone_mode=False
            )
        return int(code or 0), printed.getvalue()

    def teach(self, name: str, *more: str) -> tuple[int, str]:
        """Teach one of the documents."""
        document = self.folder / f"{name}.csv"
        return self.run("teach", str(document), "--truth", f"{document}.truth.json", *more)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_without_an_installation_teaching_writes_a_file_and_makes_no_database(place: Place) -> None:
    code, said = place.teach("one")
    path = place.folder / "templates_learned/kestwick-mills-ltd/kestwick-mills-ltd-1.yaml"
    assert code == 0
    assert said.split("\t")[:2] == [str(path), "kestwick-mills-ltd-1"]
    assert path.is_file()
    assert not (place.folder / "data").exists()


def test_with_a_folder_named_only_that_folder_is_touched(place: Place) -> None:
    installation = open_installation(load_settings(place.config))
    place.teach("one", "--templates", str(place.folder / "own"))
    assert (place.folder / "own/kestwick-mills-ltd/kestwick-mills-ltd-1.yaml").is_file()
    assert not (place.folder / "templates_learned").exists()
    assert installation.library.live().shelf.templates == ()
    installation.engines.store.close()


def test_an_installation_learns_at_once_and_its_layouts_can_be_looked_at_and_changed(place: Place) -> None:
    name = "kestwick-mills-ltd-1"
    open_installation(load_settings(place.config)).engines.store.close()
    place.teach("one")
    assert place.teach("two")[0] == 0
    assert f"{name}\tactive\tversion" in place.run("templates", "list")[1]
    code, history = place.run("templates", "history", name)
    assert code == 0
    assert "\ttaught\t" in history
    assert f"template: {name}" in place.run("templates", "show", name)[1]
    code, judged = place.run("templates", "gate", name)
    assert code == 0
    assert "2 samples, 0 read worse." in judged
    assert "version 1" in place.run("templates", "rollback", name, "1")[1]
    assert place.run("templates", "retire", name)[0] == 0
    assert f"{name}\tretired" in place.run("templates", "list")[1]
    assert place.run("templates", "activate", name)[0] == 0
    code, written = place.run("templates", "export", str(place.folder / "out"))
    assert [Path(line).name for line in written.split()] == [f"{name}.yaml"]
    assert place.run("templates", "import", str(place.folder / "out"))[1] == f"{name}\tknown\tactive\n"
    assert place.run("templates", "proposals") == (0, "")
    assert place.run("templates", "delete", name)[0] == 0
    with pytest.raises(NotFoundError, match="no taught layout"):
        place.run("templates", "show", name)


def test_names_and_folders_that_are_not_there_are_said_in_one_sentence(place: Place) -> None:
    with pytest.raises(NotFoundError, match="there is no taught layout nobody-1"):
        place.run("templates", "history", "nobody-1")
    with pytest.raises(NotFoundError, match="there is no proposal 7"):
        place.run("templates", "accept", "7")
    with pytest.raises(ConfigurationError, match="no folder of templates"):
        place.run("templates", "import", str(place.folder / "nowhere"))
