from django.db import migrations, models

TALKS = {
    'Pendampingan ini dialihkan kepada pendamping lain.': 'said:moved',
    'Pendampingan ini sudah berakhir.': 'said:ended',
    'Hak mendampingi dalam program ini sudah berakhir.': 'said:gone',
}
STEPS = {
    'Dipindahkan supaya peserta lain juga mendapat pendamping.': 'said:shifted',
    'Jeda dari pendamping sebelumnya.': 'said:rested',
}
PLACES = (
    ('Talk', 'cancel_reason', TALKS),
    ('MentorshipEvent', 'reason', STEPS),
    ('Mentorship', 'handover_note', STEPS),
)
TOPICS = {
    'Ide dan naskah': 'ideas',
    'Kamera dan pencahayaan': 'camera',
    'Suara dan musik': 'sound',
    'Menyunting video': 'editing',
    'Berani di depan kamera': 'stage',
    'Siaran langsung': 'live',
    'Menumbuhkan penonton': 'growth',
    'Menghasilkan pendapatan': 'income',
    'Hukum dan etika konten': 'rules',
}


def ticked(summary):
    """What was ticked, and the words after it; nothing ticked where it begins with anything else."""
    first, stop, words = summary.partition('.')
    labels = first.split(', ')
    if not stop or not set(labels) <= TOPICS.keys():
        return [], summary
    return [TOPICS[label] for label in labels], words.strip()


def tell_by_code(apps, schema_editor):
    for name, column, known in PLACES:
        rows = apps.get_model('mentoring', name).objects
        for words, code in known.items():
            rows.filter(**{column: words}).update(**{column: code})
    contacts = apps.get_model('mentoring', 'Contact').objects
    for row in contacts.all().iterator():
        topics, words = ticked(row.summary)
        if topics:
            contacts.filter(pk=row.pk).update(topics=topics, summary=words)


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0019_contacts_by_answer'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='contact',
            name='contact_says_something',
        ),
        migrations.AddField(
            model_name='contact',
            name='topics',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='contact',
            name='summary',
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(tell_by_code, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('summary', ''), _negated=True), models.Q(('topics', []), _negated=True), _connector='OR'), name='contact_says_something'),
        ),
    ]
