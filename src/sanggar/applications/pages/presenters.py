"""What applicants read before and after they send: the check page, and until when they may change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.forms import Form
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from sanggar.applications.answers import Answers
from sanggar.applications.models import AnswerFile, Application, Call, Question, QuestionKind, Typed
from sanggar.applications.models.asked import asked_of
from sanggar.applications.pages.draft_typed import NUMBERS
from sanggar.applications.question_queries import answered_questions
from sanggar.applications.questions import ABOUT, HOME, LABELS, OWN_TITLE, TRAINING
from sanggar.applications.status import own_values, own_worded
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.phones import format_phone
from sanggar.people.models import Sex

Pairs = list[tuple[str, Any]]
Group = tuple[str, str, Pairs]
"""The id of its heading on the form, its title, and its answers."""


def _in_fours(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def checked_answers(
    shown: Mapping[str, Any], uses: Iterable[tuple[str, object]], own: Sequence[Question]
) -> Iterator[Group]:
    """What stands on the check page, group by group: the answers as they will be stored, and what was agreed to."""
    for place, title, names in (
        ("tentang", _("Tentang Anda"), ABOUT),
        ("tinggal", _("Tempat tinggal dan kontak"), HOME),
        ("pelatihan", _("Pelatihan"), TRAINING),
    ):
        yield place, title, [(str(LABELS[name]), shown[name]) for name in names if name in shown]
    if own:
        yield "pertanyaan", str(OWN_TITLE), [(question.shown, shown[question.name]) for question in own]
    yield "persetujuan", _("Persetujuan"), [(_("Pemberitahuan privasi"), _("Sudah dibaca")), *uses]


def own_asked(answers: Answers, own: Iterable[Question]) -> list[Question]:
    """Those of the call's own questions that stand on the check page."""
    return asked_of(own, answers.own or {}, answers)


def shown_answers(call: Call, answers: Answers, own: Iterable[Question]) -> dict[str, Any]:
    """Each answer as it is read."""
    call_words = call.category_of(answers.category).shown
    code = {"invitation_code": answers.invitation_code} if answers.invitation_code else {}
    return {
        "name": answers.name,
        "nik": _in_fours(answers.nik),
        "birth_date": plain_date(answers.birth_date),
        "sex": Sex(answers.sex).label,
        "kelurahan": answers.village.full_name,
        **({"family_card": _in_fours(answers.family_card)} if call.asks_family_card else {}),
        "phone": format_phone(answers.phone),
        "email": answers.email,
        "track": answers.track,
        "category": call_words,
        **code,
        "motivation": linebreaksbr(answers.motivation),
        "channel_url": answers.channel_url,
        "disability_need": linebreaksbr(answers.disability_need),
        **{question.name: _own_shown(question, answers) for question in own},
    }


def hidden_numbers(answers: Answers, kept: Mapping[str, str]) -> dict[str, str]:
    """The numbers that a draft holds, for whoever has its link: their beginning alone."""
    return {name: f"{getattr(answers, name)[:6]}…" for name in kept if getattr(answers, name)}


def two_versions(form: Form, stored: Typed, given: Typed, names: Iterable[str]) -> list[tuple[str, str, str]]:
    """(question, what was saved elsewhere, what stands here) of each answer that differs; of a number its beginning."""

    def told(name: str, typed: Typed) -> str:
        text = ", ".join(typed.get(name, []))
        return (f"{text[:6]}…" if name in NUMBERS and text else text) or "–"

    fields = [name for name in names if name in form.fields]
    return [(str(form[name].label), told(name, stored), told(name, given)) for name in fields]


def two_answers(application: Application, given: Answers, asked: Sequence[Question]) -> list[tuple[str, Any, Any]]:
    """As `two_versions`, of an application: the words of what was saved and of what stands here; no number that is kept
    sealed.
    """
    stored = {name: value for name, value in own_values(application).items() if name not in NUMBERS}
    here = shown_answers(application.call, given, asked)
    pairs: list[tuple[Any, Any, Any]] = [(LABELS[name], value, here.get(name, "")) for name, value in stored.items()]
    saved = {each.question.key: each.told for each in answered_questions(application)}
    pairs += [(question.shown, saved.get(question.key, ""), here[question.name]) for question in asked]
    told = [(str(label), str(before), str(now)) for label, before, now in pairs]
    return [(label, before or "–", now or "–") for label, before, now in told if before != now]


def _own_shown(question: Question, answers: Answers) -> str:
    value = (answers.own or {}).get(question.pk)
    if question.kind == QuestionKind.FILE:
        kept = AnswerFile.objects.filter(token=value).select_related("file").first() if value else None
        return kept.file.name if kept else ""
    return own_worded(question, value)


def agreed_or_not(*, is_agreed: bool) -> str:
    return _("Ya") if is_agreed else _("Tidak")


def closing_text(application: Application) -> str:
    """Until when the application may be changed: "30 November 2026, 16.00 WIB"."""
    ends_at = application.call.ends_at
    return f"{plain_date(ends_at)}, {clock_time(ends_at)}"
