"""The history: lines, batches that seal them, roots, cursors, parked lines, looks."""

from django.db import migrations

APPEND_ONLY = """
create function ledger_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the history is append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

-- Makes any table append-only: a trigger that fires in every replication mode, and rights taken from all but the owner.
create function ledger_append_only(p_table regclass) returns void language plpgsql as $$
declare
    v_who text;
begin
    execute format(
        'create trigger append_only before update or delete or truncate on %s '
        'for each statement execute function ledger_refuse()', p_table);
    execute format('alter table %s enable always trigger append_only', p_table);
    for v_who in
        select distinct case when a.grantee = 0 then 'public' else a.grantee::regrole::text end
        from pg_class c, aclexplode(c.relacl) a
        where c.oid = p_table and a.grantee <> c.relowner
    loop
        execute format('revoke update, delete, truncate, references, trigger on %s from %s', p_table, v_who);
    end loop;
end
$$;
revoke execute on function ledger_append_only(regclass) from public;
"""

ENTRY = """
create table ledger_entry (
    tx xid8 not null default pg_current_xact_id(),
    at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    epoch integer not null default 1,
    seq integer not null check (seq > 0),
    node smallint not null,
    id uuid primary key,
    stream_id uuid not null,
    actor uuid not null,
    post uuid,
    unit uuid,
    stream_kind text collate "C" not null,
    verb text collate "C" not null,
    facts jsonb not null default '{}',
    constraint ledger_entry_once unique (stream_id, seq, stream_kind)
);
create index ledger_entry_order on ledger_entry (epoch, tx, id);
select ledger_append_only('ledger_entry');

-- The epoch that new lines get: the column's default, so that there is one place that says it.
create function ledger_epoch() returns integer language sql stable as $$
    select pg_get_expr(d.adbin, d.adrelid)::integer
    from pg_attrdef d
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where d.adrelid = 'ledger_entry'::regclass and a.attname = 'epoch'
$$;

create function ledger_write(
    p_id uuid, p_node smallint, p_kind text, p_stream uuid, p_seq integer, p_verb text,
    p_actor uuid, p_post uuid, p_unit uuid, p_at timestamptz, p_facts jsonb
) returns uuid language plpgsql volatile as $$
begin
    insert into ledger_entry (id, node, stream_kind, stream_id, seq, verb, actor, post, unit, at, facts)
    values (p_id, p_node, p_kind, p_stream, p_seq, p_verb, p_actor, p_post, p_unit, p_at, p_facts);
    return p_id;
end
$$;

-- A leaf is SHA-256 over the fields in this order, each after its length in four bytes (-1: null). Moments are microseconds
-- since 2000-01-01 UTC, whole numbers and moments big-endian. These are the very bytes that COPY … (FORMAT binary) sends.
create function ledger_leaf(e ledger_entry) returns bytea language sql stable parallel safe as $$
    select sha256(
        '\\x00000010'::bytea || uuid_send(e.id)
        || '\\x00000004'::bytea || int4send(e.epoch)
        || '\\x00000008'::bytea || xid8send(e.tx)
        || '\\x00000002'::bytea || int2send(e.node)
        || int4send(octet_length(e.stream_kind)) || convert_to(e.stream_kind, 'UTF8')
        || '\\x00000010'::bytea || uuid_send(e.stream_id)
        || '\\x00000004'::bytea || int4send(e.seq)
        || int4send(octet_length(e.verb)) || convert_to(e.verb, 'UTF8')
        || '\\x00000010'::bytea || uuid_send(e.actor)
        || coalesce('\\x00000010'::bytea || uuid_send(e.post), '\\xffffffff'::bytea)
        || coalesce('\\x00000010'::bytea || uuid_send(e.unit), '\\xffffffff'::bytea)
        || '\\x00000008'::bytea || timestamptz_send(e.at)
        || '\\x00000008'::bytea || timestamptz_send(e.recorded_at)
        || int4send(octet_length(e.facts::text)) || convert_to(e.facts::text, 'UTF8')
    )
$$;
"""

SEALING = """
create table ledger_batch (
    number bigint primary key,
    total bigint not null,
    sealed_at timestamptz not null default clock_timestamp(),
    upper_tx xid8 not null,
    upper_epoch integer not null,
    count integer not null check (count > 0),
    upper_id uuid not null,
    previous bytea not null,
    tree bytea not null,
    root bytea not null,
    leaves bytea not null
);
alter table ledger_batch alter column leaves set storage external;
create index ledger_batch_upper on ledger_batch (upper_epoch, upper_tx, upper_id);
select ledger_append_only('ledger_batch');

create table ledger_root (
    number bigint primary key,
    signed_at timestamptz not null default clock_timestamp(),
    root bytea not null,
    key bytea not null,
    text text not null
);
select ledger_append_only('ledger_root');

-- Who keeps the sealer waiting: the oldest open transaction of the whole server that has written.
create function ledger_horizon() returns table (pid integer, who text, program text, began timestamptz, seconds float)
language sql volatile security definer set search_path = pg_catalog as $$
    select * from (
        select a.pid, a.usename::text, a.application_name, a.xact_start,
               extract(epoch from clock_timestamp() - a.xact_start)::float as seconds
        from pg_stat_activity a
        where a.backend_xid is not null and a.pid <> pg_backend_pid()
        union all
        select null, p.owner::text, 'prepared: ' || p.gid, p.prepared, extract(epoch from clock_timestamp() - p.prepared)::float
        from pg_prepared_xacts p
    ) as open_writers
    order by seconds desc limit 1
$$;

-- Ends it: only a session's transaction that began at that moment, and never a migration's (the owner's).
create function ledger_end_transaction(p_pid integer, p_began timestamptz) returns boolean
language sql volatile security definer set search_path = pg_catalog as $$
    select case when a.state like 'idle in transaction%' then pg_terminate_backend(a.pid) else pg_cancel_backend(a.pid) end
    from pg_stat_activity a
    where a.pid = p_pid and a.xact_start = p_began and a.usename <> current_user
$$;
"""

READING = """
create table ledger_cursor (
    reader text primary key,
    batch bigint not null default 0,
    done integer not null default 0,
    tries integer not null default 0,
    moved_at timestamptz not null default clock_timestamp()
);
create table ledger_parked (
    reader text not null,
    entry uuid not null,
    tries integer not null,
    problem text not null,
    parked_at timestamptz not null default clock_timestamp(),
    primary key (reader, entry)
);
"""

LOOK = """
create table ledger_look (
    at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    id uuid primary key,
    subject uuid,
    actor uuid not null,
    post uuid,
    unit uuid,
    kind text collate "C" not null,
    act text collate "C" not null,
    facts jsonb not null default '{}'
);
create index ledger_look_subject on ledger_look (subject, recorded_at);
create index ledger_look_actor on ledger_look (actor, recorded_at);
select ledger_append_only('ledger_look');

create function ledger_look(
    p_id uuid, p_kind text, p_subject uuid, p_act text, p_actor uuid, p_post uuid, p_unit uuid, p_at timestamptz, p_facts jsonb
) returns uuid language plpgsql volatile as $$
begin
    insert into ledger_look (id, kind, subject, act, actor, post, unit, at, facts)
    values (p_id, p_kind, p_subject, p_act, p_actor, p_post, p_unit, p_at, p_facts);
    return p_id;
end
$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (APPEND_ONLY, ENTRY, SEALING, READING, LOOK)]
