import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0001_squashed_0003_revived_meetings'),
        ('training', '0018_hall_network'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='attendance',
            name='enrolment',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='training.enrolment'),
        ),
        migrations.AlterField(
            model_name='attendance',
            name='meeting',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='planning.meeting'),
        ),
        migrations.AddIndex(
            model_name='attendance',
            index=models.Index(fields=['enrolment', 'presence', 'meeting'], name='attendance_of_person'),
        ),
    ]
