"""Forms of the office for the rules of a call: one for each kind, with what that kind needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.applications.models import Call, CallRule, Earlier, RuleKind
from sanggar.applications.pages.question_forms import CONTAINS, answer_choices
from sanggar.foundation.models import Region, RegionLevel
from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import ActForm

OLDEST = 110


class RuleForm(ActForm):
    """`value` is what `CallRule.value` holds for the kind."""

    text = forms.CharField(
        label=gettext_lazy("Kalimat sendiri"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Kosongkan agar kalimatnya dibuat dari isian di atas."),
    )
    text_en = forms.CharField(
        label=gettext_lazy("Kalimat sendiri, dalam bahasa Inggris"), required=False, max_length=300
    )

    def __init__(self, call: Call, rule: CallRule | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.initial_of(rule) if rule else {}, **kwargs)
        self.call = call
        self.prepare(call)
        self.order_fields([name for name in self.fields if name not in ("text", "text_en")])
        if call.published_at:  # by then a promise; the words may change
            for name in set(self.fields) - {"text", "text_en", "once"}:
                self.fields[name].disabled = True

    def initial_of(self, rule: CallRule) -> dict[str, Any]:
        return {**rule.value, "text": rule.text, "text_en": rule.text_en}

    def prepare(self, call: Call) -> None:
        """Give fields the choices of this call."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if bool(given.get("text")) != bool(given.get("text_en")):
            self.add_error("text_en", _("Tulis kalimatnya dalam kedua bahasa, atau kosongkan keduanya."))
        return given

    @property
    def value(self) -> dict[str, Any]:
        names = [name for name in self.cleaned_data if name not in ("text", "text_en", "once")]
        return {name: self.cleaned_data[name] for name in names}


class AgeForm(RuleForm):
    least = WholeNumberField(label=gettext_lazy("Usia paling muda (tahun)"), required=False, max_value=OLDEST)
    most = WholeNumberField(label=gettext_lazy("Usia paling tua (tahun)"), required=False, max_value=OLDEST)
    on = forms.DateField(
        label=gettext_lazy("Dihitung pada tanggal"),
        required=False,
        help_text=gettext_lazy("Kosongkan untuk hari penutupan yang diumumkan."),
    )

    @property
    def value(self) -> dict[str, Any]:
        day = self.cleaned_data["on"]
        return {**super().value, "on": day.isoformat() if day else ""}


class DomicileForm(RuleForm):
    regions = forms.MultipleChoiceField(label=gettext_lazy("Tinggal di kecamatan"), widget=forms.CheckboxSelectMultiple)

    def prepare(self, call: Call) -> None:
        region = call.programme.organisation.region
        districts = Region.objects.filter(level=RegionLevel.DISTRICT, parent=region).order_by("code")
        choices = [(region.code, _("Seluruh %(region)s") % {"region": region.full_name})]
        self.fields["regions"].choices = choices + [(each.code, each.name) for each in districts]  # type: ignore[attr-defined]  # a ChoiceField


class CategoryRuleForm(RuleForm):
    categories = forms.MultipleChoiceField(label=gettext_lazy("Kategori"), widget=forms.CheckboxSelectMultiple)

    def prepare(self, call: Call) -> None:
        choices = [(each.key, each.shown) for each in call.category_list]
        self.fields["categories"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class EarlierForm(RuleForm):
    wanted = forms.ChoiceField(label=gettext_lazy("Keikutsertaan"), choices=Earlier.choices, widget=forms.RadioSelect)


class AnswerForm(RuleForm):
    condition = forms.ChoiceField(label=gettext_lazy("Jawaban yang diminta"))
    if_text = forms.CharField(
        label=gettext_lazy("Kata yang harus ada dalam jawaban itu"), max_length=100, required=False
    )

    def prepare(self, call: Call) -> None:
        groups = answer_choices(call)
        self.fields["condition"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField
        shown = {code for _title, answers in groups for code, _words in answers}
        condition = self.initial.get("condition", "")
        if condition in shown:
            self.initial["if_text"] = ""
        elif condition:
            self.initial["condition"] = f"{condition.partition('=')[0]}{CONTAINS}"

    def initial_of(self, rule: CallRule) -> dict[str, Any]:
        """Both ways of naming an answer; the one that is among the choices is shown."""
        question, said = rule.value["question"], rule.value["says"]
        return {"text": rule.text, "text_en": rule.text_en, "condition": f"{question}={said}", "if_text": said}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("condition", "").endswith(CONTAINS) and not given.get("if_text"):
            self.add_error("if_text", _("Isi kata yang harus ada dalam jawaban itu."))
        return given

    @property
    def value(self) -> dict[str, Any]:
        key, between, said = self.cleaned_data["condition"].partition("=")
        if between:
            return {"question": key, "says": said}
        return {"question": key.removesuffix(CONTAINS), "says": self.cleaned_data["if_text"]}


RULE_FORMS: dict[str, type[RuleForm]] = {
    RuleKind.AGE: AgeForm,
    RuleKind.DOMICILE: DomicileForm,
    RuleKind.CATEGORY: CategoryRuleForm,
    RuleKind.EARLIER: EarlierForm,
    RuleKind.ANSWER: AnswerForm,
}
