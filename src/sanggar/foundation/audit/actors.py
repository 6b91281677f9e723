"""Who acts, opaque to this room: ids and labels only, so that `foundation` need not know `people`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind` is "account", "applicant" (by secret link), "guardian" (of one) or "system" (a job)."""

    kind: str
    id: str
    label: str

    @classmethod
    def system(cls, job: str) -> "Actor":
        return cls("system", job, f"sistem: {job}")

    @classmethod
    def applicant(cls, receipt: str) -> "Actor":
        return cls("applicant", receipt, receipt)

    @property
    def account_id(self) -> int | None:
        return int(self.id) if self.kind == "account" else None


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation in whose books an act stands; decides who may read the entry."""

    id: str
    label: str
