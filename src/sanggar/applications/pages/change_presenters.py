"""What the office reads of what an applicant changed: which answers, and what stood there before where that is kept.

For who may know specific data alone (`rules.may_see_disability_need`): were others told of all the rest, a saving of
which nothing is told would tell them that the need for support was changed, and so that there is one.
"""

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

Lines = Mapping[tuple[str, datetime], Sequence[str]]
Pairs = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class ChangesTold:
    """`lines`: beside an event of the history, by its act and moment. `since`: since when the rest is told, empty where
    nobody saved anything from then on. `pairs`: answers with what stood there; `unkept`: those of which that is kept
    nowhere.
    """

    lines: Lines = field(default_factory=dict)
    since: str = ""
    pairs: Pairs = field(default_factory=list)
    unkept: list[str] = field(default_factory=list)


def changes_told(application: Application) -> ChangesTold:
    """Of who was erased nothing."""
    edits = edits_of(application)
    if not edits:
        return ChangesTold()
    own = _own_questions(application, edits)
    lines = {(edit.act.value, edit.at): _line(edit, own) for edit in edits}
    judged = last_judged(application)
    since = [edit for edit in edits if edit.act == Act.EDIT and (judged is None or edit.at > judged.at)]
    if not since:
        return ChangesTold(lines)
    return ChangesTold(lines, _since(judged), *_changed(application, since, own))


def _since(judged: ApplicationEvent | None) -> str:
    if judged is None:
        return _("Sejak lamaran dikirim.")
    told = {"act": judged.title, "day": plain_date(judged.at), "time": clock_time(judged.at)}
    return _("Sejak “%(act)s” pada %(day)s, %(time)s.") % told


def _own_questions(application: Application, edits: Iterable[Edit]) -> dict[str, Question]:
    """Those that any edit names, by key, in their order and latest words."""
    keys = {key for edit in edits for key in edit.questions or ()}
    rows = application.call.questions.filter(key__in=keys).order_by("position", "version") if keys else ()
    return {each.key: each for each in rows}


def _line(edit: Edit, own: Mapping[str, Question]) -> list[str]:
    if edit.changes_nothing:
        return [_("Disimpan tanpa mengubah jawaban.")]
    names = [label for _name, label in usual_ones(edit.fields)]
    names += [f"“{question.shown}”" for key, question in own.items() if key in (edit.questions or ())]
    names += [str(OWN_TITLE)] if edit.questions is None else []
    return [_("Yang berubah: %(names)s.") % {"names": ", ".join(names)}]


def _changed(application: Application, since: Sequence[Edit], own: Mapping[str, Question]) -> tuple[Pairs, list[str]]:
    """An answer that was changed and changed back is none; where no earlier value is kept, nobody can tell."""
    earlier = earlier_values(since)
    pairs: Pairs = []
    unkept: list[str] = []
    for name, label in usual_ones(earlier):
        before = earlier[name]
        if before is None:
            unkept.append(label)
        elif before != (now := plain_answer(application, name)):
            pairs.append((label, _before_and_now(*(worded(application, name, text) for text in (before, now)))))
    keys = {key for edit in since for key in edit.questions or ()}
    unkept += [f"“{each.shown}”" for key, each in own.items() if key in keys]
    unkept += [str(OWN_TITLE)] if any(edit.questions is None for edit in since) else []
    return pairs, unkept


def _before_and_now(before: str, now: str) -> str:
    lines = [(_("Semula:"), linebreaksbr(before) or "–"), (_("Sekarang:"), linebreaksbr(now) or "–")]
    (was, then), (is_now, here) = lines
    return format_html('<span class="muted">{}</span> {}<br><span class="muted">{}</span> {}', was, then, is_now, here)
