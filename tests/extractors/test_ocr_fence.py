"""Recognising behind the fence: children of a server of its own, nothing left for the next page."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.errors import ReadingError
from domain.policy import OcrChoice, ReadingLimits
from extractors.fence import Fence, Work, WorkKind
from extractors.limits import PageLimits, of_one_picture
from extractors.ocr import rapid
from extractors.ocr.room import OcrRoom, sample_picture
from extractors.reading import read

pytestmark = pytest.mark.skipif(rapid.why_not() is not None, reason="install rapidocr and onnxruntime")


def pages(count: int) -> bytes:
    frames = []
    for number in range(count):
        image = Image.new("L", (420, 120), 255)
        text = f"Invoice {10041 + number}"
        ImageDraw.Draw(image).text((40, 40), text, fill=0, font=ImageFont.load_default(34))
        frames.append(image)
    written = io.BytesIO()
    frames[0].save(written, "TIFF", dpi=(200, 200), save_all=True, append_images=frames[1:])
    return written.getvalue()


def test_pages_are_recognised_in_children_that_share_the_models_of_a_server_of_their_own() -> None:
    with Fence() as fence:
        reading_server = fence.server_pid
        document = read(pages(2), "two.tiff", "image/tiff", fence)
        assert [page.text.split() for page in document.pages] == [["Invoice", "10041"], ["Invoice", "10042"]]
        assert document.problems == ()
        (room,) = _children_besides(reading_server)
        assert fence.usage.cpu_seconds < 20
        assert read(sample_picture(), "one.png", "image/png", fence).problems == ()
        assert _children_besides(reading_server) == [room], "the same server, a fresh child for each page"
    assert not Path(f"/proc/{room}").exists()


def _children_besides(server: int) -> list[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    own = [int(pid) for pid in listed]
    named = [pid for pid in own if b"extractors.ocr.room" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return [pid for pid in named if pid != server]


def test_a_page_that_needs_too_much_memory_is_named_and_the_next_document_is_read() -> None:
    hasty = ReadingLimits(ocr_memory_bytes=300_000_000)
    with Fence(hasty) as fence:
        work = Work(WorkKind.OCR, "scan.png", content_type="image/png", engine=OcrChoice.AUTO)
        with pytest.raises(ReadingError) as refused:
            fence.run(work, sample_picture())
        assert refused.value.reason in ("memory", "crash")
        assert read(b"A;1\nB;2\n", "x.csv", "text/csv", fence).problems == ()


def test_a_recognising_process_has_limits_of_its_own() -> None:
    limits = of_one_picture(ReadingLimits())
    assert isinstance(limits, PageLimits)
    assert (limits.memory_bytes, limits.cpu_seconds, limits.wall_seconds) == (2_147_483_648, 60, 180)


def test_neural_recognising_may_start_threads_and_no_program() -> None:
    room = OcrRoom(OcrChoice.RAPIDOCR)
    assert (room.starts_threads, room.starts_programs) == (True, False)


def test_idle_processes_are_let_go_at_the_next_document() -> None:
    with Fence(ReadingLimits(ocr_idle_seconds=0)) as fence:
        server = fence.server_pid
        read(sample_picture(), "one.png", "image/png", fence)
        assert _children_besides(server)
        read(b"A;1\nB;2\n", "x.csv", "text/csv", fence)
        assert _children_besides(server) == []
