"""What the outbox asks of an officer: to release what is held, to mend what failed. What nothing brought is told among
what concerns people (`care_todos`), which keeps from an officer what they must not read.
"""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.outbox_columns import TROUBLED
from sanggar.faces.desk.todo import Todo, link_to
from sanggar.foundation.models import MessageState


def messages_to_release(figures: Figures) -> Iterator[Todo]:
    for batch, count in figures.gathered.held.get(figures.programme.shelf, {}).items():
        text = ngettext("Lepas %(n)s pesan yang ditahan", "Lepas %(n)s pesan yang ditahan", count) % {"n": count}
        address = link_to("desk:message_batch", figures, of=batch)
        subject = figures.gathered.held_subjects.get(batch, "")
        note = _("Pesan pertama: %(subject)s. Periksa dulu siapa menerima apa") % {"subject": subject}
        yield Todo(text, note if subject else _("Periksa dulu siapa menerima apa"), address)


def messages_to_mend(figures: Figures) -> Iterator[Todo]:
    """One line, whatever the trouble: it leads to the only kind there is, or to all of both."""
    counts = figures.gathered.messages.get(figures.programme.shelf, Counter())
    found = {state: counts[state] for state in (MessageState.FAILED, MessageState.UNKNOWN) if counts[state]}
    if found:
        count = sum(found.values())
        text = ngettext("Periksa %(n)s pesan", "Periksa %(n)s pesan", count) % {"n": count}
        note = ", ".join(f"{state.label}: {number}" for state, number in found.items())
        wanted = next(iter(found)) if len(found) == 1 else TROUBLED
        yield Todo(text, note, link_to("desk:outbox", figures, f"?keadaan={wanted}"))
