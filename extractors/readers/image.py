"""Opens scans and photographs; their words are recognised page by page in processes of their own."""

from domain.pages import Page
from domain.words import Medium
from extractors.limits import current_limits
from extractors.pictures import image_pages


class ImageReader:
    """The reader of image files; each frame of a TIFF is a page."""

    name = "image"
    medium = Medium.IMAGE
    content_types = frozenset({"image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a frame, without words. Raises ReadingError: broken, too_large, too_many_pages."""
        return image_pages(content, name, current_limits().pages)


PLUGIN = ImageReader()
