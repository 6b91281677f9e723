from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0024_a_file_has_a_network'),
    ]

    operations = [
        migrations.AddField('call', 'settled_by', models.DateTimeField(blank=True, null=True)),
    ]
