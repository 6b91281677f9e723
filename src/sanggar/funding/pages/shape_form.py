"""The form in which a shape is tried out: a row of numbers for each stage."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.cores.costing.shape import Shape, StageShape, even_stage
from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import ActForm

ASKED = (
    ("seats", gettext_lazy("kursi"), 1_000_000),
    ("cohorts", gettext_lazy("kelas"), 1_000),
    ("meetings", gettext_lazy("sesi tiap kelas"), 1_000),
    ("hours", gettext_lazy("jam tiap sesi"), 24),
    ("contacts", gettext_lazy("kontak pendampingan tiap peserta"), 1_000),
)


class ShapeForm(ActForm):
    """A stage in which nothing is changed stays as it is, with cohorts that differ; a changed one has even cohorts."""

    def __init__(self, shape: Shape, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = shape
        for at, stage in enumerate(shape.stages):
            for name, label, most in ASKED:
                self.fields[f"{name}_{at}"] = WholeNumberField(
                    label=_("%(stage)s: %(what)s") % {"stage": stage.name, "what": label},
                    min_value=0,
                    max_value=most,
                    initial=told(stage)[name],
                )

    @property
    def shape(self) -> Shape:
        """What was typed."""
        return Shape(tuple(self._stage(at, stage) for at, stage in enumerate(self.before.stages)))

    def _stage(self, at: int, stage: StageShape) -> StageShape:
        typed = {name: self.cleaned_data[f"{name}_{at}"] for name, _label, _most in ASKED}
        return stage if typed == told(stage) else even_stage(stage.name, **typed)


def told(stage: StageShape) -> dict[str, int]:
    """Of cohorts that differ, the most meetings and the longest ones, in whole hours."""
    hours = [-(-cohort.hours // cohort.meetings) for cohort in stage.cohorts if cohort.meetings]
    return {
        "seats": stage.seats,
        "cohorts": len(stage.cohorts),
        "meetings": max((cohort.meetings for cohort in stage.cohorts), default=0),
        "hours": max(hours, default=0),
        "contacts": stage.contacts,
    }
