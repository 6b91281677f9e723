"""The form of a paper sheet: a list to choose from for each person and meeting, made for the keyboard.

The first letter chooses (h, i, s, a), Tab goes on. Cells that are recorded already are shown and not asked again.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.dates import clock_time
from sanggar.foundation.ui.fields import ReadFileField
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
    file = ReadFileField(
        label=_("Pindaian atau foto lembar"),
        help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB; disimpan bersama setiap sesi di bawah ini."),
        required=False,
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
        self.fields["file"].required = any(not meeting.signed_sheets.exists() for meeting in meetings)
        self.people = dict(sorted(self.people.items(), key=lambda each: (each[1].person.name, each[0])))

    def _expect(self, meeting: Meeting, enrolment: Enrolment, attendance: Attendance | None) -> None:
        cell = (enrolment.pk, meeting.pk)
        self.people[enrolment.pk] = enrolment
        self.expected.add(cell)
        if attendance:
            self.records[cell] = attendance
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
        chosen = {meeting: self._chosen(meeting, given) for meeting in self.meetings}
        presences = {meeting: found for meeting, found in chosen.items() if found or given.get("rest")}
        if not presences and not self.errors:
            self.add_error(None, _now("Belum ada yang dipilih. Pilih hadir, izin, sakit, atau alpa."))
        return {"once": given.get("once"), "presences": presences, "file": given.get("file")}

    def _chosen(self, meeting: Meeting, given: dict[str, Any]) -> dict[int, str]:
        """Also for who is recorded already: someone was quicker, which is told, or the form came twice."""
        found: dict[int, str] = {}
        for cell in sorted(cell for cell in self.expected if cell[1] == meeting.pk):
            presence = given.get(name_of(cell)) or ("" if cell in self.records else given.get("rest"))
            if presence:
                found[cell[0]] = presence
        return found

    def _cell(self, person: int, meeting: Meeting) -> dict[str, Any]:
        cell = (person, meeting.pk)
        field = self[name_of(cell)] if cell in self.expected else None
        return {"topic": meeting.topic, "field": field, "record": self.records.get(cell)}


def name_of(cell: tuple[int, int]) -> str:
    return f"p{cell[0]}s{cell[1]}"
