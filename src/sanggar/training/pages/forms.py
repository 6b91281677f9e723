"""Forms of attendance and participants."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.fields import ReadFileField, WholeNumberField
from sanggar.foundation.ui.forms import ActForm, ConfirmForm, KitForm, ReasonForm
from sanggar.planning.models import Cohort, Meeting
from sanggar.training.models import Attendance, Enrolment, Presence
from sanggar.training.queries import Roster, RosterLine

REST: list[tuple[str, Any]] = [("", _("Biarkan belum dicatat")), (Presence.PRESENT, Presence.PRESENT.label)]


class RosterForm(ActForm):
    """A whole roster on one page: a choice for each person who is not recorded yet; no choice leaves them so.

    Hands the action `presences`, enrolment id → presence. People who are recorded keep their record, so a choice that
    arrives for them (someone was quicker) is passed on and told, never dropped.
    """

    rest = forms.ChoiceField(
        label=_("Semua yang belum Anda pilih"),
        required=False,
        choices=[*REST, (Presence.ABSENT, Presence.ABSENT.label)],
    )

    def __init__(self, *args: Any, lines: Roster, is_over: bool, **kwargs: Any) -> None:
        """`is_over`: only once a meeting is over everybody who is left can be absent, for until then they may come."""
        super().__init__(*args, **kwargs)
        if not is_over:
            rest = self.fields["rest"]
            assert isinstance(rest, forms.ChoiceField)
            rest.choices = REST
        self.roster = lines
        for line in lines:
            self.fields[self.name_of(line)] = forms.ChoiceField(
                label=line.enrolment.person.name, choices=Presence.choices, required=False, widget=forms.RadioSelect
            )

    @staticmethod
    def name_of(line: RosterLine) -> str:
        return f"p{line.enrolment.pk}"

    @property
    def lines(self) -> Iterator[tuple[RosterLine, forms.BoundField]]:
        for line in self.roster:
            yield line, self[self.name_of(line)]

    @property
    def is_complete(self) -> bool:
        return all(line.attendance for line in self.roster)

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        presences = dict(self._chosen(given))
        if not presences and not self.errors:
            self.add_error(None, _("Belum ada yang dipilih. Pilih hadir, izin, sakit, atau alpa."))
        return {"once": given.get("once"), "presences": presences}

    def _chosen(self, given: dict[str, Any]) -> Iterator[tuple[int, str]]:
        for line in self.roster:
            chosen = given.get(self.name_of(line)) or ("" if line.attendance else given.get("rest"))
            if chosen:
                yield line.enrolment.pk, chosen


class CorrectionForm(ReasonForm):
    presence = forms.ChoiceField(label=_("Yang benar"), choices=Presence.choices, widget=forms.RadioSelect)
    field_order = ["presence", "reason"]

    def __init__(self, *args: Any, attendance: Attendance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [choice for choice in Presence.choices if choice[0] != attendance.presence]
        self.fields["presence"] = forms.ChoiceField(label=_("Yang benar"), choices=others, widget=forms.RadioSelect)
        self.order_fields(self.field_order)


class SheetForm(ActForm):
    file = ReadFileField(
        label=_("Pindaian atau foto lembar"),
        help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB. Lembar yang sudah ada tetap disimpan."),
    )


class MoveForm(ReasonForm):
    """Offers the cohorts of the stage that teach the participant's track and have a free seat."""

    cohort = forms.ModelChoiceField(
        label=_("Kelas tujuan"), queryset=Cohort.objects.none(), empty_label=_("Pilih kelas")
    )
    field_order = ["cohort", "reason"]

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = cohorts_open_to(enrolment)


def cohorts_open_to(enrolment: Enrolment) -> QuerySet[Cohort]:
    """Where a participant could be moved to."""
    fitting = Q(track=None) | Q(track=enrolment.track)
    cohorts = enrolment.stage.cohorts.filter(fitting, seats__gt=F("seats_taken"))
    return cohorts.exclude(pk=enrolment.cohort_id)


class CheckInForm(ConfirmForm):
    """The button on a badge's page, for one of the meetings that are on."""

    meeting = forms.ModelChoiceField(queryset=Meeting.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, auto_id=False, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = meetings


class OwnCheckInForm(KitForm):
    """A participant's own button: with a code that the phone has read already, or with the digits they type."""

    code = forms.CharField(
        label=_("Kode di layar"),
        help_text=_("Enam angka yang sedang tampil di layar; berganti setiap setengah menit."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
    )

    def __init__(self, *args: Any, read: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_read = read
        if read:
            del self.fields["code"]

    def clean_code(self) -> str:
        return "".join(mark for mark in self.cleaned_data["code"] if mark.isdigit())


class HallForm(ActForm):
    """Whether the code is to be taken by the network of the screen alone."""

    keep = forms.BooleanField(required=False, widget=forms.HiddenInput)


class PresenceRuleForm(ActForm):
    missed_in_a_row = WholeNumberField(
        label=_("Tidak hadir berturut-turut (sesi)"), help_text=_("Nol: tidak dilihat."), min_value=0, max_value=20
    )
    below_percent = WholeNumberField(
        label=_("Kehadiran di bawah (persen)"),
        help_text=_("Dilihat setelah tiga sesi terlaksana. Nol: tidak dilihat."),
        min_value=0,
        max_value=100,
    )
