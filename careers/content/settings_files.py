"""The YAML files at the top of the content folder: which there are, and what stands for one that is not there."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from careers.content.accessibility import Accessibility, AccessibilityRun
from careers.content.collection import Setting
from careers.content.folder import SourceFile
from careers.content.problem import Problem
from careers.content.questionnaire import Questionnaire
from careers.content.settings import Jargon, Redirects, Silences, SiteSettings, Synonyms, Vocabulary
from careers.content.sheet import decode
from careers.content.strict_yaml import Parsed, parse
from careers.content.validation import validate


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A YAML file at the top of the folder. One that is not required and not there counts as empty, or as ``None``."""

    name: str
    model: type[BaseModel]
    required: bool
    can_be_empty: bool = True

    def absent(self) -> Setting:
        """Return what stands for a file that is not there."""
        return Setting(self.name, Parsed(), self.model() if self.can_be_empty else None)


SETTINGS = (
    SettingsFile("site.yaml", SiteSettings, required=True),
    SettingsFile("vocabulary.yaml", Vocabulary, required=True),
    SettingsFile("redirects.yaml", Redirects, required=False),
    SettingsFile("synonyms.yaml", Synonyms, required=False),
    SettingsFile("interest.yaml", Questionnaire, required=False, can_be_empty=False),
    SettingsFile("silenced.yaml", Silences, required=False),
    SettingsFile("jargon.yaml", Jargon, required=False),
    SettingsFile("accessibility.yaml", Accessibility, required=False, can_be_empty=False),
    SettingsFile("accessibility-run.yaml", AccessibilityRun, required=False, can_be_empty=False),
)
# Lists beside the settings that only the check reads.
LISTS = frozenset({"words.txt"})
NAMES = LISTS.union(entry.name for entry in SETTINGS)
_BY_NAME = {entry.name: entry for entry in SETTINGS}


def read_setting(file: SourceFile, problems: list[Problem]) -> Setting | None:
    """Return what a settings file says; add what is wrong with it to ``problems`` and return ``None`` otherwise."""
    entry = _BY_NAME[file.path.name]
    text = decode(file.data, entry.name, problems)
    if text is None:
        return None
    if not entry.required and not any(row.strip() and not row.startswith("#") for row in text.split("\n")):
        return entry.absent()
    parsed = parse(text, entry.name, 1, problems)
    value = validate(entry.model, parsed, entry.name, problems) if parsed else None
    return Setting(entry.name, parsed, value) if parsed and value is not None else None
