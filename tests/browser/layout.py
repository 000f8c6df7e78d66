"""Questions about how the browser has laid a page out: what overflows, is cut off, lies on something else or is too small."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import CDPSession, Page

DESK, ZOOMED = (1280, 800), (320, 256)
"""A screen of 1280 by 800 pixels, and what is left of it at 400% zoom (1.4.10)."""

OVERFLOW = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""

CLIPPED = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(element => {
  const style = getComputedStyle(element);
  const text = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!text || element.closest('.visually-hidden, svg, .skip-link')) return false;
  const box = element.getBoundingClientRect();
  if (!box.width || !element.checkVisibility()) return false;
  const scrolls = element.closest('[tabindex="0"], pre');
  const cut = style.overflow !== 'visible' && (element.scrollWidth > element.clientWidth + 1);
  const outside = !scrolls && (box.left < -1 || box.right > innerWidth + 1);
  return cut || outside;
}).map(element => element.outerHTML.slice(0, 120))"""

OVERLAPS = """() => {
  const shown = [...document.querySelectorAll('h1, h2, h3, h4, p, li > a, dt, dd, .button, label')]
    .filter(e => e.checkVisibility() && e.textContent.trim() && !e.closest('.visually-hidden, svg, .skip-link, details:not([open])'));
  const boxes = shown.map(e => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width > 1 && b.height > 1);
  const found = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, p] = boxes[i], [b, q] = boxes[j];
    if (a.contains(b) || b.contains(a)) continue;
    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const tall = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (wide > 2 && tall > 4) found.push(a.textContent.trim().slice(0, 50) + ' | ' + b.textContent.trim().slice(0, 50));
  }
  return found;
}"""

SMALL = """() => [...document.querySelectorAll('a, button, input, summary, select, textarea')].filter(e => {
  const box = e.getBoundingClientRect();
  const inText = e.tagName === 'A' && getComputedStyle(e).display.startsWith('inline');
  return e.checkVisibility() && !e.closest('.visually-hidden, .skip-link, .trap') && !inText && box.width && (box.width < 24 || box.height < 24)
    && !(e.tagName === 'INPUT' && e.labels && e.labels.length && e.labels[0].getBoundingClientRect().height >= 24);
}).map(e => e.outerHTML.slice(0, 120))"""

TINY = """() => [...document.querySelectorAll('body *')].filter(e =>
  [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility() &&
  !e.closest('.visually-hidden, svg') && parseFloat(getComputedStyle(e).fontSize) < 15.9).map(e => e.outerHTML.slice(0, 100))"""


def tree(page: Page) -> CDPSession:
    """Return the browser's own protocol, which gives the accessibility tree."""
    return page.context.new_cdp_session(page)


def spilled(page: Page) -> Iterator[str]:
    """Yield what is too wide, cut off or lies on something else."""
    if page.evaluate(OVERFLOW) > 0:
        yield f"1.4.10 {page.evaluate(OVERFLOW)} pixels too wide"
    yield from (f"1.4.10 cut: {told}" for told in page.evaluate(CLIPPED)[:4])
    yield from (f"1.4.4 overlap: {told}" for told in page.evaluate(OVERLAPS)[:4])


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
