"""How many of a stage's seats a call gives, where other calls of the stage have given some: in words for everyone."""

from django.utils.translation import gettext as _

from sanggar.applications.models import Call
from sanggar.foundation.errors import DomainError
from sanggar.foundation.money import grouped
from sanggar.selection.models import Draw
from sanggar.selection.strata import seats_of_call


def beside_other_calls(call: Call, total: int, told: str) -> str:
    """`told` is the stage's `total` in words; what it adds is nothing where the call gives them all. Until the list is
    frozen it is the seats that are free at this moment.
    """
    if not Draw.objects.filter(call__stage=call.stage_id).exclude(call=call).exists():
        return told
    frozen = Draw.objects.filter(call=call).values_list("seats", flat=True).first()
    number = _free(call) if frozen is None else frozen
    if number >= total:
        return told
    if frozen is None:
        text = _("%(told)s; saat ini %(number)s di antaranya kosong, selebihnya lewat pendaftaran lain")
    else:
        text = _("%(told)s; %(number)s di antaranya lewat pendaftaran ini, selebihnya lewat pendaftaran lain")
    return text % {"told": told, "number": grouped(number)}


def _free(call: Call) -> int:
    try:
        return sum(seats_of_call(call).values())
    except DomainError:  # none are free, or fewer than were published: the desk says so
        return 0
