"""Writes: when a participant's presence counts as falling."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.planning.models import Programme
from sanggar.training.models import PresenceRule


class RuleLooksAtNothing(DomainError):
    code = "rule_looks_at_nothing"
    message = _("Isi paling sedikit satu: sesi berturut-turut atau persentase. Nol berarti tidak dilihat.")


@transaction.atomic
def set_presence_rule(
    programme: Programme, *, missed_in_a_row: int, below_percent: int, by: Actor, at: datetime
) -> PresenceRule:
    if not missed_in_a_row and not below_percent:
        raise RuleLooksAtNothing(field="missed_in_a_row")
    asked = {"missed_in_a_row": missed_in_a_row, "below_percent": below_percent}
    rule, _is_new = PresenceRule.objects.update_or_create(programme=programme, defaults=asked)
    record("training.set_presence_rule", programme, by=by, at=at, place=programme.place, details=asked)
    return rule
