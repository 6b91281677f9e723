"""The rule of a selection as plain sentences, for the minutes: how the frozen lottery gives out its seats."""

from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation.money import grouped
from sanggar.foundation.words import terbilang
from sanggar.selection.features import Feature, features_of, opens_answers
from sanggar.selection.models import MARKED, Draw, Procedure, Rule
from sanggar.selection.queries import rubric_of, shift_of
from sanggar.selection.queries.closed import closed_quotas
from sanggar.selection.strata import FEATURE

RANKED = {
    Rule.MERIT: "Kursi diberikan kepada pelamar dengan nilai tertinggi setelah dikoreksi, tanpa undian.",
    Rule.FIRST_COME: "Kursi diberikan kepada pelamar yang lebih dulu mendaftar, tanpa undian.",
}

TIES = (
    "Di antara pelamar yang nilainya sama, urutannya ditentukan angka acak yang baru ada setelah daftar dan nilai "
    "dibekukan."
)
CLOSED = "tertutup, karena memakai data khusus dan pernah diubah"
HOUSEHOLDS = (
    "Dari pelamar yang mengisi nomor Kartu Keluarga yang sama paling banyak satu orang terpilih; "
    "pelamar yang tidak mengisinya dihitung sebagai keluarga tersendiri."
)


def criteria_of(draw: Draw) -> list[str]:
    """In official Indonesian; read from the lottery that was digested at the freeze, never from today's settings."""
    if not draw.is_lottery:
        return [
            RANKED[Rule(draw.rule)],
            *_marks(draw),
            *_raised(draw),
            *([TIES] if draw.has_seed else []),
            "Pelamar yang tidak terpilih menjadi cadangan menurut urutan itu.",
        ]
    return [
        *_who_takes_part(draw),
        *(_quotas(draw) if draw.quotas else _shares(draw)),
        *([HOUSEHOLDS] if draw.one_per_household else []),
        "Peserta undian yang tidak terpilih menjadi cadangan"
        + (
            ", yang bila ada kursi kosong diundi lagi dengan menjaga kuota."
            if draw.quotas
            else ", yang bila ada kursi kosong diundi lagi dengan batas satu orang per keluarga."
            if draw.one_per_household
            else " menurut urutan undian."
        ),
    ]


def _who_takes_part(draw: Draw) -> list[str]:
    told = ["Peserta undian adalah semua pelamar yang menurut hasil pemeriksaan memenuhi syarat pendaftaran."]
    if draw.rule == Rule.FLOOR:
        floor = str(draw.call.procedure.floor).replace(".", ",")
        told.append(f"Pelamar yang nilainya, setelah dikoreksi, di bawah {floor} tidak ikut diundi.")
    return [*told, *_marks(draw)]


def _marks(draw: Draw) -> list[str]:
    """What marks are given by, where they decide; a rubric never changes once the first is given."""
    rubric = rubric_of(draw.call) if draw.rule in MARKED else None
    if rubric is None:
        return []
    parts = "; ".join(f"{each.name} (bobot {each.weight})" for each in rubric.criteria.all())
    readers = f"sedikitnya {_counted(rubric.readers)} penilai yang tidak melihat nama pelamar"
    given = f"Nilai dari 0 sampai 100 diberikan oleh {readers}, menurut kriteria {parts}"
    return [f"{given}, lalu dikoreksi dari keketatan setiap penilai."]


def _raised(draw: Draw) -> list[str]:
    shift = shift_of(draw)
    told = str(shift).replace(".", ",")
    return [f"Dalam berkas hasil semua nilai dinaikkan {told}, supaya tidak ada yang di bawah 0."] if shift else []


def _quotas(draw: Draw) -> list[str]:
    """The quotas, each value with its least and most where they may be told, and what they mean for chances."""
    features, procedure = features_of(draw.call), Procedure.objects.filter(call=draw.call_id).first()
    closed = closed_quotas(procedure, features) if procedure else set(draw.hidden)
    told = []
    for name, values in draw.quotas.items():
        feature = features[name]
        if name in closed:
            told.append(f"Kuota menurut {_named(feature)}: {CLOSED}.")
            continue
        parts = [f"{feature.values.get(value, value)}: {_bounds(*bounds)}" for value, bounds in values.items()]
        told.append(f"Kuota menurut {_named(feature)}: {'; '.join(parts)}.")
    return [
        *told,
        "Dalam batas kuota itu peluang setiap orang dibuat serata mungkin; peluang terendah setinggi mungkin.",
    ]


def _named(feature: Feature) -> str:
    """A question in its own words; of all others the usual ones."""
    return f"jawaban “{feature.title}”" if opens_answers([feature.key]) else str(feature.title).lower()


def _bounds(least: int, most: int) -> str:
    return f"tepat {least}" if least == most else f"{least} sampai {most}"


def _shares(draw: Draw) -> list[str]:
    """How the seats are shared out: among all, or a fixed number for each track. Nothing of any richer lottery."""
    document = read_json(draw.lottery.encode())
    features = [each["features"] for each in document["types"]]
    if len(document["panels"]) > 1 or any(set(each) - {FEATURE} for each in features):
        return []
    counts = document["panels"][0]["counts"]
    seats = {each[FEATURE]: count for each, count in zip(features, counts, strict=True) if each}
    if not seats:
        return [f"Semua peserta undian berpeluang sama atas {_counted(draw.seats)} kursi."]
    names = dict(draw.call.stage.programme.tracks.values_list("code", "name"))
    told = ", ".join(f"{names.get(code, code)} {_counted(count)} kursi" for code, count in seats.items())
    return [f"Kursi dibagi menurut jalur: {told}. Di setiap jalur, semua peserta undian berpeluang sama."]


def _counted(number: int) -> str:
    return f"{grouped(number)} ({terbilang(number)})"
