"""Questions asked of an open page, each answered with a list of faults: the rules that axe has no rule for.

Success criteria are those of WCAG 2.2. A probe looks at the page as the browser has laid it out, never at its source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from itertools import pairwise
from typing import Any

from playwright.sync_api import CDPSession, Page

STOPS = """
const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
const group = e => e.type === 'radio' ? [...document.getElementsByName(e.name)].filter(o => o.form === e.form) : [e];
const first = e => { const all = group(e); return e === (all.find(o => o.checked) || all[0]); };
const stops = () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(e =>
  e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && shown(e) && first(e));
const told = e => e.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
"""

FOCUS = (
    "() => {"
    + STOPS
    + """
const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true}), known = new Map();
const parts = colour => { if (!known.has(colour)) { pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
  known.set(colour, [...pen.getImageData(0, 0, 1, 1).data]); } return known.get(colour); };
const light = ([r, g, b]) => { const f = [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + .05) / (y + .05); };
const ground = e => { for (let at = e; at; at = at.parentElement) { const c = parts(getComputedStyle(at).backgroundColor); if (c[3] > 250) return c; }
  return [255, 255, 255]; };
const ringOf = e => { for (const [s, on] of [[getComputedStyle(e), e], [getComputedStyle(e, '::after'), e]]) {
  if (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) return {colour: parts(s.outlineColor), inside: parseFloat(s.outlineOffset) < 0}; }
  return null; };
const faults = [], all = stops();
for (const e of all) {
  e.focus({focusVisible: true});
  if (document.activeElement !== e) { faults.push('cannot be focused: ' + told(e)); continue; }
  const ring = ringOf(e);
  if (!ring) { faults.push('2.4.7 no ring: ' + told(e)); continue; }
  const under = ground(ring.inside ? e : e.parentElement), ratio = contrast(ring.colour, under);
  if (ratio < 3) faults.push(`1.4.11 ring at ${ratio.toFixed(1)} to 1: ` + told(e));
  const seen = [...e.getClientRects()].some(b => [[.5, .5], [.1, .2], [.9, .8]].some(([x, y]) => {
    const [left, top, right, bottom] = [Math.max(b.left, 0), Math.max(b.top, 0), Math.min(b.right, innerWidth), Math.min(b.bottom, innerHeight)];
    const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
    return hit && (e.contains(hit) || hit.contains(e) || [...(e.labels || [])].some(l => l.contains(hit))); }));
  if (!seen) faults.push('2.4.11 hidden while it has the focus: ' + told(e));
}
document.activeElement.blur();
return [all.length, faults];
}"""
)

TARGETS = (
    "() => {"
    + STOPS
    + """
const boxes = stops().concat([...document.querySelectorAll('input[type=radio]')].filter(shown)).filter((e, i, all) => all.indexOf(e) === i && !e.matches('.skip-link'))
  .flatMap(e => [...e.getClientRects()].map(b => ({e, b, area: b}))).map(t => {
    const own = t.e.labels && t.e.labels.length ? t.e.labels[0].getBoundingClientRect() : t.b;
    const after = getComputedStyle(t.e, '::after');
    const cover = after.content !== 'none' && after.position === 'absolute' && after.inset === '0px' ? t.e.closest('article, li')?.getBoundingClientRect() : null;
    return {e: t.e, b: cover || t.b, large: (cover || t.b).width >= 24 && (cover || t.b).height >= 24 || own.height >= 24 && own.width >= 24}; });
const inSentence = e => { const p = e.closest('p, li, dd, td, figcaption, dt'); return getComputedStyle(e).display === 'inline' && p &&
  [...p.childNodes].some(n => n !== e && !(n.contains && n.contains(e)) && n.textContent.replace(/[\\s,;.()·/]+/g, '').length > 1); };
const faults = [];
for (const t of boxes) {
  if (t.large || inSentence(t.e)) continue;
  const x = t.b.left + t.b.width / 2, y = t.b.top + t.b.height / 2;
  for (const o of boxes) { if (o.e === t.e || o.e.contains(t.e) || t.e.contains(o.e)) continue;
    const dx = Math.max(o.b.left - x, 0, x - o.b.right), dy = Math.max(o.b.top - y, 0, y - o.b.bottom);
    const ox = o.b.left + o.b.width / 2 - x, oy = o.b.top + o.b.height / 2 - y;
    if (Math.hypot(dx, dy) < 12 || !o.large && !inSentence(o.e) && Math.hypot(ox, oy) < 24) { faults.push('2.5.8 too close: ' + told(t.e) + ' and ' + told(o.e)); break; } }
}
return faults;
}"""
)

ORDER = (
    "() => {"
    + STOPS
    + """
const faults = [], list = stops().filter(e => !e.matches('.skip-link')).map(e => [e, e.getClientRects()[0]]);
for (let i = 1; i < list.length; i++) { const [a, p] = list[i - 1], [b, q] = list[i];
  if (q.bottom <= p.top && q.left <= p.left + 1) faults.push('2.4.3 the focus goes up from ' + told(a) + ' to ' + told(b)); }
return faults;
}"""
)

RECOVERY = """() => {
const faults = [], box = document.querySelector('.error-summary');
if (!box) return [0, []];
if (!document.title.startsWith('Error:')) faults.push('the title does not begin with Error: ' + document.title);
if (!document.activeElement.contains(box)) faults.push('the summary has not got the focus: ' + document.activeElement.outerHTML.slice(0, 80));
const links = [...box.querySelectorAll('a')];
for (const a of links) { const to = document.getElementById(a.hash.slice(1)), words = a.textContent.trim();
  if (!to) { faults.push('3.3.1 leads nowhere: ' + words); continue; }
  const ids = [to, to.closest('fieldset')].flatMap(e => (e && e.getAttribute('aria-describedby') || '').split(' ')).filter(Boolean);
  const said = ids.map(id => document.getElementById(id)?.textContent || '').join(' ');
  if (!said.includes(words)) faults.push('3.3.1 its field is not described by it: ' + words + ' / ' + said.trim());
  to.focus(); if (document.activeElement !== to) faults.push('3.3.1 its field cannot be focused: ' + words); }
return [links.length, faults];
}"""

REFERENCES = """() => {
const faults = [], ids = [...document.querySelectorAll('[id]')].map(e => e.id);
for (const id of new Set(ids.filter((x, i) => ids.indexOf(x) !== i))) faults.push('4.1.2 two elements with the id ' + id);
for (const e of document.querySelectorAll('[aria-labelledby], [aria-describedby], [for]'))
  for (const name of ['aria-labelledby', 'aria-describedby', 'for'])
    for (const id of (e.getAttribute(name) || '').split(' ').filter(Boolean))
      if (!document.getElementById(id)) faults.push(`1.3.1 ${name} names ${id}, which is not there`);
for (const f of document.querySelectorAll('.chart-figure')) {
  if (!f.querySelector('svg[role=img]')) faults.push('1.1.1 a chart that is no image: ' + f.textContent.trim().slice(0, 50));
  if (!f.querySelector('table th[scope=col]')) faults.push('1.1.1 a chart without its table: ' + f.textContent.trim().slice(0, 50)); }
for (const t of document.querySelectorAll('table'))
  if (!t.caption && !t.closest('[role=region][aria-label]')) faults.push('1.3.1 a table without a name: ' + t.textContent.trim().slice(0, 50));
for (const f of document.querySelectorAll('fieldset')) if (!f.querySelector(':scope > legend')) faults.push('1.3.1 a fieldset without a legend');
if (!/^en/.test(document.documentElement.lang)) faults.push('3.1.1 no language');
return faults;
}"""

NAMED = frozenset(
    [
        "link",
        "button",
        "textbox",
        "searchbox",
        "combobox",
        "checkbox",
        "radio",
        "spinbutton",
        "slider",
        "image",
        "img",
        "DisclosureTriangle",
        "form",
        "region",
        "navigation",
    ]
)
ONE_EACH = ("main", "banner", "contentinfo")
LANDMARKS = ("navigation", "region", "form", "complementary", "search")


def focus(page: Page, least: int = 6) -> list[str]:
    """Focus every stop, ``least`` at least: it takes the focus, shows a ring of 3 to 1 or more, and nothing hides it."""
    found, faults = page.evaluate(FOCUS)
    return faults if found >= least else [*faults, f"only {found} stops"]


def targets(page: Page) -> list[str]:
    """Measure what can be pressed: 24 pixels, or room for a circle of 24 around it, or part of a sentence."""
    return list(page.evaluate(TARGETS))


def order(page: Page) -> list[str]:
    """Follow the order of focus over the page as it is laid out: it never goes back up in its column."""
    return list(page.evaluate(ORDER))


def recovery(page: Page) -> tuple[int, list[str]]:
    """Look at a page that sends somebody back: return how many errors it names, and the faults."""
    errors, faults = page.evaluate(RECOVERY)
    return errors, faults


def names(page: Page, protocol: CDPSession, free: Collection[str] = ()) -> list[str]:
    """Read names and roles from the accessibility tree, as assistive technology is given them.

    ``free`` are words that may name two things: those of editors, whom the check advises.
    """
    nodes = _in_order(protocol.send("Accessibility.getFullAXTree")["nodes"])
    faults = list(page.evaluate(REFERENCES))
    by_role: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in nodes:
        by_role[node.get("role", {}).get("value", "")].append(node)
    if len(nodes) < 20 or not _name(by_role["RootWebArea"][0]):
        faults.append("2.4.2 no tree, or no title")
    for role in sorted(NAMED & set(by_role)):
        faults += [f"4.1.2 a {role} without a name" for node in by_role[role] if not _name(node)]
    faults += [f"1.3.1 {len(by_role[role])} of {role}" for role in ONE_EACH if len(by_role[role]) != 1]
    for role in LANDMARKS:
        known = [_name(node) for node in by_role[role]]
        faults += [f"1.3.1 two {role}s named {name!r}" for name in sorted(set(known)) if known.count(name) > 1]
    levels = [int(_property(node, "level") or 0) for node in by_role["heading"]]
    faults += [f"1.3.1 headings jump from {a} to {b}" for a, b in pairwise(levels) if b > a + 1]
    if levels.count(1) != 1:
        faults.append(f"1.3.1 {levels.count(1)} headings of the first level")
    faults += [f"2.4.6 two headings {' > '.join(way)!r}" for way in _twice(by_role["heading"]) if way[-1] not in free]
    where: dict[str, set[str]] = defaultdict(set)
    for node in by_role["link"]:
        where[_name(node)].add(str(_property(node, "url")))
    faults += [
        f"2.4.4 {name!r} leads to {sorted(urls)}" for name, urls in where.items() if len(urls) > 1 and name not in free
    ]
    return faults


def _twice(headings: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Return headings with those above them: of which there are two under one heading, or that say what the one above says."""
    above: list[tuple[int, str]] = []
    ways: Counter[tuple[str, ...]] = Counter()
    for node in headings:
        level = int(_property(node, "level") or 0)
        above = [*(pair for pair in above if pair[0] < level), (level, _name(node))]
        ways[tuple(name for _, name in above)] += 1
    return [way for way, count in ways.items() if count > 1 or way[-1:] == way[-2:-1]]


def _in_order(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what assistive technology is given, in the order of reading: the browser lists it level by level."""
    by_id, found, waiting = {node["nodeId"]: node for node in nodes}, [], [nodes[0]["nodeId"]]
    while waiting:
        node = by_id.get(waiting.pop())
        if node:
            waiting += reversed(node.get("childIds", []))
            found += [] if node.get("ignored") else [node]
    return found


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def _property(node: dict[str, Any], name: str) -> object:
    return next((p["value"].get("value") for p in node.get("properties", ()) if p["name"] == name), None)


def everything(page: Page, protocol: CDPSession, free: Collection[str] = ()) -> list[str]:
    """Ask every question that leaves the page as it was, but for its focus; ``free`` is that of :func:`names`."""
    _, faults = recovery(page)
    return [*faults, *names(page, protocol, free), *focus(page), *targets(page), *order(page)]


def walk(page: Page, protocol: CDPSession) -> list[str]:
    """Press Tab through the whole page and back by one: every stop in order, and out at the end (no trap)."""
    expected = page.evaluate(
        "() => {"
        + STOPS
        + """ window.stopped = []; const all = stops(); all.forEach((e, i) => e.dataset.stop = i);
        document.addEventListener('focusin', e => window.stopped.push(e.target.dataset.stop === undefined ? told(e.target) : +e.target.dataset.stop));
        return all.map(told); }"""
    )
    for _ in range(len(expected)):
        press(protocol)
    reached = page.evaluate("window.stopped")
    if reached == list(range(len(expected))):
        press(protocol)
        left = page.evaluate("window.stopped.length") == len(expected) or page.evaluate("window.stopped.at(-1)") == 0
        return [] if left else ["2.1.2 the last stop does not let go"]
    wrong = next((i for i, at in enumerate(reached) if at != i), len(reached))
    at = f" before {expected[wrong]}" if wrong < len(expected) else ""
    return [f"2.1.1 stop {wrong} of {len(expected)} is {reached[wrong : wrong + 1]}{at}"]


def press(protocol: CDPSession, key: str = "Tab", code: int = 9) -> None:
    """Press a key without waiting for anything but the browser's word that it was pressed."""
    for kind in ("rawKeyDown", "keyUp"):
        protocol.send("Input.dispatchKeyEvent", {"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code})
