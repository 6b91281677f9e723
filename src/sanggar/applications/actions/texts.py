"""Writes on what applicants are told and asked. Nothing is overwritten: a new text is a new version."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import GUARDIAN, NOTICE, Call, ConsentText, Counted, Question
from sanggar.applications.wording import (
    BESIDES_BEGINS,
    COUNTED,
    COUNTED_BEGINS,
    KEPT_BEGINS,
    USUAL_BEGINS,
    Wording,
    besides_words,
    kept_words,
)
from sanggar.foundation import clock
from sanggar.foundation.asking import ask
from sanggar.foundation.audit import Actor, entry_of, record, record_together, seal_personal
from sanggar.foundation.dates import local_date
from sanggar.foundation.errors import DomainError

WRITE = "applications.write_text"
RENEWER = Actor.system("masa simpan dalam pemberitahuan privasi")


class NoticeNeeded(DomainError):
    code = "notice_needed"
    message = _("Teks ini wajib ada dan tidak dapat dihapus.")


@transaction.atomic
def write_text(call: Call, *, key: str, text: str, text_en: str, by: Actor, at: datetime) -> ConsentText:
    """Put a text in force; the version before it stays on record. The same words change nothing. The privacy notice
    says what the call asks and notes besides the usual answers, and which answers quotas may count, whoever writes it;
    its paragraph on retention tells the terms that count, and an office that deletes that paragraph says it in its own
    words. Lines end in one way, by which paragraphs are found.
    """
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)  # one writer at a time numbers the versions
    text, text_en = _told_by_the_call(call, key, text.replace("\r\n", "\n"), text_en.replace("\r\n", "\n"), at)
    versions = ConsentText.objects.filter(call=call, key=key).order_by("-version")
    newest = versions.first()
    if newest and newest.retired_at is None and (newest.text, newest.text_en) == (text, text_en):
        return newest
    versions.filter(retired_at=None).update(retired_at=at)
    written = _version(call, newest.version + 1 if newest else 1, Wording(key, text, text_en), at)
    written.save(force_insert=True)
    record(WRITE, written, by=by, at=at, place=call.programme.place, details=_details(written))
    return written


@transaction.atomic
def tell_what_is_asked(call: Call, *, by: Actor, at: datetime) -> None:
    """Have the privacy notice tell what the call asks and notes now, as a new version where it says otherwise. Who read
    an earlier one keeps it.
    """
    notice = notice_of(call)
    if notice:
        write_text(call, key=NOTICE, text=notice.text, text_en=notice.text_en, by=by, at=at)


def write_first_texts(call: Call, texts: Iterable[Wording], *, by: Actor, at: datetime) -> None:
    """All at once, for a call that the same transaction has made."""
    told = [Wording(each.key, *_told_by_the_call(call, each.key, each.text, each.text_en, at)) for each in texts]
    written = ConsentText.objects.bulk_create(_version(call, 1, each, at) for each in told)
    place, nobody = call.programme.place, seal_personal(None)
    entries = [
        entry_of(WRITE, each, by=by, at=at, place=place, details=_details(each), commitment=nobody.commitment)
        for each in written
    ]
    ask(*record_together([(entry, nobody) for entry in entries]))


def _version(call: Call, number: int, told: Wording, at: datetime) -> ConsentText:
    digest = ConsentText.digest_of(told.key, number, told.text, told.text_en)
    return ConsentText(
        call=call, key=told.key, version=number, text=told.text, text_en=told.text_en, digest=digest, written_at=at
    )


def _details(written: ConsentText) -> dict[str, Any]:
    return {"call": written.call_id, "key": written.key, "version": written.version, "digest": written.digest}


def _told_by_the_call(call: Call, key: str, text: str, text_en: str, at: datetime) -> tuple[str, str]:
    """What the privacy notice tells of the call itself, whoever writes it; any other text as it is."""
    if key != NOTICE:
        return text, text_en
    told = _saying_how_long(call, text, text_en, at)
    asked = sorted(call.questions.filter(retired_at=None), key=_first_written)
    told = _saying_what_counts([each for each in asked if each.counted_as], *told)
    return _saying_what_is_asked(call, asked, *told)


@transaction.atomic
def retire_text(text: ConsentText, *, by: Actor, at: datetime) -> None:
    """Ask for an optional use no longer. Consents already given stay on record and in force."""
    if text.key in (NOTICE, GUARDIAN):
        raise NoticeNeeded
    if ConsentText.objects.filter(pk=text.pk, retired_at=None).update(retired_at=at):
        details = {"call": text.call_id, "key": text.key, "version": text.version}
        record("applications.retire_text", text, by=by, at=at, place=text.call.programme.place, details=details)


def renew_notices(at: datetime) -> int:
    """Have the privacy notice of every call that is not over tell the terms that erase data today; how many did not.

    An office's new term counts from a day on, so this is asked again and again. Who agreed before read the version of
    then, which stays with the consent.
    """
    calls = Call.objects.filter(closes_at__gt=at, closed_at=None).order_by("pk")
    return sum(_renewed(call.pk, at) for call in calls if _out_of_date(call, at))


@transaction.atomic
def _renewed(call_id: int, at: datetime) -> bool:
    """Read anew under the lock: what an officer writes meanwhile is not written over."""
    call = Call.objects.select_for_update(no_key=True).get(pk=call_id)
    notice = _out_of_date(call, at)
    if notice:
        write_text(call, key=NOTICE, text=notice.text, text_en=notice.text_en, by=RENEWER, at=at)
    return notice is not None


def _out_of_date(call: Call, at: datetime) -> ConsentText | None:
    """The call's notice, where it tells other terms."""
    notice = notice_of(call)
    if notice is None or _saying_how_long(call, notice.text, notice.text_en, at) == (notice.text, notice.text_en):
        return None
    return notice


def notice_of(call: Call) -> ConsentText | None:
    return ConsentText.objects.filter(call=call, key=NOTICE, retired_at=None).first()


def _saying_how_long(call: Call, text: str, text_en: str, at: datetime) -> tuple[str, str]:
    """Its paragraph, where there is one, with the terms of this day."""
    told = kept_words(call.programme.organisation, local_date(at, clock.office_zone()))
    return _retold(text, KEPT_BEGINS[0], told[0]), _retold(text_en, KEPT_BEGINS[1], told[1])


def _retold(text: str, begins: str, told: str) -> str:
    return re.sub(rf"^{re.escape(begins)}.*$", lambda _found: told, text, flags=re.MULTILINE)


def _first_written(question: Question) -> tuple[int, str]:
    """By its key, of which each is newer than the last: where a question stands on the form changes no word here."""
    return len(question.key), question.key


def _saying_what_is_asked(call: Call, asked: Sequence[Question], *texts: str) -> tuple[str, str]:
    told, told_en = (
        _behind_the_usual(text, language, besides_words(asked, language, notes_device=call.notes_device))
        for language, text in enumerate(texts)
    )
    return told, told_en


def _behind_the_usual(text: str, language: int, told: str) -> str:
    """In the place of what stood there: behind the whole paragraph about the usual data, also where the office made a
    list of it; at the end where it tells them in words of its own.
    """
    plain = _without(text, BESIDES_BEGINS[language])
    usual = re.search(rf"^{re.escape(USUAL_BEGINS[language])}.*(?:\n.*\S.*)*", plain, flags=re.MULTILINE)
    end = usual.end() if usual else len(plain.rstrip())
    return f"{plain[:end]}\n\n{told}{plain[end:]}" if told else plain


def _without(text: str, begins: str) -> str:
    """Paragraphs that stood there, also those copied along from another call, make room for those of today."""
    return re.sub(rf"\s*^{re.escape(begins)}.*$", "", text, flags=re.MULTILINE)


def _saying_what_counts(asked: Sequence[Question], text: str, text_en: str) -> tuple[str, str]:
    told = _saying(text, 0, [(Counted(each.counted_as), each.label) for each in asked])
    return told, _saying(text_en, 1, [(Counted(each.counted_as), each.label_en) for each in asked])


def _saying(text: str, language: int, asked: Iterable[tuple[Counted, str]]) -> str:
    begins = COUNTED_BEGINS[language]
    told = [f"{begins} {COUNTED[kind][language].format(label=label)}" for kind, label in asked]
    return "\n\n".join([_without(text, begins), *told])
