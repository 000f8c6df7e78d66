"""Derive the guard's lists of given names, surnames and everyday words from Faker's providers (MIT licence).

Run it in a scratch environment with the Faker release named in `data/README.md`; Faker is needed here only,
never by the site:

    python tests/guard/derive_names.py careers/forms/personal_data/data

It keeps single Latin words of three letters or more, folded to plain lower case, from the languages spoken by the
people likeliest to write, and drops everything else (titles, weights, formats).
"""

from __future__ import annotations

import importlib
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

# fmt: off
LOCALES = [
    "en_GB", "en_IE", "en_US", "en_NZ", "en_IN", "en_PK", "en_NG", "en_KE", "yo_NG", "ha_NG",
    "ig_NG", "tw_GH", "sw", "zu_ZA", "fr_DZ", "tr_TR", "pl_PL", "ro_RO", "cs_CZ", "sk_SK",
    "lt_LT", "hu_HU", "es_ES", "pt_PT", "it_IT", "fr_FR", "de_DE", "hr_HR", "sv_SE",
]
# fmt: on
PLAIN = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "’": "'"})


def fold(name: str) -> str:
    """Return the name in lower case without accents, as the guard reads it: `Łukasz` becomes `lukasz`."""
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def strings(value: object) -> Iterator[str]:
    """Yield every string in a provider's list, tuple or weighted mapping, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, dict, set, frozenset)):
        for item in value:
            yield from strings(item)


def collect(prefixes: tuple[str, ...]) -> list[str]:
    """Return the sorted, folded words of every provider attribute whose name starts with one of the prefixes."""
    found: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute, value in vars(provider).items():
            if attribute.startswith(prefixes):
                for text in strings(value):
                    found.update(fold(text).replace("-", " ").split())
    return sorted(word for word in found if word.isascii() and word.isalpha() and len(word) > 2)


def words() -> list[str]:
    """Return Faker's list of everyday English words, in lower case."""
    provider = importlib.import_module("faker.providers.lorem.en_US").Provider
    return sorted({word.lower() for word in provider.word_list})


def main() -> None:
    """Write `given.txt`, `surnames.txt` and `words.txt` into the folder named on the command line."""
    folder = Path(sys.argv[1])
    for name, prefixes in (("given", ("first_name", "middle_name")), ("surnames", ("last_name",))):
        (folder / f"{name}.txt").write_text("\n".join(collect(prefixes)) + "\n", encoding="ascii")
    (folder / "words.txt").write_text("\n".join(words()) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
