"""Texts that were taken back before their day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0002_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='template',
            name='withdrawn_at',
            field=models.DateTimeField(null=True),
        ),
    ]
