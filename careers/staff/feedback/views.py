"""The overview of feedback, the page of one page, and taking a comment out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers.staff.contexts import Choice, Fact, Panel, Tag
from careers.staff.feedback import words
from careers.staff.feedback.contexts import FeedbackPage, OpinionGroup, OpinionRow, PageFeedbackPage, Remark
from careers.staff.feedback.known_pages import KINDS, KnownPage, gone, known_page, known_pages
from careers.staff.feedback.opinions import ENOUGH, Need, Opinion, opinion, opinions
from careers.staff.frame import around
from careers.staff.paging import paged
from careers.staff.ports import Chart, services
from careers.staff.presence import person
from careers.staff.words import counted, day_in_words
from careers.storage import feedback_review, page_feedback
from careers.storage.records import Feedback
from careers.storage.retention import deleted_on

PAGE = 25
COMMENTS = 20
PERIODS = {"": "All that is kept", "7": "The last 7 days", "30": "The last 30 days", "90": "The last 90 days"}
GROUPS = {
    Need.NEEDS_YOU: ("Pages that need you", "At least one reader in five was not helped, even read with caution."),
    Need.DOES_WELL: ("Pages that do well enough", "The least helpful first."),
    Need.TOO_FEW: ("Too few answers to tell", f"Fewer than {ENOUGH} about the present version."),
    Need.NO_ANSWER: ("Only about earlier versions", "Nobody has answered since these changed."),
}
SOURCE = "Answers to “Was this page helpful?” about this version"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the overview is filtered by; what the address asks for and does not exist is left out."""

    kind: str
    period: str

    @classmethod
    def read(cls) -> Filters:
        """Return the filters in the address."""
        kind, period = request.args.get("kind", ""), request.args.get("period", "")
        return cls(kind if kind in KINDS else "", period if period in PERIODS else "")

    def address(self, **changed: str) -> str:
        """Return the address of the overview with these filters, some changed."""
        pairs = {"kind": self.kind, "period": self.period} | changed
        query = urlencode({key: value for key, value in pairs.items() if value})
        return url_for("staff.feedback") + (f"?{query}" if query else "")

    def since(self, today: date) -> date | None:
        """Return the first day that is counted."""
        return today - timedelta(days=int(self.period) - 1) if self.period else None


def show_feedback() -> str:
    """Show how the pages do, those that need somebody first."""
    today, filters = services().clock.today(), Filters.read()
    since = filters.since(today)
    found = everything(since)
    chosen = [one for one in found if not filters.kind or one.page.kind == filters.kind]
    where = paged(len(chosen), PAGE, lambda number: filters.address(page=str(number)))
    shown = chosen[(where.number - 1) * PAGE : where.number * PAGE]
    answers = sum(one.total + one.earlier_total for one in chosen)
    page = FeedbackPage(
        heading="Feedback",
        around=around(),
        summary=f"{counted(answers, 'answer')} about {counted(len(chosen), 'page')}.",
        panels=tuple(_panels(filters)),
        tags=tuple(_tags(filters)),
        clear=filters.address(kind="", period="") if filters.kind or filters.period else None,
        groups=tuple(_groups(shown)),
        pages=where,
        is_empty=not chosen,
        stopped=_stopped(since),
    )
    return render_template("staff/feedback.html", page=page)


def show_page() -> str:
    """Show what visitors say of the page in the address (``?path=/our-journey/``)."""
    return render_template(
        "staff/page_feedback.html", page=_page(opinion_of(request.args.get("path", "")) or abort(404))
    )


def delete_comment() -> ResponseReturnValue:
    """Take a comment out, for one that has personal details after all."""
    path, comment = request.form.get("page", ""), request.form.get("comment", "")
    now = services().clock.now()
    if not feedback_review.delete_comment(comment, path, by=person().name, now=now):
        abort(404, "This comment is not there any more. Somebody else has deleted it, or its time was over.")
    return redirect(url_for("staff.page_feedback", path=path, deleted="yes"), 303)


def everything(since: date | None = None) -> tuple[Opinion, ...]:
    """Return the opinion of every page that has feedback, those that need somebody first."""
    ready = services()
    return opinions(feedback_review.tallies(since), known_pages(ready.shelf.library, ready.other_pages()))


def row(one: Opinion) -> OpinionRow:
    """Return a page as a line of the overview."""
    return OpinionRow(
        title=one.page.title,
        path=one.page.path,
        url=url_for("staff.page_feedback", path=one.page.path),
        kind=KINDS[one.page.kind],
        strip=words.strip(one.helpful, one.total),
        share=words.share(one.helpful, one.total),
        between=words.between(one.helpful, one.total),
        answers=f"{one.helpful:,} of {one.total:,}" if one.total else words.earlier(one),
        reasons=words.reasons(one, words.labels(), 2),
        comments=f"{one.comments:,}" if one.comments else "",
    )


def _groups(shown: list[Opinion]) -> Iterator[OpinionGroup]:
    for need, (title, text) in GROUPS.items():
        if rows := tuple(row(one) for one in shown if one.need is need):
            yield OpinionGroup(f"t-{need.name.lower().replace('_', '-')}", title, text, rows)


def _panels(filters: Filters) -> Iterator[Panel]:
    kinds = {"": "All kinds"} | KINDS
    for key, label, offered, chosen in (
        ("kind", "Kind of page", kinds, filters.kind),
        ("period", "Answers of", PERIODS, filters.period),
    ):
        choices = tuple(Choice(value, name, value == chosen) for value, name in offered.items())
        yield Panel(key, label, choices, single=True)


def _tags(filters: Filters) -> Iterator[Tag]:
    if filters.kind:
        yield Tag(KINDS[filters.kind], filters.address(kind=""))
    if filters.period:
        yield Tag(PERIODS[filters.period], filters.address(period=""))


def _stopped(since: date | None) -> str:
    number = sum(count for day, count in page_feedback.stopped().items() if since is None or day >= since)
    return counted(number, "comment") if number else ""


def opinion_of(path: str) -> Opinion | None:
    """Return what visitors say of the page at ``path``; nothing when it neither is there nor had feedback once."""
    ready = services()
    known = known_page(ready.shelf.library, ready.other_pages(), path)
    tallies = feedback_review.tallies(page=path) if path else ()
    return opinion(known or gone(path), tallies) if known or tallies else None


def _page(one: Opinion) -> PageFeedbackPage:
    known = one.page
    total = feedback_review.count_comments(known.path)
    where = paged(total, COMMENTS, lambda n: url_for("staff.page_feedback", path=known.path, page=n))
    listed = feedback_review.comments(known.path, offset=(where.number - 1) * COMMENTS, limit=COMMENTS)
    is_deleted = request.args.get("deleted") == "yes"
    return PageFeedbackPage(
        heading=known.title,
        around=around(),
        notice="The comment is deleted. What else its writer answered stays counted." if is_deleted else None,
        path=known.path,
        is_gone=known.kind == "gone",
        words=words.sentence(one),
        strip=words.strip(one.helpful, one.total),
        facts=tuple(_facts(known, one)),
        chart=_chart(one),
        header=("Version", "Answers", "Helped", "Share", "Probably between"),
        versions=tuple(
            (name, f"{total:,}", f"{helpful:,}", words.share(helpful, total), words.between(helpful, total))
            for name, helpful, total in (
                ("This version", one.helpful, one.total),
                ("Earlier versions", one.earlier_helpful, one.earlier_total),
            )
            if total
        ),
        remarks=tuple(remark(comment, known.fingerprint) for comment in listed),
        comments=total,
        pages=where,
    )


def _facts(known: KnownPage, one: Opinion) -> Iterator[Fact]:
    yield Fact("Address", known.path)
    if known.source:
        yield Fact("File", known.source)
    if known.changed_on:
        yield Fact("Last change that the file tells", day_in_words(known.changed_on), known.changed_on.isoformat())
    if one.first:
        yield Fact("First answer about this version", day_in_words(one.first), one.first.isoformat())
    if one.earlier_last:
        label = "Last answer about an earlier version"
        yield Fact(label, day_in_words(one.earlier_last), one.earlier_last.isoformat())


def _chart(one: Opinion) -> Chart | None:
    ready = services()
    readings = [(label, one.reasons.get(key, 0)) for key, label in ready.feedback_reasons.items()]
    readings = sorted((reading for reading in readings if reading[1]), key=lambda reading: -reading[1])
    if not readings:
        return None
    return ready.draw(
        "chart-reasons", "What it was like", readings, source=SOURCE, as_at=day_in_words(ready.clock.today())
    )


def remark(comment: Feedback, fingerprint: str) -> Remark:
    """Return a comment ready to be shown; ``fingerprint`` is the present version of its page."""
    ready = services()
    said = "Helpful" if comment.helpful else "Not helpful"
    reason = ready.feedback_reasons.get(comment.reason or "", "")
    goes = deleted_on(comment.day, ready.config.retention_months)
    return Remark(
        id=comment.id,
        text=comment.comment or "",
        day=day_in_words(comment.day),
        iso=comment.day.isoformat(),
        said=f"{said}: {reason}" if reason else said,
        version="" if comment.fingerprint == fingerprint else "About an earlier version",
        goes=day_in_words(goes),
    )
