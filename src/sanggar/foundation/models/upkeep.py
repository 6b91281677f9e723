"""Small tables that keep the house in order."""

from django.db import models


class Canary(models.Model):
    """A value derived from each key, by which the program knows that key file and database belong together.

    `in_use` marks the look-up key with which the hashes in this database were made.
    """

    key_id = models.CharField(max_length=40, primary_key=True)
    check_value = models.CharField(max_length=64)
    in_use = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=models.Q(in_use=True), name="canary_one_key_in_use")
        ]

    def __str__(self) -> str:
        return self.key_id


class Once(models.Model):
    """A form that was carried out; the same form sent again (double click, lost answer) changes nothing."""

    token = models.UUIDField(primary_key=True)
    content = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was sent with it")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.token)


class Tick(models.Model):
    """A periodic job that was started in a minute; the key keeps two tickers from starting it twice."""

    job = models.CharField(max_length=80)
    minute = models.DateTimeField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "minute"], name="tick_once_a_minute")]

    def __str__(self) -> str:
        return f"{self.job} {self.minute:%Y-%m-%d %H:%M}"


class RateWindow(models.Model):
    """How often something was tried in a time window, keyed by a hash so that no address is stored. Two such rows are
    written with each application, so they are as small as can be: numbers, no index but the key, `ends` in seconds
    since 1970, and on PostgreSQL a table without a log, which is empty after a crash.
    """

    key = models.BigIntegerField(primary_key=True)
    count = models.PositiveIntegerField()
    ends = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.key)
