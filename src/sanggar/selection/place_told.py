"""What a published draw gave one person, in words: the place, what decided it, and how a reserve may still come in."""

from django.utils import formats
from django.utils.translation import gettext as _

from sanggar.applications.models import Application
from sanggar.selection.models import DrawEntry, DrawState, Outcome, Rule, without_texts
from sanggar.selection.queries import DrawPlace


def outcome_told(place: DrawPlace | None) -> str:
    """Empty before publication."""
    if place is None:
        return ""
    return _("Terpilih") if place.is_selected else _reserve_told(place)


def _reserve_told(place: DrawPlace) -> str:
    """How a reserve is called up. Under quotas or with households kept apart the number of a reserve counts within a
    type alone, so that it is no place in a line.
    """
    if place.lives_with_someone_seated:
        return _("Cadangan; seorang yang sekeluarga dengan Anda sudah terpilih")
    if not place.has_chance:
        return _("Belum terpilih; hanya dapat terpilih bila kuota dilonggarkan")
    if place.is_by_quota:
        return _("Cadangan; bila ada kursi kosong, diundi lagi dengan menjaga kuota")
    if place.is_apart:
        return _("Cadangan; bila ada kursi kosong, diundi lagi")
    return _("Cadangan nomor %(position)s") % {"position": place.position}


def waiting_told(place: DrawPlace) -> str:
    """How a reserve may still come in."""
    if place.lives_with_someone_seated:
        return _(
            "Seorang yang sekeluarga dengan Anda menurut nomor KK sudah terpilih, dan dari satu keluarga paling banyak "
            "satu orang yang terpilih. Bila kursinya kosong lagi, Anda ikut diundi kembali."
        )
    if not place.has_chance:
        return _(
            "Kuotanya tidak menyisakan kursi bagi kelompok Anda, dan itu bukan karena isian Anda keliru. Anda baru "
            "dapat terpilih bila ada kursi kosong dan kuota itu dilonggarkan; bila terpilih, Anda kami hubungi."
        )
    if place.is_by_quota:
        return _("Bila ada kursi kosong, cadangan diundi lagi dengan menjaga kuota, dan yang terpilih kami hubungi.")
    if place.is_apart:
        return _("Bila ada kursi kosong, cadangan diundi lagi, dan yang terpilih kami hubungi.")
    text = _("Anda cadangan nomor %(position)s. Bila ada kursi kosong, Anda kami hubungi menurut urutan.")
    return text % {"position": place.position}


def why_told(application: Application) -> str:
    """What decided the place of one person, in numbers that anyone can look up. Empty before publication; of a sealed
    draw too, as the size of a group would tell who else is in it.
    """
    published = application.draw_entries.filter(draw__state=DrawState.PUBLISHED)
    entry = without_texts(published.select_related("draw"), "draw").last()
    if entry is None or entry.position is None or entry.draw.is_sealed:
        return ""
    group = entry.draw.entries.filter(stratum=entry.stratum)
    seats = group.filter(outcome=Outcome.SELECTED).count()
    numbers = {
        "rank": entry.position if entry.outcome == Outcome.SELECTED else seats + entry.position,
        "people": group.count(),
        "seats": seats,
        "mark": formats.localize(entry.mark),
    }
    if not entry.draw.is_by_type:
        return _by_rank(entry) % numbers
    told = _by_type(entry, seats) % numbers
    waits = entry.outcome == Outcome.RESERVE and not entry.step and entry.chance != 0
    return f"{told} {_no_line()}" if waits else told


def _by_rank(entry: DrawEntry) -> str:
    if entry.draw.rule == Rule.MERIT:
        return _(
            "Nilai Anda %(mark)s, sudah dikoreksi dari keras-lunaknya penilai: urutan ke-%(rank)s dari %(people)s "
            "orang, untuk %(seats)s kursi."
        )
    if entry.draw.rule == Rule.FIRST_COME:
        return _("Menurut waktu mendaftar Anda urutan ke-%(rank)s dari %(people)s orang, untuk %(seats)s kursi.")
    return _("Tiket Anda urutan ke-%(rank)s dari %(people)s orang, untuk %(seats)s kursi.")


def _by_type(entry: DrawEntry, seats: int) -> str:
    """A rank in a group without a seat would read as that of who comes next."""
    if not seats:
        if not entry.draw.one_per_household:
            return _(
                "Susunan peserta yang terundi tidak memberi kursi kepada kelompok Anda, %(people)s orang dengan data "
                "yang sama menurut kuota."
            )
        return _(
            "Susunan peserta yang terundi tidak memberi kursi kepada kelompok Anda, %(people)s orang dengan data yang "
            "sama menurut kuota dan keluarga."
        )
    if not entry.draw.one_per_household:
        return _(
            "Susunan peserta yang terundi memberi %(seats)s kursi kepada kelompok Anda, %(people)s orang dengan data "
            "yang sama menurut kuota. Tiket Anda urutan ke-%(rank)s di antara mereka."
        )
    return _(
        "Susunan peserta yang terundi memberi %(seats)s kursi kepada kelompok Anda, %(people)s orang dengan data yang "
        "sama menurut kuota dan keluarga. Tiket Anda urutan ke-%(rank)s di antara mereka."
    )


def _no_line() -> str:
    return _(
        "Cadangan tidak dipanggil menurut nomor: bila ada kursi kosong, diundi lagi kelompok mana yang mendapatnya."
    )
