"""Letters of reminder with the dossiers on each, numbers drawn, addresses of officials, mornings told."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('account_id', models.UUIDField(primary_key=True, serialize=False)),
                ('address', models.BinaryField()),
                ('morning', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('revision', models.IntegerField()),
            ],
            options={
                'db_table': 'steering_mailbox',
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('last', models.IntegerField()),
            ],
            options={
                'db_table': 'steering_counter',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year'), name='steering_counter_once')],
            },
        ),
        migrations.CreateModel(
            name='Morning',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('account_id', models.UUIDField()),
                ('post_id', models.UUIDField()),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'steering_morning',
                'constraints': [models.UniqueConstraint(fields=('account_id', 'post_id', 'day'), name='steering_morning_once')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('number', models.IntegerField()),
                ('to_unit', models.UUIDField()),
                ('to_post', models.UUIDField(null=True)),
                ('answer_by', models.DateField()),
                ('print_id', models.UUIDField()),
                ('revision', models.IntegerField(default=1)),
            ],
            options={
                'db_table': 'steering_reminder',
                'indexes': [models.Index(fields=['unit_id', '-id'], name='steering_reminder_sent'), models.Index(fields=['to_unit', '-id'], name='steering_reminder_received')],
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year', 'number'), name='steering_reminder_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Reminded',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('dossier_id', models.UUIDField()),
                ('label', models.TextField()),
                ('due_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_account', models.UUIDField(null=True)),
                ('answered_post', models.UUIDField(null=True)),
                ('reason', models.BinaryField(null=True)),
                ('promised_on', models.DateField(null=True)),
                ('reminder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='steering.reminder')),
            ],
            options={
                'db_table': 'steering_reminded',
                'constraints': [models.UniqueConstraint(fields=('reminder', 'dossier_id'), name='steering_reminded_once')],
            },
        ),
    ]
