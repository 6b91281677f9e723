"""The form by which money is asked for."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sanggar.foundation import clock, dates
from sanggar.foundation.money import RupiahField, format_rupiah
from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import ActForm
from sanggar.foundation.ui.picker import KEY, Picker, asked_in, narrowed
from sanggar.funding.models import BudgetLine, ListKind
from sanggar.funding.reference_queries import reference_entries, reference_list
from sanggar.mentoring.models import Mentor
from sanggar.mentoring.queries import mentors_of
from sanggar.planning.meeting_words import taught_by
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import meetings_of
from sanggar.spending.actions import PaidContacts, PaymentRequest
from sanggar.spending.models import Commitment, Mode, Payee, Payment
from sanggar.spending.pages.request_kinds import CONTACTS, Kind
from sanggar.spending.queries import open_commitments, payees_of, spending_by_line

PAYEES = ["name", "employer"]
MEETINGS = ["topic", "cohort__name", "trainer_name"]
MENTORS = ["account__name"]
PLAIN = ("amount", "description", "mode", "meeting", "hours", "tariff", "people", "portions")


class LineChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A budget line with what it still has, so that nobody asks for more than there is."""

    def label_from_instance(self, obj: BudgetLine) -> str:
        facts = {"code": obj.account_code, "line": obj.description, "left": format_rupiah(obj.left)}
        return _("%(code)s %(line)s (tinggal %(left)s)") % facts


class CommitmentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Commitment) -> str:
        kind, left = obj.get_kind_display(), format_rupiah(obj.rest)
        facts = {"kind": kind, "number": obj.number, "payee": obj.payee.name, "left": left}
        return _("%(kind)s %(number)s, %(payee)s (tinggal %(left)s)") % facts


class PayeeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Payee) -> str:
        return f"{obj.name} · {obj.employer or obj.get_kind_display()}"


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Meeting) -> str:
        facts = (dates.plain_date(obj.starts_at), obj.topic, obj.cohort.name, taught_by(obj))
        return " · ".join([*facts, _("dibatalkan")] if obj.cancelled_at else facts)


class RequestForm(ActForm):
    """What is asked for, by the questions of its kind of spending. Under a commitment, line and payee may be left
    open: they are the commitment's.
    """

    commitment = CommitmentChoice(
        label=gettext_lazy("Atas komitmen"),
        help_text=gettext_lazy("Rincian dan penerimanya mengikuti komitmen yang dipilih."),
        queryset=Commitment.objects.none(),
        required=False,
        empty_label=gettext_lazy("Tanpa komitmen"),
    )
    line = LineChoice(
        label=gettext_lazy("Rincian"),
        help_text=gettext_lazy("Harus dipilih bila tanpa komitmen."),
        queryset=BudgetLine.objects.none(),
        required=False,
        empty_label=gettext_lazy("Pilih rincian"),
    )
    payee = PayeeChoice(
        label=gettext_lazy("Penerima"),
        help_text=gettext_lazy("Harus dipilih bila tanpa komitmen."),
        queryset=Payee.objects.none(),
        required=False,
        empty_label=gettext_lazy("Pilih penerima"),
    )
    amount = RupiahField(
        label=pgettext_lazy("satu", "Jumlah"), help_text=gettext_lazy("Misalnya 1.500.000 atau 1,5 juta."), min_value=1
    )
    description = forms.CharField(label=gettext_lazy("Untuk"), max_length=200)
    mode = forms.ChoiceField(
        label=gettext_lazy("Cara bayar"), choices=[("", gettext_lazy("Pilih cara bayar")), *Mode.choices]
    )
    meeting = MeetingChoice(
        label=gettext_lazy("Sesi yang dibiayai"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("Bukan untuk satu sesi"),
    )
    hours = WholeNumberField(
        label=gettext_lazy("Banyak jam yang dibayar"),
        help_text=gettext_lazy("Untuk honor; dibandingkan dengan lamanya sesi."),
        max_value=1000,
        required=False,
    )
    tariff = forms.ChoiceField(label=gettext_lazy("Tarif honor"), required=False)
    people = WholeNumberField(
        label=gettext_lazy("Banyak orang atau kali menurut tarif itu"),
        help_text=gettext_lazy("Hanya bila lebih dari satu: tarifnya dikalikan dengan ini."),
        max_value=10_000,
        required=False,
    )
    portions = WholeNumberField(
        label=gettext_lazy("Banyak porsi yang dibayar"),
        help_text=gettext_lazy("Untuk konsumsi; dibandingkan dengan peserta yang hadir."),
        required=False,
    )
    mentor = forms.ModelChoiceField(
        label=gettext_lazy("Pendamping yang dibayar"),
        help_text=gettext_lazy("Hanya untuk honor pendampingan; dibandingkan dengan kontak yang dibenarkan peserta."),
        queryset=Mentor.objects.none(),
        required=False,
        empty_label=gettext_lazy("Bukan honor pendampingan"),
    )
    contacts_paid = WholeNumberField(label=gettext_lazy("Banyak kontak yang dibayar"), max_value=10_000, required=False)
    contacts_from = forms.DateField(label=gettext_lazy("Kontak sejak"), required=False)
    contacts_until = forms.DateField(label=gettext_lazy("Kontak sampai"), required=False)

    def __init__(
        self,
        programme: Programme,
        *args: Any,
        kind: Kind,
        searched: QueryDict,
        amended: Payment | None = None,
        **kwargs: Any,
    ) -> None:
        """`searched` is the address: payees, meetings and mentors can be hundreds, so each has its own search.
        `amended` may stay under its commitment though it has drawn all of it.
        """
        super().__init__(*args, **kwargs)
        self.kind = kind
        self._offer(programme, amended)
        self.searches = list(self._searches(programme, amended, searched))

    def _offer(self, programme: Programme, amended: Payment | None) -> None:
        """Only the questions of the kind, with what may be chosen where that is not searched for."""
        asked = {name for _heading, names in self.kind.groups for name in names}
        for name in [name for name in self.fields if name not in asked | {"once"}]:
            del self.fields[name]
        for name, found in (
            ("commitment", open_commitments(programme, amended)),
            ("line", spending_by_line(programme)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = found
        for name in ("line", "payee"):
            self.fields[name].said_above = True  # type: ignore[attr-defined]  # when they are needed: the help text says it
        if tariff := self.fields.get("tariff"):
            assert isinstance(tariff, forms.ChoiceField)
            tariff.choices, tariff.help_text = tariff_choices(), tariff_help()

    def _searches(
        self, programme: Programme, amended: Payment | None, searched: QueryDict
    ) -> Iterator[tuple[str, Picker]]:
        """Each with its words; a meeting that was called off is offered to the payment that names it already."""
        standing = Q(cancelled_at=None) | Q(pk=amended.meeting_id if amended else None)
        meetings = meetings_of(programme).filter(standing).order_by("-starts_at", "pk")
        rows: tuple[tuple[str, str, QuerySet[Any], list[str], str], ...] = (
            ("payee", _("Cari penerima"), payees_of(programme.organisation), PAYEES, KEY),
            ("meeting", _("Cari sesi"), meetings, MEETINGS, "cari-sesi"),
            ("mentor", _("Cari pendamping"), mentors_of(programme), MENTORS, "cari-pendamping"),
        )
        for name, told, found, names, key in rows:
            if name in self.fields:
                yield told, narrowed(self, name, found, names=names, asked=asked_in(searched, key), key=key)

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """The questions under their headings."""
        return [(heading, [self[name] for name in names]) for heading, names in self.kind.groups]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        under = given.get("commitment")
        for name, told in (("line", _("Pilih rinciannya.")), ("payee", _("Pilih penerimanya."))):
            given[name] = given.get(name) or (getattr(under, name) if under else None)
            if given[name] is None and name not in self.errors:
                self.add_error(name, told)
        contacts = self._contacts(given)
        if not self.errors:
            plain = {name: given[name] for name in PLAIN if name in given}
            self.request = PaymentRequest(
                line=given["line"], payee=given["payee"], commitment=under, contacts=contacts, **plain
            )
        return given

    def _contacts(self, given: dict[str, Any]) -> PaidContacts | None:
        """The four answers about contacts are one: all of them, or none."""
        told: dict[str, Any] = {name: given.get(name) for name in CONTACTS}
        if not any(told.values()):
            return None
        for name, value in told.items():
            if value is None and name not in self.errors:
                self.add_error(name, _("Isi juga bagian ini, atau kosongkan semua tentang pendampingan."))
        if self.errors:
            return None
        mentor, number, first, last = (told[name] for name in CONTACTS)
        if last < first:
            self.add_error("contacts_until", _("Hari terakhir tidak dapat mendahului hari pertama."))
        return PaidContacts(mentor, first, last, number)


def tariff_choices() -> list[tuple[str, str]]:
    """The ceilings that hold today, each with its scale."""
    words = _("%(name)s · %(scale)s · paling banyak %(limit)s per %(unit)s")
    offered = [("", _("Tanpa tarif"))]
    for entry in reference_entries(ListKind.TARIFF, clock.today()):
        data = entry.data
        told = {"name": entry.name, "scale": data["jenis_kegiatan"], "unit": data["satuan"].upper()}
        offered.append((entry.code, words % {**told, "limit": format_rupiah(data["batas"])}))
    return offered


def tariff_help() -> str:
    """Whether anybody has verified the ceilings that are offered."""
    words = _("Dari daftar batas honorarium; skalanya harus sesuai dengan jenis kegiatan.")
    found = reference_list(ListKind.TARIFF, clock.today())
    if found is None or found.verified_at:
        return words
    return f"{words} " + _("Daftarnya belum diverifikasi: pastikan batasnya di Perwali SHS/SBU.")


def request_initial(payment: Payment) -> dict[str, Any]:
    names = ("amount", "description", "mode", "hours", "tariff", "people", "portions", *CONTACTS[1:])
    chosen = ("commitment", "line", "payee", "meeting", "mentor")
    return {name: getattr(payment, name) for name in names} | {name: getattr(payment, f"{name}_id") for name in chosen}
