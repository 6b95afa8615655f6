"""Versions of taught layouts: rolled back, retired, imported, exported; none goes live that reads worse."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.layouts.series import series
from domain.errors import NotFoundError
from domain.layouts import LayoutTemplate, Sample
from domain.taught import Why
from extractors.layouts.yaml_form import from_yaml
from pipeline.templates import life, moving
from pipeline.templates.gate import gate
from tests.pipeline.taught_layouts import LAYOUT, NOON, database, learnt, office, samples, stored, teach
from tests.pipeline.taught_office import PAYER, Office

__all__ = ["database", "learnt", "office"]


def test_versions_are_rolled_back_retired_and_deleted(office: Office, learnt: LayoutTemplate) -> None:
    engines = office.installation.engines
    library = office.installation.library
    for note in ("first", "second"):
        with engines.store.write() as session:
            life.add_version(session, replace(learnt, landmarks=(note,)), Why.EDITED, "ben", NOON)
    assert library.live().shelf.templates[0].landmarks == ("second",)
    assert life.roll_back(engines, LAYOUT, 1, "ben") == 3
    assert library.live().shelf.templates[0].landmarks == ("first",)
    life.retire(engines, LAYOUT, "ben")
    assert library.live().shelf.templates == ()
    assert life.activate(engines, LAYOUT, 2, "ben") == 2
    with pytest.raises(NotFoundError, match="it has 1, 2, 3"):
        life.activate(engines, LAYOUT, 9, "ben")
    life.delete(engines, LAYOUT, "ben")
    assert library.live().shelf.templates == ()


def test_a_folder_is_imported_once_and_deleted_layouts_do_not_come_back(
    office: Office, learnt: LayoutTemplate, tmp_path: Path
) -> None:
    engines = office.installation.engines
    (made,) = series(41, "plain_full", "xlsx", 1, payer=PAYER)
    folder = tmp_path / "learned"
    moving.save(folder, learnt, [Sample(made.document, made.truth)])
    (folder / "kestwick-mills-ltd" / "broken.yaml").write_text("lines: [")
    assert moving.import_unknown(engines, folder, "start") == 1
    assert moving.import_unknown(engines, folder, "start") == 0
    assert stored(office).active_version == 1
    assert len(samples(office)) == 1
    life.delete(engines, LAYOUT, "ben")
    assert moving.import_unknown(engines, folder, "start") == 0


def test_an_edited_file_goes_live_only_where_the_gate_holds(
    office: Office, learnt: LayoutTemplate, tmp_path: Path
) -> None:
    engines, library, aids = office.installation.engines, office.installation.library, office.learner.aids
    (made,) = series(41, "plain_full", "xlsx", 1, payer=PAYER)
    folder = tmp_path / "learned"
    path = moving.save(folder, learnt, [Sample(made.document, made.truth)])
    moving.import_folder(engines, library, folder, "ben", aids)
    (known,) = moving.import_folder(engines, library, folder, "ben", aids)
    assert known.version is None
    path.write_text(path.read_text().replace("payer: Kestwick Mills Ltd", "payer: Kestwick Mills"))
    (better,) = moving.import_folder(engines, library, folder, "ben", aids)
    assert (better.version, better.active) == (2, True)
    cut = tuple(cell for cell in learnt.lines.cells if cell.field != "gross_amount")
    moving.save(folder, replace(learnt, lines=replace(learnt.lines, cells=cut)), ())
    (worse,) = moving.import_folder(engines, library, folder, "ben", aids)
    assert (worse.version, worse.active) == (3, False)
    assert "would be read worse" in worse.why_not
    assert stored(office).active_version == 2


def test_the_gate_names_what_a_change_reads_worse(learnt: LayoutTemplate) -> None:
    first, second = series(41, "plain_full", "xlsx", 2, payer=PAYER)
    held = [Sample(one.document, one.truth) for one in (first, second)]
    assert gate([learnt], [learnt], held).holds
    cut = tuple(cell for cell in learnt.lines.cells if cell.field != "gross_amount")
    verdict = gate([learnt], [replace(learnt, lines=replace(learnt.lines, cells=cut))], held)
    assert not verdict.holds
    assert any("gross_amount" in fault for one in verdict.worse for fault in one.after.faults)


def test_exports_leave_samples_out_unless_asked(office: Office, tmp_path: Path) -> None:
    teach(office)
    engines = office.installation.engines
    (path,) = moving.export(engines, tmp_path / "plain")
    assert from_yaml(path.read_text(), path).name == LAYOUT
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    (path,) = moving.export(engines, tmp_path / "full", samples=True)
    assert len(list(path.parent.iterdir())) == 2
