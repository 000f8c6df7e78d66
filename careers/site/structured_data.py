"""What search engines are told about a page, as schema.org objects. Says nothing that the page does not show.

Follows schema.org and the rules for job postings of Google Search. ``jobLocationType`` and
``applicantLocationRequirements`` are left out on purpose: they are for posts done wholly from home.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from careers.clock import start_of_day
from careers.content.document import Prose, Story, Vacancy
from careers.content.edition import Edition
from careers.content.settings import Organisation
from careers.head import Link
from careers.site.vacancies.advert import Advert, advert_of
from careers.site.vacancies.syndication import leaves_the_site
from careers.site.vacancies.wording import pay_of

Data = Mapping[str, Any]
_CONTEXT = {"@context": "https://schema.org"}


def script(item: Data) -> Markup:
    """Return an object as the text of a script element of JSON-LD.

    ``<``, ``>`` and ``&`` are written as escapes, so that no text of an editor can end the element.
    """
    text = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing in it can end the element


def organisation(settings: Organisation) -> Data:
    """Return the council as an ``Organization``."""
    return {
        **_CONTEXT,
        "@type": "Organization",
        "name": settings.name,
        "url": settings.url,
        "address": _address(settings),
        "department": {"@type": "Organization", "name": settings.service},
    }


def breadcrumbs(above: Sequence[Link], title: str, path: str, base: str) -> Data:
    """Return a ``BreadcrumbList`` of the pages above a page and the page itself."""
    trail = (*above, Link(title, path))
    return {
        **_CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": link.label, "item": base + link.url}
            for position, link in enumerate(trail, start=1)
        ],
    }


def article(edition: Edition, address: str, story: Story) -> Data:
    """Return a frontline story as an ``Article``."""
    front, settings = story.front, edition.library.settings.organisation
    changed = story.changed_on or front.published_on
    photos = edition.photos(front.photos)
    return {
        **_CONTEXT,
        "@type": "Article",
        "headline": front.title,
        "description": front.description or front.standfirst,
        "datePublished": start_of_day(front.published_on).isoformat(),
        "dateModified": start_of_day(changed).isoformat(),
        "mainEntityOfPage": urljoin(address, story.url),
        "author": {"@type": "Organization", "name": settings.name, "url": settings.url},
        "publisher": {"@type": "Organization", "name": settings.name, "url": settings.url},
        "about": {"@type": "Person", "name": front.person.first_name, "jobTitle": front.person.role},
        **({"image": [urljoin(address, f"/images/{photo.src}") for photo in photos]} if photos else {}),
    }


def job_posting(edition: Edition, address: str, vacancy: Vacancy, *, demonstration: bool) -> Data | None:
    """Return an advert as a ``JobPosting``, or ``None`` for a sample and for any advert that is not open now."""
    if not (edition.is_open(vacancy) and leaves_the_site(vacancy, demonstration=demonstration)):
        return None
    front, settings = vacancy.front, edition.library.settings.organisation
    pay = pay_of(front)
    hours = ["PART_TIME"] if pay.is_pro_rata else ["FULL_TIME"]
    return {
        **_CONTEXT,
        "@type": "JobPosting",
        "title": front.title,
        "description": _description(advert_of(edition, vacancy), vacancy),
        "identifier": {"@type": "PropertyValue", "name": settings.name, "value": front.reference},
        "url": urljoin(address, vacancy.url),
        "datePosted": front.opens_at.date().isoformat(),
        "validThrough": front.closes_at.isoformat(),
        "employmentType": hours + (["TEMPORARY"] if front.contract == "fixed-term" else []),
        "directApply": False,
        "hiringOrganization": {
            "@type": "Organization",
            "name": settings.name,
            "sameAs": settings.url,
            "department": {"@type": "Organization", "name": settings.service},
        },
        "jobLocation": {"@type": "Place", "address": _address(settings)},
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "GBP",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": pay.minimum,
                "maxValue": pay.maximum,
                "unitText": "YEAR",
            },
        },
        "workHours": f"{front.hours:g} hours a week",
        "jobBenefits": "; ".join(front.benefits),
    }


def _address(settings: Organisation) -> Data:
    return {
        "@type": "PostalAddress",
        "addressLocality": settings.address_locality,
        "addressRegion": settings.address_region,
        "addressCountry": settings.country,
    }


def _description(advert: Advert, vacancy: Vacancy) -> str:
    """Return the advert's own words and facts as plain HTML, in the order of the page."""
    lists = (("Your team", advert.team), ("Key facts", advert.key), ("Before you start", advert.checks))
    parts = [f"<p>{escape(vacancy.front.description)}</p>"]
    parts += [block.html for block in vacancy.body.blocks if isinstance(block, Prose)]
    for title, facts in lists:
        items = "".join(f"<li>{escape(fact.label)}: {escape(fact.value)}</li>" for fact in facts)
        parts.append(f"<h2>{title}</h2><ul>{items}</ul>")
    parts.append(f"<h2>Benefits</h2><ul>{''.join(f'<li>{escape(benefit)}</li>' for benefit in advert.benefits)}</ul>")
    return "".join(parts)
