"""What lists are narrowed by, beside the state, and the indexes that they are read from."""

from django.db import migrations, models


FROM_THE_DOSSIER = """
update dossiers_standing s set procedure_id = d.procedure_id, channel = d.channel, received_at = d.received_at
from dossiers_dossier d where d.id = s.dossier_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0016_receipts_anew'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='standing',
            name='dossiers_by_receiver',
        ),
        migrations.AddField(
            model_name='standing',
            name='procedure_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='standing',
            name='channel',
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='standing',
            name='received_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(FROM_THE_DOSSIER, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='standing',
            name='procedure_id',
            field=models.UUIDField(),
        ),
        migrations.AlterField(
            model_name='standing',
            name='channel',
            field=models.SmallIntegerField(),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['receiving_unit_id', 'late_at', 'dossier'], name='dossiers_open_by_receiver'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['receiving_unit_id', 'dossier'], include=('procedure_id', 'received_at', 'state', 'channel', 'on_time'), name='dossiers_by_receiver'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(('competent_unit_id', models.F('receiving_unit_id')), _negated=True), fields=['competent_unit_id', 'dossier'], include=('receiving_unit_id', 'procedure_id', 'received_at', 'state', 'channel', 'on_time'), name='dossiers_passed_to_competent'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(condition=models.Q(models.Q(('unit_id', models.F('receiving_unit_id')), _negated=True), models.Q(('unit_id', models.F('competent_unit_id')), _negated=True)), fields=['unit_id', 'dossier'], name='dossiers_elsewhere'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['procedure_id', 'dossier'], include=('receiving_unit_id', 'received_at', 'state', 'channel', 'on_time'), name='dossiers_by_procedure'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['received_at', 'dossier'], include=('receiving_unit_id', 'procedure_id', 'state', 'channel', 'on_time'), name='dossiers_by_day'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['day', 'day_number'], name='dossiers_day'),
        ),
    ]
