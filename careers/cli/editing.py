"""Commands that write content for editors: new, close, rename, withdraw."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from careers.cli.progress import counting_bar
from careers.clock import Clock
from careers.config import Config
from careers.content.fields import parse_closing
from careers.editing.trial import EditingError

if TYPE_CHECKING:
    from careers.editing.withdrawal import Withdrawal


class Moment(click.ParamType[datetime]):
    """A date or a moment in London, written as in front matter."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> datetime:
        """Return the moment; a bare date means the end of that day."""
        from pydantic_core import PydanticCustomError

        try:
            return value if isinstance(value, datetime) else parse_closing(value)
        except PydanticCustomError as error:
            self.fail(error.message(), param, context)


@click.command()
@click.argument("kind", type=click.Choice(["vacancy", "story", "stage", "page", "figure"]))
@click.argument("name")
@click.pass_obj
def new(config: Config, kind: str, name: str) -> None:
    """Begin a file as a draft, with every field explained in it.

    NAME becomes the file's name and the end of its address: careers new story amina
    """
    from careers.content.addresses import url_of
    from careers.editing.scaffold import KINDS, create

    try:
        path = create(config.content, KINDS[kind], name, Clock().today())
    except EditingError as error:
        raise click.ClickException(str(error)) from None
    source = PurePosixPath(path.relative_to(config.content).as_posix())
    click.echo(
        f"Wrote content/{source}. It is a draft: open it, replace the sample words, then delete the line draft: yes."
    )
    click.echo(f"In the preview its page is {url_of(source)}")


@click.command()
@click.argument("name")
@click.option("--at", type=Moment(), help="When it closes, such as 2026-11-30 or '2026-11-30 12:00'. Now if left out.")
@click.pass_obj
def close(config: Config, name: str, at: datetime | None) -> None:
    """Close an advert early: now, or at a moment before the one in its file.

    NAME is the name of its file, without .md.
    """
    from careers.editing.closing import close

    now = Clock().now()
    try:
        click.echo(close(config.content, name.removesuffix(".md").rpartition("/")[2], at or now, now))
    except EditingError as error:
        raise click.ClickException(str(error)) from None


@click.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(config: Config, old: str, new: str) -> None:
    """Give a page another address: links follow, and the old address leads to the new one.

    Write both as they stand in the browser: careers rename /words-we-use/ /our-words/
    """
    from careers.editing.renaming import rename

    try:
        done = rename(config.content, old, new, Clock().today())
    except EditingError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{done.old} is now {done.new}, and the old address leads there.")
    for path in done.changed:
        click.echo(f"  changed the links in {path}")


@click.command()
@click.argument("story")
@click.pass_obj
def withdraw(config: Config, story: str) -> None:
    """Take a person off the site, and prove it by a search of all that visitors can see.

    STORY is the name of the story's file, without .md. Run it again after each change.
    """
    from careers.editing.withdrawal import withdraw
    from careers.site.pictures import photographs

    try:
        done = withdraw(config.content, story.strip("/").removesuffix(".md").rpartition("/")[2], Clock().today())
    except EditingError as error:
        raise click.ClickException(str(error)) from None
    for path in done.deleted:
        click.echo(f"Deleted {path}")
    photographs.delete(config.instance / "photographs", done.photos)
    if done.mentions:
        click.echo(f"Other files that name {done.first_name} or the story; take out what visitors would see:")
        for mention in done.mentions:
            click.echo(f"  {mention}")
    if not _prove(config, done):
        sys.exit(1)


def _prove(config: Config, done: Withdrawal) -> bool:
    """Search all that visitors can see now, and then what they will see, for a person who was withdrawn; tell what is left."""
    from dataclasses import replace
    from urllib.parse import quote

    from careers.app import create_app
    from careers.cli.public_pages import public_pages
    from careers.editing.withdrawal import left
    from careers.site.current import EXTENSION, Site
    from careers.site.frame import share_path

    gone = (done.story.url, share_path(done.story), *(f"/images/{name}" for name in done.photos))
    more = (*gone, f"/search/?q={quote(done.first_name)}")
    app = create_app(replace(config, preview=False, demonstration=True))
    site: Site = app.extensions[EXTENSION]
    with counting_bar("Searching the site") as tell:
        seen = dict(public_pages(app, *more, tell=tell))
        site.drafts = True
        coming = dict(public_pages(app, *more, tell=tell))
    now = list(left(done, seen.items(), gone))
    later = list(left(done, ((address, text) for address, text in coming.items() if address not in seen), gone))
    for words, found in (("can still be found", now), ("would be found once drafts and coming pages are seen", later)):
        if found:
            click.echo(f"{done.first_name} {words}, in {len(found)} places:")
        for leftover in found:
            click.echo(f"  {leftover}")
    if now or later:
        return False
    click.echo(f"Nothing of {done.first_name} is left at any of {len(seen)} public addresses. Publish this at once.")
    if any(address.startswith("/downloads/") for address in seen):
        click.echo("Look through the files in content/downloads yourself: their words cannot be searched.")
    return True


COMMANDS: tuple[click.Command, ...] = (new, close, rename, withdraw)
