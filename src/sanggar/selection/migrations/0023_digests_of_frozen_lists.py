from hashlib import sha256

from django.db import migrations, models


def reckon(apps, schema_editor):
    """Of the lists that stand already, one by one: each may be megabytes."""
    frozen_lists = apps.get_model('selection', 'FrozenList')._base_manager
    for pk in frozen_lists.exclude(document='').values_list('pk', flat=True):
        document = frozen_lists.values_list('document', flat=True).get(pk=pk)
        frozen_lists.filter(pk=pk).update(document_digest=sha256(document.encode()).hexdigest())


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0022_read_without_long_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='frozenlist',
            name='document_digest',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(reckon, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='frozenlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document', ''), ('document_digest', '')), models.Q(models.Q(('document', ''), _negated=True), models.Q(('document_digest', ''), _negated=True)), _connector='OR'), name='frozen_list_document_with_its_digest'),
        ),
    ]
