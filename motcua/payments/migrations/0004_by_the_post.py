"""Money that the post collects at delivery."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0003_books'),
    ]

    operations = [
        migrations.AlterField(
            model_name='receipt',
            name='method',
            field=models.TextField(choices=[('cash', 'CASH'), ('transfer', 'TRANSFER'), ('post', 'POST')]),
        ),
    ]
