"""What the office fills in for others: the application of who came to the counter, and a list from elsewhere."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications import actions
from sanggar.applications.imports import DATE_ORDERS, FIELDS, NEEDED, OWN, ImportSettings
from sanggar.applications.models import NOTICE, Application, Call, Consented, QuestionKind, TellBy
from sanggar.applications.pages.forms import AnswersForm, AsksConsents
from sanggar.applications.queries import texts_in_force, tracks_offered
from sanggar.applications.question_queries import questions_of
from sanggar.applications.questions import LABELS, QUESTIONS
from sanggar.foundation import clock, files
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.forms import ActForm

PAPER = ("signed_on", "scan", "paper_place", "card_shown")


class EntryForm(AnswersForm, AsksConsents, ActForm):
    """The questions as the applicant gets them; a telephone may be missing, the consent is on paper."""

    one_by_one = _(
        "Sekali kirim paling besar %(most)s MB untuk semua berkas bersama. Bila lebih, perkecil dahulu pindaiannya."
    )
    tell_by = forms.ChoiceField(label=_("Bagaimana diberi tahu"), choices=TellBy.choices, initial=TellBy.PHONE)
    postal_address = forms.CharField(
        label=_("Alamat surat"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Diisi bila kabar dikirim dengan surat. Disimpan tersandi."),
    )
    signed_on = forms.DateField(label=_("Tanggal surat persetujuan ditandatangani"))
    scan = forms.FileField(
        label=_("Pindaian surat persetujuan"),
        required=False,
        help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB. Boleh kosong bila suratnya disimpan di kantor."),
        widget=forms.ClearableFileInput(attrs={"accept": files.ACCEPTED}),
    )
    paper_place = forms.CharField(
        label=_("Tempat surat disimpan"), required=False, max_length=200, help_text=_("Misalnya map 3, nomor 17.")
    )
    card_shown = forms.BooleanField(
        label=_("KTP asli sudah ditunjukkan, dan nama serta NIK-nya cocok."), required=False
    )

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(call, *args, **kwargs)
        self.fields["phone"].required = False
        self.fields["phone"].help_text = _("Kosongkan bila tidak punya.")
        self.notice, *optional = texts_in_force(call)
        self.ask(optional)
        self.order_fields(
            (
                *QUESTIONS[:8],
                "tell_by",
                "postal_address",
                *QUESTIONS[8:],
                *(each.name for each in self.own_questions),
                *self._asked,
                *PAPER,
            )
        )
        self.application: Application | None = None

    def clean_signed_on(self) -> date:
        signed: date = self.cleaned_data["signed_on"]
        if signed > clock.today():
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        return signed

    def enter(self, *, by: Actor, at: datetime, **given: Any) -> None:
        upload = given["scan"]
        paper = actions.Paper(
            scan=files.store(upload, by=by, at=at) if upload else None,
            place=given["paper_place"],
            signed_on=given["signed_on"],
            tell_by=given["tell_by"],
            postal_address=given["postal_address"],
        )
        agreed = [text for text in (self.notice, *self.consents) if text]
        self.application = actions.enter_application(
            self.call, self.answers, paper=paper, consents=agreed, card_shown=given["card_shown"], by=by, at=at
        )

    @property
    def notice_text(self) -> str:
        return self.notice.shown if self.notice.key == NOTICE else ""


class UploadForm(ActForm):
    file = forms.FileField(
        label=_("Berkas daftar"),
        help_text=_("CSV (misalnya dari Google Formulir) atau XLSX; paling besar 2 MB dan 2.000 baris."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )


class ColumnsForm(ActForm):
    """Which column holds what, and what holds for every row."""

    date_order = forms.ChoiceField(label=_("Urutan tanggal"), choices=DATE_ORDERS)
    category = forms.ChoiceField(label=_("Kategori bila tidak tertulis"))
    track = forms.ChoiceField(label=_("Jalur bila tidak tertulis"), required=False)
    consented = forms.ChoiceField(
        label=_("Persetujuan pelamar"),
        choices=[(each.value, each.label) for each in (Consented.FORM, Consented.SHELF)],
        widget=forms.RadioSelect,
    )
    consent_place = forms.CharField(
        label=_("Tempat bukti persetujuan"),
        max_length=200,
        help_text=_("Misalnya nama Google Formulir dan pertanyaan persetujuannya, atau map tempat suratnya disimpan."),
    )
    send_receipts = forms.BooleanField(
        label=_("Kirim tanda terima dan tautan rahasia lewat saluran pesan yang ada."), required=False
    )

    def __init__(self, call: Call, headings: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tidak ada")), *((heading, heading) for heading in headings if heading)]
        self.usual = [name for name in FIELDS if name != "family_card" or call.asks_family_card]
        for name in self.usual:
            label = _("Kecamatan") if name == "kecamatan" else LABELS[name]
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=label, choices=choices, required=name in NEEDED, help_text=HINTS.get(name, "")
            )
        self.own = [each for each in questions_of(call) if each.kind != QuestionKind.FILE]
        for question in self.own:
            self.fields[f"column_{OWN}{question.key}"] = forms.ChoiceField(
                label=question.shown, choices=choices, required=False
            )
        tracks = [(track.code, track.name) for track in tracks_offered(call)]
        self.fields["track"].choices = [("", _("Tidak ada: wajib tertulis")), *tracks]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["category"].choices = [(each.key, each.shown) for each in call.category_list]  # type: ignore[attr-defined]  # a ChoiceField
        rest = [name for name in self.fields if not name.startswith("column_")]
        self.order_fields([*(f"column_{name}" for name in self.asked), *rest])

    @property
    def asked(self) -> list[str]:
        return [*self.usual, *(f"{OWN}{question.key}" for question in self.own)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        taken = [given.get(f"column_{name}") for name in self.asked if given.get(f"column_{name}")]
        for name in self.asked:
            heading = given.get(f"column_{name}")
            if heading and taken.count(heading) > 1:
                self.add_error(f"column_{name}", _("Kolom ini dipilih dua kali."))
        return given

    @property
    def settings(self) -> ImportSettings:
        given = self.cleaned_data
        columns = {name: given[f"column_{name}"] for name in self.asked if given[f"column_{name}"]}
        rest = ("date_order", "track", "category", "consented", "consent_place", "send_receipts")
        return ImportSettings(columns=columns, **{name: given[name] for name in rest})


HINTS = {
    "birth_date": _("Bila tidak ada, dibaca dari NIK."),
    "sex": _("Bila tidak ada, dibaca dari NIK."),
    "kecamatan": _("Membantu bila dua kelurahan bernama sama."),
    "phone": _("Setiap orang perlu ponsel atau email."),
}
