"""Writes on what the office tells the applicants of a call. Nothing is overwritten: new words are a new version."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.merging import check, fields_in
from sanggar.applications.models import Call, CallLetter
from sanggar.applications.moments import fields_of, needed_in
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import InputRefused

TEXTS = ("subject", "subject_en", "body", "body_en", "short", "short_en")
BODIES = ("body", "body_en")


class WhatsappNameMissing(InputRefused):
    code = "whatsapp_name_missing"
    message = _("Isi juga nama templat WhatsApp, atau kosongkan urutan isiannya.")


@transaction.atomic
def write_letter(call: Call, *, moment: str, by: Actor, at: datetime, **texts: str) -> CallLetter:
    """Put the words of a moment in force; those before stay on record. The same words change nothing.

    `texts`: the six of `TEXTS`, `whatsapp` and `whatsapp_fields`. Raises a refusal that names an unknown field.
    """
    require_fields(moment, texts)
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)  # one writer at a time numbers the versions
    versions = CallLetter.objects.filter(call=call, moment=moment).order_by("-version")
    newest = versions.first()
    if newest and newest.retired_at is None and all(getattr(newest, name) == text for name, text in texts.items()):
        return newest
    versions.filter(retired_at=None).update(retired_at=at)
    version = newest.version + 1 if newest else 1
    written = CallLetter.objects.create(call=call, moment=moment, version=version, written_at=at, **texts)
    details = {"call": call.pk, "moment": moment, "version": version}
    record("applications.write_letter", written, by=by, at=at, place=call.programme.place, details=details)
    return written


@transaction.atomic
def reset_letter(letter: CallLetter, *, by: Actor, at: datetime) -> None:
    """Back to the words that come with the program; the office's own stay on record."""
    if CallLetter.objects.filter(pk=letter.pk, retired_at=None).update(retired_at=at):
        details = {"call": letter.call_id, "moment": letter.moment, "version": letter.version}
        place = letter.call.programme.place
        record("applications.reset_letter", letter, by=by, at=at, place=place, details=details)


def tells_its_news(letter: CallLetter) -> bool:
    """Whether both bodies hold what is asked of them today."""
    return all(needed_in(letter.moment).keys() <= set(fields_in(getattr(letter, body))) for body in BODIES)


def require_fields(moment: str, texts: dict[str, str]) -> None:
    """Every field is one of the moment's; whoever reads it finds their own page, and what the letter is for."""
    known = fields_of(moment)
    for name in TEXTS:
        check(texts[name], known, name, needed=needed_in(moment) if name in BODIES else None)
    placed = texts["whatsapp_fields"].split()
    check(" ".join(f"{{{each}}}" for each in placed), known, "whatsapp_fields")
    if placed and not texts["whatsapp"]:
        raise WhatsappNameMissing(field="whatsapp")
