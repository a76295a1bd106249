"""Monthly words to agencies about the officials whom they lent."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('steering', '0001_begin'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('appointment_id', models.UUIDField()),
                ('month', models.DateField()),
                ('account_id', models.UUIDField()),
                ('post_id', models.UUIDField()),
                ('unit_id', models.UUIDField()),
                ('to_unit', models.UUIDField()),
                ('figures', models.JSONField()),
                ('print_id', models.UUIDField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'steering_notice',
                'indexes': [models.Index(fields=['unit_id', '-month'], name='steering_notice_sent'), models.Index(fields=['to_unit', '-month'], name='steering_notice_received')],
                'constraints': [models.UniqueConstraint(fields=('appointment_id', 'month'), name='steering_notice_once')],
            },
        ),
    ]
