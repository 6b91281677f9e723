from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0022_a_file_chosen_once'),
    ]

    operations = [
        migrations.AddField(
            'answerfile', 'source', models.CharField(blank=True, default='', editable=False, max_length=15),
            preserve_default=False,
        ),
    ]
