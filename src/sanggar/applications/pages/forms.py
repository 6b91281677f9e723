"""The questions that every form of an application asks, and the consents beside them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions import plain_code, require_age, require_code
from sanggar.applications.answers import Answers
from sanggar.applications.channel_address import read_channel
from sanggar.applications.family_card import FamilyCardIsNik, read_family_card
from sanggar.applications.models import Application, Call, ConsentText, SeatsGo
from sanggar.applications.pages.draft_typed import DROP_CARD
from sanggar.applications.pages.fields import CONSENT, ConsentField, ObjectChoiceField, read_nik
from sanggar.applications.pages.own_fields import AsksOwn
from sanggar.applications.queries import tracks_offered
from sanggar.applications.questions import ABOUT, HOME, LABELS, QUESTIONS, TRAINING
from sanggar.applications.telling import category_told
from sanggar.foundation.errors import DomainError, as_validation_error
from sanggar.foundation.names import clean_name
from sanggar.foundation.phones import normalise_phone
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm, KitForm
from sanggar.people.fields import VillageField
from sanggar.people.models import Sex

LONG_TEXT = 2000
MARKED_HELP = _(
    "Jawaban ini dinilai, dan nilainya ikut menentukan siapa yang mendapat kursi. Apa yang dinilai tertulis dalam tata "
    "cara seleksi. Paling panjang 2.000 karakter."
)
NEEDS_COUNT_HELP = _(
    "Misalnya juru bahasa isyarat atau tempat tanpa tangga, bukan diagnosis. Dilihat pengelola program untuk "
    "menyiapkan bantuan. Bahwa Anda mengisinya ikut dihitung dalam kuota seleksi, dan inspektorat memeriksanya; boleh "
    "dikosongkan."
)


class AnswersForm(AsksOwn):
    """The questions. What they say is read by the same functions wherever it comes from."""

    may_hold_nik = frozenset({"nik", "family_card", "disability_need"})  # kept sealed
    edits: Application | None = None

    name = ReadField(
        clean_name,
        label=LABELS["name"],
        help_text=_("Seperti pada KTP. Satu kata pun boleh."),
        error_messages={"required": _("Isi nama seperti pada KTP; satu kata pun cukup.")},
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
    )
    nik = ReadField(
        read_nik,
        label=LABELS["nik"],
        help_text=_("16 angka pada KTP. Disimpan tersandi dan hanya dipakai untuk mengenali lamaran ganda."),
        error_messages={
            "required": _(
                "Isi NIK, yaitu 16 angka pada KTP. Sesudah menekan tombol kembali peramban, NIK perlu diketik lagi: "
                "demi keamanan, peramban diminta tidak mengingatnya."
            )
        },
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}),
    )
    birth_date = forms.DateField(
        label=LABELS["birth_date"],
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        error_messages={"required": _("Isi tanggal lahir.")},
        widget=forms.DateInput({"autocomplete": "bday"}),
    )
    sex = forms.ChoiceField(
        label=LABELS["sex"],
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jenis kelamin.")},
    )
    family_card = ReadField(
        read_family_card,
        label=LABELS["family_card"],
        required=False,
        help_text=_(
            "16 angka di bagian atas Kartu Keluarga. Dari satu keluarga paling banyak satu orang terpilih, dan hanya "
            "untuk itu nomor ini dipakai; disimpan tersandi. Bila kosong, Anda dihitung sebagai keluarga tersendiri."
        ),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}),
    )
    phone = ReadField(
        normalise_phone,
        label=LABELS["phone"],
        help_text=_("Untuk mengabari Anda lewat WhatsApp atau telepon. Misalnya 0812-3456-7890."),
        error_messages={"required": _("Isi nomor ponsel, misalnya 0812-3456-7890.")},
        widget=forms.TelInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=LABELS["email"],
        required=False,
        max_length=254,
        help_text=_("Bila diisi, tautan ke lamaran Anda kami kirim ke sini."),
        error_messages={"invalid": _("Alamat email tidak terbaca. Tulis misalnya nama@contoh.id, atau kosongkan.")},
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    category = forms.ChoiceField(
        label=LABELS["category"],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih kategori.")},
    )
    invitation_code = ReadField(
        plain_code,
        label=LABELS["invitation_code"],
        required=False,
        max_length=40,
        help_text=_("Hanya untuk kategori dengan undangan, misalnya 7K3F-92QD-XM4T. Selain itu kosongkan."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    channel_url = ReadField(
        read_channel,
        label=LABELS["channel_url"],
        required=False,
        help_text=_("YouTube, TikTok, atau lainnya, bila sudah punya."),
        widget=forms.URLInput({"autocomplete": "url", "inputmode": "url", "spellcheck": "false"}),
    )
    motivation = forms.CharField(
        widget=forms.Textarea({"rows": 5}),
        max_length=LONG_TEXT,
        help_text=_("Beberapa kalimat sudah cukup; paling panjang 2.000 karakter."),
        error_messages={"required": _("Tulis motivasi Anda; beberapa kalimat sudah cukup.")},
    )
    disability_need = forms.CharField(
        label=LABELS["disability_need"],
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Misalnya juru bahasa isyarat atau tempat tanpa tangga, bukan diagnosis. Hanya dilihat pengelola program "
            "untuk menyiapkan bantuan, dan bukan alasan menolak lamaran."
        ),
    )

    def __init__(
        self, call: Call, *args: Any, refused_uploads: Mapping[str, DomainError] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.call, self.refused_uploads = call, refused_uploads or {}
        self.fields["kelurahan"] = VillageField(
            call.programme.organisation,
            label=LABELS["kelurahan"],
            error_messages={"required": _("Pilih kelurahan tempat tinggal Anda sekarang.")},
        )
        self.fields["track"] = ObjectChoiceField(
            list(tracks_offered(call)),
            lambda track: track.code,
            label=LABELS["track"],
            widget=forms.RadioSelect,
            error_messages={"required": _("Pilih jalur.")},
        )
        self.fields["motivation"].label = call.shown_motivation_question
        if call.seats_go in (SeatsGo.FLOOR, SeatsGo.MERIT):
            self.fields["motivation"].help_text = MARKED_HELP
        for name in ("motivation", "disability_need"):  # the browser must not cut a pasted text off without a word
            self.fields[name].widget.attrs.pop("maxlength", None)
        if call.needs_count:
            self.fields["disability_need"].help_text = NEEDS_COUNT_HELP
        self.fields["category"].choices = [(each.key, category_told(each)) for each in call.category_list]  # type: ignore[attr-defined]  # a ChoiceField
        if not call.asks_family_card:
            del self.fields["family_card"]
        if not call.needs_codes:
            del self.fields["invitation_code"]
        self.ask_own(call, self.edits)
        self.order_fields(QUESTIONS)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("family_card") and given["family_card"] == given.get("nik"):
            self.add_error("family_card", as_validation_error(FamilyCardIsNik()))
        self.settle_own(given)
        self._settle_code(given)
        return given

    def _settle_code(self, given: dict[str, Any]) -> None:
        """A code beside a category that is open to all is not kept."""
        category = given.get("category", "")
        if not category or "invitation_code" not in given:
            return
        try:
            if self.edits is None or self.edits.category != category:
                require_code(self.call, category, given["invitation_code"], own=self.own_rows(given))
        except DomainError as error:
            self.tell(error)
        if not self.call.category_of(category).needs_code:
            given["invitation_code"] = ""

    def clean_birth_date(self) -> date:
        born: date = self.cleaned_data["birth_date"]
        try:
            require_age(self.call, born)
        except DomainError as error:
            raise as_validation_error(error) from None
        return born

    def offer_to_drop_card(self) -> None:
        """Of a card that is kept and not shown; leaving the field empty keeps it, so taking it back has a box."""
        self.fields[DROP_CARD] = forms.BooleanField(label=_("Hapus nomor KK yang tersimpan"), required=False)

    @property
    def answers(self) -> Answers:
        given = self.cleaned_data
        names = (set(QUESTIONS) - {"kelurahan"}) & set(given)
        drops = given.get(DROP_CARD, False)
        told = {name: given[name] for name in names}
        return Answers(village=given["kelurahan"], own=self.own, drops_family_card=drops, **told)

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ABOUT]

    @property
    def home(self) -> list[forms.BoundField]:
        shown = [each for name in HOME for each in ((name, DROP_CARD) if name == "family_card" else (name,))]
        return [self[name] for name in shown if name in self.fields]

    @property
    def training(self) -> list[forms.BoundField]:
        return [self[name] for name in TRAINING if name in self.fields]


class AsksConsents(KitForm):
    """Optional uses, each agreed to by itself."""

    def ask(self, texts: Iterable[ConsentText]) -> None:
        for text in texts:
            self.fields[f"{CONSENT}{text.key}"] = ConsentField(text, label=text.shown, required=False)

    @property
    def consents(self) -> list[ConsentText]:
        """What was ticked, in the version that was on the page."""
        return [text for name in self._asked if (text := self.cleaned_data[name])]

    @property
    def optional_uses(self) -> list[forms.BoundField]:
        return [self[name] for name in self._asked]

    @property
    def _asked(self) -> list[str]:
        return [name for name in self.fields if name.startswith(CONSENT)]


class ConsentsForm(AsksConsents, ActForm):
    """Giving and withdrawing consent later on, by one's own page."""
