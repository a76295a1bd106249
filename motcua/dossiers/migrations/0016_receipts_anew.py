"""Receipts that name originals which are kept; corrections of what another body received."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0015_custody'),
    ]

    operations = [
        migrations.AddField(
            model_name='original',
            name='print_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name='correction',
            name='print_id',
            field=models.UUIDField(null=True),
        ),
    ]
