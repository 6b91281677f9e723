"""The form of a paper sheet: a list to choose from for each person and meeting, made for the keyboard.

The first letter chooses (h, i, s, a), Tab goes on. Cells that are recorded already are shown and not asked again.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import files
from sanggar.foundation.dates import clock_time
from sanggar.foundation.ui.forms import ActForm
from sanggar.planning.models import Meeting
from sanggar.training.models import Attendance, Enrolment, Presence
from sanggar.training.queries import roster

BLANK = ("", "–")


class PaperForm(ActForm):
    rest = forms.ChoiceField(
        label=_("Yang dibiarkan kosong"),
        required=False,
        choices=[
            ("", _("Biarkan belum dicatat")),
            (Presence.PRESENT, Presence.PRESENT.label),
            (Presence.ABSENT, Presence.ABSENT.label),
        ],
    )
    file = forms.FileField(
        label=_("Pindaian atau foto lembar"),
        help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB; disimpan bersama setiap sesi di bawah ini."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": files.ACCEPTED}),
    )

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = meetings
        self.people: dict[int, Enrolment] = {}
        self.records: dict[tuple[int, int], Attendance] = {}
        self.expected: set[tuple[int, int]] = set()
        for meeting in meetings:
            for line in roster(meeting):
                self._expect(meeting, line.enrolment, line.attendance)
        self.people = dict(sorted(self.people.items(), key=lambda each: (each[1].person.name, each[0])))

    def _expect(self, meeting: Meeting, enrolment: Enrolment, attendance: Attendance | None) -> None:
        cell = (enrolment.pk, meeting.pk)
        self.people[enrolment.pk] = enrolment
        self.expected.add(cell)
        if attendance:
            self.records[cell] = attendance
            return
        label = f"{enrolment.person.name}, {meeting.topic}"
        attrs = {"aria-label": label}
        self.fields[name_of(cell)] = forms.ChoiceField(
            label=label, choices=[BLANK, *Presence.choices], required=False, widget=forms.Select(attrs=attrs)
        )

    @property
    def heads(self) -> list[tuple[Meeting, str]]:
        return [(meeting, clock_time(meeting.starts_at)) for meeting in self.meetings]

    @property
    def rows(self) -> Iterator[tuple[Enrolment, list[dict[str, Any]]]]:
        """Each person with a cell a meeting: the field, what is recorded, or nothing for who is not expected there."""
        for pk, enrolment in self.people.items():
            yield enrolment, [self._cell(pk, meeting) for meeting in self.meetings]

    @property
    def is_complete(self) -> bool:
        return len(self.records) == len(self.expected)

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        presences = {meeting: self._chosen(meeting, given) for meeting in self.meetings}
        presences = {meeting: chosen for meeting, chosen in presences.items() if chosen}
        if not presences and not self.errors:
            self.add_error(None, _now("Belum ada yang dipilih. Pilih hadir, izin, sakit, atau alpa."))
        return {"once": given.get("once"), "presences": presences, "file": given.get("file")}

    def _chosen(self, meeting: Meeting, given: dict[str, Any]) -> dict[int, str]:
        open_cells = [cell for cell in sorted(self.expected - set(self.records)) if cell[1] == meeting.pk]
        chosen = {cell[0]: given.get(name_of(cell)) or given.get("rest") for cell in open_cells}
        return {person: presence for person, presence in chosen.items() if presence}

    def _cell(self, person: int, meeting: Meeting) -> dict[str, Any]:
        cell = (person, meeting.pk)
        field = self[name_of(cell)] if name_of(cell) in self.fields else None
        return {"topic": meeting.topic, "field": field, "record": self.records.get(cell)}


def name_of(cell: tuple[int, int]) -> str:
    return f"p{cell[0]}s{cell[1]}"
