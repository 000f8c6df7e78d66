"""The commands for accounts, which belong to the staff pages."""

from __future__ import annotations

import click

from careers.staff.commands import staff

COMMANDS: tuple[click.Command, ...] = (staff,)
