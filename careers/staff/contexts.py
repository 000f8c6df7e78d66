"""What each staff template is given, as ``page``. Plain values that are ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from careers.head import Link, Meta


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a select or of check boxes."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One line of the error summary: the id of the control that it leads to, and what to put right."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around every staff page: who is signed in and until when, where they may go, the token of their forms."""

    name: str | None
    until: str
    navigation: tuple[Link, ...]
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPage:
    """What every staff page has."""

    heading: str
    around: Around
    errors: tuple[FieldFault, ...] = ()
    notice: str | None = None

    @property
    def title(self) -> str:
        """Return what the browser's tab and history say."""
        return self.heading

    @property
    def meta(self) -> Meta:
        """Return the head; the title begins with "Error:" when there is something to put right."""
        title = f"Error: {self.title}" if self.errors else self.title
        return Meta(title, "For the recruitment team.", noindex=True)

    def error_of(self, field: str) -> str | None:
        """Return what is wrong with a field."""
        return next((fault.text for fault in self.errors if fault.field == field), None)


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One line of a brief: what it is, where it leads ("" for nowhere), and a note beside it."""

    label: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """One thing to see at a glance: a number or a word said large, what it counts, a few lines, and the way to all."""

    title: str
    value: str
    what: str
    lines: tuple[BriefLine, ...] = ()
    way: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(StaffPage):
    """What needs somebody today. ``alarm`` is something that cannot wait; ``looks_up`` adds the box for references."""

    summary: str
    briefs: tuple[Brief, ...]
    alarm: str | None = None
    looks_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(StaffPage):
    """The sign-in form. ``onward`` is where to go afterwards; ``sign_on`` is where the council's sign-on begins."""

    onward: str
    name: str = ""
    refused: str | None = None
    is_local: bool = True
    sign_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnwardPage(StaffPage):
    """A page that goes on by itself: ``onward`` is a path of ours."""

    onward: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInPage(StaffPage):
    """Why somebody is not signed in, or not let in, and the way back.

    ``elsewhere`` is where to sign out of the council account too.
    """

    title: str
    text: str
    back: Link
    look: str = "error"
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolPage(StaffPage):
    """Choosing a password and setting the authenticator up, by picture or by key."""

    path: str
    account: str
    shortest: int
    picture: Markup
    key: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesPage(StaffPage):
    """The recovery codes, shown once."""

    account: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account with what can be done to it; nobody can do anything to their own."""

    name: str
    role: str
    state: str
    is_disabled: bool
    is_own: bool
    display_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage(StaffPage):
    """Every account. ``link`` is an enrolment link that was just made, to be passed on."""

    accounts: tuple[AccountRow, ...]
    roles: tuple[Option, ...]
    link: str | None = None
    invited: str | None = None
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a list of several pages."""

    number: int
    last: int
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage(StaffPage):
    """Lines of the audit, the newest first, and how many sign-ins were refused on the latest days."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    refusals: tuple[tuple[str, ...], ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The boxes of one kind of filter."""

    key: str
    label: str
    choices: tuple[Choice, ...]
    single: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A filter in force, and the address without it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact; ``iso`` is a day for machines."""

    label: str
    value: str
    iso: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsPage(StaffPage):
    """Both kinds of export. ``keep`` are the filters as form fields; the dictionary and the method are said here too."""

    filters: tuple[str, ...]
    keep: tuple[tuple[str, str], ...]
    quarters: tuple[Option, ...]
    dictionary: tuple[tuple[str, ...], ...]
    method: tuple[str, ...]
