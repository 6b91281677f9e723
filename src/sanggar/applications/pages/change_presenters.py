"""What the office reads of what an applicant changed: which answers, and what stood there before where that is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import gettext as _

from sanggar.applications.actions.writing import plain_answer
from sanggar.applications.edit_queries import Edit, earlier_values, edits_of, last_judged, usual_ones, worded
from sanggar.applications.models import Act, Application, ApplicationEvent, Question
from sanggar.applications.questions import OWN_TITLE
from sanggar.foundation.dates import clock_time, plain_date

SPECIFIC = "disability_need"
NUMBERS = ("nik", "family_card")
Lines = Mapping[tuple[str, datetime], Sequence[str]]
Pairs = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class ChangesTold:
    """`lines`: beside an event of the history, by its act and moment. `since`: since when the rest is told, empty where
    nobody saved anything from then on. `pairs`: answers with what stood there; `unkept`: those of which that is kept
    nowhere.
    """

    lines: Lines
    since: str = ""
    pairs: Pairs = field(default_factory=list)
    unkept: list[str] = field(default_factory=list)


def changes_told(application: Application, *, sees_specific: bool) -> ChangesTold:
    """Specific data, by name too, only for who may know it."""
    edits = edits_of(application)
    if not edits:
        return ChangesTold({})
    own = _own_questions(application, edits, sees_specific=sees_specific)
    lines = {(edit.act.value, edit.at): _line(edit, own, sees_specific=sees_specific) for edit in edits}
    judged = last_judged(application)
    since = [edit for edit in edits if edit.act == Act.EDIT and (judged is None or edit.at > judged.at)]
    if not since:
        return ChangesTold(lines)
    pairs, unkept = _changed(application, since, own, sees_specific=sees_specific)
    is_told = pairs or unkept or sees_specific or not any(_hides(edit, own) for edit in since)
    return ChangesTold(lines, _since(judged) if is_told else "", pairs, unkept)


def _since(judged: ApplicationEvent | None) -> str:
    if judged is None:
        return _("Sejak lamaran dikirim.")
    told = {"act": judged.title, "day": plain_date(judged.at), "time": clock_time(judged.at)}
    return _("Sejak “%(act)s” pada %(day)s, %(time)s.") % told


def _own_questions(application: Application, edits: Iterable[Edit], *, sees_specific: bool) -> dict[str, Question]:
    """Those that any edit names, by key, in their order and latest words."""
    keys = {key for edit in edits for key in edit.questions or ()}
    rows = application.call.questions.filter(key__in=keys).order_by("position", "version") if keys else ()
    return {each.key: each for each in rows if sees_specific or not each.is_specific}


def _hides(edit: Edit, own: Mapping[str, Question]) -> bool:
    """Whether there is something of it that is told only to who may know specific data."""
    return SPECIFIC in edit.fields or not own.keys() >= set(edit.questions or ())


def _line(edit: Edit, own: Mapping[str, Question], *, sees_specific: bool) -> list[str]:
    if edit.changes_nothing:
        return [_("Disimpan tanpa mengubah jawaban.")]
    names = [label for _name, label in _usual(edit.fields, sees_specific=sees_specific)]
    names += [f"“{question.shown}”" for key, question in own.items() if key in (edit.questions or ())]
    names += [str(OWN_TITLE)] if edit.questions is None else []
    return [_("Yang berubah: %(names)s.") % {"names": ", ".join(names)}] if names else []


def _changed(
    application: Application, since: Sequence[Edit], own: Mapping[str, Question], *, sees_specific: bool
) -> tuple[Pairs, list[str]]:
    """An answer that was changed and changed back is none; where no earlier value is kept, nobody can tell."""
    earlier = earlier_values(since)
    pairs: Pairs = []
    unkept: list[str] = []
    for name, label in _usual(earlier, sees_specific=sees_specific):
        before, now = earlier[name], "" if name in (SPECIFIC, *NUMBERS) else plain_answer(application, name)
        if before is None:
            unkept.append(label)
        elif before != now:
            pairs.append((label, _before_and_now(*(worded(application, name, text) for text in (before, now)))))
    keys = {key for edit in since for key in edit.questions or ()}
    unkept += [f"“{each.shown}”" for key, each in own.items() if key in keys]
    unkept += [str(OWN_TITLE)] if any(edit.questions is None for edit in since) else []
    return pairs, unkept


def _usual(names: Iterable[str], *, sees_specific: bool) -> list[tuple[str, str]]:
    return usual_ones(set(names) - (set() if sees_specific else {SPECIFIC}))


def _before_and_now(before: str, now: str) -> str:
    lines = [(_("Semula:"), linebreaksbr(before) or "–"), (_("Sekarang:"), linebreaksbr(now) or "–")]
    (was, then), (is_now, here) = lines
    return format_html('<span class="muted">{}</span> {}<br><span class="muted">{}</span> {}', was, then, is_now, here)
