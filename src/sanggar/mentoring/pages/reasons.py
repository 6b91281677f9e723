"""Why two are proposed for each other, and why somebody finds nobody, in words."""

from collections.abc import Container, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.cores.matching import Reason, Unmatched
from sanggar.foundation.models import Region
from sanggar.mentoring.models import DayPart, Language, MentorKind, Topic
from sanggar.mentoring.pages.naming import told_apart
from sanggar.mentoring.queries import Proposal, Rematch
from sanggar.training.models import Enrolment


def words_of(reason: Reason, districts: dict[str, str]) -> str:
    """One reason; empty for what needs no words."""
    words = ", ".join(str(_named(reason.code, word, districts)) for word in reason.words)
    return _sentences().get(reason.code, "") % {"words": words}


def _sentences() -> dict[str, str]:
    return {
        "fixed": _("ditetapkan pengelola"),
        "kept": _("tetap seperti sekarang"),
        "track": _("mendampingi jalurnya"),
        "languages": _("sama-sama berbahasa %(words)s"),
        "times": _("sama-sama punya waktu: %(words)s"),
        "no_time": _("waktunya belum cocok"),
        "skills": _("dapat membantu dalam %(words)s"),
        "no_skills": _("tidak menyebut %(words)s"),
        "kind": _("seperti yang diharapkan peserta: %(words)s"),
        "other_kind": _("peserta mengharapkan pendamping lain: %(words)s"),
        "liked_track": _("jalur yang disukai pendamping"),
        "other_liked_track": _("pendamping lebih menyukai jalur lain"),
        "district": _("menjangkau kecamatan %(words)s"),
        "other_district": _("tinggal di kecamatan lain"),
        "wished_by_participant": _("diharapkan peserta"),
        "other_wish_of_participant": _("peserta menyebut pendamping lain"),
        "wished_by_mentor": _("diharapkan pendamping"),
    }


def _named(code: str, word: str, districts: dict[str, str]) -> Any:
    """The word in the language of the reader; the lists share no values within one code."""
    lists: dict[str, Any] = {
        "languages": Language,
        "times": DayPart,
        "skills": Topic,
        "no_skills": Topic,
        "kind": MentorKind,
        "other_kind": MentorKind,
    }
    return dict(lists[code].choices).get(word, word) if code in lists else districts.get(word, word)


def sentence_of(reasons: Iterable[Reason], districts: dict[str, str]) -> str:
    told = ", ".join(filter(None, (words_of(reason, districts) for reason in reasons)))
    return told[:1].upper() + told[1:] if told else _("Masih ada tempat")


AGAINST = frozenset(
    ("no_time", "no_skills", "other_district", "other_kind", "other_liked_track", "other_wish_of_participant")
)


def for_and_against(reasons: Iterable[Reason], districts: dict[str, str]) -> tuple[str, str]:
    """What speaks for a pair, and what against it, as a sentence each; the second may be empty."""
    told = list(reasons)
    against = [reason for reason in told if reason.code in AGAINST]
    return sentence_of((reason for reason in told if reason.code not in AGAINST), districts), (
        sentence_of(against, districts) if against else ""
    )


def pair_rows(proposal: Proposal, made: Container[str] = ()) -> list[dict[str, object]]:
    """A row a pair: who, with whom, why, and whether it is fixed, and was made by hand (`made` are those, by key)."""
    districts = _districts_of(enrolment for enrolment, _mentor in proposal.pairs)
    names = _names_in(proposal)
    return [
        {
            "enrolment": enrolment,
            "name": names[enrolment.pk],
            "mentor": mentor,
            "why": for_and_against(proposal.why.get(enrolment.pk, ()), districts),
            "key": f"{enrolment.pk}:{mentor.pk}",
            "is_fixed": enrolment.pk in proposal.fixed,
            "is_made": f"{enrolment.pk}:{mentor.pk}" in made,
        }
        for enrolment, mentor in proposal.pairs
    ]


def move_rows(found: Rematch, made: Container[str] = ()) -> list[dict[str, object]]:
    """A row a pair that moves: from whom to whom, why, and whether it moves for another's sake."""
    districts = _districts_of(pair.enrolment for pair, _mentor in found.moves)
    names = _names_among(found)
    return [
        {
            "pair": pair,
            "name": names[pair.enrolment_id],
            "following": following,
            "why": for_and_against(found.why.get(pair.enrolment_id, ()), districts),
            "shifts": pair.mentor_id != found.mentor.pk,
            "key": f"{pair.enrolment_id}:{following.pk}",
            "is_fixed": pair.enrolment_id in found.fixed,
            "is_made": f"{pair.enrolment_id}:{following.pk}" in made,
        }
        for pair, following in found.moves
    ]


def left_moves(found: Rematch) -> list[dict[str, object]]:
    """A row for each whom nobody could take, with what is in the way."""
    names = _names_among(found)
    return [
        {"pair": pair, "name": names[pair.enrolment_id], "why": why_left(found.why_left.get(pair.enrolment_id), names)}
        for pair in found.left
    ]


def left_rows(proposal: Proposal) -> list[dict[str, object]]:
    """A row for each who finds nobody, with what is in the way."""
    names = _names_in(proposal)
    return [
        {
            "enrolment": enrolment,
            "name": names[enrolment.pk],
            "why": why_left(proposal.why_left.get(enrolment.pk), names),
        }
        for enrolment in proposal.left
    ]


def _names_in(proposal: Proposal) -> dict[int, str]:
    return told_apart([*(enrolment for enrolment, _mentor in proposal.pairs), *proposal.left])


def _names_among(found: Rematch) -> dict[int, str]:
    return told_apart([*(pair.enrolment for pair, _mentor in found.moves), *(pair.enrolment for pair in found.left)])


def why_left(found: Unmatched | None, names: dict[int, str]) -> str:
    """How many mentors are ruled out and by what; and who competes for the places of the others. What rules a pair out
    for its own reasons is never named.
    """
    if found is None:
        return ""
    told = [_barred(code, count) for code, count in found.barred]
    if found.mentors:
        free = ngettext("sisa %(count)d tempat", "sisa %(count)d tempat", found.places) % {"count": found.places}
        rivals = ngettext("%(count)d peserta", "%(count)d peserta", len(found.rivals)) % {"count": len(found.rivals)}
        words = _("%(mentors)d pendamping yang cocok hanya punya %(free)s untuk %(rivals)s")
        told.append(words % {"mentors": len(found.mentors), "free": free, "rivals": rivals})
    return "; ".join(filter(None, told)) or _("belum ada pendamping yang menerima peserta")


def _barred(code: str, count: int) -> str:
    words = {
        "other_track": ngettext(
            "%(count)d pendamping hanya untuk jalur lain", "%(count)d pendamping hanya untuk jalur lain", count
        ),
        "no_language": ngettext(
            "%(count)d pendamping tidak berbahasa sama", "%(count)d pendamping tidak berbahasa sama", count
        ),
        "forbidden": ngettext(
            "%(count)d pendamping tidak dapat dipasangkan", "%(count)d pendamping tidak dapat dipasangkan", count
        ),
    }
    return words[code] % {"count": count}


def _districts_of(people: Iterable[Enrolment]) -> dict[str, str]:
    codes = {person.person.village.parent_id for person in people}
    return dict(Region.objects.filter(pk__in=[code for code in codes if code]).values_list("pk", "name"))
