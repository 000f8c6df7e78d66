"""Time the personal-data guard and, where Presidio happens to be installed, hold both against the corpus.

    python -m tests.bench.guard

prints milliseconds for texts of 1,200 characters, then for each kind how many remarks each of the two finds. Presidio
(`presidio-analyzer`) is no dependency of the site; without it only the guard's own figures are printed. Without a spaCy
model Presidio has no way to see names, and the table says so.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import statistics
import time
from collections import Counter
from collections.abc import Callable

from careers.forms.personal_data import find
from tests.bench.result import Result, lines
from tests.guard.corpus import Remark, harmless, personal

LENGTH = 1_200
AIM_MS = 5.0
ROUNDS = 40
MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")
SCORES = (0.4, 0.0)  # the usual threshold, and whatever it has any suspicion of
ENTITIES = (
    "PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "IP_ADDRESS", "UK_NHS", "UK_NINO", "UK_POSTCODE",
    "UK_PASSPORT", "UK_DRIVING_LICENCE", "UK_VEHICLE_REGISTRATION",
)  # fmt: skip

Spans = Callable[[str], list[tuple[int, int]]]


def texts() -> dict[str, str]:
    """Return texts of the length a comment may have: harmless, full of personal data, and hostile to patterns."""
    return {
        "harmless remarks": " ".join(text for _, text in harmless("second_unseen"))[:LENGTH],
        "figures": " ".join(text for label, text in harmless("tuning") if label == "figures")[:LENGTH],
        "personal data": " ".join(remark.text for remark in personal("second_unseen"))[:LENGTH],
        "other scripts": ("Ｍｙ name is Zoë – اسمي ليلى, телефон ０７７００ ９００１２３. " * 40)[:LENGTH],
        "bait": ("born 1 twenty.8. -dot- my son " * 80)[:LENGTH],
    }


def milliseconds(text: str) -> float:
    """Return the median processor time of one reading."""
    find(text)
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        find(text)
        times.append((time.process_time() - started) * 1_000)
    return statistics.median(times)


def guard_spans(text: str) -> list[tuple[int, int]]:
    """Return what the guard finds, as offsets."""
    return [(finding.start, finding.end) for finding in find(text)]


def presidio(score: float) -> tuple[str, Spans] | None:
    """Return what Presidio runs on and finds from a score on, or nothing where it is not installed."""
    if importlib.util.find_spec("presidio_analyzer") is None:
        return None
    logging.disable(logging.CRITICAL)  # it tries to fetch a list of domains, and says at length that it could not
    spacy = importlib.import_module("spacy")
    analyzer = importlib.import_module("presidio_analyzer")
    engines = importlib.import_module("presidio_analyzer.nlp_engine")
    recognizers = importlib.import_module("presidio_analyzer.predefined_recognizers")
    model = next((name for name in MODELS if spacy.util.is_package(name)), None)
    engine = engines.SpacyNlpEngine(models=[{"lang_code": "en", "model_name": model or "blank"}])
    if model is None:
        engine.nlp = {"en": spacy.blank("en")}
    analysis = analyzer.AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    for name in dir(recognizers):
        if name.startswith("Uk") and name.endswith("Recognizer"):
            analysis.registry.add_recognizer(getattr(recognizers, name)(supported_language="en"))
    entities = [name for name in ENTITIES if name in analysis.get_supported_entities("en")]

    def spans(text: str) -> list[tuple[int, int]]:
        results = analysis.analyze(text, language="en", entities=entities, score_threshold=score)
        return [(result.start, result.end) for result in results]

    return model or "no language model: pattern recognisers only", spans


def touches(remark: Remark, spans: list[tuple[int, int]]) -> bool:
    """Tell whether any span touches a marked stretch of the remark."""
    return any(start < high and low < end for start, end in spans for low, high in remark.marks)


def table(parts: tuple[str, ...], finders: dict[str, Spans]) -> None:
    """Print, kind by kind, how many of the remarks each finder finds, and how many harmless ones it stops."""
    remarks = [remark for part in parts for remark in personal(part)]
    quiet = [text for part in parts for _, text in harmless(part)]
    total = Counter(kind for remark in remarks for kind in remark.kinds)
    found = {name: Counter[str]() for name in finders}
    for name, spans in finders.items():
        for remark in remarks:
            if touches(remark, spans(remark.text)):
                found[name].update(remark.kinds)
                found[name]["all"] += 1
        found[name]["stopped"] = sum(bool(spans(text)) for text in quiet)
    print(f"\n{' and '.join(parts)}: " + ", ".join(finders))
    for kind, count in total.items():
        print(f"{kind:22} of {count:3}: " + "  ".join(f"{found[name][kind]:4}" for name in finders))
    print(f"{'any':22} of {len(remarks):3}: " + "  ".join(f"{found[name]['all']:4}" for name in finders))
    print(
        f"{'harmless, stopped':22} of {len(quiet):3}: " + "  ".join(f"{found[name]['stopped']:4}" for name in finders)
    )


def measure() -> list[Result]:
    """Return how long a reading takes, and the shares of remarks found and of harmless ones stopped."""
    group = f"The personal-data guard: {LENGTH:,} characters"
    results = [
        Result(group=group, label=name, value=milliseconds(text), unit="ms", goal=AIM_MS, less_is_better=True)
        for name, text in texts().items()
    ]
    remarks, quiet = personal("unseen"), harmless("unseen")
    for name, spans in finders().items():
        found = sum(touches(remark, spans(remark.text)) for remark in remarks)
        stopped = sum(bool(spans(text)) for _, text in quiet)
        group = f"{name}: remarks that nobody tuned it on"
        results += [
            Result(group=group, label="found", value=100 * found / len(remarks), unit="%", goal=95),
            Result(
                group=group,
                label="wrongly stopped",
                value=100 * stopped / len(quiet),
                unit="%",
                goal=2,
                less_is_better=True,
            ),
        ]
    return results


def finders() -> dict[str, Spans]:
    """Return the guard, and Presidio where it is installed."""
    found: dict[str, Spans] = {"guard": guard_spans}
    for score in SCORES:
        other = presidio(score)
        if other is not None:
            found[f"Presidio from a score of {score} ({other[0]})"] = other[1]
    return found


def main() -> None:
    """Print the times, then the comparison kind by kind."""
    print("\n".join(lines(measure())))
    table(("unseen",), finders())
    table(("second_unseen", "unseen"), finders())


if __name__ == "__main__":
    main()
