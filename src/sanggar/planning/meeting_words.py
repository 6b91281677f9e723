"""What is said of meetings in several rooms: who teaches, what stands in the way, what is too small."""

from collections.abc import Container, Sequence

from django.utils.translation import gettext as _

from sanggar.foundation import clock, dates
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import Clash, TooSmall


def shared_words(clash: Clash) -> str:
    kinds = {
        "cohort": _("kelas %(name)s"),
        "trainer": _("narasumber %(name)s"),
        "venue": _("tempat %(name)s"),
        "link": _("tautan %(name)s"),
    }
    return kinds[clash.kind] % {"name": clash.shared}


def meeting_words(programme: Programme, meeting: Meeting) -> str:
    """A meeting of another programme is not named: who reads this may not see that programme. Of another office's
    nothing is told but that there is one.
    """
    if not is_of_office(programme, meeting):
        return _("pertemuan lain")
    if meeting.cohort.stage.programme_id != programme.pk:
        return _("sebuah sesi program lain")
    return f"“{meeting.topic}” ({meeting.cohort.name})"


def is_of_office(programme: Programme, meeting: Meeting) -> bool:
    return meeting.cohort.stage.programme.organisation_id == programme.organisation_id


def other_words(programme: Programme, meeting: Meeting) -> str:
    """`“Menyunting di ponsel” (Kelas A), Senin, 23 November 2026, 09.00–12.00 WIB`."""
    zone = clock.office_zone()
    day, hours = dates.long_date(meeting.starts_at, zone), dates.time_range(meeting.starts_at, meeting.ends_at, zone)
    return f"{meeting_words(programme, meeting)}, {day}, {hours}"


def taken_words(programme: Programme, clashes: Sequence[Clash]) -> str:
    """`kelas A, tempat Ruang Kawi sudah dipakai “Menyunting” (Kelas A), …; narasumber Nadia sudah dipakai …`: one
    clause for each meeting in the way.
    """
    shared: dict[Meeting, list[Clash]] = {}
    for clash in clashes:
        shared.setdefault(clash.other, []).append(clash)
    clauses = []
    for other, found in shared.items():
        told = _("pertemuan lain") if found[0].is_elsewhere else other_words(programme, other)
        words = {"shared": ", ".join(map(shared_words, found)), "other": told}
        clauses.append(_("%(shared)s sudah dipakai %(other)s") % words)
    return "; ".join(clauses)


def clash_words(programme: Programme, clash: Clash) -> str:
    """`narasumber Nadia juga dipakai “Menyunting di ponsel” (Kelas A), Senin, 23 November 2026, 09.00–12.00 WIB.`"""
    if clash.is_elsewhere:
        return _("%(shared)s sudah ada pertemuan lain pada jam itu.") % {"shared": shared_words(clash)}
    words = {"shared": shared_words(clash), "other": other_words(programme, clash.other)}
    return _("%(shared)s juga dipakai %(other)s.") % words


def elsewhere_words(programme: Programme, name: str, other: Meeting, seen: Container[int] = ()) -> str:
    """Of somebody who is expected at two places at once, and where the other is. `seen` are the programmes, by their
    keys, that the reader may see besides this one: only of theirs are topic and place told.
    """
    if other.cohort.stage.programme_id in seen:
        words = {"name": name, "other": f"“{other.topic}” ({other.cohort.name})"}
    elif not is_of_office(programme, other):
        return _("%(name)s sudah ada pertemuan lain pada jam itu.") % {"name": name}
    else:
        words = {"name": name, "other": meeting_words(programme, other)}
    if other.cohort.stage.programme_id == programme.pk or other.cohort.stage.programme_id in seen:
        words["other"] += f", {span_words(other)}"
    return _("%(name)s pada waktu itu juga ditunggu di %(other)s.") % words


def span_words(meeting: Meeting) -> str:
    """`Ruang Kawi, 09.00–12.00 WIB`: where, and at which hours of the day."""
    return (
        f"{meeting.venue or meeting.link}, {dates.time_range(meeting.starts_at, meeting.ends_at, clock.office_zone())}"
    )


def size_words(small: TooSmall) -> str:
    sentence = _("%(venue)s hanya muat %(capacity)d orang, sedangkan kelasnya %(people)d kursi.")
    return sentence % {"venue": small.venue.name, "capacity": small.venue.capacity, "people": small.people}


def too_few_words(meeting: Meeting) -> str:
    """`11 dari paling sedikit 12 peserta`; empty while there are enough, or none are asked for."""
    cohort = meeting.cohort
    if cohort.seats_taken >= cohort.minimum:
        return ""
    sentence = _("Baru %(people)d dari paling sedikit %(minimum)d peserta.")
    return sentence % {"people": cohort.seats_taken, "minimum": cohort.minimum}


def taught_by(meeting: Meeting) -> str:
    """Who teaches or taught, and instead of whom; of a meeting that was called off, who was to: whoever shows it says
    that it was.
    """
    if not meeting.instead_of:
        return meeting.trainer_name
    return _("%(name)s, menggantikan %(planned)s") % {"name": meeting.trainer_name, "planned": meeting.instead_of}


def full_place(meeting: Meeting) -> str:
    """`Ijen Suites, Jalan Ijen 90, Oro-Oro Dowo, Klojen`; the link where there is no place."""
    listed = meeting.listed_venue
    if listed is None or listed.is_online:
        return meeting.venue or meeting.link
    parts = (meeting.venue, listed.address, listed.village.full_name if listed.village else "")
    return ", ".join(filter(None, parts))
