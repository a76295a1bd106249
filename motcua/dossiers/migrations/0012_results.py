"""Results as files and found again, vouchers, and how an early result was told."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0011_originals'),
    ]

    operations = [
        migrations.CreateModel(
            name='ResultScan',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('file_id', models.UUIDField()),
                ('sha256', models.BinaryField()),
                ('way', models.TextField()),
            ],
            options={
                'db_table': 'dossiers_result_scan',
            },
        ),
        migrations.CreateModel(
            name='Voucher',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('receipt_id', models.UUIDField()),
                ('file_id', models.UUIDField()),
            ],
            options={
                'db_table': 'dossiers_voucher',
            },
        ),
        migrations.AddField(
            model_name='delivery',
            name='told',
            field=models.BinaryField(null=True),
        ),
        migrations.RunSQL(
            "create index dossiers_result_by_number on dossiers_result (upper(number) text_pattern_ops)",
            "drop index dossiers_result_by_number",
        ),
        migrations.AddIndex(
            model_name='result',
            index=models.Index(fields=['signed_on', 'id'], name='dossiers_result_by_day'),
        ),
        migrations.AddField(
            model_name='resultscan',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='resultscan',
            name='result',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.result'),
        ),
        migrations.AddField(
            model_name='voucher',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier'),
        ),
    ]
