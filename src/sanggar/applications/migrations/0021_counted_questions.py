from django.db import migrations, models

COUNTED = [('public', 'Ya, terbuka'), ('specific', 'Ya, data spesifik')]


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0020_ages_on'),
    ]

    operations = [
        migrations.AddField(
            'question',
            'counted_as',
            models.CharField(blank=True, choices=COUNTED, db_default='', default='', max_length=8),
        ),
        migrations.AddConstraint(
            'question',
            models.CheckConstraint(
                condition=models.Q(
                    ('counted_as', ''),
                    models.Q(('counted_as__in', ['public', 'specific']), ('kind', 'one')),
                    _connector='OR',
                ),
                name='question_counted_is_one_choice',
            ),
        ),
        migrations.AddConstraint(
            'question',
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(('counted_as', 'specific'), _negated=True),
                    models.Q(('is_required', False), ('reviewers_read', False)),
                    _connector='OR',
                ),
                name='question_specific_is_closed',
            ),
        ),
    ]
