"""Makes scans and photographs of a PDF: turned, skewed, noisy, stamped, unevenly lit, squeezed by JPEG."""

import io
import random
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont


@dataclass(frozen=True, slots=True)
class Damage:
    """What happened to the paper on its way; each number is a strength, 0 for none."""

    skew: float = 0.0
    """Most degrees, either way."""
    quarters: int = 0
    """Quarter turns, counter-clockwise."""
    noise: float = 0.0
    """Spread of grey noise, 0-255."""
    specks: float = 0.0
    """Share of pixels that are black or white by chance."""
    blur: float = 0.0
    """Radius in pixels at 200 dpi."""
    quality: int = 0
    """Of JPEG; 0 keeps every pixel."""
    light: float = 0.0
    """Share of brightness that is lost from one corner to the other."""
    border: bool = False
    """A dark scanner edge."""
    stamp: bool = False
    """A coloured stamp over the text."""
    faint: float = 0.0
    """Share of the ink that is missing."""
    two_tone: bool = False
    """Black and white only, as a fax or a cheap scan."""


DAMAGES = {
    "clean": Damage(),
    "skew": Damage(skew=3.0, noise=6, blur=0.4, quality=75),
    "noise": Damage(skew=0.7, noise=22, specks=0.004, blur=0.5),
    "jpeg": Damage(skew=0.5, noise=6, quality=25),
    "stamp": Damage(skew=0.7, noise=6, quality=70, stamp=True),
    "photo": Damage(skew=2.0, noise=8, blur=0.8, quality=60, light=0.5),
    "border": Damage(skew=1.5, noise=6, quality=60, border=True),
    "faint": Damage(skew=0.5, noise=10, blur=0.5, faint=0.55, quality=60),
    "fax": Damage(skew=0.8, noise=10, specks=0.001, two_tone=True),
    "turned_90": Damage(skew=0.5, noise=6, quality=70, quarters=1),
    "turned_180": Damage(skew=0.5, noise=6, quality=70, quarters=2),
    "turned_270": Damage(skew=0.5, noise=6, quality=70, quarters=3),
}


def scan(content: bytes, rng: random.Random, dpi: int, damage: Damage, form: str = "pdf") -> bytes:
    """Return the PDF's pages as pictures, in one file: pdf, tiff (all pages), png or jpeg (the first)."""
    document = pypdfium2.PdfDocument(content)
    pages = [_worn(page.render(scale=dpi / 72).to_pil(), rng, dpi, damage) for page in document]
    written = io.BytesIO()
    if form == "pdf":
        squeezed = [_squeezed(page, damage) for page in pages]
        squeezed[0].save(
            written,
            "PDF",
            resolution=dpi,
            save_all=True,
            append_images=squeezed[1:],
            quality=damage.quality or 95,
        )
    elif form == "tiff":
        squeezed = [_squeezed(page, damage) for page in pages]
        squeezed[0].save(written, "TIFF", dpi=(dpi, dpi), save_all=True, append_images=squeezed[1:])
    elif form == "jpeg":
        pages[0].save(written, "JPEG", dpi=(dpi, dpi), quality=damage.quality or 92)
    else:
        _squeezed(pages[0], damage).save(written, "PNG", dpi=(dpi, dpi))
    return written.getvalue()


def weaker(damage: Damage, share: float) -> Damage:
    """Return the damage with its strengths multiplied."""
    return replace(
        damage,
        skew=damage.skew * share,
        noise=damage.noise * share,
        specks=damage.specks * share,
        blur=damage.blur * share,
    )


def _worn(image: Image.Image, rng: random.Random, dpi: int, damage: Damage) -> Image.Image:
    page = image.convert("RGB")
    if damage.faint:
        page = page.point(lambda level: round(255 - (255 - level) * (1 - damage.faint)))
    if damage.stamp:
        page = _stamped(page, rng, dpi)
    if damage.skew:
        page = page.rotate(
            rng.uniform(-damage.skew, damage.skew), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
        )
    if damage.border:
        page = _bordered(page, rng)
    if damage.blur:
        page = page.filter(ImageFilter.GaussianBlur(damage.blur * dpi / 200))
    levels = np.asarray(page).astype(np.float32)
    chance = np.random.default_rng(rng.randrange(1 << 30))
    if damage.light:
        levels = _shaded(levels, rng, damage.light)
    if damage.noise:
        levels += chance.normal(0, damage.noise, levels.shape[:2])[..., None]
    if damage.specks:
        thrown = chance.random(levels.shape[:2])
        levels[thrown < damage.specks / 2] = 0
        levels[thrown > 1 - damage.specks / 2] = 255
    if damage.two_tone:
        levels = np.where(levels.mean(axis=2, keepdims=True) < 150, 0.0, 255.0).repeat(3, axis=2)
    page = Image.fromarray(levels.clip(0, 255).astype(np.uint8))
    return page.rotate(90 * damage.quarters, expand=True)


def _squeezed(page: Image.Image, damage: Damage) -> Image.Image:
    if not damage.quality:
        return page
    written = io.BytesIO()
    page.save(written, "JPEG", quality=damage.quality)
    return Image.open(io.BytesIO(written.getvalue())).convert("RGB")


def _shaded(levels: "np.ndarray", rng: random.Random, most: float) -> "np.ndarray":
    height, width = levels.shape[:2]
    across = np.linspace(0, 1, width)[None, :] if rng.random() < 0.5 else np.linspace(1, 0, width)[None, :]
    down = np.linspace(0, 1, height)[:, None]
    return levels * (1 - most * (across + down) / 2)[..., None]


def _bordered(page: Image.Image, rng: random.Random) -> Image.Image:
    draw = ImageDraw.Draw(page)
    wide = rng.randint(page.width // 60, page.width // 25)
    grey = rng.randint(10, 50)
    draw.rectangle((0, 0, wide, page.height), fill=(grey,) * 3)
    slope = rng.randint(0, page.height // 40)
    draw.polygon(((0, 0), (page.width, 0), (page.width, slope), (0, wide // 2)), fill=(grey,) * 3)
    return page


def _stamped(page: Image.Image, rng: random.Random, dpi: int) -> Image.Image:
    size = round(dpi * 0.3)
    words = rng.choice(("RECEIVED 14 MAY 2026", "PAID", "EINGEGANGEN 12.03.2026", "COMPTABILISE"))
    colour = rng.choice(((190, 40, 50), (40, 60, 180), (120, 40, 150)))
    font = ImageFont.load_default(size)
    left, top, right, bottom = font.getbbox(words)
    ink = Image.new("L", (round(right - left) + size, round(bottom - top) + size), 0)
    draw = ImageDraw.Draw(ink)
    draw.rectangle((2, 2, ink.width - 3, ink.height - 3), outline=200, width=max(2, dpi // 50))
    draw.text((size / 2 - left, size / 2 - top), words, fill=200, font=font)
    ink = ink.rotate(rng.uniform(-20, 20), expand=True)
    place = (
        rng.randint(page.width // 10, max(page.width // 10, page.width - ink.width - 10)),
        rng.randint(page.height // 8, max(page.height // 8, page.height // 2)),
    )
    page.paste(Image.new("RGB", ink.size, colour), place, ink)
    return page
