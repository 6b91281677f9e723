"""Columns and filters of the outbox. Names are opened for the page that is shown; numbers are masked, in files too."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.messaging import lists, reasons
from sanggar.foundation.messaging.envelope import masked, read
from sanggar.foundation.models import Channel, Message, MessageState
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter
from sanggar.planning.models import Programme

S = MessageState
TONES = {
    S.HELD: "warn",
    S.QUEUED: "now",
    S.SENDING: "now",
    S.SENT: "good",
    S.DELIVERED: "good",
    S.READ: "good",
    S.FAILED: "bad",
    S.UNKNOWN: "warn",
    S.BY_HAND: "warn",
    S.TOLD: "good",
    S.CANCELLED: "idle",
}
EMPTY = Empty(_("Belum ada pesan"), _("Pesan kepada pelamar dan peserta tampak di sini, sebelum dan sesudah dikirim."))
BY_HAND = "-"
TROUBLED, TROUBLES = "bermasalah", (MessageState.FAILED, MessageState.UNKNOWN)
FILTERS = (
    Filter(
        "keadaan",
        _("Keadaan"),
        [*MessageState.choices, (TROUBLED, _("Gagal atau tidak pasti"))],
        lambda rows, value: rows.filter(state__in=TROUBLES if value == TROUBLED else [value]),
    ),
    Filter(
        "saluran",
        _("Saluran"),
        [*Channel.choices, (BY_HAND, _("Langsung"))],
        lambda rows, value: rows.filter(channel="" if value == BY_HAND else value),
    ),
)


def columns(programme: Programme) -> Sequence[Column]:
    def who(message: Message) -> Cell:
        address = reverse("desk:message", args=[programme.organisation.slug, programme.slug, message.pk])
        return Cell(_name(message), address, note=_subject(message))

    return (
        Column("name", _("Untuk"), _name, who),
        Column("subject", _("Perihal"), _subject, on_page=False),
        Column("state", _("Keadaan"), Message.get_state_display, _state, sort="state"),
        Column("channel", _("Saluran"), _channel, lambda each: Cell(_channel(each), note=_to(each)), sort="channel"),
        Column("to", _("Alamat atau nomor"), _to, on_page=False),
        Column("reason", _("Keterangan"), lambda message: reasons.told(message.reason), on_page=False),
        Column("attempts", _("Percobaan gagal"), lambda message: message.attempts, kind="number", on_page=False),
        Column("cost", _("Biaya"), lists.estimate, kind="money", on_page=False),
        Column("changed", _("Sejak"), lambda message: message.changed_at, sort="changed_at"),
        Column("told_by", _("Disampaikan oleh"), lambda message: message.told_by, on_page=False),
    )


def state_tag(message: Message) -> tuple[str, str]:
    return message.get_state_display(), TONES[S(message.state)]


def _state(message: Message) -> Cell:
    text, tone = state_tag(message)
    return Cell(text, tone=tone, note=reasons.told(message.reason))


def _name(message: Message) -> str:
    envelope = read(message)
    return envelope.name if envelope else str(_("Isinya sudah dihapus"))


def _subject(message: Message) -> str:
    envelope = read(message)
    return envelope.subject if envelope else ""


def _channel(message: Message) -> str:
    return str(Channel(message.channel).label if message.channel else _("Langsung"))


def _to(message: Message) -> str:
    envelope = read(message)
    return masked(envelope, message.channel) if envelope else ""
