"""Forms of payments and their evidence."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import dates
from sanggar.foundation.files import ACCEPTED
from sanggar.foundation.money import RupiahField, format_rupiah
from sanggar.foundation.ui.forms import ActForm
from sanggar.funding.models import BudgetLine
from sanggar.planning.meeting_words import taught_by
from sanggar.planning.models import Meeting
from sanggar.spending.models import EvidenceKind


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

    def __init__(self, *args: Any, lines: QuerySet[BudgetLine], meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("line", lines), ("meeting", meetings)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


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
