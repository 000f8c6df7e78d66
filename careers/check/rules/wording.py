"""Words: links that say nothing or the same as others, jargon that nobody explains, old facts told as if they were new."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.check.passages import paragraphs, plain
from careers.content.document import Kind
from careers.content.problem import Severity
from careers.content.sheet import split
from careers.content.starters import words_to_write_over
from careers.content.strict_yaml import strings

GLOSSARY = "/words-we-use/"
_VAGUE = """
click here, click, here, read more, more, find out more, learn more, more information, info,
this page, this link, this, link, page, website, see here, go, continue
"""
VAGUE = frozenset(words.strip() for words in _VAGUE.split(","))
STALE_AFTER = 2
"""Years after which a dated fact should not be told as if it were of today."""
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]]*)\]\((?P<target>[^)]*)\)")
_HEADING = re.compile(r"(#{1,6}) +(.+)")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b(?! ?[–-] ?\d)")
_PRESENT = re.compile(r"\b(?:currently|now|today|at present|at the moment|these days|is still|are still)\b", re.I)
_PAST = re.compile(
    r"\b(?:was|were|had|said|told|did|used to|since|then|came|began|went|became|until|by|\w{3,}ed|plann\w+|due|from)\b",
    re.I,
)


def vague_links(matter: Matter) -> Iterator[Finding]:
    """Yield each link whose words do not say where it leads, in texts and in the labels of front matter."""
    for path, text in matter.texts.items():
        sheet = split(text, path, []) if path.endswith(".md") else None
        for line, raw in paragraphs(sheet.body, sheet.body_line) if sheet else ():
            for found in _LINK.finditer(raw):
                if fault := _vague(plain(found["words"])):
                    place = line + raw.count("\n", 0, found.start())
                    yield Finding(path, place, "vague-link", fault, Severity.ERROR)
        parsed = matter.fields(path)
        for place_of, words in strings(parsed.data):
            if place_of[-1] == "label" and (fault := _vague(words)):
                yield Finding(path, parsed.line(place_of), "vague-link", fault, Severity.ERROR)


def _vague(words: str) -> str:
    bare = " ".join(re.sub(r"[^\w\s]", " ", words).lower().split())
    return f'the link says "{" ".join(words.split())}": write what the reader finds there' if bare in VAGUE else ""


def same_words(matter: Matter) -> Iterator[Finding]:
    """Yield each link that says what an earlier one says and leads elsewhere, and each heading that stood there before."""
    for path in matter.documents:
        sheet = split(matter.texts[path], path, [])
        leads: dict[str, str] = {}
        above: list[tuple[int, str]] = []
        seen: set[tuple[str, ...]] = set()
        for line, raw in paragraphs(sheet.body, sheet.body_line) if sheet else ():
            for found in _LINK.finditer(raw):
                words, target = " ".join(plain(found["words"]).split()), found["target"].split(" ")[0]
                if leads.setdefault(words.lower(), target) != target:
                    message = f'two links say "{words}" and lead to different places: say what the reader finds at each'
                    yield Finding(path, line + raw.count("\n", 0, found.start()), "same-words", message)
            if heading := _HEADING.match(raw):
                level, words = len(heading[1]), plain(heading[2]).strip()
                above = [*(pair for pair in above if pair[0] < level), (level, words.lower())]
                if (way := tuple(words for _, words in above)) in seen:
                    yield Finding(path, line, "same-words", f'two headings say "{words}": say what follows each')
                seen.add(way)


def sample_words(matter: Matter) -> Iterator[Finding]:
    """Yield each file for readers in which words are left that a new file begins with."""
    for path, document in matter.documents.items():
        parsed = matter.fields(path)
        said = [(parsed.line(place), words) for place, words in strings(parsed.data)]
        said += [(p.line, " ".join(p.text.split())) for p in matter.by_file.get(path, ()) if not p.field]
        left = [(line, words) for line, words in said if words in words_to_write_over()]
        if left and not document.front.draft:
            line, words = left[0]
            more = f" and {len(left) - 1} more like it" if len(left) > 1 else ""
            yield Finding(path, line, "sample-words", f'"{words}"{more}: a new file begins with this, write your own')


def unexplained_jargon(matter: Matter) -> Iterator[Finding]:
    """Yield each word of jargon.yaml on a page that neither explains it nor links to the glossary."""
    for path, document in matter.documents.items():
        if document.url == GLOSSARY or any(link.target.startswith(GLOSSARY) for link in document.body.links):
            continue
        of_file = [p for p in matter.by_file.get(path, ()) if not p.field or document.kind is Kind.VACANCY]
        whole = " ".join(" ".join(p.text.split()) for p in matter.by_file.get(path, ())).casefold()
        for entry in matter.jargon:
            word = re.compile(rf"\b{re.escape(entry.term)}\b")
            first = next(((p, found) for p in of_file if (found := word.search(p.text))), None)
            if first and not any(" ".join(words.casefold().split()) in whole for words in entry.explained_by):
                message = f"{entry.term} is not explained: say what it is at its first use, or link to {GLOSSARY}"
                yield Finding(path, first[0].line_at(first[1].start()), "jargon", message)


def stale_claims(matter: Matter) -> Iterator[Finding]:
    """Yield each sentence that has an old year and speaks of today. A guess, so it is only ever advice."""
    for passage in matter.passages:
        for line, sentence in passage.sentences():
            years = [int(year) for year in _YEAR.findall(sentence)]
            old = years and max(years) <= matter.today.year - STALE_AFTER
            if old and _PRESENT.search(sentence) and not _PAST.search(sentence):
                message = f'a fact of {max(years)} told as if it were of today: "{sentence[:60]}…". Say when it was so'
                yield Finding(passage.path, line, "stale-claim", message)
