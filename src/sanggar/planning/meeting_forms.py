"""The questions about a meeting, in the plan and wherever a later room changes one. Times are those of the office."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock, dates
from sanggar.foundation.ui.forms import ActForm
from sanggar.people.models import Account
from sanggar.planning.models import Meeting, Programme, Venue


class VenueChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A place with what it holds."""

    def label_from_instance(self, obj: Venue) -> str:
        if obj.is_online:
            return gettext("%(name)s (daring)") % {"name": obj.name}
        if obj.capacity is None:
            return obj.name
        return gettext("%(name)s (muat %(count)d orang)") % {"name": obj.name, "count": obj.capacity}


class MeetingTimeForm(ActForm):
    """When and where a meeting is, and about what. Gives the action `starts_at` and `ends_at` in the office's zone.

    A date far from the programme's year is a slip of the finger, and asked for again.
    """

    topic = forms.CharField(label=_("Materi"), max_length=200)
    day = forms.DateField(label=_("Tanggal"))
    start = forms.TimeField(label=_("Mulai pukul"))
    end = forms.TimeField(label=_("Selesai pukul"))
    listed_venue = VenueChoice(
        label=_("Tempat terdaftar"),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=_("Bukan salah satunya"),
    )
    venue = forms.CharField(
        label=_("Tempat lain"),
        max_length=200,
        required=False,
        help_text=_("Isi tempat, tautan, atau keduanya, bila tempatnya tidak terdaftar."),
    )
    link = forms.URLField(label=_("Tautan sesi daring"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, programme: Programme, venues: QuerySet[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("listed_venue", venues)
        self._years = programme.fiscal_year, programme.fiscal_year + 1

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        first, last = self._years
        if not first <= day.year <= last:
            told = gettext("Program ini dari tahun %(year)d: isi tanggal antara 1 Januari %(year)d dan akhir %(last)d.")
            raise forms.ValidationError(told % {"year": first, "last": last})
        return day

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        if not self.errors and not (given["listed_venue"] or given["venue"] or given["link"]):
            self.add_error("venue", _("Isi tempat atau tautan, agar peserta tahu ke mana."))
        day, start, end = (given.pop(name, None) for name in ("day", "start", "end"))
        if start and end and end <= start:
            self.add_error("end", _("Jam selesai harus sesudah jam mulai."))
        if day and start and end:
            zone = clock.office_zone()
            given["starts_at"] = datetime.combine(day, start, zone)
            given["ends_at"] = datetime.combine(day, end, zone)
        return given


class TrainerForm(ActForm):
    """Who teaches: an account, which says the name too, or a name alone."""

    trainer = forms.ModelChoiceField(
        label=_("Akun narasumber"),
        help_text=_("Bila narasumber punya akun, sesi ini muncul di halamannya."),
        queryset=Account.objects.none(),
        required=False,
        empty_label=_("Tanpa akun"),
    )
    trainer_name = forms.CharField(
        label=_("Nama narasumber"),
        help_text=_("Hanya bila ia tidak punya akun; selain itu namanya diambil dari akunnya."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, trainers: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trainer = self.fields["trainer"]
        assert isinstance(trainer, forms.ModelChoiceField)
        trainer.queryset = trainers

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        if trainer := given.get("trainer"):
            given["trainer_name"] = trainer.name
        elif not self.errors and not given.get("trainer_name"):
            self.add_error("trainer_name", _("Pilih akun narasumber, atau isi namanya."))
        return given


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    """The form's answers for a meeting, by the office's clock. What is a listed place's is not typed again."""
    start = dates.local_time(meeting.starts_at, clock.office_zone())
    end = dates.local_time(meeting.ends_at, clock.office_zone())
    listed = meeting.listed_venue
    return {
        "topic": meeting.topic,
        "day": start.date(),
        "start": start.time(),
        "end": end.time(),
        "listed_venue": listed,
        "venue": "" if listed and not listed.is_online else meeting.venue,
        "link": "" if listed and listed.is_online else meeting.link,
    }
