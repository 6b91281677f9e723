"""The lists of the room: draws, entries, offers, and whom to call."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.foundation.phones import format_phone
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter
from sanggar.planning.models import Programme
from sanggar.selection.models import Draw, DrawEntry, DrawState, Offer, OfferState, Outcome, Procedure
from sanggar.selection.pages.offer_presenters import OFFER_TONES
from sanggar.selection.pages.presenters import DRAW_TONES

Entries = QuerySet[DrawEntry]
Offers = QuerySet[Offer]
OUTCOMES = Outcome.choices
REACHED = (("belum", _("Belum terhubung")), ("sudah", _("Sudah terhubung")))
LETTER = (("tanpa", _("Tanpa email")), ("email", _("Punya email")))


def address(name: str, programme: Programme, *args: str | int) -> str:
    return reverse(f"selection:{name}", args=[programme.organisation.slug, programme.slug, *args])


# --- draws -----------------------------------------------------------------------------------------------------------
def draw_columns(programme: Programme) -> Sequence[Column]:
    def link(call: Call) -> Cell:
        page = "draw" if call.published_at else "procedure"
        return Cell(call.title, address(page, programme, call.slug), note=call.stage.name)

    def procedure(call: Call) -> Cell:
        return Cell(_procedure_state(call), address("procedure", programme, call.slug))

    return (
        Column("call", _("Pendaftaran"), lambda call: call.title, link, sort="title"),
        Column("stage", _("Tahap"), lambda call: call.stage.name, on_page=False),
        Column("procedure", _("Tata cara"), _procedure_state, procedure),
        Column("state", _("Keadaan"), lambda call: _draw_state(call).text, _draw_state),
        Column("entrants", _("Orang dalam daftar"), _of_draw("entrants"), kind="number"),
        Column("seats", _("Kursi"), _of_draw("seats"), kind="number"),
        Column("frozen", _("Dibekukan"), _of_draw("frozen_at"), sort="draw__frozen_at"),
        Column("published", _("Diumumkan"), _of_draw("published_at"), sort="draw__published_at"),
    )


def no_calls(programme: Programme) -> Empty:
    place = (programme.organisation.slug, programme.slug)
    text = _("Buat pendaftarannya dahulu; tata cara seleksinya ditulis di sini, juga sebelum pendaftaran terbit.")
    calls = reverse("applications:calls", args=place)
    return Empty(_("Belum ada yang dapat diseleksi"), text, calls, _("Buka pendaftaran"))


def _procedure_state(call: Call) -> str:
    procedure: Procedure | None = getattr(call, "procedure", None)
    if procedure is None:
        return gettext("Belum ditulis")
    return gettext("Sudah diumumkan") if procedure.is_published else gettext("Belum diumumkan")


def _draw_state(call: Call) -> Cell:
    draw = _draw(call)
    if call.published_at is None:
        return Cell(call.state_at(clock.now()).label, tone="idle")
    if draw is None:
        return Cell(_("Belum dibekukan"), tone="idle")
    return Cell(draw.get_state_display(), tone=DRAW_TONES[DrawState(draw.state)])


def _of_draw(name: str) -> Callable[[Call], object]:
    return lambda call: getattr(_draw(call), name, None)


def _draw(call: Call) -> Draw | None:
    return getattr(call, "draw", None)


# --- entries, for the inspector --------------------------------------------------------------------------------------
ENTRY_COLUMNS = (
    Column("number", _("Nomor acak"), lambda entry: entry.number, sort="number"),
    Column("receipt", _("Nomor lamaran"), lambda entry: entry.application.receipt, sort="application__receipt"),
    Column("name", _("Nama"), lambda entry: entry.application.name, sort="application__name"),
    Column("track", _("Jalur"), lambda entry: entry.application.track.name, sort="application__track"),
    Column("district", _("Kecamatan"), lambda entry: entry.application.district.name),
    Column("outcome", _("Hasil"), lambda entry: entry.get_outcome_display() or _("Belum ada hasil"), sort="outcome"),
    Column("position", _("Urutan"), lambda entry: entry.position, sort="position", kind="number"),
)


def _outcome(rows: Entries, value: str) -> Entries:
    return rows.filter(outcome=value)


ENTRY_FILTERS = (Filter("hasil", _("Hasil"), OUTCOMES, _outcome),)


# --- offers ----------------------------------------------------------------------------------------------------------
def offer_columns(programme: Programme) -> Sequence[Column]:
    def link(offer: Offer) -> Cell:
        return Cell(offer.application.name, address("offer", programme, offer.pk), note=offer.application.receipt)

    return (
        Column("name", _("Nama"), lambda offer: offer.application.name, link, sort="application__name"),
        Column("receipt", _("Nomor lamaran"), lambda offer: offer.application.receipt, on_page=False),
        Column("state", _("Keadaan"), lambda offer: offer.get_state_display(), _offer_state, sort="state"),
        Column("deadline", _("Batas waktu"), lambda offer: offer.deadline, sort="deadline"),
        Column("track", _("Jalur"), lambda offer: offer.application.track.name, sort="application__track"),
        Column("stage", _("Tahap"), lambda offer: offer.stage.name, sort="stage"),
        Column("outcome", _("Hasil seleksi"), lambda offer: offer.entry.get_outcome_display(), sort="entry__outcome"),
        Column("reached", _("Terhubung"), lambda offer: offer.reached_at, _reached, sort="reached_at"),
        Column("letter", _("Surat terkirim"), lambda offer: offer.letter_at, on_page=False),
    )


def offer_filters(programme: Programme) -> Sequence[Filter]:
    stages = [(str(stage.pk), stage.name) for stage in programme.stages.all()]
    several = (Filter("tahap", _("Tahap"), stages, lambda rows, value: rows.filter(stage=value)),)
    return (
        Filter("keadaan", _("Keadaan"), OfferState.choices, lambda rows, value: rows.filter(state=value)),
        Filter("hasil", _("Hasil seleksi"), OUTCOMES, lambda rows, value: rows.filter(entry__outcome=value)),
        *(several if len(stages) > 1 else ()),
    )


def _offer_state(offer: Offer) -> Cell:
    proposed = _("Menunggu orang kedua") if getattr(offer, "is_proposed", False) else ""
    return Cell(offer.get_state_display(), tone=OFFER_TONES[OfferState(offer.state)], note=proposed)


def _reached(offer: Offer) -> Cell:
    if offer.reached_at:
        return Cell(offer.reached_at, note=str(offer.reached_by))
    return Cell(_("Belum"), tone="warn") if offer.state == OfferState.OPEN else Cell("")


# --- the call list ---------------------------------------------------------------------------------------------------
CALL_COLUMNS = (
    Column("name", _("Nama"), lambda offer: offer.application.name, sort="application__name"),
    Column("receipt", _("Nomor lamaran"), lambda offer: offer.application.receipt),
    Column("phone", _("Telepon"), lambda offer: format_phone(offer.application.phone)),
    Column("track", _("Jalur"), lambda offer: offer.application.track.name),
    Column("deadline", _("Batas waktu"), lambda offer: offer.deadline, sort="deadline"),
    Column("email", _("Punya email"), lambda offer: _("ya") if offer.application.email else _("tidak")),
    Column("reached", _("Terhubung"), lambda offer: offer.reached_at),
    Column("by", _("Oleh"), lambda offer: offer.reached_by),
)


def _by_reached(rows: Offers, value: str) -> Offers:
    return rows.filter(reached_at__isnull=value == "belum")


def _by_letter(rows: Offers, value: str) -> Offers:
    return rows.filter(application__email="") if value == "tanpa" else rows.exclude(application__email="")


CALL_FILTERS = (
    Filter("terhubung", _("Terhubung"), REACHED, _by_reached),
    Filter("email", _("Email"), LETTER, _by_letter),
)
