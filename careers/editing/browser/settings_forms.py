"""The settings files that have a form in the browser: their names there, and the page that shows what they say.

The others are written by a program, or are a plain list of words: the guide for editors names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from careers.content.settings_files import SETTINGS

_MODELS = {entry.name: entry.model for entry in SETTINGS}


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """One settings file. ``page`` is the address in the preview, without its first slash, that shows what it changes."""

    file: str
    label: str
    page: str

    @property
    def model(self) -> type[BaseModel]:
        """Return the typed model of the file."""
        return _MODELS[self.file]


_FORMS = (
    SettingsForm("site.yaml", "Home page, links and notices", "contact/"),
    SettingsForm("vocabulary.yaml", "Lists to choose from", "vacancies/"),
    SettingsForm("redirects.yaml", "Addresses that moved", "preview/"),
    SettingsForm("interest.yaml", "Questions of the interest form", "interest/"),
    SettingsForm("accessibility.yaml", "Limits in the accessibility statement", "accessibility/"),
    SettingsForm("synonyms.yaml", "Words that the search treats alike", "search/"),
    SettingsForm("jargon.yaml", "Words of the trade", "words-we-use/"),
    SettingsForm("silenced.yaml", "Silenced findings", "preview/"),
)
SETTINGS_FORMS: Mapping[str, SettingsForm] = {form.file: form for form in _FORMS}
"""Each form by the name of its file."""
