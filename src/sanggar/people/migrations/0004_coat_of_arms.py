import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_squashed_0003_terms_and_erasing'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='arms',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile'),
        ),
    ]
