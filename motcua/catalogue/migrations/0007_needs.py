"""Which parallel steps of a process need the results of which others."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0006_samples'),
    ]

    operations = [
        migrations.AddField(
            model_name='steprow',
            name='needs',
            field=ArrayField(base_field=models.IntegerField(), default=list),
        ),
    ]
