"""How a call's seats go and how long it is open, as everyone is told: on its form, in the receipt, on the programme's
page.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications.models import Call, CallCategory, CallChange, ChangeKind, SeatsGo
from sanggar.foundation.dates import clock_time, plain_date

LEFT_IN_STEPS = (
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(hours=1), timedelta(minutes=10)),
    (timedelta(minutes=5), timedelta(minutes=5)),
    (timedelta(0), timedelta(minutes=1)),
)
"""From how much time is left on, in which steps that is told: a page stays true as long as a step, so it can be kept
for everybody (`pages.facts`).
"""


def time_left(call: Call, at: datetime) -> timedelta:
    """By our own clock, in whole steps: what is left is this and something more."""
    left = max(call.ends_at - at, timedelta(0))
    step = next(step for least, step in LEFT_IN_STEPS if left >= least)
    return left // step * step


def left_told(call: Call, at: datetime) -> str:
    """Until the end of an open call, in words."""
    left = time_left(call, at)
    hours, minutes = divmod(left.seconds // 60, 60)
    parts = [
        ngettext("%(count)s hari", "%(count)s hari", left.days) % {"count": left.days} if left.days else "",
        ngettext("%(count)s jam", "%(count)s jam", hours) % {"count": hours} if hours else "",
        ngettext("%(count)s menit", "%(count)s menit", minutes) % {"count": minutes} if minutes else "",
    ]
    if not left:
        return _("Tersisa kurang dari satu menit menurut jam kami saat halaman ini dibuka.")
    told = " ".join(filter(None, parts))
    return _("Tersisa lebih dari %(left)s menurut jam kami saat halaman ini dibuka.") % {"left": told}


def seats_told(call: Call) -> str:
    """In a sentence or two; empty until the procedure is published."""
    told = {
        "": "",
        SeatsGo.LOTTERY: _(
            "Kursi dibagikan dengan undian terbuka di antara semua yang memenuhi syarat. Tidak perlu berebut: urutan "
            "mendaftar tidak memengaruhi peluang."
        ),
        SeatsGo.FLOOR: _(
            "Kursi dibagikan dengan undian terbuka di antara yang memenuhi syarat dan mencapai nilai minimum. Tidak "
            "perlu berebut: urutan mendaftar tidak memengaruhi peluang."
        ),
        SeatsGo.MERIT: _(
            "Kursi diberikan menurut nilai tertinggi, tanpa undian. Tidak perlu berebut: urutan mendaftar tidak "
            "memengaruhi nilai."
        ),
        SeatsGo.FIRST_COME: _(
            "Kursi diberikan kepada yang lebih dulu mendaftar di antara yang memenuhi syarat, tanpa undian. Yang "
            "mendaftar setelah kursi habis menjadi cadangan."
        ),
    }
    return told[call.seats_go]


def changes_told(call: Call) -> list[str]:
    """What was changed about the end of a call since announced, newest first, with the reasons; and what was not."""
    told = [_change_told(change) for change in reversed(call.changes.all())]
    if call.age_day != call.closing_date:
        day = plain_date(call.age_day)
        told.append(_("Usia tetap dihitung pada %(day)s, hari penutupan yang diumumkan semula.") % {"day": day})
    return told


def _change_told(change: CallChange) -> str:
    told = {
        "day": plain_date(change.at),
        "before": f"{plain_date(change.before)}, {clock_time(change.before)}",
        "after": f"{plain_date(change.after)}, {clock_time(change.after)}",
        "reason": change.reason,
    }
    words = {
        ChangeKind.PROLONGED: _("Diperpanjang pada %(day)s: dari %(before)s menjadi %(after)s. Alasan: %(reason)s"),
        ChangeKind.CLOSED: _("Ditutup lebih awal pada %(after)s, semula %(before)s. Alasan: %(reason)s"),
        ChangeKind.REOPENED: _("Dibuka kembali pada %(day)s sampai %(after)s. Alasan: %(reason)s"),
    }
    return words[ChangeKind(change.kind)] % told


def categories_told(call: Call) -> list[str]:
    """Who may apply as what, where the call says more of it than a name: seats, or a code."""
    if not any(each.seats or each.needs_code for each in call.category_list):
        return []
    return [category_told(each) for each in call.category_list]


def category_told(category: CallCategory) -> str:
    told = [category.shown]
    if category.seats:
        told.append(_("%(seats)s kursi") % {"seats": category.seats})
    if category.needs_code:
        told.append(_("dengan kode undangan"))
    return " · ".join(told)


def order_told(seats_go: str) -> str:
    """Whether who applies earlier comes first: the answer to what people ask."""
    return {
        SeatsGo.LOTTERY: _(
            "Tidak. Semua yang mendaftar sebelum ditutup dan memenuhi syarat ikut undian dengan peluang yang diumumkan."
        ),
        SeatsGo.FLOOR: _(
            "Tidak. Semua yang mendaftar sebelum ditutup, memenuhi syarat, dan mencapai nilai minimum ikut undian "
            "dengan peluang yang diumumkan."
        ),
        SeatsGo.MERIT: _("Tidak. Nilai menentukan; bila nilainya sama, nomor acak menentukan urutannya."),
        SeatsGo.FIRST_COME: _("Ya. Di antara yang memenuhi syarat, kursi diberikan kepada yang lebih dulu mendaftar."),
    }[SeatsGo(seats_go)]
