from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0021_counted_questions'),
    ]

    operations = [
        migrations.AddField('answerfile', 'form_id', models.UUIDField(blank=True, editable=False, null=True)),
        migrations.AddField('answerfile', 'chosen_id', models.UUIDField(blank=True, editable=False, null=True)),
        migrations.AddConstraint(
            'answerfile',
            models.UniqueConstraint(fields=('form_id', 'question', 'chosen_id'), name='answer_file_once'),
        ),
        migrations.AddConstraint(
            'answerfile',
            models.CheckConstraint(
                condition=models.Q(('chosen_id', None), ('form_id', None))
                | models.Q(('chosen_id__isnull', False), ('form_id__isnull', False)),
                name='answer_file_chosen_on_a_form',
            ),
        ),
    ]
