"""What an officer fixes in a proposal: it stands in the address, and whatever of it could not be heeded is said."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from sanggar.mentoring.queries.problems import Fixed
from sanggar.planning.access import DeskRequest


def fixed_of(request: DeskRequest) -> dict[int, int]:
    """From the form that carries it out, or from the address."""
    if request.method == "POST":
        return read_fixed(request.POST.get("fixed", "").split(","))
    return read_fixed(fixed_in_address(request))


def fixed_in_address(request: DeskRequest) -> list[str]:
    """What was ticked, and what was chosen by hand, which counts more."""
    who, whom = chosen(request)
    return [*request.GET.getlist("tetap"), *([f"{who}:{whom}"] if who and whom else [])]


def chosen(request: DeskRequest) -> tuple[str, str]:
    return request.GET.get("peserta", ""), request.GET.get("pendamping", "")


def read_fixed(keys: Iterable[str]) -> dict[int, int]:
    """`12:3` says that participant 12 is to have mentor 3; what says nothing is passed over."""
    pairs = [key.partition(":") for key in keys]
    return {int(who): int(whom) for who, _sep, whom in pairs if who.isdecimal() and whom.isdecimal()}


def written(fixed: Fixed) -> str:
    """As the form carries it along."""
    return ",".join(f"{who}:{whom}" for who, whom in fixed.items())


def unheeded(request: DeskRequest, found: Mapping[int, int]) -> str:
    """Why what was chosen by hand is not in what was found (participant → mentor); empty when it is."""
    who, whom = chosen(request)
    if bool(who) != bool(whom):
        return _("Pilih peserta dan pendampingnya, lalu hitung ulang.")
    if not read_fixed([f"{who}:{whom}"]).items() <= found.items():
        return _("Pasangan yang Anda pilih tidak mungkin: tempatnya habis, jalurnya lain, atau keduanya tidak cocok.")
    return ""
