"""What persons were told of their own data."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0001_begin'),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('person_id', models.UUIDField()),
                ('what', models.TextField()),
                ('reason', models.BinaryField()),
            ],
            options={
                'db_table': 'privacy_answer',
                'indexes': [models.Index(fields=['person_id'], name='privacy_answer_to')],
            },
        ),
    ]
