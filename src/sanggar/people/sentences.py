"""Rights as sentences: what someone may do, where, and since when."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock, dates
from sanggar.people.models import Role

ABILITIES: dict[str, Promise] = {
    Role.OFFICER: gettext_lazy("%(name)s boleh mengelola program di %(place)s"),
    Role.PPTK: gettext_lazy("%(name)s boleh mengajukan pembayaran (PPTK) di %(place)s"),
    Role.PPK_SKPD: gettext_lazy("%(name)s boleh memverifikasi pembayaran (PPK-SKPD) di %(place)s"),
    Role.TREASURER: gettext_lazy("%(name)s boleh membayar sebagai bendahara di %(place)s"),
    Role.BUDGET_AUTHORITY: gettext_lazy("%(name)s boleh mengesahkan anggaran (PA/KPA) di %(place)s"),
    Role.INSPECTOR: gettext_lazy("%(name)s boleh membaca semua data di %(place)s tanpa mengubahnya"),
    Role.ADMINISTRATOR: gettext_lazy("%(name)s boleh membuka akun dan memberi hak di %(place)s"),
    Role.TRAINER: gettext_lazy("%(name)s mengajar sebagai narasumber di %(place)s"),
    Role.MENTOR: gettext_lazy("%(name)s mendampingi peserta di %(place)s"),
    Role.REVIEWER: gettext_lazy("%(name)s menilai di %(place)s"),
    Role.PARTICIPANT: gettext_lazy("%(name)s menjadi peserta di %(place)s"),
}


def right_sentence(name: str, role: str, place: object, *, since: datetime, until: datetime | None = None) -> str:
    """`Dewi boleh mengelola program di Diskominfo Kota Malang sejak 3 Maret 2026.`"""
    ability = str(ABILITIES[role]) % {"name": name, "place": place}
    start = dates.plain_date(since, clock.office_zone())
    if until is None:
        return _("%(ability)s sejak %(since)s.") % {"ability": ability, "since": start}
    end = dates.plain_date(until, clock.office_zone())
    return _("%(ability)s dari %(since)s sampai %(until)s.") % {"ability": ability, "since": start, "until": end}
