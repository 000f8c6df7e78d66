"""What the search of a frozen copy reads: the same records, words and synonyms as the application's search, as JSON.

One list of documents, and for each word the documents that have it with the place where: 4 for the title, 2 for names
and labels, 1 for the text, added up. ``static/js/search.js`` reads it.
"""

from __future__ import annotations

import json
from collections import defaultdict

from careers.content.edition import Edition
from careers.site.search.engine import STOP_WORDS
from careers.site.search.records import Group, Record, records_of
from careers.site.search.words import Thesaurus, words_of

EXCERPT = 170
_GROUPS = tuple(Group)


def search_index(edition: Edition) -> str:
    """Return the index of an edition; the same edition always gives the same text."""
    records = tuple(records_of(edition))
    words: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, record in enumerate(records):
        for weight, text in ((4, record.title), (2, record.keywords), (1, record.text)):
            for word in set(words_of(text)):
                words[word][number] = words[word].get(number, 0) + weight
    meaning = Thesaurus.of(edition.library.synonyms).alternatives
    index = {
        "groups": [group.label for group in _GROUPS],
        "documents": [_document(record) for record in records],
        "words": {
            word: [number * 8 + weight for number, weight in sorted(words[word].items())] for word in sorted(words)
        },
        "synonyms": {" ".join(phrase): [" ".join(other) for other in others] for phrase, others in meaning.items()},
        "stop": sorted(STOP_WORDS),
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _document(record: Record) -> list[object]:
    """Return group, address, title, note and the beginning of the text."""
    text = record.text
    excerpt = text if len(text) <= EXCERPT else text[:EXCERPT].rpartition(" ")[0] + "…"
    return [_GROUPS.index(record.group), record.url, record.title, record.note, excerpt]
