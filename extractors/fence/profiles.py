"""What a child may do besides reading its document: nothing, run threads, or start programs."""

from enum import StrEnum


class Profile(StrEnum):
    """One of three kinds of reading child, from narrow to wide."""

    READING = "reading"
    """One thread of one process."""
    THREADS = "threads"
    """A library with threads of its own, as neural OCR has; no other process."""
    PROGRAMS = "programs"
    """Starts programs of the system, as OCR by tesseract does; they inherit every limit."""
