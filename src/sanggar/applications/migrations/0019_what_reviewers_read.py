from django.db import migrations, models

TELLING = ("link", "file")


def let_reviewers_read_of_drafts(apps, schema_editor):
    """Of a draft the flag begins as it does on a new question; what was published before stays as it was marked."""
    questions = apps.get_model("applications", "Question").objects.using(schema_editor.connection.alias)
    questions.filter(call__published_at=None).exclude(kind__in=TELLING).filter(compared_as='').update(reviewers_read=True)


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0018_screened_by'),
    ]

    operations = [
        migrations.AddField('question', 'reviewers_read', models.BooleanField(db_default=False, default=False)),
        migrations.AlterField('question', 'reviewers_read', models.BooleanField(db_default=False, default=True)),
        migrations.AddConstraint(
            'question',
            models.CheckConstraint(
                condition=models.Q(
                    ('reviewers_read', False),
                    models.Q(models.Q(('kind__in', TELLING), _negated=True), ('compared_as', '')),
                    _connector='OR',
                ),
                name='question_telling_unread_by_reviewers',
            ),
        ),
        migrations.RunPython(let_reviewers_read_of_drafts, migrations.RunPython.noop),
    ]
