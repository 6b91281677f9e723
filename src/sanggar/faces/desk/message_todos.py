"""What the outbox asks of an officer: to release what is held, to mend what failed, to tell what nothing brought."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todo import Todo, link_to
from sanggar.foundation.by_hand import waiting
from sanggar.foundation.messaging import lists
from sanggar.foundation.models import MessageState


def letters_to_tell(figures: Figures) -> Iterator[Todo]:
    if count := waiting(figures.programme.shelf, figures.at).count():
        text = ngettext("Sampaikan %(n)s surat langsung", "Sampaikan %(n)s surat langsung", count) % {"n": count}
        yield Todo(text, _("Tidak ada saluran ke orangnya"), link_to("desk:by_hand", figures))


def messages_to_release(figures: Figures) -> Iterator[Todo]:
    for batch in lists.held_batches(figures.programme.shelf):
        count = lists.held_in(figures.programme.shelf, batch).count()
        text = ngettext("Lepas %(n)s pesan yang ditahan", "Lepas %(n)s pesan yang ditahan", count) % {"n": count}
        address = link_to("desk:message_batch", figures, of=batch)
        yield Todo(text, _("Periksa dulu siapa menerima apa"), address)


def messages_to_mend(figures: Figures) -> Iterator[Todo]:
    counts = lists.counts(figures.programme.shelf)
    for state in (MessageState.FAILED, MessageState.UNKNOWN):
        if count := counts[state]:
            text = ngettext("Periksa %(n)s pesan", "Periksa %(n)s pesan", count) % {"n": count}
            yield Todo(text, str(state.label), link_to("desk:outbox", figures, f"?keadaan={state}"))
