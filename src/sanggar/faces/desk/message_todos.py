"""What the outbox asks of an officer: to release what is held, to mend what failed, to tell what nothing brought."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.faces.desk.todo import Todo, link_to
from sanggar.foundation.by_hand import waiting
from sanggar.foundation.messaging import lists
from sanggar.foundation.models import MessageState
from sanggar.planning.models import Programme


def letters_to_tell(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := waiting(programme.shelf, at).count():
        text = ngettext("Sampaikan %(n)s surat langsung", "Sampaikan %(n)s surat langsung", count) % {"n": count}
        yield Todo(text, _("Tidak ada saluran ke orangnya"), link_to("desk:by_hand", programme))


def messages_to_release(programme: Programme, at: datetime) -> Iterator[Todo]:
    for batch in lists.held_batches(programme.shelf):
        count = lists.held_in(programme.shelf, batch).count()
        text = ngettext("Lepas %(n)s pesan yang ditahan", "Lepas %(n)s pesan yang ditahan", count) % {"n": count}
        address = reverse("desk:message_batch", args=[programme.organisation.slug, programme.slug, batch])
        yield Todo(text, _("Periksa dulu siapa menerima apa"), address)


def messages_to_mend(programme: Programme, at: datetime) -> Iterator[Todo]:
    counts = lists.counts(programme.shelf)
    for state in (MessageState.FAILED, MessageState.UNKNOWN):
        if count := counts[state]:
            text = ngettext("Periksa %(n)s pesan", "Periksa %(n)s pesan", count) % {"n": count}
            yield Todo(text, str(state.label), link_to("desk:outbox", programme, f"?keadaan={state}"))
