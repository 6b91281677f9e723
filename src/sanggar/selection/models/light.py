"""Rows with a long text, read without it unless it is asked for."""

from typing import Any, TypeVar

from django.db import models


class Light(models.Model):
    """`HEAVY` names the long texts. Every query leaves them out, also those along a foreign key or back; reading one
    fetches it alone. Not where it is joined: `select_related` takes whole rows, so name them in `defer` there.
    """

    HEAVY: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        """From whole rows: through the queries that leave them out the texts would stay as they were."""
        whole = models.QuerySet(type(self)) if from_queryset is None else from_queryset
        super().refresh_from_db(using, fields, whole)


Row = TypeVar("Row", bound=Light)


class LightRows(models.Manager[Row]):
    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().defer(*self.model.HEAVY)
