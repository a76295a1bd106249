"""Money: what is owed, receipts, tills, settlements; payments_take(), payments_cancel(), payments_of()."""

import django.db.models.deletion
from django.db import migrations, models

# A till's row is held first, then the book's counter; whoever closes the till holds its row too. So nothing slips into a
# closed day, and a number is drawn by the statement that writes its receipt: undone together, or kept together.
TAKE = """
CREATE FUNCTION payments_take(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  r payments_receipt;
  closed date;
BEGIN
  r := jsonb_populate_record(null::payments_receipt, p->'receipt');
  INSERT INTO payments_till_lock AS t (unit_id, account, closed_on) VALUES (r.unit_id, r.by_account, '0001-01-01')
  ON CONFLICT (unit_id, account) DO UPDATE SET closed_on = t.closed_on RETURNING closed_on INTO closed;
  r.till_on := greatest(r.till_on, closed + 1);
  INSERT INTO payments_book AS b (unit_id, year, book, last) VALUES (r.unit_id, r.year, 1, 1)
  ON CONFLICT (unit_id, year) DO UPDATE SET last = b.last + 1 RETURNING book, last INTO r.book, r.number;
  INSERT INTO payments_receipt SELECT r.*;
  INSERT INTO payments_receipt_line SELECT l.* FROM jsonb_populate_recordset(null::payments_receipt_line, p->'lines') l;
  PERFORM prints_keep(r.print_id, 'fee_receipt', (p->>'template')::int, p->>'renderer', r.owner_kind, r.owner_id,
    (p->>'person')::uuid, (p->>'inputs')::bytea,
    jsonb_build_object('book', r.book, 'number', r.number, 'year', r.year), r.at);
  RETURN jsonb_build_object('receipt', r.id, 'number', r.number, 'book', r.book, 'year', r.year, 'amount', r.amount,
    'till', r.till_on);
END $$;
COMMENT ON FUNCTION payments_take IS
  'Writes a receipt with its lines and its print inside the caller''s statement; draws its number and says which.';
"""
CANCEL = """
CREATE FUNCTION payments_cancel(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  c payments_cancellation;
  r payments_receipt;
  closed date;
BEGIN
  c := jsonb_populate_record(null::payments_cancellation, p);
  SELECT * INTO STRICT r FROM payments_receipt WHERE id = c.receipt_id;
  INSERT INTO payments_till_lock AS t (unit_id, account, closed_on) VALUES (r.unit_id, c.by_account, '0001-01-01')
  ON CONFLICT (unit_id, account) DO UPDATE SET closed_on = t.closed_on RETURNING closed_on INTO closed;
  c.till_on := greatest(c.till_on, closed + 1);
  INSERT INTO payments_cancellation SELECT c.*;
  RETURN jsonb_build_object('receipt', r.id, 'number', r.number, 'book', r.book, 'year', r.year, 'amount', r.amount,
    'till', c.till_on);
END $$;
COMMENT ON FUNCTION payments_cancel IS
  'Writes the counter-entry of a receipt inside the caller''s statement; a second one violates the receipt''s uniqueness.';
"""
OF = """
CREATE FUNCTION payments_of(p_kind text, p_owner uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'dues', (SELECT jsonb_build_object('seq', d.seq, 'lines',
        (SELECT jsonb_agg(l ORDER BY l.position) FROM payments_due_line l WHERE l.dues_id = d.id))
      FROM payments_dues d WHERE d.owner_id = p_owner AND d.owner_kind = p_kind ORDER BY d.seq DESC LIMIT 1),
    'receipts', (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'book', r.book, 'number', r.number, 'year', r.year,
        'method', r.method, 'amount', r.amount, 'at', r.at, 'print', r.print_id, 'cancelled_at', c.at, 'lines',
        (SELECT jsonb_object_agg(l.position, l.amount) FROM payments_receipt_line l WHERE l.receipt_id = r.id))
        ORDER BY r.at, r.number)
      FROM payments_receipt r LEFT JOIN payments_cancellation c ON c.receipt_id = r.id
      WHERE r.owner_id = p_owner AND r.owner_kind = p_kind),
    'allowed_at', (SELECT max(a.at) FROM payments_allowance a WHERE a.owner_id = p_owner AND a.owner_kind = p_kind))
$$;
COMMENT ON FUNCTION payments_of IS 'What an owner owes and has paid, as one JSON object that payments.queries.money_from reads.';
"""
ENTRY = """
CREATE VIEW payments_entry AS
  SELECT r.id AS receipt_id, r.unit_id, r.competent_unit_id, r.by_account AS account, r.till_on, r.method, r.amount, r.at,
    false AS is_cancellation, r.number, r.book, r.year, r.subject, r.print_id
  FROM payments_receipt r
  UNION ALL
  SELECT r.id, r.unit_id, r.competent_unit_id, c.by_account, c.till_on, r.method, -r.amount, c.at,
    true, r.number, r.book, r.year, r.subject, r.print_id
  FROM payments_cancellation c JOIN payments_receipt r ON r.id = c.receipt_id;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('owner_kind', models.TextField()),
                ('owner_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('amount', models.BigIntegerField()),
                ('reason', models.BinaryField()),
            ],
            options={
                'db_table': 'payments_allowance',
                'indexes': [models.Index(fields=['owner_id'], name='payments_allowance_of')],
            },
        ),
        migrations.CreateModel(
            name='Book',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('book', models.SmallIntegerField()),
                ('last', models.IntegerField()),
            ],
            options={
                'db_table': 'payments_book',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year'), name='payments_book_once')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('account', models.UUIDField()),
                ('on', models.DateField()),
                ('entries', models.IntegerField()),
                ('cash', models.BigIntegerField()),
                ('transfer', models.BigIntegerField()),
                ('counted', models.BigIntegerField()),
                ('notes', models.JSONField()),
                ('explanation', models.BinaryField(null=True)),
                ('at', models.DateTimeField()),
                ('by_post', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'payments_closing',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'account', 'on'), name='payments_closed_once')],
            },
        ),
        migrations.CreateModel(
            name='Dues',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('owner_kind', models.TextField()),
                ('owner_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('seq', models.IntegerField()),
                ('total', models.BigIntegerField()),
            ],
            options={
                'db_table': 'payments_dues',
                'constraints': [models.UniqueConstraint(fields=('owner_id', 'seq'), name='payments_dues_in_order'), models.CheckConstraint(condition=models.Q(('total__gte', 0)), name='payments_dues_total')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('owner_kind', models.TextField()),
                ('owner_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('subject', models.TextField()),
                ('unit_id', models.UUIDField()),
                ('competent_unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('book', models.SmallIntegerField()),
                ('number', models.IntegerField()),
                ('method', models.TextField(choices=[('cash', 'CASH'), ('transfer', 'TRANSFER')])),
                ('amount', models.BigIntegerField()),
                ('reference', models.BinaryField(null=True)),
                ('print_id', models.UUIDField()),
                ('till_on', models.DateField()),
            ],
            options={
                'db_table': 'payments_receipt',
                'indexes': [models.Index(fields=['owner_id'], name='payments_receipt_of'), models.Index(fields=['unit_id', 'till_on'], name='payments_receipt_till')],
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year', 'number'), name='payments_number_once_a_year'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payments_receipt_amount')],
            },
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('quarter', models.SmallIntegerField()),
                ('version', models.SmallIntegerField()),
                ('total', models.BigIntegerField()),
                ('print_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'payments_settlement',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year', 'quarter', 'version'), name='payments_settled_in_order')],
            },
        ),
        migrations.CreateModel(
            name='TillLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_id', models.UUIDField()),
                ('account', models.UUIDField()),
                ('closed_on', models.DateField()),
            ],
            options={
                'db_table': 'payments_till_lock',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'account'), name='payments_till_lock_once')],
            },
        ),
        migrations.CreateModel(
            name='DueLine',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('position', models.SmallIntegerField()),
                ('name', models.TextField()),
                ('kind', models.TextField()),
                ('price', models.BigIntegerField()),
                ('quantity', models.IntegerField()),
                ('relief', models.TextField()),
                ('percent', models.SmallIntegerField()),
                ('basis', models.TextField()),
                ('proof', models.BinaryField(null=True)),
                ('amount', models.BigIntegerField()),
                ('assumed', models.BooleanField()),
                ('dues', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='payments.dues')),
            ],
            options={
                'db_table': 'payments_due_line',
                'constraints': [models.UniqueConstraint(fields=('dues', 'position'), name='payments_due_line_once'), models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('price__gte', 0), ('quantity__gte', 1)), name='payments_due_line_amounts')],
            },
        ),
        migrations.CreateModel(
            name='Cancellation',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('reason', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('till_on', models.DateField()),
                ('receipt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cancellation', to='payments.receipt')),
            ],
            options={
                'db_table': 'payments_cancellation',
                'indexes': [models.Index(fields=['till_on'], name='payments_cancellation_till')],
            },
        ),
        migrations.CreateModel(
            name='ReceiptLine',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('position', models.SmallIntegerField()),
                ('name', models.TextField()),
                ('kind', models.TextField()),
                ('price', models.BigIntegerField()),
                ('quantity', models.IntegerField()),
                ('amount', models.BigIntegerField()),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='payments.receipt')),
            ],
            options={
                'db_table': 'payments_receipt_line',
                'constraints': [models.UniqueConstraint(fields=('receipt', 'position'), name='payments_receipt_line_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payments_receipt_line_amount')],
            },
        ),
        migrations.RunSQL(TAKE, "DROP FUNCTION payments_take"),
        migrations.RunSQL(CANCEL, "DROP FUNCTION payments_cancel"),
        migrations.RunSQL(OF, "DROP FUNCTION payments_of"),
        migrations.RunSQL(ENTRY, "DROP VIEW payments_entry"),
    ]
