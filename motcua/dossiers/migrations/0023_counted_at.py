"""When a closed month was counted, so that what was written before is not counted again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0022_stays'),
    ]

    operations = [
        migrations.AddField(
            model_name='closedmonth',
            name='counted_at',
            field=models.DateTimeField(null=True),
        ),
    ]
