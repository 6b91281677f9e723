"""Forms of payments and their evidence."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import dates
from sanggar.foundation.files import ACCEPTED
from sanggar.foundation.money import RupiahField, format_rupiah
from sanggar.foundation.ui.forms import ActForm
from sanggar.foundation.ui.picker import narrowed
from sanggar.funding.models import BudgetLine
from sanggar.mentoring.models import Mentor
from sanggar.planning.meeting_words import taught_by
from sanggar.planning.models import Meeting
from sanggar.spending.actions import PaidContacts
from sanggar.spending.models import EvidenceKind

Rows = QuerySet[Any]
MEETING_SOUGHT, MENTOR_SOUGHT = "cari-sesi", "cari-pendamping"
CONTACTS = ("mentor", "contacts_paid", "contacts_from", "contacts_until")


class LineChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A budget line with what it still has, so that nobody asks for more than there is."""

    def label_from_instance(self, obj: BudgetLine) -> str:
        facts = {"code": obj.account_code, "line": obj.description, "left": format_rupiah(obj.left)}
        return _("%(code)s %(line)s (tinggal %(left)s)") % facts


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{dates.plain_date(obj.starts_at)} · {obj.topic} · {obj.cohort.name} · {taught_by(obj)}"


class ProposalForm(ActForm):
    line = LineChoice(
        label=gettext_lazy("Rincian"), queryset=BudgetLine.objects.none(), empty_label=gettext_lazy("Pilih rincian")
    )
    amount = RupiahField(
        label=gettext_lazy("Jumlah"), help_text=gettext_lazy("Misalnya 1.500.000 atau 1,5 juta."), min_value=1
    )
    payee = forms.CharField(
        label=gettext_lazy("Penerima"), help_text=gettext_lazy("Orang atau usaha yang menerima uang."), max_length=120
    )
    description = forms.CharField(label=gettext_lazy("Untuk"), max_length=200)
    meeting = MeetingChoice(
        label=gettext_lazy("Sesi yang dibiayai"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("Bukan untuk satu sesi"),
    )

    mentor = forms.ModelChoiceField(
        label=gettext_lazy("Pendamping yang dibayar"),
        help_text=gettext_lazy("Hanya untuk honor pendampingan; dibandingkan dengan kontak yang dibenarkan peserta."),
        queryset=Mentor.objects.none(),
        required=False,
        empty_label=gettext_lazy("Bukan honor pendampingan"),
    )
    contacts_paid = forms.IntegerField(
        label=gettext_lazy("Banyak kontak yang dibayar"), min_value=1, max_value=10_000, required=False
    )
    contacts_from = forms.DateField(label=gettext_lazy("Kontak sejak"), required=False)
    contacts_until = forms.DateField(label=gettext_lazy("Kontak sampai"), required=False)

    def __init__(
        self, *args: Any, lines: Rows, meetings: Rows, mentors: Rows, asked: Mapping[str, str], **kwargs: Any
    ) -> None:
        """`asked` is what was searched, by `MEETING_SOUGHT` and `MENTOR_SOUGHT`: a season has hundreds of both."""
        super().__init__(*args, **kwargs)
        line = self.fields["line"]
        assert isinstance(line, forms.ModelChoiceField)
        line.queryset = lines
        sought = (
            ("meeting", meetings, ["topic", "cohort__name", "trainer_name"], MEETING_SOUGHT),
            ("mentor", mentors, ["account__name"], MENTOR_SOUGHT),
        )
        self.pickers = {
            name: narrowed(self, name, rows, names=names, asked=asked.get(key, ""), key=key)
            for name, rows, names, key in sought
        }

    def clean(self) -> dict[str, Any]:
        """The four answers about contacts are one: all of them, or none."""
        given = dict(super().clean() or self.cleaned_data)
        told = {name: given.pop(name, None) for name in CONTACTS}
        if not any(told.values()):
            return given
        for name, value in told.items():
            if value is None and name not in self.errors:
                self.add_error(name, _("Isi juga bagian ini, atau kosongkan semua tentang pendampingan."))
        if self.errors:
            return given
        if told["contacts_until"] < told["contacts_from"]:
            self.add_error("contacts_until", _("Hari terakhir tidak dapat mendahului hari pertama."))
            return given
        mentor, number, first, last = (told[name] for name in CONTACTS)
        return given | {"contacts": PaidContacts(mentor, first, last, number)}


class PayForm(ActForm):
    proof_number = forms.CharField(
        label=gettext_lazy("Nomor bukti"), help_text=gettext_lazy("Nomor SP2D, transfer, atau kuitansi."), max_length=60
    )
    paid_on = forms.DateField(label=gettext_lazy("Tanggal bayar"))


class EvidenceForm(ActForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis bukti"), choices=[("", gettext_lazy("Pilih jenis")), *EvidenceKind.choices]
    )
    file = forms.FileField(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("PDF, JPEG, atau PNG, paling besar 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
