"""Reading the answers to a call's own questions: the same functions for the form, the express lane, the counter and an
imported list.

Pages work without JavaScript, so a question that is asked only after a certain answer stands there always and says so;
what is answered there without being asked is not kept.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import CHOOSING, NAMED, Question, QuestionKind, Value
from sanggar.applications.models.asked import is_asked
from sanggar.foundation.errors import InputRefused
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.typed_text import plain_line

K = QuestionKind
Own = Mapping[int, Value]
LONGEST = {K.SHORT: 200, K.LONG: 2000, K.LINK: 300}
NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,4})?", re.ASCII)
THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+", re.ASCII)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")
is_web_address = URLValidator(schemes=["http", "https"])


class AnswerTooLong(InputRefused):
    code = "answer_too_long"
    message = _("Terlalu panjang: paling banyak %(most)s huruf; yang diisi %(typed)s.")


class ChoiceUnknown(InputRefused):
    code = "choice_unknown"
    message = _("Pilihan itu tidak ada dalam daftar. Pilih dari yang tertera.")


class NumberUnreadable(InputRefused):
    code = "number_unreadable"
    message = _("Tulis bilangan, misalnya 12 atau 2,5.")


class DayUnreadable(InputRefused):
    code = "day_unreadable"
    message = _("Tanggal tidak terbaca. Tulis misalnya 23/11/2026.")


class LinkUnreadable(InputRefused):
    code = "link_unreadable"
    message = _("Alamat tautan tidak terbaca. Salin seluruhnya, misalnya https://contoh.id/karya.")


class AnswerUnreadable(InputRefused):
    code = "answer_unreadable"
    message = _("Ada tanda yang tidak dapat disimpan. Tulis lagi tanpa tanda itu.")


class AnswerFileGone(InputRefused):
    code = "answer_file_gone"
    message = _("Berkas ini tidak kami temukan lagi. Lampirkan sekali lagi.")


def read_value(question: Question, typed: Sequence[str]) -> Value:
    """The proper form of what was typed or chosen; "" or [] where there is nothing. Raises `InputRefused`, and
    `NikInText` for a NIK, which is asked once and nowhere else.
    """
    if any("\x00" in each for each in typed):
        raise AnswerUnreadable(field=question.name)
    if question.kind == K.SEVERAL:
        return _chosen(question, typed)
    text = typed[-1].strip() if typed else ""
    if not text:
        return ""
    if question.kind not in (*CHOOSING, K.FILE):
        refuse_nik(text, question.name)
    return READ[K(question.kind)](question, text)


def settle(
    questions: Sequence[Question], read: Own, fixed: Mapping[str, str]
) -> tuple[dict[int, Value], list[Question]]:
    """The answer to every question that was on the form, empty for one that was not to be answered; and the questions
    that had to be, and were not. `fixed`: the usual answers on which a question may depend.
    """
    said: dict[str, tuple[Question | None, Value]] = {key: (None, value) for key, value in fixed.items()}
    settled: dict[int, Value] = {}
    missing = []
    for question in questions:
        asked = is_asked(question, said)
        value = read.get(question.pk, "") if asked else ""
        said[question.key] = (question, value)
        settled[question.pk] = value or ""
        if asked and question.is_required and not value and question.pk in read:
            missing.append(question)
    return settled, missing


def takes(question: Question, version: Question, value: Value) -> bool:
    """Whether `question` still takes what was answered to another `version` of it: of the same kind, and a choice that
    is still there.
    """
    if version.kind != question.kind:
        return False
    chosen = {value} if isinstance(value, str) else set(value)
    return question.kind not in CHOOSING or any(key in chosen for key, *_labels in question.options)


def named_in(names: Collection[str]) -> set[int]:
    """The numbers of the questions that a form names."""
    found = (name.removeprefix(NAMED) for name in names if name.startswith(NAMED))
    return {int(number) for number in found if number.isascii() and number.isdigit() and len(number) < 10}  # noqa: PLR2004 - far beyond any number of questions


def _chosen(question: Question, typed: Sequence[str]) -> list[str]:
    """In the order in which they stand on the form."""
    picked = {each for each in typed if each}
    known = [key for key, *_labels in question.options]
    if not picked <= set(known):
        raise ChoiceUnknown(field=question.name)
    return [key for key in known if key in picked]


def _one(question: Question, text: str) -> str:
    if text not in [key for key, *_labels in question.options]:
        raise ChoiceUnknown(field=question.name)
    return text


def _text(question: Question, text: str) -> str:
    most = LONGEST[K(question.kind)]
    if len(text) > most:
        raise AnswerTooLong(field=question.name, most=most, typed=len(text))
    return text


def _line(question: Question, text: str) -> str:
    return _text(question, plain_line(text))


def _number(question: Question, text: str) -> str:
    """`1.500` is fifteen hundred and `2,5` two and a half, as people here write."""
    plain = text.replace(" ", "")
    plain = plain.replace(".", "") if THOUSANDS.fullmatch(plain.partition(",")[0]) else plain
    plain = plain.replace(",", ".")
    if not NUMBER.fullmatch(plain):
        raise NumberUnreadable(field=question.name)
    return plain


def _day(question: Question, text: str) -> str:
    for written in DAYS:
        try:
            day: date = datetime.strptime(text, written).date()  # noqa: DTZ007 - a day of the calendar
        except ValueError:
            continue
        return day.isoformat()
    raise DayUnreadable(field=question.name)


def _link(question: Question, text: str) -> str:
    address = plain_line(text)
    address = address if SCHEME.match(address) else f"https://{address}"
    try:
        is_web_address(address)
    except ValidationError:
        raise LinkUnreadable(field=question.name) from None
    return _text(question, address)


def _token(question: Question, text: str) -> str:
    if not TOKEN.fullmatch(text):
        raise AnswerFileGone(field=question.name)
    return text


READ: dict[QuestionKind, Callable[[Question, str], Value]] = {
    K.SHORT: _line,
    K.LONG: _text,
    K.ONE: _one,
    K.NUMBER: _number,
    K.DATE: _day,
    K.LINK: _link,
    K.FILE: _token,
}
