"""Why two are proposed for each other, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sanggar.cores.matching import Reason
from sanggar.foundation.models import Region
from sanggar.mentoring.models import DayPart, Language
from sanggar.mentoring.queries import Proposal


def words_of(reason: Reason, districts: dict[str, str]) -> str:
    """One reason; empty for what needs no words."""
    sentences = {
        "fixed": _("ditetapkan pengelola"),
        "kept": _("tetap seperti sekarang"),
        "track": _("mendampingi jalurnya"),
        "languages": _("sama-sama berbahasa %(words)s"),
        "times": _("sama-sama punya waktu: %(words)s"),
        "no_time": _("waktunya belum cocok"),
        "district": _("menjangkau kecamatan %(words)s"),
        "other_district": _("tinggal di kecamatan lain"),
        "wished_by_participant": _("diharapkan peserta"),
        "other_wish_of_participant": _("peserta mengharapkan pendamping lain"),
    }
    named = dict(Language.choices) | dict(DayPart.choices) | districts
    words = ", ".join(str(named.get(word, word)) for word in reason.words)
    return sentences.get(reason.code, "") % {"words": words}


def sentence_of(reasons: Iterable[Reason], districts: dict[str, str]) -> str:
    told = ", ".join(filter(None, (words_of(reason, districts) for reason in reasons)))
    return told[:1].upper() + told[1:] if told else _("Masih ada tempat")


def pair_rows(proposal: Proposal) -> list[dict[str, object]]:
    """A row a pair: who, with whom, why, and whether it is fixed."""
    codes = {enrolment.person.village.parent_id for enrolment, _mentor in proposal.pairs}
    districts = dict(Region.objects.filter(pk__in=[code for code in codes if code]).values_list("pk", "name"))
    return [
        {
            "enrolment": enrolment,
            "mentor": mentor,
            "why": sentence_of(proposal.why.get(enrolment.pk, ()), districts),
            "key": f"{enrolment.pk}:{mentor.pk}",
            "is_fixed": enrolment.pk in proposal.fixed,
        }
        for enrolment, mentor in proposal.pairs
    ]
