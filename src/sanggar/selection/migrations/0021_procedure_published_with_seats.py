from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0020_seats_of_the_stage'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='procedure',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), ('stage_seats__isnull', False), _connector='OR'), name='procedure_published_with_seats'),
        ),
    ]
