"""The command that prints the forms of the editor in the browser, for use with a git host instead of the preview."""

from __future__ import annotations

import click

from careers.clock import Clock
from careers.config import Config

HOSTS = ("github", "gitlab", "azure", "gitea")
WITHOUT_REVIEW = frozenset({"gitea"})
"""Hosts for which Decap refuses its editorial workflow: a save goes to the branch itself."""


@click.command()
@click.argument("host", type=click.Choice(HOSTS))
@click.argument("repository")
@click.option("--branch", default="main", show_default=True, help="The branch that is published.")
@click.option("--setting", "more", multiple=True, metavar="NAME=VALUE", help="A further setting of the host's sign-in.")
@click.pass_obj
def forms(config: Config, host: str, repository: str, branch: str, more: tuple[str, ...]) -> None:
    """Print the editor's config.yml for a git HOST and its REPOSITORY, such as council/careers."""
    import yaml

    from careers.content.builder import build
    from careers.content.problem import ContentError
    from careers.editing.browser.configuration import configuration

    today = Clock().today()
    try:
        library = build(config.content, today)
    except ContentError as error:
        raise click.ClickException(f"put these mistakes right first:\n{error}") from None
    backend = {"name": host, "repo": repository, "branch": branch}
    for pair in more:
        name, found, value = pair.partition("=")
        if not found:
            raise click.BadParameter(f'found "{pair}", write NAME=VALUE', param_hint="--setting")
        backend[name] = value
    settings = configuration(config.content, library.vocabulary, today, backend=backend)
    del settings["load_config_file"]
    if host not in WITHOUT_REVIEW:
        settings["publish_mode"] = "editorial_workflow"
    click.echo(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=120).rstrip())


COMMANDS: tuple[click.Command, ...] = (forms,)
