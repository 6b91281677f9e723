"""The module on responsible content as a text: read from `data/content_responsibility.toml`, which people keep.

It explains duties to beginners; it is no legal advice. `dated` says as of when the law was read; a newer text reaches
a programme as a new version of its readings, never by itself.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ORIGIN = "content-responsibility"
FILE = Path(__file__).parent / "data" / "content_responsibility.toml"
BASES = {"id": "Dasar", "en": "Legal basis"}


@dataclass(frozen=True, slots=True)
class Said:
    """One text in both languages."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of the checklist; its key never changes, whatever the words."""

    key: str
    text: Said


@dataclass(frozen=True, slots=True)
class Section:
    title: Said
    text: Said
    bases: list[Said]

    def with_bases(self, language: str) -> str:
        named = "; ".join(getattr(basis, language) for basis in self.bases)
        return f"{getattr(self.text, language)}\n\n{BASES[language]}: {named}."


@dataclass(frozen=True, slots=True)
class ModuleText:
    dated: date
    title: Said
    objectives: list[Said]
    sections: list[Section]
    checklist: list[Asked]


def read_module() -> ModuleText:
    data = tomllib.loads(FILE.read_text())
    return ModuleText(
        dated=data["dated"],
        title=_said(data["title"]),
        objectives=[_said(aim) for aim in data["objectives"]],
        sections=[
            Section(_said(each["title"]), _said(each["text"]), [_said(basis) for basis in each["bases"]])
            for each in data["sections"]
        ],
        checklist=[Asked(asked["key"], _said(asked)) for asked in data["checklist"]],
    )


def _said(both: dict[str, Any]) -> Said:
    return Said(id=both["id"].strip(), en=both["en"].strip())
