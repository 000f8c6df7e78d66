"""Lit windows: a flat drawing of a terrace, mill or tower for every address on the site.

From a slug alone, the same on every machine. The drawings are decorative: they say nothing that the text
beside them does not, and are hidden from assistive technology. Knows nothing of pages or requests.
"""

from functools import lru_cache

from markupsafe import Markup

from careers.site.facade.compose import VIEWS, Kind, Size, scene
from careers.site.facade.drawing import joined
from careers.site.facade.palette import DUSK

__all__ = ["VIEWS", "Kind", "Size", "facade", "standalone"]


@lru_cache(maxsize=1024)
def facade(slug: str, size: Size | str = Size.CARD, kind: Kind | str | None = None, lit: int | None = None) -> Markup:
    """Draw an address for a page, coloured by the page's stylesheet.

    `lit` is the percentage of windows lit, if it should say something; otherwise the building decides.
    `facade("naomi")` -> `<svg class="facade facade-card" viewBox="0 0 480 320" ...>`
    """
    chosen = Size(size)
    width, height = VIEWS[chosen]
    body = joined(scene(slug, chosen, Kind(kind) if kind else None, lit))
    fit = ' preserveAspectRatio="xMidYMax slice"' if chosen is Size.HERO else ""
    return Markup(  # noqa: S704 - every part is drawn here, none comes from a reader
        f'<svg class="facade facade-{chosen}" viewBox="0 0 {width} {height}"{fit} width="{width}" '
        f'height="{height}" aria-hidden="true">{body}</svg>'
    )


def standalone(slug: str, size: Size | str = Size.CARD, kind: Kind | str | None = None) -> str:
    """Draw the same address as a file of its own, coloured by attributes: for share pictures."""
    chosen = Size(size)
    width, height = VIEWS[chosen]
    body = joined(scene(slug, chosen, Kind(kind) if kind else None), DUSK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}">{body}</svg>'
    )
