"""Every rule by name: how grave it is, what it looks for, and what to do. The guide for editors is held to this list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from careers.check.finding import Finding
from careers.check.matter import Matter
from careers.check.rules import (
    accessibility,
    adverts,
    downloads,
    people,
    pictures,
    reading,
    spelling,
    upkeep,
    wording,
)
from careers.content.problem import Problem, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING
Look = Callable[[Matter], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``look`` is ``None`` where the content engine, the list of silences, the network or git finds it."""

    name: str
    severity: Severity
    looks_for: str
    what_to_do: str
    look: Look | None = None


RULES: tuple[Rule, ...] = (
    Rule("content", ERROR, "everything that the engine refuses", "see what the messages mean"),
    Rule("content-advice", WARNING, "links to drafts, retired words, lists without a page", "see the message"),
    Rule("personal-data", ERROR, "names, numbers and addresses of people", "take it out", people.personal_data),
    Rule("vague-link", ERROR, "links such as “click here”", "say what is behind the link", wording.vague_links),
    Rule(
        "same-words",
        WARNING,
        "links of the same words to different places, headings of the same words",
        "say what is behind each",
        wording.same_words,
    ),
    Rule(
        "alt-text",
        ERROR,
        "alternative text that says nothing new",
        "say what is to be seen",
        pictures.weak_alternatives,
    ),
    Rule("spelling", WARNING, "words unknown in British English", "correct, or add to words.txt", spelling.misspelt),
    Rule("reading-age", WARNING, "pages that are hard to read", "shorten sentences and words", reading.hard_pages),
    Rule("long-sentence", WARNING, "sentences of more than 32 words", "make two of one", reading.long_sentences),
    Rule("jargon", WARNING, "trade words that a page does not explain", "explain or link", wording.unexplained_jargon),
    Rule("stale-claim", WARNING, "old facts told as if of today", "say when it was so", wording.stale_claims),
    Rule("image-size", WARNING, "pictures over 1 MB or 4,000 pixels wide", "save it smaller", pictures.heavy_pictures),
    Rule(
        "consent-ended", WARNING, "consent that has ended, or ends within 30 days", "ask, or withdraw", people.consent
    ),
    Rule(
        "named-author",
        WARNING,
        "downloads that name who wrote, changed or remarked them",
        "take the names out in the program that made it, and save it again",
        downloads.named_people,
    ),
    Rule(
        "hidden-link",
        WARNING,
        "links to pages whose day has not come, or to which consent has ended",
        "take the link out, or see to the page",
        upkeep.hidden_links,
    ),
    Rule(
        "lost-address",
        WARNING,
        "addresses of pages that were taken away, samples and drafts aside, where nothing answers (only in a git repository)",
        "add them to redirects.yaml",
    ),
    Rule(
        "closes-at-weekend",
        WARNING,
        "adverts that close on Saturday or Sunday",
        "choose a working day",
        adverts.closing,
    ),
    Rule("closes-soon", WARNING, "open adverts with three days left or fewer", "see that the day is right"),
    Rule(
        "sample-words",
        WARNING,
        "words that a new file begins with and that nobody has written over",
        "write your own, or take them out",
        wording.sample_words,
    ),
    Rule("sample-advert", WARNING, "invented adverts", "replace or delete them before launch"),
    Rule(
        "accessibility-statement",
        ERROR,
        "an accessibility statement past its review, or without a sound run of the tests",
        "read it and move its dates on, or run `make accessibility`",
        accessibility.statement,
    ),
    Rule("figure-overdue", WARNING, "figures whose review_by has passed", "look up the newest value"),
    Rule("review-overdue", WARNING, "pages whose review_by has passed", "read the page, move the dates on"),
    Rule(
        "security-contact",
        WARNING,
        "a contact for security faults whose day has passed, or will within 60 days",
        "see that it is right, move the day on",
        upkeep.security_contact,
    ),
    Rule(
        "external-link", WARNING, "links to other sites that do not answer (only with --external)", "correct the link"
    ),
    Rule("unused-silence", WARNING, "entries of silenced.yaml that silence nothing", "remove the entry"),
)


def of_engine(problem: Problem) -> Finding:
    """Return what the content engine said as a finding of the rule that it belongs to."""
    rule = "content" if problem.severity is ERROR else "content-advice"
    message = f"{problem.field}: {problem.message}"
    if problem.severity is WARNING and problem.field == "review_by":
        rule, message = "figure-overdue" if problem.path.startswith("figures/") else "review-overdue", problem.message
    elif problem.severity is WARNING and problem.field == "sample":
        rule, message = "sample-advert", problem.message
    return Finding(problem.path, problem.line, rule, message, problem.severity)
