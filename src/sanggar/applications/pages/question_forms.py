"""The form of the office for one of a call's own questions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.applications import actions
from sanggar.applications.models import CHOOSING, Call, Compared, Counted, Question, QuestionKind
from sanggar.applications.queries import tracks_offered
from sanggar.applications.question_queries import questions_of
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.forms import ActForm

CONTAINS = "~"
MOST_CHOICES, LONGEST_CHOICE = 30, 100
BETWEEN = " | "


class QuestionForm(ActForm):
    """`condition` names an earlier answer: `key=choice`, or `key~` for one that holds the words of `if_text`."""

    label = forms.CharField(label=gettext_lazy("Pertanyaan"), max_length=200)
    label_en = forms.CharField(label=gettext_lazy("Pertanyaan, dalam bahasa Inggris"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis jawaban"), choices=QuestionKind.choices, widget=forms.RadioSelect, initial="short"
    )
    options = forms.CharField(
        label=gettext_lazy("Pilihan"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy(
            "Untuk pertanyaan pilihan: satu pilihan setiap baris, dengan bahasa Inggrisnya sesudah garis tegak. "
            "Misalnya: Punya sendiri | My own"
        ),
    )
    is_required = forms.BooleanField(label=gettext_lazy("Wajib dijawab"), required=False)
    compared_as = forms.ChoiceField(
        label=gettext_lazy("Bandingkan dengan lamaran lain"),
        required=False,
        choices=[("", gettext_lazy("Tidak dibandingkan")), *Compared.choices],
        help_text=gettext_lazy(
            "Kantor melihat siapa memberi jawaban yang sama, seperti pada nomor ponsel; tidak ada yang ditolak "
            "karenanya. Hanya untuk jawaban pendek atau panjang; paling banyak satu pertanyaan setiap macam."
        ),
    )
    counted_as = forms.ChoiceField(
        label=gettext_lazy("Dapat dihitung dalam kuota seleksi"),
        required=False,
        choices=[("", gettext_lazy("Tidak")), *Counted.choices],
        help_text=gettext_lazy(
            "Hanya untuk pilihan dengan satu jawaban. Terbuka: daftar undian tanpa nama memperlihatkan jawabannya. "
            "Data spesifik (misalnya kesehatan atau keuangan pribadi): undiannya diumumkan tertutup, dan jawabannya "
            "hanya dibaca pengelola program. Formulir dan pemberitahuan privasi mengatakannya kepada setiap pelamar, "
            "jadi tidak dapat diubah lagi setelah pendaftaran diterbitkan. Kuotanya ditulis di tata cara."
        ),
    )
    reviewers_read = forms.BooleanField(
        label=gettext_lazy("Penilai membaca jawabannya"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Nama, alamat, dan nomor pelamar disamarkan. Berkas, tautan, dan jawaban yang dibandingkan tidak pernah "
            "sampai kepada penilai."
        ),
    )
    help_text = forms.CharField(label=gettext_lazy("Petunjuk"), max_length=300, required=False)
    help_text_en = forms.CharField(label=gettext_lazy("Petunjuk, dalam bahasa Inggris"), max_length=300, required=False)
    condition = forms.ChoiceField(label=gettext_lazy("Kapan ditanyakan"), required=False)
    if_text = forms.CharField(
        label=gettext_lazy("Kata yang harus ada dalam jawaban itu"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Hanya bila bergantung pada jawaban tertulis; angka dan tanggal harus tepat sama."),
    )

    def __init__(self, call: Call, question: Question | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=initial_of(question) if question else {}, **kwargs)
        self.call, self.question = call, question
        self.fields["condition"].choices = _conditions(call, question)  # type: ignore[attr-defined]  # a ChoiceField

    def clean_options(self) -> list[tuple[str, str]]:
        options = choices_typed(self.cleaned_data["options"])
        if any(max(map(len, pair)) > LONGEST_CHOICE for pair in options) or len(options) > MOST_CHOICES:
            told = _("Paling banyak %(count)s pilihan, masing-masing paling panjang %(most)s huruf.")
            raise forms.ValidationError(told % {"count": MOST_CHOICES, "most": LONGEST_CHOICE})
        return options

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        key, between, value = given.get("condition", "").partition("=")
        if not between:
            key, between, _rest = key.partition(CONTAINS)
            value = given.get("if_text", "").strip()
            if between and not value:
                self.add_error("if_text", _("Isi kata yang harus ada dalam jawaban itu."))
        given["if_key"], given["if_value"] = (key, value) if between else ("", "")
        if given.get("kind") in CHOOSING and any(not label_en for _label, label_en in given.get("options", [])):
            self.add_error("options", _("Tulis juga bahasa Inggris setiap pilihan, sesudah garis tegak."))
        return given

    def write(self, *, by: Actor, at: datetime, **given: Any) -> None:
        words = {name: value for name, value in given.items() if name not in ("condition", "if_text")}
        actions.write_question(self.call, words, question=self.question, by=by, at=at)  # type: ignore[arg-type]  # as `QuestionWords` has it


def choices_typed(text: str) -> list[tuple[str, str]]:
    """One a line, its English after a bar; empty as long as that is not written yet."""
    lines = (line.partition(BETWEEN.strip()) for line in text.splitlines())
    return [(label.strip(), label_en.strip()) for label, _bar, label_en in lines if label.strip()]


def initial_of(question: Question) -> dict[str, Any]:
    found = question.words | {
        "options": "\n".join(f"{label}{BETWEEN}{label_en}" for _key, label, label_en in question.options)
    }
    earlier = next((each for each in questions_of(question.call) if each.key == question.if_key), None)
    if earlier is not None and earlier.kind not in CHOOSING:
        return found | {"condition": f"{question.if_key}{CONTAINS}", "if_text": question.if_value}
    return found | {"condition": f"{question.if_key}={question.if_value}" if question.if_key else ""}


def _conditions(call: Call, question: Question | None) -> list[tuple[str, Any]]:
    """Every answer on which this question may depend: those that are asked for before it."""
    groups: list[tuple[str, Any]] = [
        ("", _("Selalu")),
        (_("Bila kategori"), [(f"category={each.key}", each.shown) for each in call.category_list]),
        (_("Bila jalur"), [(f"track={track.code}", track.name) for track in tracks_offered(call)]),
    ]
    return groups + answer_choices(call, before=question)


def answer_choices(call: Call, before: Question | None = None) -> list[tuple[str, Any]]:
    """The possible answers to each of the call's own questions, `before` one of them or all."""
    groups = []
    for each in questions_of(call):
        if before and (each.key == before.key or each.position > before.position):
            break
        if each.kind != QuestionKind.FILE:
            groups.append((_("Jawaban “%(label)s”") % {"label": each.shown}, _answers(each)))
    return groups


def _answers(question: Question) -> Sequence[tuple[str, str]]:
    if question.kind in CHOOSING:
        return [(f"{question.key}={key}", words) for key, words in question.choices]
    is_exact = question.kind in (QuestionKind.NUMBER, QuestionKind.DATE)
    words = _("sama dengan yang ditulis di bawah") if is_exact else _("memuat kata di bawah")
    return [(f"{question.key}{CONTAINS}", words)]
