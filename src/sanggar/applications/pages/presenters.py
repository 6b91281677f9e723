"""What applicants read before and after they send: the check page, and until when they may change."""

from collections.abc import Iterator
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from sanggar.applications.models import Application, Category
from sanggar.applications.pages.forms import ApplicationForm
from sanggar.applications.questions import ABOUT, HOME, LABELS, TRAINING
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.phones import format_phone
from sanggar.people.models import Sex

Pairs = list[tuple[str, Any]]


def _in_fours(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def checked_answers(form: ApplicationForm) -> Iterator[tuple[str, Pairs]]:
    """What stands on the check page, group by group, as it will be stored."""
    given = form.cleaned_data
    shown = given | {
        "nik": _in_fours(given["nik"]),
        "birth_date": plain_date(given["birth_date"]),
        "kelurahan": given["kelurahan"].full_name,
        "phone": format_phone(given["phone"]),
        "motivation": linebreaksbr(given["motivation"]),
        "disability_need": linebreaksbr(given["disability_need"]),
        "sex": Sex(given["sex"]).label,
        "category": Category(given["category"]).label,
    }
    if "family_card" in given:
        shown["family_card"] = _in_fours(given["family_card"])
    for title, names in (
        (_("Tentang Anda"), ABOUT),
        (_("Tempat tinggal dan kontak"), HOME),
        (_("Pelatihan"), TRAINING),
    ):
        yield title, [(str(LABELS[name]), shown[name]) for name in names if name in shown]
    agreed: Pairs = [(_("Pemberitahuan privasi"), _("Sudah dibaca"))]
    agreed += [(str(use.label), _("Ya") if given[use.name] else _("Tidak")) for use in form.optional_uses]
    yield _("Persetujuan"), agreed


def closing_text(application: Application) -> str:
    """Until when the application may be changed: "30 November 2026, 16.00 WIB"."""
    ends_at = application.call.ends_at
    return f"{plain_date(ends_at)}, {clock_time(ends_at)}"
