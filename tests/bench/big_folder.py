"""Write a folder of as many pages as wanted, in the site's own model, out of that content's own passages.

Every page has about 400 words, with the links, figures, notices, tables and lists that the real ones have. The real
settings, figures, stages, adverts and pictures come along, so that what is measured is the site itself, only larger.
"""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

from tests import CONTENT

WORDS = 400
_LINK = re.compile(r"\]\((?!https:|mailto:|tel:|#)[^)]*\)")
_NAMED = re.compile(r" \{#[^}]*\}$", re.MULTILINE)
_PAGE = """---
title: {title}
description: {title}, one of many pages that show how the site grows.
summary: What {title} means for you, for your team and for the families that you will work with.
reviewed_on: 2026-11-20
review_by: 2027-11-30
related:
  - label: How to apply
    to: /how-to-apply/
  - label: {other}
    to: {link}
stories:
  - kyle
---
{body}
"""
_STORY = """---
title: {title}
standfirst: >-
  In a duty and assessment team you meet families first, often on a bad day. It helps to have somebody who makes you
  think again.
description: {title}, one of many stories that show how the site grows.
person:
  first_name: {name}
  role: Social worker
  team: Duty and assessment team
  route: Came through the supported first year
themes:
  - supervision
  - learning
figures:
  - asye_school
source:
  title: Frontline view
  publisher: Community Care
  date: 2022-09-30
  url: https://www.communitycare.co.uk/
published_on: 2026-{month:02}-{day:02}
reviewed_on: 2026-11-20
review_by: 2027-11-30
stages:
  - asye
---
{body}
"""
NAMES = ("Ada", "Ben", "Cleo", "Dev", "Esther", "Femi", "Grace", "Hana", "Idris", "Joan")


def write(folder: Path, count: int, seed: int = 7) -> None:
    """Write ``count`` pages beside a copy of the tests' content into ``folder``, the same for each seed.

    One in fifty is a story: the list of stories shows all of them, with a drawing each.
    """
    dice = random.Random(seed)
    shutil.copytree(CONTENT, folder)
    passages = _passages()
    counts = {"pages": count - count // 50, "stories": count // 50}
    for kind, many in counts.items():
        (folder / kind / "many").mkdir() if kind == "pages" else None
        for number in range(many):
            other = dice.randrange(counts["pages"])
            values = {
                "title": f"{dice.choice(('Work', 'Support', 'Growth', 'Practice'))} in team {number}",
                "name": dice.choice(NAMES),
                "other": f"Team {other}",
                "link": f"/many/team-{other}/",
                "month": dice.randint(1, 10),
                "day": dice.randint(1, 28),
            }
            values["body"] = _body(dice, passages, str(values["link"]))
            text = (_PAGE if kind == "pages" else _STORY).format(**values)
            path = folder / "pages" / "many" if kind == "pages" else folder / "stories"
            (path / f"team-{number}.md").write_text(text, "utf-8")


def _passages() -> list[str]:
    """Return the passages of the real texts that stand by themselves: no components that need front matter."""
    found: list[str] = []
    for path in sorted([*(CONTENT / "pages").rglob("*.md"), *(CONTENT / "stories").rglob("*.md")]):
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        for passage in re.split(r"\n(?=## )", body):
            is_placed = re.search(r"^\{\{", passage, re.MULTILINE) or "{:" in passage or "[^" in passage
            if passage.startswith("## ") and not is_placed:
                found.append(_NAMED.sub("", passage.strip()))
    assert len(found) > 20
    return found


def _body(dice: random.Random, passages: list[str], link: str) -> str:
    parts: list[str] = []
    words = 0
    while words < WORDS - 40:
        passage = dice.choice(passages)
        if passage in parts:
            continue
        linked = _LINK.sub(f"]({link})", passage)
        parts.append(linked)
        words += len(linked.split())
    parts.append("{{ statistic vacancy_rate }}")
    parts.append(f"Read [what another team does]({link}) and {{{{ figure agency_rate }}}} agency workers.")
    return "\n\n".join(parts)
