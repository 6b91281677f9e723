"""The language in which `sanggar draw` speaks: Indonesian where the locale is, or as `--language` says, else English.

Each text stands in the program once, in English; `draw_indonesian` holds the Indonesian ones, and
`cores.lottery.indonesian` those of faults.
"""

import re
from collections.abc import Mapping
from contextvars import ContextVar

from sanggar.cli.draw_indonesian import TEXTS
from sanggar.cores.lottery import indonesian
from sanggar.cores.lottery.errors import SENTENCES, DrawRefused, Fault, sentence
from sanggar.cores.lottery.verify import BEACONS

LANGUAGES = ("id", "en")
ROW = re.compile(r"line (\d+)(?:, column (.*))?", re.DOTALL)
STOPPED = re.compile(r"line (\d+) column (\d+) \(char \d+\)")
_language: ContextVar[str] = ContextVar("language", default="en")


def language_of(environment: Mapping[str, str]) -> str:
    """Of the messages of this locale, by the rules of POSIX."""
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "id" if locale.partition(".")[0].partition("_")[0] == "id" else "en"


def speak(language: str) -> None:
    _language.set(language)


def spoken() -> str:
    return _language.get()


def text(english: str, **params: object) -> str:
    """The text in the language that is spoken; names in braces are filled in."""
    chosen = TEXTS[english] if _language.get() == "id" else english
    return chosen.format(**params) if params else chosen


def decimal(written: str) -> str:
    """With the sign that the language has between whole and fraction."""
    return written.replace(".", ",") if _language.get() == "id" else written


def place_text(path: str) -> str:
    """Where a fault stands: a row and column in the language that is spoken; a JSON path is the same in both."""
    found = ROW.fullmatch(path)
    if not found:
        return path
    line, column = found.groups()
    return (
        text("line {line}", line=line)
        if column is None
        else text("line {line}, column {column}", line=line, column=column)
    )


def system_text(error: OSError) -> str:
    """What the system says of a file; rarer reasons stay in its own words."""
    said = error.strerror or str(error)
    return text(said) if said in TEXTS else said


def fault_text(fault: Fault) -> str:
    return _sentence(fault.code, fault.params)


def refusal_text(refusal: DrawRefused) -> str:
    return _sentence(refusal.code, refusal.params)


def _sentence(code: str, params: Mapping[str, object]) -> str:
    if _language.get() != "id":
        return sentence(code, params, SENTENCES)
    return sentence(code, {**params, **_reason_text(params)}, indonesian.SENTENCES)


def _reason_text(params: Mapping[str, object]) -> dict[str, object]:
    """Why a text is no JSON, which the library says in English: where the reading stopped. Why a signature could not be
    checked is said as the verdict says it.
    """
    reason = str(params.get("reason", ""))
    found = STOPPED.search(reason)
    if found:
        return {"reason": f"berhenti terbaca di baris {found[1]}, huruf ke-{found[2]}"}
    return {"reason": BEACONS[reason]} if reason in BEACONS else {}
