import django.db.models.deletion
from django.db import migrations, models

UNNEEDED = [
    "applications_application_call_id_ede07de2",
    "applications_application_track_id_38f46d9b",
    "applications_application_village_id_b8a95f3f",
    "applications_application_village_id_b8a95f3f_like",
    "applications_application_receipt_17a44a41_like",
    "applications_applicationevent_application_id_c0588dda",
    "applications_consent_text_id_0c352fe1",
]
"""Each costs every sender; another one begins with the same column, or nothing is looked up by it. Those that end in
`_like` exist on PostgreSQL alone.
"""


def _reference(to, name):
    return models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to)


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0015_guardians'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(f"DROP INDEX IF EXISTS {name}", migrations.RunSQL.noop) for name in UNNEEDED],
            state_operations=[
                migrations.AlterField('application', 'call', _reference('applications.call', 'applications')),
                migrations.AlterField('application', 'track', _reference('planning.track', 'applications')),
                migrations.AlterField('application', 'village', _reference('foundation.region', 'applications')),
                migrations.AlterField('applicationevent', 'application', _reference('applications.application', 'events')),
                migrations.AlterField('consent', 'text', _reference('applications.consenttext', 'consents')),
            ],
        ),
    ]
