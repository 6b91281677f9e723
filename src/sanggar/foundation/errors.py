"""The mother of every refusal that a person gets to read."""

from typing import ClassVar, cast

from django.core.exceptions import ValidationError
from django.utils.functional import Promise


class DomainError(Exception):
    """Something the rules forbid, told kindly.

    `code` is for programs, `message` (lazy, Indonesian msgid, `%(name)s` parameters) for people, `field` names the
    form field to which the message belongs, `status` is the HTTP status of a page or API that lets it through.
    What a person typed does not belong in `params`: the text of an error reaches logs.
    """

    code: ClassVar[str]
    message: ClassVar[str | Promise]
    status: ClassVar[int] = 409

    def __init__(self, *, field: str | None = None, **params: object) -> None:
        super().__init__()
        self.field = field
        self.params = params

    def __str__(self) -> str:
        text = cast("str", self.message)
        return str(text % self.params) if self.params else str(text)


class InputRefused(DomainError):
    """What was typed can not be read as what was asked for; typing it differently mends it."""

    status = 422


def as_validation_error(error: DomainError) -> ValidationError:
    """The same refusal in the shape that Django's forms understand; still translated only when it is shown."""
    return ValidationError(cast("str", error.message), code=error.code, params=error.params or None)
