"""The form of a procedure: the rule, where chance comes from, and a quota for each value of a feature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Call
from sanggar.cores.lottery.lottery import Quotas
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import FEWEST_WORDS
from sanggar.selection.actions import Terms
from sanggar.selection.actions.terms import faults_of, mark_of
from sanggar.selection.features import CATEGORY
from sanggar.selection.models import ANSWERING_HOURS, SEEDED, Procedure, Rule, SourceKind
from sanggar.selection.pages.hours import civil_hour
from sanggar.selection.pages.quota_forms import QuotaForm, field_of
from sanggar.selection.pages.seen import renew
from sanggar.selection.procedure_refusals import ReasonForChange
from sanggar.selection.refusals import ProcedureChangedMeanwhile

RULES = [
    (Rule.LOTTERY, _("Undian di antara semua yang lolos")),
    (Rule.FLOOR, _("Nilai minimum, lalu undian di antara yang mencapainya")),
    (Rule.MERIT, _("Nilai tertinggi; angka acak hanya di antara yang nilainya sama")),
    (Rule.FIRST_COME, _("Yang lebih dulu mendaftar (yang tidak selalu tersambung internet akan kalah)")),
]


class FloorField(forms.DecimalField):
    said_above = True  # when it is needed: its help text says it


def announced_seats(call: Call) -> Quotas:
    """What a new procedure starts with: the seats that the call announces for its categories, exactly so many."""
    seats = {each.key: (each.seats, each.seats) for each in call.category_list if each.seats}
    return {CATEGORY: seats} if seats else {}


class ProcedureForm(QuotaForm):
    """`seen` marks the terms that were read. Refused because they changed, the form may be sent again as it is."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    rule = forms.ChoiceField(label=_("Siapa yang mendapat kursi?"), choices=RULES, widget=forms.RadioSelect)
    order_meant = forms.BooleanField(
        label=_("Ya, yang mengirim paling awal mendapat kursi, tanpa undian"),
        required=False,
        help_text=_(
            "Hanya untuk yang lebih dulu mendaftar. Peminat akan berebut pada menit pertama; yang internetnya lambat, "
            "yang sedang bekerja, atau yang terlambat mendengar kabar kalah walau sama berhaknya."
        ),
    )
    floor = FloorField(
        label=_("Nilai minimum (0 sampai 100)"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=_(
            "Wajib untuk nilai minimum, selain itu kosongkan. Dipakai nilai yang sudah dikoreksi dari keras-lunaknya "
            "penilai."
        ),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
    )
    source_kind = forms.ChoiceField(
        label=_("Dari mana angka acaknya?"),
        required=False,
        choices=[
            (SourceKind.DRAND, _("Angka acak umum drand, dari putaran yang terbit nanti; perlu internet")),
            (SourceKind.DICE, _("Dadu bersisi sepuluh, dilempar di depan umum, paling sedikit 20 kali")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Untuk undian dan untuk nilai tertinggi: dari yang nilainya sama, angka acak yang menentukan."),
    )
    numbered = forms.BooleanField(
        label=_("Seribu susunan bernomor: tiga lemparan pertama langsung menentukan susunan peserta di depan umum"),
        required=False,
        help_text=_("Hanya untuk undian dengan kuota. Peluang tiap orang bergeser paling banyak seperseribu."),
    )
    one_per_household = forms.BooleanField(
        label=_("Paling banyak satu orang per keluarga"),
        required=False,
        help_text=_(
            "Hanya untuk undian. Setelah tata cara diumumkan, formulir menanyakan nomor KK; boleh dikosongkan, dan "
            "yang kosong dihitung sebagai keluarga tersendiri. Umumkan sebelum pendaftaran dibuka."
        ),
    )
    draw_at = forms.DateTimeField(
        label=_("Waktu undian atau penetapan"),
        required=False,
        help_text=_(
            "Untuk drand nomor putarannya ditentukan darinya; dadu tidak boleh lebih awal. Keduanya perlu waktu."
        ),
    )
    venue = forms.CharField(
        label=_("Tempat"), required=False, max_length=200, help_text=_("Supaya warga dapat datang atau menonton.")
    )
    objection_days = WholeNumberField(
        label=_("Masa sanggah (hari)"),
        min_value=0,
        max_value=30,
        initial=3,
        help_text=_(
            "Setelah daftar dibekukan, yang ditolak, dan yang nilainya menentukan, dapat menyanggah selama ini; bila "
            "habis di malam hari, sampai pukul 08.00. 0 bila tidak ada."
        ),
    )
    answering_hours = WholeNumberField(
        label=_("Waktu menjawab sanggahan (jam)"),
        min_value=ANSWERING_HOURS[0],
        max_value=ANSWERING_HOURS[1],
        initial=12,
        help_text=_(
            "Sesudah masa sanggah, untuk menjawab sanggahan terakhir. Undian atau penetapan paling cepat sesudahnya. "
            "Tidak dipakai bila tidak ada masa sanggah."
        ),
    )
    deadline_time = forms.TimeField(
        label=_("Jam tenggat tawaran kursi"),
        initial="16:00",
        validators=[civil_hour],
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
        help_text=_(
            "Antara 08.00 dan 21.00; diusulkan saat penawaran dibuka. Cadangan mendapat seluruh waktu yang dijanjikan; "
            "bila habis di malam hari, berlaku terus sampai pukul 08.00."
        ),
    )
    reason = forms.CharField(
        label=_("Alasan perubahan"),
        min_length=FEWEST_WORDS,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Semua orang dapat membacanya."),
        error_messages={"required": ReasonForChange.message},
    )

    def __init__(self, *args: Any, call: Call, procedure: Procedure | None = None, **kwargs: Any) -> None:
        self._call, self._procedure = call, procedure
        start = {name: getattr(procedure, name) for name in self.base_fields if hasattr(procedure, name)}
        start["order_meant"] = procedure is not None and procedure.rule == Rule.FIRST_COME
        start["seen"] = mark_of(procedure)
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, call=call, quotas=procedure.quotas if procedure else announced_seats(call), **kwargs)
        if procedure is None or not procedure.is_published:
            del self.fields["reason"]
        if procedure is None:
            for name, values in announced_seats(call).items():
                for value in values:
                    self.mark_filled(name, value, _("Sudah terisi: kursi yang dijanjikan pendaftaran."))

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in super().plain_fields if field.name != "reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("rule") in SEEDED and not cleaned.get("source_kind"):
            self.add_error("source_kind", _("Pilih sumber angka acaknya."))
        if cleaned.get("rule") == Rule.FIRST_COME and not cleaned.get("order_meant"):
            self.add_error("order_meant", _("Centang bila memang begitu; kalau tidak, pilih undian."))
        self._tell_all(cleaned)
        return cleaned

    def tell(self, error: DomainError) -> None:
        if isinstance(error, ProcedureChangedMeanwhile):
            renew(self, seen=mark_of(Procedure.objects.filter(call=self._call).first()))
        super().tell(error)

    def _tell_all(self, cleaned: dict[str, Any]) -> None:
        """What the terms can not say, beside what was mistyped: all of it at once, each on its field."""
        if "rule" not in cleaned:
            return
        values = self.terms().values()
        values["quotas"] = {name: kept for name, kept in values["quotas"].items() if not self._is_faulty(name)}
        for fault in faults_of(self._call, values, self._procedure, clock.now()):
            if not fault.field or fault.field not in self.errors:
                self.tell(fault)

    def _is_faulty(self, feature: str) -> bool:
        """Whether a field of this group is told to be wrong already."""
        return any(field_of(feature, value) in self.errors for value in self._features[feature].values)

    def terms(self) -> Terms:
        """What was filled in, as the domain takes it."""
        plain = {name: self.cleaned_data[name] for name in Terms.__dataclass_fields__ if name in self.cleaned_data}
        return Terms(**plain | {"quotas": self.quotas()})
