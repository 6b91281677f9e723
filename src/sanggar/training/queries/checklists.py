"""What a participant answers for the content of each work they hand in."""

from dataclasses import dataclass

from django.utils.translation import get_language

from sanggar.planning.models import Programme
from sanggar.training.queries.curriculum import programme_checklist
from sanggar.training.responsibility import read_module


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """`key` stays the same for ever, `text` is what is asked, in the reader's language."""

    key: str
    text: str


def checklist_of(programme: Programme) -> list[ChecklistItem]:
    """The programme's own items; while it has none, those of the module that comes with the system."""
    english = get_language() == "en"
    own = programme_checklist(programme)
    items = [ChecklistItem(each.key, (english and each.text_en) or each.text) for each in own]
    return items or [
        ChecklistItem(asked.key, asked.text.en if english else asked.text.id) for asked in read_module().checklist
    ]
