"""The outbox of a programme: who gets what by which channel, what became of it, and what nothing could bring."""

from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanggar.faces.desk.channels_told import channels_told
from sanggar.faces.desk.outbox_columns import EMPTY, FILTERS, columns, state_tag
from sanggar.foundation import by_hand, clock
from sanggar.foundation.messaging import channels, lists, officer, reasons
from sanggar.foundation.messaging.envelope import Envelope, masked, read, without_secrets
from sanggar.foundation.messaging.segments import segments
from sanggar.foundation.models import Channel, Message, MessageState
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.phones import format_phone, wa_me_link
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.foundation.ui.listing import Listing
from sanggar.journeys import batches
from sanggar.mentoring.queries import letters_kept_from
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_run_programme

ACTS = {
    "tahan": officer.hold,
    "kirim": officer.release,
    "batal": officer.cancel,
    "ulang": officer.again,
    "saluran-lain": officer.next_way,
    "disampaikan": by_hand.mark_told,
}


@require_safe
@programme_page(may_run_programme)
def outbox(request: DeskRequest, programme: Programme) -> HttpResponse:
    rows = _readable(request, programme)
    shown = columns(programme)
    listing = Listing(request, rows, shown, name=_("pesan"), filters=FILTERS, empty=EMPTY)
    count = lists.counts(programme.shelf)
    context = {
        "programme": programme,
        "listing": listing,
        "tabs": tabs_of(programme, "outbox"),
        "batches": _batch_lines(programme),
        "troubled": count[MessageState.FAILED] + count[MessageState.UNKNOWN],
        **channels_told(request.user),
    }
    return listing.file() or render(request, "desk/outbox.html", context)


@require_safe
@programme_page(may_run_programme)
def message(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = get_object_or_404(_readable(request, programme), pk=pk)
    envelope = read(found)
    is_told = envelope is not None and found.state in by_hand.SHOWN
    is_secret = bool(is_told and envelope and by_hand.holds_secret(envelope))
    context = {
        "programme": programme,
        "message": found,
        "show_form": ConfirmForm(auto_id=False) if is_secret else None,
        "has_code": bool(envelope and envelope.code),
        "state": state_tag(found),
        "reason": reasons.told(found.reason),
        "facts": _facts(found, envelope),
        "texts": _texts(found, envelope) if envelope else [],
        "events": [_step(step) for step in found.events.all()],
        "acts": list(_acts(programme, found)) if envelope else [],
        "chat": wa_me_link(envelope.phone, envelope.body)
        if envelope and envelope.phone and is_told and not is_secret
        else "",
    }
    return render(request, "desk/message.html", context)


@require_POST
@programme_page(may_run_programme)
def act(request: DeskRequest, programme: Programme, pk: int, what: str) -> HttpResponse:
    found = get_object_or_404(_readable(request, programme), pk=pk)
    if what not in ACTS:
        raise Http404
    form = ConfirmForm(request.POST)
    done = form.is_valid() and form.carry_out(
        partial(ACTS[what], found, place=programme.place), by=request.actor, at=clock.now()
    )
    if done:
        messages.success(request, _("Dicatat."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("desk:message", programme.organisation.slug, programme.slug, pk)


def _readable(request: DeskRequest, programme: Programme) -> QuerySet[Message]:
    """What this officer may read: what others are to tell is theirs."""
    return lists.outbox(programme.shelf).exclude(key__in=letters_kept_from(request.user, programme))


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_run_programme)
def batch(request: DeskRequest, programme: Programme, batch: str) -> HttpResponse:
    """What a batch will send, to how many, by which channels and for how much; released or cancelled as a whole."""
    at = clock.now()
    held = lists.held(programme.shelf, batch, at)
    if not held.total:
        messages.info(request, _none_held(batch, at))
        return redirect("desk:outbox", programme.organisation.slug, programme.slug)
    form = ConfirmForm(request.POST or None)
    cancels = request.POST.get("what") == "batal"
    do = batches.cancel_whole if cancels else batches.release_whole
    if form.is_valid() and form.carry_out(
        partial(do, programme.shelf, batch, place=programme.place), by=request.actor, at=at
    ):
        messages.success(request, _("Pesannya dibatalkan.") if cancels else _("Pesannya dikirim sekarang."))
        return redirect("desk:outbox", programme.organisation.slug, programme.slug)
    first = lists.held_in(programme.shelf, batch).first()
    envelope = read(first) if first else None
    context = {
        "programme": programme,
        "form": form,
        "held": held,
        "facts": _batch_facts(held),
        "to_come": batches.letters_to_come(batch, at),
        "texts": _texts(first, envelope) if first and envelope else [],
        "list_link": f"{reverse('desk:outbox', args=[programme.organisation.slug, programme.slug])}?keadaan=held",
    }
    return render(request, "desk/message_batch.html", context, status=409 if form.errors else 200)


def _none_held(batch: str, at: datetime) -> str:
    if batches.letters_to_come(batch, at):
        return _("Surat kelompok ini masih ditulis. Buka lagi sebentar lagi.")
    return _("Tidak ada pesan yang ditahan di kelompok ini: sudah dikirim, dibatalkan, atau tidak ada.")


def tabs_of(programme: Programme, here: str) -> list[tuple[object, str, bool, int]]:
    """The outbox has two pages: the list, and what somebody tells with its whole text."""
    args, count = [programme.organisation.slug, programme.slug], lists.counts(programme.shelf)
    to_tell = by_hand.waiting(programme.shelf, clock.now()).count()
    return [
        (_("Semua pesan"), reverse("desk:outbox", args=args), here == "outbox", sum(count.values())),
        (_("Disampaikan langsung"), reverse("desk:by_hand", args=args), here == "by_hand", to_tell),
    ]


def _batch_lines(programme: Programme) -> list[dict[str, object]]:
    """Each by what it is about: two batches may hold as many messages."""
    held, subjects = lists.held_on([programme.shelf])[programme.shelf], lists.held_subjects([programme.shelf])
    return [_batch_line(programme, name, count, subjects.get(name, "")) for name, count in held.items()]


def _batch_line(programme: Programme, name: str, count: int, subject: str) -> dict[str, object]:
    text = ngettext("%(n)s pesan ditahan", "%(n)s pesan ditahan", count) % {"n": count}
    args = [programme.organisation.slug, programme.slug, name]
    return {"text": text, "subject": subject, "link": reverse("desk:message_batch", args=args)}


def _batch_facts(held: lists.Held) -> list[tuple[object, object]]:
    by_channel = [(Channel(key).label if key else _("Langsung"), count) for key, count in held.by_channel.items()]
    rows: list[tuple[object, object]] = [*by_channel]
    if held.cost is not None:
        rows.append((_("Perkiraan biaya"), format_rupiah(held.cost)))
    if held.days > 1:
        days = ngettext("%(n)s hari", "%(n)s hari", held.days) % {"n": held.days}
        rows.append((_("Terkirim dalam (batas harian saluran)"), days))
    return rows


def _facts(found: Message, envelope: Envelope | None) -> list[tuple[object, object]]:
    price = lists.estimate(found)
    return [
        (_("Untuk"), envelope.name if envelope else _("Isinya sudah dihapus")),
        (_("Alamat atau nomor"), _reached_at(found, envelope)),
        (_("Saluran"), Channel(found.channel).label if found.channel else _("Langsung")),
        (_("Bahasa pesan"), dict(settings.LANGUAGES).get(found.language, found.language)),
        (_("Versi teks"), found.version or _("Bawaan")),
        (_("Biaya"), format_rupiah(price) if price is not None else ""),
        (_("Dicoba lagi"), found.next_try_at or ""),
        (_("Paling lambat"), found.until or ""),
    ]


def _reached_at(found: Message, envelope: Envelope | None) -> str:
    if not envelope:
        return ""
    return masked(envelope, found.channel) if found.channel else format_phone(envelope.phone)


def _texts(found: Message, envelope: Envelope) -> list[dict[str, Any]]:
    """The words as they reach the person, without what is secret; whoever tells them may ask for it (`by_hand`)."""
    letter = {"title": envelope.subject, "text": envelope.body, "note": ""}
    shown = letter if found.state in by_hand.SHOWN else _on_its_way(found, envelope) or letter
    return [{**shown, "text": without_secrets(shown["text"], envelope.code)}]


def _on_its_way(found: Message, envelope: Envelope) -> dict[str, Any] | None:
    """What leaves instead of the letter, by a channel that carries no letters."""
    if found.channel == Channel.SMS:
        sms = segments(envelope.sms)
        note = ngettext("%(n)s bagian SMS", "%(n)s bagian SMS", sms.parts) % {"n": sms.parts}
        return {"title": "SMS", "text": envelope.sms, "note": note}
    if found.channel == Channel.WHATSAPP:
        name, parameters = channels.whatsapp_template(envelope)
        text = "\n".join(f"{number}. {value}" for number, value in enumerate(parameters, 1))
        return {"title": _("Templat WhatsApp %(name)s") % {"name": name}, "text": text, "note": ""}
    return None


def _step(step: Any) -> dict[str, Any]:
    channel = Channel(step.channel).label if step.channel else ""
    text = ": ".join(str(part) for part in (channel, reasons.told(step.reason)) if part)
    return {"at": step.at, "title": step.get_state_display(), "text": text, "by": step.by}


def _acts(programme: Programme, found: Message) -> Any:
    """What can be done with it now: (address, text, tone, form)."""
    texts = {
        "kirim": (_("Kirim sekarang"), "primary", officer.CAN["release"]),
        "ulang": (_("Kirim lagi"), "primary", officer.CAN["again"]),
        "tahan": (_("Tahan"), "quiet", officer.CAN["hold"]),
        "saluran-lain": (_("Pakai saluran berikutnya"), "quiet", officer.CAN["next_way"]),
        "disampaikan": (_("Sudah disampaikan"), "quiet", by_hand.TELLABLE),
        "batal": (_("Batalkan pesan"), "quiet", officer.CAN["cancel"]),
    }
    for what, (text, tone, states) in texts.items():
        if found.state in states:
            address = reverse("desk:message_act", args=[programme.organisation.slug, programme.slug, found.pk, what])
            yield {"address": address, "text": text, "tone": tone, "form": ConfirmForm(auto_id=False)}
