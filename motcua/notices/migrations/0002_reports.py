"""What gateways report of messages they have taken."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_begin'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='report',
            field=models.TextField(null=True),
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('code', models.IntegerField()),
                ('means', models.TextField()),
                ('at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notices.attempt')),
            ],
            options={
                'db_table': 'notices_report',
                'constraints': [models.UniqueConstraint(fields=('attempt', 'code'), name='notices_report_once')],
            },
        ),
    ]
