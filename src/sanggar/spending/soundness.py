"""Whether files of evidence still prove anything: they are there, are what was uploaded, and open.

Opening each is the work of minutes, so a job does it in turns (`actions.checking`) and keeps what it saw; lists, to-dos
and findings read that. Accounts are closed on a look of that moment.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from sanggar.foundation import files
from sanggar.foundation.binding import SECONDS, Locked, TooSlow, Unbindable, readable
from sanggar.foundation.models import StoredFile
from sanggar.spending.models import Evidence, FileCheck, FileState

PDF = "application/pdf"
MOST_REMEMBERED = 10_000
AGAIN = timedelta(days=7)
"""How soon a file that was sound is looked at again; one that was not, in every turn."""


def refuse_unreadable(content: bytes) -> None:
    """Raise `Unbindable`, or `Locked`, for a PDF that the accountability file could not take in."""
    if files.media_type(content) == PDF:
        readable(content, "")


def state_now(file: StoredFile) -> FileState:
    """By its content at this moment; of a photograph only whether it is the same, for it was looked through when it was
    kept. What was destroyed by rule is no loss.
    """
    if file.destroyed_at:
        return FileState.INTACT
    try:
        content = files.sound_content(file.digest)
    except files.FileLost:
        return FileState.LOST
    except files.FileAltered:
        return FileState.ALTERED
    return OPENINGS.of(file.digest, content) if file.media_type == PDF else FileState.INTACT


def state_known(file: StoredFile) -> FileState:
    """As it was last seen; a PDF that no turn has reached yet is opened for it."""
    if file.destroyed_at:
        return FileState.INTACT
    check: FileCheck | None = getattr(file, "last_check", None)
    if check:
        return FileState(check.state)
    return state_now(file) if file.media_type == PDF else FileState.INTACT


def unsound_evidence() -> QuerySet[Evidence]:
    """What is attached and proves nothing, by the last look at each file."""
    attached = Evidence.objects.filter(withdrawn_at=None, file__destroyed_at=None)
    return attached.filter(file__last_check__isnull=False).exclude(file__last_check__state=FileState.INTACT)


def files_to_check(at: datetime) -> QuerySet[StoredFile]:
    """Whose turn it is: never looked at, then what was looked at longest ago."""
    attached = Evidence.objects.filter(withdrawn_at=None).order_by().values("file")
    unseen = Q(last_check=None) | ~Q(last_check__state=FileState.INTACT) | Q(last_check__checked_at__lte=at - AGAIN)
    due = StoredFile.objects.filter(unseen, pk__in=attached, destroyed_at=None).select_related("last_check")
    return due.order_by(F("last_check__checked_at").asc(nulls_first=True), "pk")


class _Openings(dict[str, FileState]):
    """By digest: the same content always opens the same, so each is opened once by a process. One that was too slow is
    tried again, for that was the machine's doing, too.
    """

    def of(self, digest: str, content: bytes, *, seconds: float = SECONDS) -> FileState:
        if found := self.get(digest):
            return found
        try:
            found = _opens(content, seconds)
        except TooSlow:
            return FileState.BROKEN
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[digest] = found
        return found


def _opens(content: bytes, seconds: float) -> FileState:
    """Raises `TooSlow`."""
    try:
        readable(content, "", seconds=seconds)
    except TooSlow:
        raise
    except Locked:
        return FileState.LOCKED
    except Unbindable:
        return FileState.BROKEN
    return FileState.INTACT


OPENINGS = _Openings()
