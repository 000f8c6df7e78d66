"""axe in an open page. What it found is put into lines in the browser: carrying its whole report out takes longer than axe itself."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

_SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_RUN = """async rules => {
const {violations, passes} = await axe.run(rules);
const told = v => v.nodes.slice(0, 3).map(n => `${n.html.slice(0, 160)} (${(n.failureSummary || '').slice(0, 160)})`);
return [passes.length, violations.map(v => `${v.id}: ${told(v).join(' / ')}`)];
}"""


def faults(page: Page) -> list[str]:
    """Return a line for each rule that is broken on a page. Fails when hardly any rule had something to look at."""
    page.evaluate(_SOURCE)
    passed, found = page.evaluate(_RUN, _RULES)
    assert passed > 15, f"axe looked at next to nothing of {page.url}"
    return [f"{page.url}: {told}" for told in found]
