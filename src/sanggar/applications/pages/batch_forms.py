"""Deciding on many: which, what, and why. Every one carries the revision and the state that were on the page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.applications import actions
from sanggar.applications.actions.batches import ACTS, MOST
from sanggar.applications.actions.hindrances import SeenOne
from sanggar.applications.actions.screening import MAILED
from sanggar.applications.models import Act, Application, ApplicationState, Batch
from sanggar.applications.signals import Shared, shared_values, signals_of
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.forms import FEWEST_WORDS, ActForm
from sanggar.foundation.ui.wording import STALE
from sanggar.planning.models import Programme

VERBS = {
    Act.ACCEPT: _("Nyatakan memenuhi syarat"),
    Act.ASK: _("Minta perbaikan"),
    Act.REFUSE: _("Tolak"),
    Act.REOPEN: _("Periksa lagi"),
}


class BatchForm(ActForm):
    act = forms.ChoiceField(label=_("Keputusan"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Alasan"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("Wajib, kecuali untuk menerima. Setiap pelamar membacanya; tulis tanpa nama dan NIK."),
    )
    due_on = forms.DateField(
        label=_("Tenggat perbaikan"), required=False, help_text=_("Bila kosong, sesuai aturan pendaftarannya.")
    )
    chosen = forms.MultipleChoiceField(
        label=_("Lamaran"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sekurang-kurangnya satu lamaran."), "invalid_choice": STALE},
    )

    def __init__(
        self, programme: Programme, offered: Iterable[Application], *args: Any, ticked: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        marked = {mark_of(one): one for one in offered}
        shared = shared_values({one.call for one in marked.values()})
        self.fields["act"].choices = [(act.value, VERBS[act]) for act in ACTS]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["chosen"].choices = [(mark, _label(one, shared)) for mark, one in marked.items()]  # type: ignore[attr-defined]  # a ChoiceField
        if ticked:
            self.fields["chosen"].initial = list(marked)
        self.by_mark = marked
        self.batch: Batch | None = None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("act") not in ("", None, Act.ACCEPT.value) and not given.get("reason"):
            self.add_error("reason", _("Tulis alasannya; pelamar membacanya."))
        elif given.get("act") in MAILED and len(given.get("reason", "")) < FEWEST_WORDS:
            self.add_error("reason", _("Tulis alasannya dengan beberapa kata; pelamar membacanya."))
        return given

    @property
    def seen(self) -> list[SeenOne]:
        return [seen_by(self.by_mark[mark], mark) for mark in self.cleaned_data["chosen"]]

    def decide(self, *, chosen: list[str], act: str, by: Actor, at: datetime, **told: Any) -> None:
        seen = [seen_by(self.by_mark[mark], mark) for mark in chosen]
        self.batch = actions.decide_many(self.programme, seen, Act(act), by=by, at=at, **told)


def offered_by(marks: list[str], applications: QuerySet[Application]) -> list[Application]:
    """The applications that were on the page, whatever became of them since; each under the mark it had there."""
    wanted = {parts[0]: mark for mark in marks[:MOST] if len(parts := mark.split("-")) == 3 and parts[0].isdigit()}  # noqa: PLR2004 - key, revision, state
    found = {str(one.pk): one for one in applications.filter(pk__in=list(wanted))}
    for pk, one in found.items():
        one.mark = wanted[pk]  # type: ignore[attr-defined]  # as it was seen
    return [found[pk] for pk in wanted if pk in found]


def mark_of(one: Application) -> str:
    return getattr(one, "mark", "") or f"{one.pk}-{one.revision}-{one.state}"


def seen_by(one: Application, mark: str) -> SeenOne:
    _pk, revision, state = mark.split("-")
    return SeenOne(one, int(revision) if revision.isdigit() else 0, state)


def _label(one: Application, shared: Shared) -> str:
    """As the queue tells it, with all that is to be asked about."""
    state = ApplicationState(one.state).label
    flags = "; ".join([*(str(flag.label) for flag in one.flag_list), *(s.words for s in signals_of(one, shared))])
    return " · ".join(filter(None, (f"{one.name}, {one.receipt}", str(state), one.village.name, flags)))
