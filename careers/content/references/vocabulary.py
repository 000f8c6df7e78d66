"""Words from the closed lists of ``vocabulary.yaml``: every one that a file uses must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careers.content.collection import RETIRED, Collection, Entry, Outlook
from careers.content.document import Kind
from careers.content.problem import Problem, Severity
from careers.content.settings import Vocabulary
from careers.content.validation import near

CHOSEN_FROM: Mapping[Kind, Mapping[str, str]] = {
    Kind.VACANCY: {"level": "levels", "team": "teams", "locality": "localities", "patterns": "patterns"},
    Kind.STORY: {"themes": "themes"},
    Kind.STAGE: {"branch": "branches", "levels": "levels"},
}
"""Fields of the front matter, and the list of the vocabulary that each chooses from."""


def check_words(outlook: Outlook, entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each word that is not in its list, and advice for each retired one."""
    for name, list_name in CHOSEN_FROM.get(entry.kind, {}).items():
        for path, word in entry.texts(name):
            found = outlook.fact("term", list_name, word)
            if found is None:
                words = [term for in_list, term in outlook.collection.terms or () if in_list == list_name]
                yield entry.problem(path, f'"{word}" is not in {list_name} of vocabulary.yaml{near(word, words)}')
            elif found == RETIRED:
                message = f'"{word}" is retired in {list_name} of vocabulary.yaml, choose another'
                yield entry.problem(path, message, Severity.WARNING)


def check_situations(collection: Collection) -> Iterator[Problem]:
    """Yield a problem for each situation whose stage is not there."""
    setting = collection.settings.get("vocabulary.yaml")
    if setting is None:
        return
    vocabulary: Vocabulary = setting.value
    stages = collection.known[Kind.STAGE]
    for index, situation in enumerate(vocabulary.situations):
        if situation.stage not in stages:
            message = f'there is no stage "{situation.stage}"{near(situation.stage, sorted(stages))}'
            yield setting.problem(("situations", index, "stage"), message)
