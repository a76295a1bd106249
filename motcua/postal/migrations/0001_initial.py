"""Bags, arrivals, parcels and what the post says of them; postal_of()."""

import django.db.models.deletion
from django.db import migrations, models


OF = """
CREATE FUNCTION postal_of(p_kind text, p_owner uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_agg(jsonb_build_object('id', p.id, 'reference', p.reference, 'what', p.what, 'fate', p.fate,
    'fate_at', p.fate_at, 'made_at', p.made_at, 'asking', p.asking, 'tracking', p.tracking, 'handed_at', p.handed_at)
    ORDER BY p.made_at, p.id)
  FROM postal_parcel p WHERE p.owner_id = p_owner AND p.owner_kind = p_kind
$$;
COMMENT ON FUNCTION postal_of IS 'An owner''s parcels, as one JSON list that postal.queries.parcels_from reads.';
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('stream', models.TextField(primary_key=True, serialize=False)),
                ('mark', models.TextField()),
            ],
            options={
                'db_table': 'postal_mark',
            },
        ),
        migrations.CreateModel(
            name='Announced',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('number', models.TextField()),
                ('at', models.DateTimeField()),
                ('lines', models.BinaryField()),
                ('bag_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'postal_announced',
                'constraints': [models.UniqueConstraint(fields=('number',), name='postal_announced_once')],
            },
        ),
        migrations.CreateModel(
            name='Bag',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('way', models.TextField()),
                ('year', models.SmallIntegerField()),
                ('ordinal', models.IntegerField()),
                ('list_number', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_account', models.UUIDField(null=True)),
                ('postman', models.BinaryField(null=True)),
                ('print_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'postal_bag',
                'indexes': [models.Index(fields=['unit_id', '-opened_at'], name='postal_bag_of_unit')],
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year', 'way', 'ordinal'), name='postal_bag_number_once'), models.CheckConstraint(condition=models.Q(('way__in', ['in', 'out'])), name='postal_bag_way')],
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('way', models.TextField()),
                ('last', models.IntegerField()),
            ],
            options={
                'db_table': 'postal_counter',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year', 'way'), name='postal_counter_once')],
            },
        ),
        migrations.CreateModel(
            name='Parcel',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('owner_kind', models.TextField()),
                ('owner_id', models.UUIDField()),
                ('label', models.TextField()),
                ('unit_id', models.UUIDField()),
                ('what', models.TextField()),
                ('reference', models.TextField()),
                ('receiver', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('fate', models.TextField()),
                ('fate_at', models.DateTimeField()),
                ('asking', models.TextField()),
                ('asking_words', models.BinaryField(null=True)),
                ('tracking', models.TextField()),
                ('tries', models.SmallIntegerField(default=0)),
                ('not_before', models.DateTimeField()),
                ('handed_at', models.DateTimeField(null=True)),
                ('back_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('revision', models.IntegerField(default=1)),
                ('bag', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parcels', to='postal.bag')),
            ],
            options={
                'db_table': 'postal_parcel',
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('key', models.TextField()),
                ('reference', models.TextField()),
                ('code', models.TextField()),
                ('means', models.TextField(null=True)),
                ('at', models.DateTimeField()),
                ('words', models.BinaryField(null=True)),
                ('came_at', models.DateTimeField()),
                ('doubt', models.TextField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.UUIDField(null=True)),
                ('parcel', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='postal.parcel')),
            ],
            options={
                'db_table': 'postal_event',
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('position', models.SmallIntegerField()),
                ('tracking', models.TextField()),
                ('sender', models.BinaryField()),
                ('about', models.BinaryField()),
                ('verdict', models.TextField(null=True)),
                ('note', models.BinaryField(null=True)),
                ('bag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='postal.bag')),
            ],
            options={
                'db_table': 'postal_arrival',
                'constraints': [models.UniqueConstraint(fields=('bag', 'position'), name='postal_arrival_in_order')],
            },
        ),
        migrations.AddIndex(
            model_name='parcel',
            index=models.Index(fields=['owner_id'], name='postal_parcel_of'),
        ),
        migrations.AddIndex(
            model_name='parcel',
            index=models.Index(fields=['unit_id', '-made_at', '-id'], name='postal_parcel_list'),
        ),
        migrations.AddIndex(
            model_name='parcel',
            index=models.Index(condition=models.Q(('asking__in', ['waiting', 'asked', 'cancelling'])), fields=['not_before'], name='postal_parcel_to_order'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.UniqueConstraint(fields=('reference',), name='postal_reference_once'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.CheckConstraint(condition=models.Q(('fate__in', ['ready', 'handed', 'transit', 'failed', 'delivered', 'returning', 'back', 'cancelled'])), name='postal_parcel_fate'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.CheckConstraint(condition=models.Q(('asking__in', ['waiting', 'asked', 'taken', 'refused', 'unknown', 'typed', 'cancelling', 'cancelled'])), name='postal_parcel_order'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['parcel', 'at'], name='postal_event_of'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('decided_at__isnull', True), ('doubt__isnull', False)), fields=['came_at'], name='postal_event_parked'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('key',), name='postal_event_once'),
        ),
        migrations.RunSQL(OF, "DROP FUNCTION postal_of"),
    ]
