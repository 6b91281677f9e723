"""What an officer fixes in a proposal: it stands in the address, and whatever of it could not be heeded is said."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from sanggar.mentoring.models import Mentor
from sanggar.mentoring.pages.naming import told_apart
from sanggar.mentoring.queries.problems import Fixed
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Programme
from sanggar.training.queries import enrolments_of

KEPT, BY_HAND, CHOSEN, WHOM = "tetap", "pilih", "peserta", "pendamping"
"""Parameters of the address: pairs that were proposed and ticked; pairs that were made by hand; and who is chosen for
whom at this moment.
"""


def fixed_of(request: DeskRequest) -> dict[int, int]:
    """From the form that carries it out, or from the address."""
    if request.method == "POST":
        return read_fixed(request.POST.get("fixed", "").split(","))
    return read_fixed(fixed_in_address(request))


def fixed_in_address(request: DeskRequest) -> list[str]:
    """What was ticked, and what was made by hand, which counts more."""
    return [*request.GET.getlist(KEPT), *by_hand(request)]


def by_hand(request: DeskRequest) -> list[str]:
    return [*request.GET.getlist(BY_HAND), *pairs_of_address(request)]


def pairs_of_address(request: DeskRequest) -> list[str]:
    """Everybody who is chosen now, with the mentor who is."""
    whom = request.GET.get(WHOM, "")
    return [f"{who}:{whom}" for who in request.GET.getlist(CHOSEN) if who.isdecimal() and whom.isdecimal()]


def is_half(request: DeskRequest) -> bool:
    """Whether somebody was chosen and nobody for them, or the other way round."""
    return bool(request.GET.getlist(CHOSEN)) != bool(request.GET.get(WHOM))


def read_fixed(keys: Iterable[str]) -> dict[int, int]:
    """`12:3` says that participant 12 is to have mentor 3; what says nothing is passed over."""
    pairs = [key.partition(":") for key in keys]
    return {int(who): int(whom) for who, _sep, whom in pairs if who.isdecimal() and whom.isdecimal()}


def written(fixed: Fixed) -> str:
    """As the form carries it along."""
    return ",".join(f"{who}:{whom}" for who, whom in fixed.items())


def unheeded(request: DeskRequest, programme: Programme, found: Mapping[int, int]) -> list[str]:
    """Each pair that was made by hand and is not in what was found (participant → mentor), in words."""
    left = {who: whom for who, whom in read_fixed(by_hand(request)).items() if found.get(who) != whom}
    people = told_apart(enrolments_of(programme).filter(pk__in=left).select_related("application"))
    mentors = Mentor.objects.filter(programme=programme, pk__in=left.values()).select_related("account")
    names = {mentor.pk: mentor.account.name for mentor in mentors}
    return [
        _("%(name)s dengan %(mentor)s") % {"name": people[who], "mentor": names[whom]}
        for who, whom in left.items()
        if who in people and whom in names
    ]
