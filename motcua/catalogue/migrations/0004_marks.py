"""Marks of a version: received elsewhere, done wholly at the counter, how far online and why no further."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0003_exemptions'),
    ]

    operations = [
        migrations.AddField(
            model_name='versionrow',
            name='online_mode',
            field=models.TextField(default=''),
        ),
        migrations.AddField(
            model_name='versionrow',
            name='online_reason',
            field=models.TextField(default=''),
        ),
        migrations.AddField(
            model_name='versionrow',
            name='received_elsewhere',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='versionrow',
            name='wholly_at_counter',
            field=models.BooleanField(default=False),
        ),
    ]
