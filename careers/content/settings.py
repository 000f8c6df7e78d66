"""The typed settings that editors keep in YAML beside the Markdown: the site, its vocabulary, redirects, synonyms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from careers.content.fields import Address, Day, Line, Name, Names, Strict, Text, Texts, Truth, fault, type_list
from careers.content.front_matter import Action


class Organisation(Strict):
    """Who runs the site, as structured data and the footer name it."""

    name: Line
    service: Line
    url: Address
    address_locality: Line
    address_region: Line
    country: Line


class Hero(Strict):
    """The top of the home page: a plain proposition and what to do about it."""

    title: Line
    text: Text
    actions: Annotated[tuple[Action, ...], type_list, Field(min_length=1, max_length=2)]


class Home(Strict):
    """What the home page shows and in which order."""

    hero: Hero
    figures: Annotated[Names, Field(min_length=3, max_length=3)]
    lead_story: Name
    stories: Annotated[Names, Field(max_length=2)]


class SecurityContact(Strict):
    """Where to report a security fault, and the day until which that is sure. Source: RFC 9116."""

    contact: Address
    expires: Day


class SiteSettings(Strict):
    """``content/site.yaml``: names, links and notices that stand on every page."""

    name: Line
    strapline: Text
    organisation: Organisation
    home: Home
    emergency: Action
    contact: Action
    footer: Annotated[tuple[Action, ...], type_list]
    feedback_notice: Text
    security: SecurityContact | None = None
    closing_soon_days: Annotated[int, Field(ge=1, le=60)] = 7


class Term(Strict):
    """One word of the closed vocabulary: what files call it (``id``) and what readers see (``label``)."""

    id: Name
    label: Line
    help: Text | None = None
    retired: Truth = False


class Situation(Term):
    """An answer to "Where are you now?", with the progression stage that it leads to."""

    stage: Name


Terms = Annotated[tuple[Term, ...], type_list, Field(min_length=1)]


class Vocabulary(Strict):
    """``content/vocabulary.yaml``: the closed lists from which adverts, stories and forms choose."""

    levels: Terms
    teams: Terms
    localities: Terms
    patterns: Terms
    themes: Terms
    branches: Terms
    situations: Annotated[tuple[Situation, ...], type_list, Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for name in type(self).model_fields:
            seen: set[str] = set()
            for term in getattr(self, name):
                if term.id in seen:
                    raise fault(term.id, f"another id: {name} has this one twice", name)
                seen.add(term.id)
        return self

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Return label by list name and id, e.g. ``labels["levels"]["team-manager"]``."""
        return {name: {term.id: term.label for term in getattr(self, name)} for name in type(self).model_fields}


class Redirect(Strict):
    """An address that moved (``to``) or, with no ``to``, is gone for good and answers 410."""

    path: Annotated[str, Field(pattern=r"^/[a-z0-9/._-]*$")]
    to: Address | None = None


class Redirects(Strict):
    """``content/redirects.yaml``: every address that was once published and has moved or gone."""

    redirects: Annotated[tuple[Redirect, ...], type_list] = ()


class SynonymGroup(Strict):
    """Words that mean the same to someone who searches."""

    words: Annotated[Texts, Field(min_length=2)]


class Synonyms(Strict):
    """``content/synonyms.yaml``: what the search treats alike."""

    synonyms: Annotated[tuple[SynonymGroup, ...], type_list] = ()


class Silence(Strict):
    """One finding of a rule that is right in general and wrong here: which rule, in which file, and why.

    With ``words`` only findings whose message has these words are silenced.
    """

    rule: Name
    file: Line
    reason: Text
    words: Line | None = None


class Silences(Strict):
    """``content/silenced.yaml``: findings of the check that somebody has looked at and decided to live with."""

    silenced: Annotated[tuple[Silence, ...], type_list] = ()


class JargonTerm(Strict):
    """A word of the trade, and the words of which one must stand on a page that uses it."""

    term: Line
    explained_by: Annotated[Texts, Field(min_length=1)]


class Jargon(Strict):
    """``content/jargon.yaml``: words of the trade that each page explains where it uses them."""

    jargon: Annotated[tuple[JargonTerm, ...], type_list] = ()
