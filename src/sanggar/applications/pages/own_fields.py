"""A call's own questions as fields of a form, files among them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.db.models import Q
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions import require_files
from sanggar.applications.models import CHOOSING, AnswerFile, Application, Call, Counted, Question, QuestionKind, Value
from sanggar.applications.own_questions import read_value, settle, takes
from sanggar.applications.question_queries import questions_of, questions_on
from sanggar.applications.questions import COUNTED_TOLD, condition_told
from sanggar.foundation import files
from sanggar.foundation.errors import DomainError, as_validation_error
from sanggar.foundation.middleware import MAX_BODY
from sanggar.foundation.ui.forms import KitForm

ROOM_FOR_ANSWERS = 128 * 1024
"""Bytes of a whole form besides its files."""


class ShownIf(NamedTuple):
    """On which answer a question depends, for the page's script: the field's name, what it must say, how to compare."""

    name: str
    value: str
    kind: str


class AnswerFileInput(forms.FileInput):
    """Lets a file be picked; one that is here already travels along by its token."""

    template_name = "applications/answer_file.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django's signature
        return data.get(name, "")

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        kept = AnswerFile.objects.filter(token=value, file__destroyed_at=None).select_related("file").first()
        return super().get_context(name, value, attrs) | {"kept": kept, "required": self.is_required}


class OwnField(forms.Field):
    """Whether it must be answered depends on other answers, so the form as a whole judges that."""

    def __init__(self, question: Question, help_text: SafeString, shown_if: ShownIf | None) -> None:
        self.question, self.shown_if = question, shown_if
        super().__init__(
            label=question.shown, help_text=help_text, required=question.is_required, widget=_widget(question)
        )

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field; a form that comes back from checking brings every answer as a list."""
        if isinstance(value, list | tuple) and self.question.kind != QuestionKind.SEVERAL:
            return value[-1] if value else ""
        return value

    def clean(self, value: Any) -> Value:
        typed = value if isinstance(value, list | tuple) else [] if value is None else [str(value)]
        try:
            return read_value(self.question, typed)
        except DomainError as error:
            raise as_validation_error(error) from None


class AsksOwn(KitForm):
    """The call's own questions, in the versions that the form was opened with."""

    call: Call
    refused_uploads: Mapping[str, DomainError]
    most_bytes = str(MAX_BODY - ROOM_FOR_ANSWERS)  # digits alone in every language
    one_by_one = _(
        "Sekali kirim paling besar %(most)s MB untuk semua berkas bersama. Bila lebih, pilih satu berkas, tekan"
        " “Simpan draf”, lalu pilih berkas berikutnya."
    )

    def ask_own(self, call: Call, application: Application | None = None) -> None:
        self.application_edited = application
        names = {name for name in (self.data or self.initial) if isinstance(name, str)}
        self.own_questions = questions_on(call, names) if names else questions_of(call)
        for question in self.own_questions:
            told = help_of(question, self.own_questions)
            self.fields[question.name] = OwnField(question, told, _shown_if(question, self.own_questions))

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [self[question.name] for question in self.own_questions]

    @property
    def asked_files(self) -> list[Question]:
        return [question for question in self.own_questions if question.kind == QuestionKind.FILE]

    @property
    def has_files(self) -> bool:
        return bool(self.asked_files)

    @property
    def files_told(self) -> str:
        """Several may together be more than is taken at once."""
        return str(self.one_by_one) % {"most": MAX_BODY // files.MEGABYTE} if len(self.asked_files) > 1 else ""

    @property
    def is_helped(self) -> bool:
        """Whether a script of the page can spare somebody work; without it the form is the same."""
        return self.has_files or any(question.if_key for question in self.own_questions)

    def settle_own(self, given: dict[str, Any]) -> None:
        """Judge the answers together; what has to be answered and is not is told on its field."""
        for error in self.refused_uploads.values():
            self.tell(error)
        read = {each.pk: given[each.name] for each in self.own_questions if each.name in given}
        track = given.get("track")
        fixed = {"category": given.get("category") or "", "track": track.code if track else ""}
        self.own, missing = settle(self.own_questions, read, fixed)
        for question in missing:
            if question.name not in self.errors:
                self.add_error(question.name, self[question.name].field.error_messages["required"])
        try:
            by_pk = {question.pk: question for question in self.own_questions}
            require_files(self.own, by_pk, self.own_rows(given))
        except DomainError as error:
            self.tell(error)

    def own_rows(self, given: dict[str, Any]) -> Q:
        """What belongs to this application already: to one that is edited, or that was sent a moment ago."""
        if self.application_edited:
            return Q(application=self.application_edited)
        return Q(application__submission_id=given["submission_id"]) if given.get("submission_id") else Q(pk=None)


def own_initial(application: Application, asked: Sequence[Question]) -> dict[str, Any]:
    """What was answered before, as far as the question still takes it."""
    given = application.own_answers
    versions = Question.objects.filter(pk__in=given) if given else ()
    by_key = {version.key: (version, given[version.pk]) for version in versions}
    found: dict[str, Any] = {}
    for question in asked:
        version, value = by_key.get(question.key, (None, ""))
        if version is not None and value and takes(question, version, value):
            found[question.name] = version.worded(value) if question.kind == QuestionKind.NUMBER else value
    return found


def _shown_if(question: Question, asked: Sequence[Question]) -> ShownIf | None:
    """As `own_questions.says` compares; the server alone judges."""
    if not question.if_key:
        return None
    earlier = next((each for each in asked if each.key == question.if_key), None)
    if earlier is None:
        return ShownIf(question.if_key, question.if_value, "choice")
    words = (QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.LINK)
    kind = "words" if earlier.kind in words else "number" if earlier.kind == QuestionKind.NUMBER else "choice"
    return ShownIf(earlier.name, question.if_value, kind)


def help_of(question: Question, asked: Sequence[Question]) -> SafeString:
    """The field's template trusts a hint, so it is escaped here."""
    parts = [condition_told(question, asked), question.shown_help]
    if question.kind == QuestionKind.FILE:
        parts.append(gettext("PDF, JPEG, atau PNG, paling besar 10 MB."))
    if question.counted_as:
        parts.append(str(COUNTED_TOLD[Counted(question.counted_as)]))
    return format_html("{}", conditional_escape(" ".join(filter(None, map(str, parts)))))


def _widget(question: Question) -> forms.Widget:
    if question.kind in CHOOSING:
        kind = forms.RadioSelect if question.kind == QuestionKind.ONE else forms.CheckboxSelectMultiple
        return kind(choices=question.choices)
    widgets: dict[str, forms.Widget] = {
        QuestionKind.SHORT: forms.TextInput(),
        QuestionKind.LONG: forms.Textarea({"rows": 4}),
        QuestionKind.NUMBER: forms.TextInput({"inputmode": "decimal", "class": "short", "autocomplete": "off"}),
        QuestionKind.DATE: forms.DateInput(),
        QuestionKind.LINK: forms.URLInput({"inputmode": "url", "spellcheck": "false"}),
        QuestionKind.FILE: AnswerFileInput({"accept": files.ACCEPTED}),
    }
    return widgets[question.kind]
