"""Markdown in, sanitised blocks out. The only package that imports ``markdown``."""

from careers.content.rendering.render import Rendered, render
from careers.content.rendering.surroundings import Surroundings

__all__ = ["Rendered", "Surroundings", "render"]
