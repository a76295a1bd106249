"""The plans by which PostgreSQL answered a question, for tests that hold them."""

import json

from django.db import connection


def nodes_of(ask, about):
    """All nodes of the plans of those statements of a question that name something, run and counted."""
    plans = []

    def explain(execute, sql, values, many, context):
        if about in sql:
            with connection.connection.cursor() as cursor:
                cursor.execute(f"explain (analyze, costs off, timing off, format json) {sql}", values, prepare=False)
                found = cursor.fetchone()[0]
                plans.extend(found if isinstance(found, list) else json.loads(found))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(explain):
        ask()
    return [node for plan in plans for node in _below(plan["Plan"])]


def _below(node):
    yield node
    for child in node.get("Plans", ()):
        yield from _below(child)
