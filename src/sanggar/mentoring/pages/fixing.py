"""What an officer fixes in a proposal: it stands in the address (or waits by its name, `long_addresses`), and whatever
of it could not be heeded is said.

One form holds what is ticked and what is typed, with a button that reckons anew and one that carries out; whichever is
pressed, what is ticked at that moment counts.
"""

from collections.abc import Iterable, Mapping

from django.http import HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from sanggar.mentoring.models import Mentor
from sanggar.mentoring.pages.long_addresses import BY_HAND, KEPT, full_address, short_address
from sanggar.mentoring.pages.naming import told_apart
from sanggar.mentoring.queries.problems import Fixed
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Programme
from sanggar.training.queries import enrolments_of

CHOSEN, WHOM = "peserta", "pendamping"
"""Parameters of the address: who is chosen for whom at this moment."""
SHIFTS, ASK_FIRST = "geser", "tanya"
TICKED, AGAIN = "centang", "hitung"
"""In the form: that it carries ticks; and that it is to be reckoned anew, on which page."""
HERE, WITH_SHIFTS, WITHOUT_SHIFTS, PICK = "lagi", "geser", "tanpa-geser", "pilih"


def fixed_of(request: DeskRequest) -> dict[int, int]:
    """From the form that carries it out, as it is ticked, or from the address."""
    if request.method == "POST" and TICKED not in request.POST:
        return read_fixed(request.POST.get("fixed", "").split(","))
    return read_fixed([*_given(request).getlist(KEPT), *by_hand(request)])


def by_hand(request: DeskRequest) -> list[str]:
    """Made by hand, which counts more than what was ticked."""
    return [*_given(request).getlist(BY_HAND), *pairs_chosen(request.GET)]


def _given(request: DeskRequest) -> QueryDict:
    return request.POST if request.method == "POST" else full_address(request)


def sent_as_ticked(request: DeskRequest, **fresh: str) -> QueryDict | None:
    """What was sent, with the ticks of this moment as what is fixed; `fresh` takes the place of what was shown."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    data["fixed"] = written(fixed_of(request))
    for name, value in fresh.items():
        data[name] = value
    return data


def changes_by_ticks(request: DeskRequest, digest: str) -> bool:
    """Whether something was ticked after the reckoning that was shown, so that now another would be carried out."""
    if request.method != "POST" or TICKED not in request.POST:
        return False
    shown = read_fixed(request.POST.get("fixed", "").split(","))
    return fixed_of(request) != shown and request.POST.get("digest") != digest


def reckoned_anew(request: DeskRequest, pick_url: str) -> HttpResponseRedirect | None:
    """Where to, when it is to be reckoned anew: this page, or the one where pairs are made, with the ticks in the
    address. None when it is to be carried out.
    """
    wish = request.POST.get(AGAIN)
    if not wish:
        return None
    address = QueryDict(mutable=True)
    for name in (KEPT, BY_HAND):
        address.setlist(name, request.POST.getlist(name))
    if request.POST.get("ask_first"):
        address[ASK_FIRST] = "1"
    if wish == WITH_SHIFTS or (wish != WITHOUT_SHIFTS and request.POST.get("shifts") == "True"):
        address[SHIFTS] = "1"
    return HttpResponseRedirect(short_address(request, pick_url if wish == PICK else request.path, address))


def pairs_chosen(given: QueryDict) -> list[str]:
    """Everybody who is chosen now, with the mentor who is."""
    whom = given.get(WHOM, "")
    return [f"{who}:{whom}" for who in given.getlist(CHOSEN) if who.isdecimal() and whom.isdecimal()]


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
