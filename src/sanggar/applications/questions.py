"""What the form asks, in the order it is asked, and what each answer is called wherever it is shown."""

from django.utils.translation import gettext_lazy as _

ABOUT = ("name", "nik", "birth_date", "sex")
HOME = ("kelurahan", "family_card", "phone", "email")
TRAINING = ("track", "category", "motivation", "channel_url", "disability_need")
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
    "motivation": _("Motivasi"),
    "channel_url": _("Alamat kanal"),
    "disability_need": _("Kebutuhan terkait disabilitas"),
}
