"""Persons whose record was erased."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0002_keys_in_turn'),
    ]

    operations = [
        migrations.AddField(
            model_name='personrow',
            name='erased_at',
            field=models.DateTimeField(null=True),
        ),
    ]
