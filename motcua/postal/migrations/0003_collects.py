"""What the post collects at delivery."""

from django.db import migrations, models

OF = """
CREATE OR REPLACE FUNCTION postal_of(p_kind text, p_owner uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_agg(jsonb_build_object('id', p.id, 'reference', p.reference, 'what', p.what, 'fate', p.fate,
    'fate_at', p.fate_at, 'made_at', p.made_at, 'asking', p.asking, 'tracking', p.tracking, 'handed_at', p.handed_at,
    'collects', p.collects) ORDER BY p.made_at, p.id)
  FROM postal_parcel p WHERE p.owner_id = p_owner AND p.owner_kind = p_kind
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('postal', '0002_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='parcel',
            name='collects',
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.CheckConstraint(condition=models.Q(('collects__gte', 0)), name='postal_parcel_collects'),
        ),
        migrations.RunSQL(OF, migrations.RunSQL.noop),
    ]
