"""What the post's system tells of one that comes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('postal', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='arrival',
            name='told',
            field=models.BinaryField(null=True),
        ),
    ]
