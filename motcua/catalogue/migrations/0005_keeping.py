"""How long dossiers of a version are kept."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0004_marks'),
    ]

    operations = [
        migrations.AddField(
            model_name='versionrow',
            name='keeping',
            field=models.TextField(default=''),
        ),
    ]
