"""Uploaded files: kept under SANGGAR_VAR/uploads by their digest, described here, served only through a right."""

from django.db import models


class StoredFile(models.Model):
    """A file as it was uploaded; never changed, the same content is stored once on disk.

    `destroyed_at` is when its content was taken away because somebody's data had to go; that there was a file stays.
    """

    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=200)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_not_empty")]

    def __str__(self) -> str:
        return self.name
