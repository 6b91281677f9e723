import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KINDS = {
    "receipt": ("kuitansi", "Kuitansi"),
    "order": ("nota-pesanan-atau-spk", "Nota pesanan atau SPK"),
    "attendance": ("daftar-hadir", "Daftar hadir"),
    "assignment": ("sk-atau-surat-tugas", "SK atau surat tugas"),
    "handover": ("bast", "BAST"),
    "tax": ("bukti-setor-pajak", "Bukti setor pajak"),
    "transfer": ("bukti-transfer", "Bukti transfer"),
    "photo": ("foto-kegiatan", "Foto kegiatan"),
    "other": ("lainnya", "Lainnya"),
}


def name_kinds(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was attached before the list of kinds became data is called as that list calls it."""
    Evidence = apps.get_model("spending", "Evidence")
    for before, (kind, name) in KINDS.items():
        Evidence.objects.filter(kind=before).update(kind=kind, kind_name=name)


class Migration(migrations.Migration):

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ('spending', '0005_steps_held')]

    operations = [
        migrations.RemoveConstraint(model_name='evidence', name='evidence_kind_known'),
        migrations.AlterField(model_name='evidence', name='kind', field=models.CharField(max_length=120)),
        migrations.AddField(model_name='evidence', name='kind_name', field=models.CharField(default='', max_length=300), preserve_default=False),
        migrations.RunPython(name_kinds, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', ''), _negated=True), models.Q(('kind_name', ''), _negated=True)), name='evidence_kind_named'),
        ),
        migrations.CreateModel(
            name='EvidenceWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=120)),
                ('kind_name', models.CharField(max_length=300)),
                ('reason', models.TextField()),
                ('waived_at', models.DateTimeField()),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to='spending.payment')),
                ('waived_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['waived_at', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', ''), _negated=True), models.Q(('kind_name', ''), _negated=True)), name='waiver_kind_named'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='waiver_with_a_reason'),
                    models.UniqueConstraint(fields=('payment', 'kind'), name='waiver_of_a_kind_once_on_a_payment'),
                ],
            },
        ),
    ]
