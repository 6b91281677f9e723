"""What waits at the desk about pairs: who was not spoken to, who has no mentor, what is to be brought to an end."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todo import Todo, link_to
from sanggar.foundation.dates import plain_date

UNCLOSED, ALONE = "belum-ditutup", "pendamping-pergi"
"""The states by which the list of pairs is narrowed, as they stand in its address."""
SHOWN_NAMES = 5


def lapsed_contacts(figures: Figures) -> Iterator[Todo]:
    if count := figures.overdue:
        text = ngettext("%(n)s peserta terlambat dihubungi", "%(n)s peserta terlambat dihubungi", count) % {"n": count}
        note = _("Irama kontak, atau batas kontak pertama, sudah lewat")
        yield Todo(text, note, link_to("mentoring:pairs", figures))


def people_left_alone(figures: Figures) -> Iterator[Todo]:
    """Whose mentor is switched off or gone: with one such mentor straight to where their people are handed over."""
    if left := figures.gathered.left_alone.get(figures.programme.pk):
        gone, text = left.mentors, ngettext("Alihkan %(n)s peserta", "Alihkan %(n)s peserta", left.pairs)
        names = ", ".join(each.account.name for each in gone[:SHOWN_NAMES])
        note = _("Pendampingnya tidak aktif lagi: %(names)s") % {"names": names}
        to_all = link_to("mentoring:pairs", figures, f"?keadaan={ALONE}")
        to_one = link_to("mentoring:rematch", figures, of=gone[0].pk)
        yield Todo(text % {"n": left.pairs}, note, to_one if len(gone) == 1 else to_all)


def pairs_to_close(figures: Figures) -> Iterator[Todo]:
    """What went on after the last day of the programme's mentoring."""
    if count := figures.gathered.unclosed.get(figures.programme.pk, 0):
        text = ngettext("Tutup %(n)s pendampingan", "Tutup %(n)s pendampingan", count) % {"n": count}
        last_on = plain_date(figures.programme.last_day)
        note = _("Masanya berakhir %(date)s; pendampingnya sudah diingatkan") % {"date": last_on}
        yield Todo(text, note, link_to("mentoring:pairs", figures, f"?keadaan={UNCLOSED}"))


def people_without_mentor(figures: Figures) -> Iterator[Todo]:
    if count := figures.without_mentor:
        text = ngettext("Carikan pendamping untuk %(n)s peserta", "Carikan pendamping untuk %(n)s peserta", count)
        yield Todo(
            text % {"n": count},
            _("Setiap peserta berhak didampingi sampai selesai"),
            link_to("mentoring:pairs", figures),
        )
