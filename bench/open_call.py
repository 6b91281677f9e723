"""Open a call in an empty installation; print its slug. Run with the installation's environment."""

from datetime import timedelta

from sanggar.cli.django import prepare, say


def main() -> None:
    prepare()
    from sanggar.applications import actions as applications
    from sanggar.foundation import clock
    from sanggar.foundation.audit import Actor
    from sanggar.people.models import Organisation
    from sanggar.planning import actions as planning
    from sanggar.planning.models import Stage

    by, at = Actor.system("bench"), clock.now()
    office = Organisation.objects.create(region_id="35.73", name="Dinas Uji", short_name="Dinas Uji", slug="dinas-uji")
    programme = planning.create_programme(
        office, name="Pelatihan Uji", slug="uji", code="UJ", fiscal_year=2026, by=by, at=at
    )
    track = planning.add_track(programme, code="youtube", name="YouTube", by=by, at=at)
    stage = planning.add_stage(programme, ordinal=1, name="Tahap 1", seats=50, by=by, at=at)
    planning.publish_programme(programme, by=by, at=at)
    stage = Stage.objects.get(pk=stage.pk)
    call = applications.create_call(
        stage,
        title="Pendaftaran uji",
        slug="uji",
        opens_at=at - timedelta(hours=1),
        closes_at=at + timedelta(days=1),
        tracks={track: None},
        by=by,
        at=at,
    )
    applications.publish_call(call, by=by, at=at)
    say(call.slug)


if __name__ == "__main__":
    main()
