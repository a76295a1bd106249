"""Messages, their attempts and decisions; texts in versions; who declines what."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Declined',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('channel', models.TextField()),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'notices_declined',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('person_id', 'channel'), name='notices_declined_once')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('cause', models.UUIDField()),
                ('channel', models.TextField()),
                ('kind', models.TextField()),
                ('about_kind', models.TextField()),
                ('about_id', models.UUIDField()),
                ('label', models.TextField()),
                ('unit_id', models.UUIDField()),
                ('person_id', models.UUIDField()),
                ('template', models.IntegerField()),
                ('address', models.BinaryField()),
                ('subject', models.BinaryField()),
                ('body', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('fate', models.TextField()),
                ('fate_at', models.DateTimeField()),
                ('not_before', models.DateTimeField()),
                ('attempts', models.SmallIntegerField(default=0)),
                ('tries', models.SmallIntegerField(default=0)),
                ('claimed_by', models.BigIntegerField(null=True)),
                ('revision', models.IntegerField(default=0)),
            ],
            options={
                'db_table': 'notices_message',
                'indexes': [models.Index(condition=models.Q(('fate__in', ('queued', 'deferred'))), fields=['channel', 'not_before', 'id'], name='notices_message_waiting'), models.Index(condition=models.Q(('fate', 'sending')), fields=['claimed_by'], name='notices_message_claimed'), models.Index(fields=['unit_id', '-made_at', '-id'], name='notices_message_outbox'), models.Index(condition=models.Q(('fate__in', ('refused', 'unknown'))), fields=['unit_id'], name='notices_message_for_a_person'), models.Index(fields=['about_id', 'about_kind'], name='notices_message_about'), models.Index(fields=['person_id'], name='notices_message_person')],
                'constraints': [models.UniqueConstraint(fields=('cause', 'channel'), name='notices_message_once'), models.CheckConstraint(condition=models.Q(('fate__in', ['queued', 'sending', 'sent', 'deferred', 'refused', 'unknown', 'settled'])), name='notices_message_fate')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('deed', models.TextField()),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notices.message')),
            ],
            options={
                'db_table': 'notices_decision',
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.TextField()),
                ('channel', models.TextField()),
                ('number', models.IntegerField()),
                ('subject', models.TextField()),
                ('body', models.TextField()),
                ('valid_from', models.DateField()),
                ('source', models.TextField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'notices_template',
                'constraints': [models.UniqueConstraint(fields=('kind', 'channel', 'number'), name='notices_template_once')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('number', models.SmallIntegerField()),
                ('at', models.DateTimeField()),
                ('handed_over_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.TextField(null=True)),
                ('code', models.IntegerField(null=True)),
                ('answer', models.BinaryField(null=True)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notices.message')),
            ],
            options={
                'db_table': 'notices_attempt',
                'constraints': [models.UniqueConstraint(fields=('message', 'number'), name='notices_attempt_once')],
            },
        ),
    ]
