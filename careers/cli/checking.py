"""The command that checks the content, as editors and the tests in continuous integration call it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from careers.clock import Clock
from careers.config import Config

AGENT = "careers-link-check (one visit a week to each link of a careers site)"
PATIENCE = 10
REFUSES_ROBOTS = frozenset({401, 403, 405, 429, 503, 999})
"""Answers of sites that are there and do not talk to programs."""


@click.command()
@click.option("--json", "to_json", is_flag=True, help="Print everything as JSON.")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page for people.")
@click.option("--external", is_flag=True, help="Ask the links to other sites too; slow, and once a week is enough.")
@click.pass_obj
def check(config: Config, to_json: bool, page: Path | None, external: bool) -> None:
    """Check all content: one line a finding, as file, line, rule and what to do.

    What must be put right ends with exit code 1; advice does not.
    """
    from careers.check.examine import More, examine
    from careers.check.external import ExternalLinks
    from careers.check.lost import LostAddresses
    from careers.check.report import as_json, as_page, lines, summary
    from careers.cli.progress import progress_bar
    from careers.content.builder import Memory
    from careers.editing.revisions import removed_pages
    from careers.forms.personal_data import find

    more: list[More] = [LostAddresses(lambda: removed_pages(config.content)).look]
    if external:
        from time import sleep

        more.append(ExternalLinks(ask, sleep, config.instance / "external-links.json").look)
    with progress_bar() as progress:
        report = examine(config.content, Clock().now(), find, tuple(more), Memory(progress=progress))
    if page:
        try:
            page.write_text(as_page(report), encoding="utf-8")
        except OSError as error:
            raise click.ClickException(f"{page} cannot be written: {error.strerror}") from None
    if to_json:
        click.echo(as_json(report))
    elif page:
        click.echo(f"{summary(report)} The whole report is in {page}.")
    else:
        for line in lines(report):
            click.echo(line)
    if report.errors:
        sys.exit(1)


def ask(address: str) -> str:
    """Return what is wrong with an address elsewhere, "" when it answers. Asks for the head first."""
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    for method in ("HEAD", "GET"):
        request = Request(address, method=method, headers={"User-Agent": AGENT})  # noqa: S310 - https only, see caller
        try:
            with urlopen(request, timeout=PATIENCE):  # noqa: S310
                return ""
        except HTTPError as error:
            if error.code in REFUSES_ROBOTS and method == "GET":
                return ""
            if method == "GET":
                return f"answers {error.code}"
        except (OSError, HTTPException, ValueError) as error:
            return f"cannot be reached ({getattr(error, 'reason', error)})"
    return ""


COMMANDS: tuple[click.Command, ...] = (check,)
