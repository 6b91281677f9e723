from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0030_light_samples'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='title_en',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
    ]
