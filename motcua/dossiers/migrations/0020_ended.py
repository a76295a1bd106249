"""How many dossiers have ended, kept by triggers of the standing; open ones by their units; a standing that is vacuumed in time."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

KIND = ("receiving_unit_id", "competent_unit_id", "unit_id", "procedure_id", "channel", "state", "on_time")
OF_OLD, OF_NEW = (", ".join(f"{row}.{name}" for name in KIND) for row in ("old", "new"))
# One string is one transaction: nobody writes a standing between the count and the triggers.
KEEP = f"""
create function dossiers_count_ended() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.closed_at is not null then
        insert into dossiers_ended ({", ".join(KIND)}, number) values ({OF_OLD}, -1);
    end if;
    if tg_op <> 'DELETE' and new.closed_at is not null then
        insert into dossiers_ended ({", ".join(KIND)}, number) values ({OF_NEW}, 1);
    end if;
    return null;
end
$$;
create trigger ended_came after insert on dossiers_standing for each row
    when (new.closed_at is not null) execute function dossiers_count_ended();
create trigger ended_went after delete on dossiers_standing for each row
    when (old.closed_at is not null) execute function dossiers_count_ended();
create trigger ended_changed after update on dossiers_standing for each row
    when ((old.closed_at is not null or new.closed_at is not null)
        and (old.closed_at is null, {OF_OLD}) is distinct from (new.closed_at is null, {OF_NEW}))
    execute function dossiers_count_ended();
insert into dossiers_ended ({", ".join(KIND)}, number)
select {", ".join(KIND)}, count(*) from dossiers_standing where closed_at is not null group by {", ".join(KIND)};
"""
FORGET = """
drop trigger ended_came on dossiers_standing;
drop trigger ended_went on dossiers_standing;
drop trigger ended_changed on dossiers_standing;
drop function dossiers_count_ended();
"""
# A list reads an index alone only where vacuum has passed: after two in a hundred rows, not after twenty.
VACUUM = """
alter table dossiers_standing set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_analyze_scale_factor = 0.02);
"""
USUAL_VACUUM = """
alter table dossiers_standing reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
"""


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('dossiers', '0019_origins'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='standing',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), models.Q(('competent_unit_id', models.F('receiving_unit_id')), _negated=True)), fields=['competent_unit_id', 'late_at', 'dossier'], name='dossiers_open_by_competent'),
        ),
        AddIndexConcurrently(
            model_name='standing',
            index=GinIndex(condition=models.Q(('closed_at__isnull', True)), fastupdate=False, fields=['units'], name='dossiers_open_by_units'),
        ),
        migrations.CreateModel(
            name='Ended',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('receiving_unit_id', models.UUIDField()),
                ('competent_unit_id', models.UUIDField()),
                ('unit_id', models.UUIDField()),
                ('procedure_id', models.UUIDField()),
                ('channel', models.SmallIntegerField()),
                ('state', models.SmallIntegerField()),
                ('on_time', models.BooleanField(null=True)),
                ('number', models.IntegerField()),
            ],
            options={
                'db_table': 'dossiers_ended',
                'indexes': [models.Index(fields=['receiving_unit_id'], name='dossiers_ended_by_receiver'), models.Index(fields=['competent_unit_id'], name='dossiers_ended_by_competent'), models.Index(fields=['unit_id'], name='dossiers_ended_by_unit')],
            },
        ),
        migrations.RunSQL(KEEP, FORGET),
        migrations.RunSQL(VACUUM, USUAL_VACUUM),
    ]
