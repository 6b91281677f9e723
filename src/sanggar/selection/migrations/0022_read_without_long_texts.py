from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0021_procedure_published_with_seats'),
    ]

    operations = [
        migrations.AlterModelOptions('draw', {'base_manager_name': 'objects', 'ordering': ['-frozen_at']}),
        migrations.AlterModelOptions('frozenlist', {'base_manager_name': 'objects', 'ordering': ['draw', 'revision']}),
    ]
