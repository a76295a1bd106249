"""The posts that moved an open dossier on stand in its own row, so that a desk need not ask for every move."""

import django.contrib.postgres.fields
from django.db import migrations, models


FROM_THE_MOVES = """
update dossiers_standing s set passed_by = m.posts
from (select dossier_id, array_agg(distinct by_post order by by_post) as posts from dossiers_move where by_post is not null
  and dossier_id in (select dossier_id from dossiers_standing where closed_at is null) group by dossier_id) m
where s.dossier_id = m.dossier_id and s.closed_at is null
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0023_counted_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='standing',
            name='passed_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
            preserve_default=False,
        ),
        migrations.RunSQL(FROM_THE_MOVES, migrations.RunSQL.noop),
    ]
