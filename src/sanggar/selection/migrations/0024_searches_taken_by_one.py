from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0023_digests_of_frozen_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='reservesearch',
            name='taken_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='reservesearch',
            name='tried_with',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
    ]
