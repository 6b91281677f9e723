"""What a participant answers for the content of each work they hand in."""

from dataclasses import dataclass

from django.utils.translation import get_language

from sanggar.planning.models import Programme
from sanggar.training.models import ChecklistItem as Written
from sanggar.training.models import Enrolment
from sanggar.training.queries.curriculum import programme_checklist
from sanggar.training.responsibility import read_module


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """`key` stays the same for ever, `text` is what is asked, in the reader's language."""

    key: str
    text: str


def checklist_of(programme: Programme, enrolment: Enrolment | None = None) -> list[ChecklistItem]:
    """The programme's own items (that concern this participant); while it never had any, those of the module that comes
    with the system.
    """
    english = get_language() == "en"
    own = programme_checklist(programme, enrolment)
    if Written.objects.filter(module__programme=programme).exists():
        return [ChecklistItem(each.key, (english and each.text_en) or each.text) for each in own]
    return [ChecklistItem(asked.key, asked.text.en if english else asked.text.id) for asked in read_module().checklist]
