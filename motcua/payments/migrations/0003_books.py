"""Several books of receipts a year: serials, and numbers that run out."""

from django.db import migrations, models
from django.db.models import F, Q

# A till's row is held first, then the open book's; whoever opens the next book holds the open one. So a number is drawn
# from one book only, and undone together with its receipt. A book that was closed meanwhile is not found again: the next
# look finds its successor.
TAKE = """
CREATE OR REPLACE FUNCTION payments_take(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  r payments_receipt;
  closed date;
BEGIN
  r := jsonb_populate_record(null::payments_receipt, p->'receipt');
  INSERT INTO payments_till_lock AS t (unit_id, account, closed_on) VALUES (r.unit_id, r.by_account, '0001-01-01')
  ON CONFLICT (unit_id, account) DO UPDATE SET closed_on = t.closed_on RETURNING closed_on INTO closed;
  r.till_on := greatest(r.till_on, closed + 1);
  FOR turn IN 1..4 LOOP
    UPDATE payments_book b SET last = b.last + 1 WHERE b.unit_id = r.unit_id AND b.year = r.year
      AND b.closed_at IS NULL AND (b.until IS NULL OR b.last < b.until)
    RETURNING b.book, b.last, b.serial INTO r.book, r.number, r.serial;
    EXIT WHEN FOUND;
    INSERT INTO payments_book (id, unit_id, year, book, serial, first, last, until, opened_at, by_account, by_post)
    SELECT gen_random_uuid(), r.unit_id, r.year, 1, coalesce(old.serial, ''), 1, 0, old.until - old.first + 1, r.at,
      r.by_account, r.by_post
    FROM (SELECT) one LEFT JOIN LATERAL (SELECT * FROM payments_book b WHERE b.unit_id = r.unit_id
      ORDER BY b.year DESC, b.book DESC LIMIT 1) old ON true
    WHERE NOT EXISTS (SELECT FROM payments_book b WHERE b.unit_id = r.unit_id AND b.year = r.year)
    ON CONFLICT DO NOTHING;
  END LOOP;
  IF r.number IS NULL THEN
    RAISE EXCEPTION 'the open book has no number left' USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_book_ran_out';
  END IF;
  INSERT INTO payments_receipt SELECT r.*;
  INSERT INTO payments_receipt_line SELECT l.* FROM jsonb_populate_recordset(null::payments_receipt_line, p->'lines') l;
  PERFORM prints_keep(r.print_id, 'fee_receipt', (p->>'template')::int, p->>'renderer', r.owner_kind, r.owner_id,
    (p->>'person')::uuid, (p->>'inputs')::bytea,
    jsonb_build_object('book', r.book, 'number', r.number, 'year', r.year, 'serial', r.serial), r.at);
  RETURN jsonb_build_object('receipt', r.id, 'number', r.number, 'book', r.book, 'year', r.year, 'serial', r.serial,
    'amount', r.amount, 'till', r.till_on);
END $$;
"""
OF = """
CREATE OR REPLACE FUNCTION payments_of(p_kind text, p_owner uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'dues', (SELECT jsonb_build_object('seq', d.seq, 'lines',
        (SELECT jsonb_agg(l ORDER BY l.position) FROM payments_due_line l WHERE l.dues_id = d.id))
      FROM payments_dues d WHERE d.owner_id = p_owner AND d.owner_kind = p_kind ORDER BY d.seq DESC LIMIT 1),
    'receipts', (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'book', r.book, 'number', r.number, 'year', r.year,
        'serial', r.serial, 'method', r.method, 'amount', r.amount, 'at', r.at, 'print', r.print_id,
        'cancelled_at', c.at, 'lines',
        (SELECT jsonb_object_agg(l.position, l.amount) FROM payments_receipt_line l WHERE l.receipt_id = r.id))
        ORDER BY r.at, r.book, r.number)
      FROM payments_receipt r LEFT JOIN payments_cancellation c ON c.receipt_id = r.id
      WHERE r.owner_id = p_owner AND r.owner_kind = p_kind),
    'allowed_at', (SELECT max(a.at) FROM payments_allowance a WHERE a.owner_id = p_owner AND a.owner_kind = p_kind))
$$;
"""
ENTRY = """
CREATE OR REPLACE VIEW payments_entry AS
  SELECT r.id AS receipt_id, r.unit_id, r.competent_unit_id, r.by_account AS account, r.till_on, r.method, r.amount, r.at,
    false AS is_cancellation, r.number, r.book, r.year, r.subject, r.print_id, r.serial
  FROM payments_receipt r
  UNION ALL
  SELECT r.id, r.unit_id, r.competent_unit_id, c.by_account, c.till_on, r.method, -r.amount, c.at,
    true, r.number, r.book, r.year, r.subject, r.print_id, r.serial
  FROM payments_cancellation c JOIN payments_receipt r ON r.id = c.receipt_id;
"""
# What was drawn so far stands in one book a year that never runs out; who opened it is whoever drew first.
KEEP = """
CREATE TEMPORARY TABLE payments_kept ON COMMIT DROP AS
SELECT b.unit_id, b.year, b.book, b.last, r.at, r.by_account, r.by_post FROM payments_book b
JOIN payments_receipt r ON r.unit_id = b.unit_id AND r.year = b.year AND r.number = 1;
"""
BRING_BACK = """
INSERT INTO payments_book (id, unit_id, year, book, serial, first, last, opened_at, by_account, by_post)
SELECT gen_random_uuid(), unit_id, year, book, '', 1, last, at, by_account, by_post FROM payments_kept;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0002_set_in_the_act'),
    ]

    operations = [
        migrations.AddField(
            model_name='receipt',
            name='serial',
            field=models.TextField(db_default='', default=''),
        ),
        migrations.RemoveConstraint(
            model_name='receipt',
            name='payments_number_once_a_year',
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(fields=('unit_id', 'year', 'serial', 'number'), name='payments_number_once_a_serial'),
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.DeleteModel(
            name='Book',
        ),
        migrations.CreateModel(
            name='Book',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('book', models.SmallIntegerField()),
                ('serial', models.TextField()),
                ('first', models.IntegerField()),
                ('last', models.IntegerField()),
                ('until', models.IntegerField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'payments_book',
                'constraints': [
                    models.UniqueConstraint(fields=('unit_id', 'year', 'book'), name='payments_book_in_order'),
                    models.UniqueConstraint(condition=Q(('closed_at', None)), fields=('unit_id', 'year'), name='payments_one_book_open'),
                    models.UniqueConstraint(fields=('unit_id', 'year', 'serial', 'first'), name='payments_book_begins_once'),
                    models.CheckConstraint(condition=Q(('last__gte', F('first') - 1), Q(('until', None), ('until__gte', F('last')), _connector='OR')), name='payments_book_numbers'),
                ],
            },
        ),
        migrations.RunSQL(BRING_BACK, migrations.RunSQL.noop),
        migrations.RunSQL(TAKE, migrations.RunSQL.noop),
        migrations.RunSQL(OF, migrations.RunSQL.noop),
        migrations.RunSQL(ENTRY, migrations.RunSQL.noop),
    ]
