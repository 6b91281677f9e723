from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0023_letters_of_changed_rules'),
    ]

    operations = [
        migrations.AddField(
            'answerfile', 'source', models.CharField(blank=True, default='', editable=False, max_length=15),
            preserve_default=False,
        ),
    ]
