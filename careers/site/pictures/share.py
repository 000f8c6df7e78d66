"""The picture that a link to a page carries in a chat or a post: its facade at dusk, its title, the site's name.

1200 by 630 pixels, as the Open Graph protocol's readers expect. Knows nothing of requests or files.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import resvg_py
from PIL import Image, ImageDraw, ImageFont

from careers.site.facade import Size, standalone

WIDTH, HEIGHT = 1200, 630
FACADE = 366
MARGIN = 64
INK, LAMP, MIST = "#0E1126", "#FFC83D", "#EFF1FB"
ROOM = 165
"""What the lines of the title may take together, between the section's name and the drawing."""
TITLE_SIZES, KICKER_SIZES = (84, 64, 54, 44, 38), (26, 22)
LEADING = 1.1


@lru_cache(maxsize=16)
def _font(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(path), size)
    font.set_variation_by_axes([weight])
    return font


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return the text in lines of at most ``width`` pixels."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return the text, or as much of its beginning as fits into ``width`` pixels with an ellipsis."""
    if font.getlength(text) <= width:
        return text
    return next(
        cut for end in range(len(text) - 1, -1, -1) if font.getlength(cut := f"{text[:end].rstrip()}…") <= width
    )


def _title(text: str, path: Path) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Return a title's lines in the largest size in which all of it has room, cut at the smallest if need be."""
    width = WIDTH - 2 * MARGIN
    for size in TITLE_SIZES:
        face = _font(path, size, 800)
        lines, most = _wrapped(text, face, width), int(ROOM / (size * LEADING))
        if len(lines) <= most and all(face.getlength(line) <= width for line in lines):
            break
    return [_cut(line, face, width) for line in (*lines[: most - 1], " ".join(lines[most - 1 :])) if line], face


def share_picture(title: str, kicker: str, slug: str, font: Path) -> bytes:
    """Return a PNG for a page: ``kicker`` (its section) above ``title``, over the facade that ``slug`` gives.

    ``font`` is a variable font with a weight axis. Long words are set smaller, and cut with an ellipsis if need be.
    """
    drawing = resvg_py.svg_to_bytes(svg_string=standalone(slug, Size.HERO), width=WIDTH, skip_system_fonts=True)
    facade = Image.open(BytesIO(bytes(drawing))).convert("RGB")
    canvas = Image.new("RGB", (WIDTH, HEIGHT), INK)
    canvas.paste(facade, (0, HEIGHT - facade.height + max(0, facade.height - FACADE) // 4))
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((0, 0, WIDTH, HEIGHT - FACADE), fill=INK)
    pen.rectangle((MARGIN, 52, MARGIN + 12, 64), fill=LAMP)
    room = WIDTH - 2 * MARGIN - 26
    faces = [_font(font, size, 500) for size in KICKER_SIZES]
    small = next((face for face in faces if face.getlength(kicker) <= room), faces[-1])
    pen.text((MARGIN + 26, 58), _cut(kicker, small, room), font=small, fill=LAMP, anchor="lm")
    lines, face = _title(title, font)
    top = 88 + (ROOM - len(lines) * face.size * LEADING) / 2
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * face.size * LEADING), line, font=face, fill=MIST)
    out = BytesIO()
    canvas.quantize(colors=96, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def icon(size: int, *, maskable: bool = False) -> bytes:
    """Return the app icon as a PNG of ``size`` pixels square: one lit window in a night wall."""
    inset = 0.2 if maskable else 0.14
    canvas = Image.new("RGB", (size, size), INK)
    pen = ImageDraw.Draw(canvas)
    left, top, right, bottom = size * (inset + 0.08), size * inset, size * (1 - inset - 0.08), size * (1 - inset)
    pen.rectangle((left, top, right - 1, bottom - 1), fill=LAMP)
    bar = max(1, round(size * 0.055))
    middle = (left + right) / 2
    pen.rectangle((middle - bar / 2, top, middle + bar / 2 - 1, bottom - 1), fill=INK)
    sill = top + (bottom - top) * 0.42
    pen.rectangle((left, sill - bar / 2, right - 1, sill + bar / 2 - 1), fill=INK)
    out = BytesIO()
    canvas.save(out, "PNG", optimize=True)
    return out.getvalue()
