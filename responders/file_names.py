"""Names and types of attachments as the receiver sees them."""

from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath

from responders.subjects import one_line

_TYPES = {
    ".pdf": ("application", "pdf"),
    ".png": ("image", "png"),
    ".jpg": ("image", "jpeg"),
    ".jpeg": ("image", "jpeg"),
    ".tif": ("image", "tiff"),
    ".tiff": ("image", "tiff"),
    ".csv": ("text", "csv"),
    ".xml": ("application", "xml"),
    ".zip": ("application", "zip"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
_UNFIT = str.maketrans({character: "_" for character in '<>:"/\\|?*;%'})
_LONGEST = 100


def file_names(files: Sequence[str]) -> list[str]:
    """Return one name a file: its last part, without characters that some system refuses, none twice."""
    names: list[str] = []
    for file in files:
        name = _name(file)
        if name.lower() in {each.lower() for each in names}:
            # "pod/1001.pdf" beside "1001.pdf": the folder says what the second one is.
            name = _name("-".join(_parts(file)[-2:]))
        stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
        number = 2
        while name.lower() in {each.lower() for each in names}:
            name = f"{stem}-{number}{suffix}"
            number += 1
        names.append(name)
    return names


def content_type(name: str) -> tuple[str, str]:
    """Return (maintype, subtype) by the ending; what is not known is a file and nothing more."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), ("application", "octet-stream"))


def _parts(file: str) -> tuple[str, ...]:
    parts = PurePosixPath(one_line(file).replace("\\", "/")).parts
    return tuple(part.strip("./ ") for part in parts if part.strip("./ "))


def _name(file: str) -> str:
    last = PureWindowsPath(PurePosixPath(one_line(file)).name).name.translate(_UNFIT).strip(". ")
    stem, suffix = PurePosixPath(last).stem, PurePosixPath(last).suffix[:10]
    return (stem[: _LONGEST - len(suffix)] + suffix) if stem else "document"
