"""What looking inside a content found."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='content',
            name='finding',
            field=models.TextField(default=''),
        ),
        migrations.AddField(
            model_name='content',
            name='inspected_at',
            field=models.DateTimeField(null=True),
        ),
    ]
