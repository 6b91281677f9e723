import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0018_complaint_namings'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contact',
            name='mentorship',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='mentoring.mentorship'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['mentorship', 'answer', 'voided_at'], name='contact_answers'),
        ),
    ]
