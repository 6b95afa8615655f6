"""Reads hostile files in limited child processes: a small fork server and one child a document."""

from extractors.fence.fence import Fence, fences_offered
from extractors.fence.in_process import InProcessFence
from extractors.fence.work import ReaderEntry, ReadingFence, Usage, Work, WorkKind

__all__ = [
    "Fence",
    "InProcessFence",
    "ReaderEntry",
    "ReadingFence",
    "Usage",
    "Work",
    "WorkKind",
    "fences_offered",
]
