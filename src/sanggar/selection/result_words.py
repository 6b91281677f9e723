"""What a letter about the result tells, as the person stands when it is written, and that it no longer holds."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from sanggar.applications.moments import Moment
from sanggar.foundation.audit import Actor
from sanggar.foundation.mail import public_address
from sanggar.foundation.messaging.officer import take_back
from sanggar.foundation.models import Message
from sanggar.selection.models import Draw, DrawEntry, Offer, Outcome
from sanggar.selection.moments import when


def result_batch(draw: Draw) -> str:
    return f"hasil-{draw.pk}"


def result_key(entry_pk: int) -> str:
    return f"result {entry_pk}"


def entry_of_key(key: str) -> int:
    return int(key.rsplit(maxsplit=1)[-1])


def take_back_results(draw: Draw, entries: Iterable[int], *, by: Actor, at: datetime) -> None:
    """These people stand other than the letter about the result tells, should theirs not have left yet."""
    if draw.results_sent_at is None:
        return
    programme = draw.call.stage.programme
    letters = Message.objects.filter(shelf=programme.shelf, key__in=[result_key(pk) for pk in entries])
    take_back(letters, result_batch(draw), place=programme.place, by=by, at=at)


def take_back_offer_letters(offer: Offer, *, by: Actor, at: datetime) -> None:
    """The seat is offered no more: neither the letter that tells of it nor the reminder is to leave now."""
    programme = offer.stage.programme
    keys = [f"{moment} {offer.pk}" for moment in (Moment.OFFER, Moment.REMINDER)]
    letters = Message.objects.filter(shelf=programme.shelf, key__in=keys)
    take_back(letters, keys[0], place=programme.place, by=by, at=at)


def result_moment(entry: DrawEntry) -> str:
    is_chosen = entry.outcome == Outcome.SELECTED or entry.step or _offer_of(entry)
    return Moment.SELECTED if is_chosen else Moment.RESERVE


def result_values(entry: DrawEntry) -> dict[str, str]:
    """What the letter about the result tells; the page shows it beforehand."""
    draw = entry.draw
    with translation.override(entry.application.language):
        kind = _("Hasil undian") if draw.call.is_drawn else _("Hasil seleksi")
        offer = _offer_of(entry)
        told = {"receipt": entry.application.receipt, "position": entry.position}
        news = _news(entry) % (told | {"deadline": when(offer.deadline) if offer else ""})
    return {"jenis_hasil": kind, "kabar": news, "tautan_hasil": public_address(f"/undian/{draw.public_id}/")}


def until_of(entry: DrawEntry) -> datetime | None:
    """After this the letter tells nothing that holds."""
    offer = _offer_of(entry)
    return offer.deadline if offer else None


def _offer_of(entry: DrawEntry) -> Offer | None:
    return getattr(entry, "offer", None)


def _news(entry: DrawEntry) -> str:
    """What comes next: an offer that waits, or what the draw's own rules have."""
    if _offer_of(entry):
        return _(
            "Lamaran Anda (nomor %(receipt)s) terpilih, dan kursi sudah ditawarkan kepada Anda. Jawab tawarannya di "
            "halaman Anda, paling lambat %(deadline)s."
        )
    if entry.outcome == Outcome.SELECTED or entry.step:
        return _(
            "Lamaran Anda (nomor %(receipt)s) terpilih. Kantor segera menawarkan kursi; jawab tawarannya di halaman "
            "Anda."
        )
    return _news_of_reserve(entry)


def _news_of_reserve(entry: DrawEntry) -> str:
    if entry.draw.quotas and not entry.draw.is_sealed and entry.chance == 0:
        return _(
            "Lamaran Anda (nomor %(receipt)s) belum terpilih: kuotanya tidak menyisakan kursi bagi kelompok Anda, dan "
            "itu bukan karena isian Anda keliru. Anda baru dapat terpilih bila ada kursi kosong dan kuota "
            "itu dilonggarkan; bila terpilih, Anda kami hubungi."
        )
    if entry.draw.quotas:
        return _(
            "Lamaran Anda (nomor %(receipt)s) belum terpilih dan menjadi cadangan. Bila ada kursi kosong, cadangan "
            "diundi lagi dengan menjaga kuota, dan yang terpilih kami hubungi."
        )
    if entry.draw.is_by_type:
        return _(
            "Lamaran Anda (nomor %(receipt)s) belum terpilih dan menjadi cadangan. Bila ada kursi kosong, cadangan "
            "diundi lagi dengan paling banyak satu orang per keluarga, dan yang terpilih kami hubungi."
        )
    return _(
        "Lamaran Anda (nomor %(receipt)s) belum terpilih dan menjadi cadangan nomor %(position)s. Bila ada kursi "
        "kosong, Anda kami hubungi menurut urutan."
    )
