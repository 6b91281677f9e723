"""What the form asks, in the order it is asked, and what each answer is called wherever it is shown."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Counted, Question, QuestionKind

ABOUT = ("name", "nik", "birth_date", "sex")
HOME = ("kelurahan", "family_card", "phone", "email")
TRAINING = ("track", "category", "invitation_code", "motivation", "channel_url", "disability_need")
QUESTIONS = (*ABOUT, *HOME, *TRAINING)
LABELS = {
    "name": _("Nama lengkap"),
    "nik": _("NIK"),
    "birth_date": _("Tanggal lahir"),
    "sex": _("Jenis kelamin"),
    "kelurahan": _("Kelurahan tempat tinggal"),
    "family_card": _("Nomor Kartu Keluarga (KK)"),
    "phone": _("Nomor ponsel"),
    "email": _("Alamat email"),
    "track": _("Jalur"),
    "category": _("Kategori"),
    "invitation_code": _("Kode undangan"),
    "motivation": _("Motivasi"),
    "channel_url": _("Alamat kanal"),
    "disability_need": _("Kebutuhan terkait disabilitas"),
}
COUNTED_TOLD = {
    Counted.PUBLIC: _("Jawaban ini dapat dihitung dalam kuota seleksi; daftar undian tanpa nama memperlihatkannya."),
    Counted.SPECIFIC: _(
        "Jawaban ini dapat dihitung dalam kuota seleksi. Data spesifik: boleh dikosongkan, dan hanya dilihat pengelola "
        "program serta inspektorat yang memeriksa seleksi."
    ),
}
OWN_TITLE = _("Pertanyaan pendaftaran ini")


def condition_told(question: Question, asked: Iterable[Question]) -> str:
    """When a question is to be answered, in words; empty where always. Pages work without JavaScript, so it stands
    there for everybody.
    """
    if not question.if_key:
        return ""
    earlier = next((each for each in asked if each.key == question.if_key), None)
    if earlier is None:
        known = {"category": LABELS["category"], "track": LABELS["track"]}
        return gettext("Hanya bila %(label)s: %(value)s.") % {
            "label": known.get(question.if_key, question.if_key),
            "value": fixed_value(question),
        }
    told = {"label": earlier.shown, "value": earlier.worded(question.if_value) or question.if_value}
    if earlier.kind in (QuestionKind.SEVERAL, QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.LINK):
        return gettext("Hanya bila jawaban “%(label)s” memuat “%(value)s”.") % told
    return gettext("Hanya bila jawaban “%(label)s” adalah “%(value)s”.") % told


def fixed_value(question: Question) -> str:
    """The words of a category or track by its code."""
    if question.if_key == "category":
        return question.call.category_of(question.if_value).shown
    track = question.call.call_tracks.filter(track__code=question.if_value).select_related("track").first()
    return track.track.name if track else question.if_value
