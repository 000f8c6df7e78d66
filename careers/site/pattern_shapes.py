"""The shapes of the examples on the patterns page: field for field what views hand to the same macros.

Only for shapes whose own type needs a library of content or a request to be built.
"""

from __future__ import annotations

from dataclasses import dataclass

from careers.site.blocks import Placed
from careers.site.charts import Chart
from careers.site.components import Statistic


@dataclass(frozen=True, slots=True)
class ExampleLink:
    """A link, or an action: `to` and `url` are the same address."""

    label: str
    url: str
    is_current: bool = False
    help: str = ""
    without: str = "#tags"

    @property
    def to(self) -> str:
        """Return the address under the name that content files use."""
        return self.url


@dataclass(frozen=True, slots=True)
class ExampleFact:
    """A labelled fact."""

    label: str
    value: str
    iso: str = ""


@dataclass(frozen=True, slots=True)
class ExampleBriefLine:
    """One line of a brief."""

    label: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class ExampleBrief:
    """One thing to see at a glance."""

    title: str
    value: str
    what: str
    lines: tuple[ExampleBriefLine, ...] = ()
    way: ExampleLink | None = None


@dataclass(frozen=True, slots=True)
class ExampleStrip:
    """A share and its interval, in hundredths."""

    share: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ExampleRemark:
    """A comment."""

    text: str
    day: str
    iso: str
    said: str
    version: str
    goes: str


@dataclass(frozen=True, slots=True)
class ExampleSource:
    """Where a fact comes from."""

    publisher: str
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleJudgement:
    """An entry of the timeline."""

    when: str
    title: str
    tone: str
    detail: str
    source: ExampleSource
    still_to_do: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleAchievement:
    """Then and now."""

    title: str
    then: str
    then_as_at: str
    now: str | None = None
    now_as_at: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleObjective:
    """A numbered aim."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class ExampleStage:
    """A stage of a career, as a way names it."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ExampleStep:
    """A step of a way, with all that its stage asks and gives; no advert is open."""

    stage: ExampleStage
    requirements: tuple[str, ...]
    typical_time: str
    support: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    decided_by: str = ""
    pay: str = ""
    pay_note: str = ""
    is_background: bool = False
    story: None = None
    roles: tuple[ExampleVacancy, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleAdvert:
    """The facts of an advert, in the groups in which they are shown."""

    key: tuple[ExampleFact, ...]
    team: tuple[ExampleFact, ...]
    pay_facts: tuple[ExampleFact, ...]
    dates: tuple[ExampleFact, ...]
    checks: tuple[ExampleFact, ...]


@dataclass(frozen=True, slots=True)
class ExampleEntry:
    """A figure as the page about the figures tells it."""

    id: str
    statistic: Statistic
    chart: Chart | None
    blocks: tuple[Placed, ...]
    places: tuple[ExampleLink, ...]
    source_url: str
    review_by: str


@dataclass(frozen=True, slots=True)
class ExampleVacancy:
    """An advert in a list."""

    slug: str
    title: str
    team: str
    locality: str
    pay: str
    hours: str
    contract: str
    closes: str
    closes_iso: str
    days_left: str
    is_closing_soon: bool = False
    is_new: bool = False
    is_sample: bool = False
    url: str = "#job-card"


@dataclass(frozen=True, slots=True)
class ExampleChoice:
    """A choice of a filter, with how many roles it gives."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ExamplePanel:
    """A group of choices of a filter."""

    key: str
    label: str
    single: bool
    choices: tuple[ExampleChoice, ...]


@dataclass(frozen=True, slots=True)
class ExampleLetter:
    """A letter of the alphabet with the pages under it."""

    letter: str
    links: tuple[ExampleLink, ...]


@dataclass(frozen=True, slots=True)
class ExamplePages:
    """A place in a list of several pages."""

    number: int
    last: int
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class ExampleTallyRow:
    """An answer with how many gave it."""

    label: str
    number: str
    share: str
    part: float
    url: str = ""


@dataclass(frozen=True, slots=True)
class ExampleTally:
    """Answers counted, and those that nobody gave."""

    title: str
    rows: tuple[ExampleTallyRow, ...]
    nobody: tuple[str, ...]
