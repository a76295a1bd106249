"""Dossiers, their way and where they stand."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('recipient', models.BinaryField()),
                ('proof', models.TextField()),
                ('relation', models.TextField()),
            ],
            options={
                'db_table': 'dossiers_delivery',
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('filing_number', models.TextField(null=True)),
                ('code', models.TextField(null=True)),
                ('prefix', models.TextField(null=True)),
                ('day', models.DateField(null=True)),
                ('day_number', models.IntegerField(null=True)),
                ('code_assumed', models.BooleanField()),
                ('book_year', models.SmallIntegerField(null=True)),
                ('book', models.SmallIntegerField(null=True)),
                ('ordinal', models.IntegerField(null=True)),
                ('unit_id', models.UUIDField()),
                ('competent_unit_id', models.UUIDField()),
                ('commune_id', models.UUIDField(null=True)),
                ('procedure_id', models.UUIDField()),
                ('process_id', models.UUIDField()),
                ('case_label', models.TextField()),
                ('channel', models.SmallIntegerField(choices=[(1, 'COUNTER'), (2, 'ONLINE'), (3, 'POST')])),
                ('via_agent', models.BooleanField()),
                ('owner_id', models.UUIDField()),
                ('owner_name', models.TextField()),
                ('submitter_id', models.UUIDField(null=True)),
                ('submitter_name', models.TextField()),
                ('authorisation', models.TextField()),
                ('filed_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(null=True)),
                ('starts_at', models.DateTimeField(null=True)),
                ('received_by', models.UUIDField(null=True)),
                ('received_post', models.UUIDField(null=True)),
                ('sets', models.SmallIntegerField()),
                ('delivery', models.TextField()),
                ('delivery_address', models.BinaryField(null=True)),
                ('fee', models.BigIntegerField()),
                ('terms', models.JSONField()),
                ('token', models.TextField()),
                ('receipt_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'dossiers_dossier',
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('seq', models.IntegerField()),
                ('kind', models.TextField()),
                ('step', models.SmallIntegerField()),
                ('unit_id', models.UUIDField()),
                ('role', models.TextField()),
                ('section', models.TextField()),
                ('post_id', models.UUIDField(null=True)),
                ('reason', models.BinaryField(null=True)),
            ],
            options={
                'db_table': 'dossiers_move',
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('text', models.BinaryField()),
                ('file_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'dossiers_note',
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('position', models.SmallIntegerField()),
                ('paper_id', models.UUIDField(null=True)),
                ('name', models.TextField()),
                ('originals', models.SmallIntegerField()),
                ('certified', models.SmallIntegerField()),
                ('copies', models.SmallIntegerField()),
                ('scan_id', models.UUIDField(null=True)),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'dossiers_paper',
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('reason', models.TextField()),
                ('policy', models.TextField()),
            ],
            options={
                'db_table': 'dossiers_pause',
            },
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('stage', models.TextField()),
                ('reason', models.BinaryField()),
                ('print_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'dossiers_refusal',
            },
        ),
        migrations.CreateModel(
            name='Reissue',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('recipient', models.BinaryField()),
                ('proof', models.TextField()),
            ],
            options={
                'db_table': 'dossiers_reissue',
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('version', models.SmallIntegerField()),
                ('kind', models.TextField()),
                ('number', models.TextField()),
                ('signed_on', models.DateField(null=True)),
                ('file_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'dossiers_result',
            },
        ),
        migrations.CreateModel(
            name='Supplement',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('ordinal', models.SmallIntegerField()),
                ('asked', models.BinaryField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('print_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'dossiers_supplement',
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('reason', models.BinaryField()),
            ],
            options={
                'db_table': 'dossiers_withdrawal',
            },
        ),
        migrations.CreateModel(
            name='BookCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('book', models.SmallIntegerField()),
                ('last', models.IntegerField()),
            ],
            options={
                'db_table': 'dossiers_book_counter',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year'), name='dossiers_book_counter_once')],
            },
        ),
        migrations.CreateModel(
            name='DayCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prefix', models.TextField()),
                ('day', models.DateField()),
                ('last', models.IntegerField()),
            ],
            options={
                'db_table': 'dossiers_day_counter',
                'constraints': [models.UniqueConstraint(fields=('prefix', 'day'), name='dossiers_day_counter_once')],
            },
        ),
        migrations.CreateModel(
            name='SearchWords',
            fields=[
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='dossiers.dossier')),
                ('words', models.TextField()),
            ],
            options={
                'db_table': 'dossiers_search',
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='standing', serialize=False, to='dossiers.dossier')),
                ('revision', models.IntegerField()),
                ('state', models.SmallIntegerField(choices=[(1, 'FILED'), (2, 'RECEIVED'), (3, 'REFUSED_AT_INTAKE'), (4, 'PROCESSING'), (5, 'SUPPLEMENT'), (6, 'PAYMENT'), (7, 'WITHDRAWN'), (8, 'STOPPED'), (9, 'FINISHED'), (10, 'RETURNED')])),
                ('step', models.SmallIntegerField()),
                ('unit_id', models.UUIDField()),
                ('role', models.TextField()),
                ('section', models.TextField()),
                ('post_id', models.UUIDField(null=True)),
                ('desk', models.UUIDField()),
                ('units', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('receiving_unit_id', models.UUIDField()),
                ('competent_unit_id', models.UUIDField()),
                ('field', models.TextField()),
                ('original_due_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('late_at', models.DateTimeField(null=True)),
                ('provisional', models.BooleanField()),
                ('paused_since', models.DateTimeField(null=True)),
                ('days_left', models.TextField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('on_time', models.BooleanField(null=True)),
                ('index_on_time', models.BooleanField(null=True)),
                ('payment', models.TextField()),
                ('custody', models.TextField()),
                ('sync', models.TextField()),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'dossiers_standing',
            },
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['owner_id'], name='dossiers_owner'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('submitter_id__isnull', False)), fields=['submitter_id'], name='dossiers_submitter'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(fields=('code',), name='dossiers_code_once'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(fields=('filing_number',), name='dossiers_filing_number_once'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(fields=('token',), name='dossiers_token_once'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(fields=('prefix', 'day', 'day_number'), name='dossiers_number_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(fields=('unit_id', 'book_year', 'ordinal'), name='dossiers_ordinal_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('code__isnull', True), models.Q(('ordinal__isnull', False), ('received_at__isnull', False)), _connector='OR'), name='dossiers_code_means_received'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='move',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='note',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='paper',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='pause',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='refusal',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='reissue',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='result',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='supplement',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['desk', 'late_at', 'dossier'], name='dossiers_desk_open'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['receiving_unit_id', 'dossier'], name='dossiers_by_receiver'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['competent_unit_id', 'dossier'], name='dossiers_by_competent'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['late_at', 'dossier'], name='dossiers_open_by_due'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('dossier',), name='dossiers_one_delivery'),
        ),
        migrations.AddIndex(
            model_name='move',
            index=models.Index(fields=['by_post', 'at'], name='dossiers_move_by_post'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.UniqueConstraint(fields=('dossier', 'seq'), name='dossiers_move_in_order'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('dossier',), name='dossiers_one_open_pause'),
        ),
        migrations.AddConstraint(
            model_name='refusal',
            constraint=models.UniqueConstraint(fields=('dossier',), name='dossiers_one_refusal'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.UniqueConstraint(fields=('dossier', 'version'), name='dossiers_result_in_order'),
        ),
        migrations.AddConstraint(
            model_name='supplement',
            constraint=models.UniqueConstraint(fields=('dossier', 'ordinal'), name='dossiers_supplement_in_order'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.UniqueConstraint(fields=('dossier',), name='dossiers_one_withdrawal'),
        ),
        migrations.RunSQL(
            "CREATE INDEX dossiers_search_words ON dossiers_search USING gin (words gin_trgm_ops)",
            "DROP INDEX dossiers_search_words",
        ),
    ]
