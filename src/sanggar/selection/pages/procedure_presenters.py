"""The words of a procedure, for the desk and for everyone."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanggar.applications.models import NOT_LIVE, Application, ApplicationState, Call
from sanggar.selection.actions.procedures import quotas_from_json
from sanggar.selection.features import features_of, people_features
from sanggar.selection.feasibility import Feasibility, feasibility_of
from sanggar.selection.models import Procedure, ProcedureChange, Rule, SourceKind
from sanggar.selection.status import when

RULE_TEXTS = {
    Rule.LOTTERY: _("Semua yang lolos ikut diundi."),
    Rule.FLOOR: _("Yang dinilai cukup tinggi ikut diundi."),
    Rule.MERIT: _("Kursi untuk nilai tertinggi, tanpa undian."),
    Rule.FIRST_COME: _("Kursi untuk yang lebih dulu mendaftar."),
}
