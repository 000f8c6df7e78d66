"""The command that writes the site as files, for a server without a program."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from careers.cli.editing import Moment
from careers.clock import Clock
from careers.config import Config, origin_of


def _origin(address: str, name: str) -> str:
    """Return the origin that an address is. Raises click's error, which names the option."""
    try:
        return origin_of(address)
    except ValueError as error:
        raise click.UsageError(f"{name}: {error}") from None


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--live", help="Address of the application that takes the forms; CAREERS_LIVE_URL by default.")
@click.option("--base", help="Public address of the frozen site; CAREERS_BASE_URL by default.")
@click.option("--at", type=Moment(), help="Freeze another moment than now, such as '2026-11-30 09:00'.")
@click.pass_obj
def freeze(config: Config, out: Path, live: str | None, base: str | None, at: datetime | None) -> None:
    """Write the whole public site into the folder OUT, ready for any web server, object store or CDN.

    OUT/site is what to publish. OUT/nginx.conf has the headers and redirects for nginx, OUT/manifest.json every file and
    until when the export holds. A freeze that was stopped goes on where it was; until it is whole, OUT stays as it is.
    """
    from dataclasses import replace

    from click._termui_impl import ProgressBar

    from careers.app import create_app
    from careers.content.problem import ContentError
    from careers.delivery.freeze.entry import FreezeError
    from careers.delivery.freeze.export import Plan, freeze
    from careers.site.current import EXTENSION, Site
    from careers.site.frozen import addresses, sources
    from careers.site.frozen.model import Copy
    from careers.site.frozen.validity import validity

    address = base or config.base_url
    if not address:
        raise click.UsageError("name the public address of the frozen site with --base or CAREERS_BASE_URL")
    copy = Copy(_origin(live, "--live") if (live := live or config.live_url) else "")
    settings = replace(config, base_url=_origin(address, "--base"), preview=False, trusted_hosts="")
    if copy.live == settings.address:
        raise click.UsageError("the frozen site and the application need addresses of their own")
    try:
        app = create_app(settings, Clock.fixed(at or Clock().now()), copy)
    except ContentError as error:
        raise click.ClickException(f"the content cannot be frozen:\n{error}") from None
    site: Site = app.extensions[EXTENSION]
    edition = site.edition()
    plan = Plan(
        application=app,
        base=settings.address,
        live=copy.live,
        starts=("/", *sources.documents(edition)),
        optional=(*sources.plain_rules(app), *sources.hidden(edition)),
        place=lambda asked: addresses.place(asked, live=copy.live),
        redirects=sources.redirects(edition),
        patterns=addresses.PATTERNS,
        recipe=sources.recipe(site),
        keys=sources.keys(site),
    )
    holds = validity(edition)
    about = {"base": settings.address, "live": copy.live, "content": edition.library.version, **holds.as_json()}
    bar: ProgressBar[int]
    with click.progressbar(length=len(plan.starts), label="Freezing") as bar:

        def report(done: int, known: int) -> None:
            bar.length = known
            bar.update(done - bar.pos)

        try:
            entries = freeze(plan, out.resolve(), about, report)
        except (FreezeError, OSError) as error:
            why = str(error) if isinstance(error, FreezeError) else f"{error.filename or out}: {error.strerror}"
            raise click.ClickException(f"nothing was changed in {out}:\n{why}") from None
    size = sum(entry.size for entry in entries)
    click.echo(f"Wrote {len(entries)} files, {size / 1_000_000:.1f} MB before compression. Publish {out / 'site'}.")
    for line in holds.lines():
        click.echo(line)
    if not copy.live:
        click.echo("No application stands behind it: its pages have no forms. Name one with --live.")


COMMANDS: tuple[click.Command, ...] = (freeze,)
