"""The chain: whole after every kind of write, broken by every kind of tampering, locked against its own writers."""

import pytest
from django.db import connection, transaction

from llif.access import audit
from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import AuditHead, AuditRow
from llif.terms.errors import Fault
from tests.access.databases import at_once, told

WRITERS, PROCESSES, ROWS = 20, 4, 5
WRITER = f"""
import django, threading
django.setup()
from django.db import connection, transaction
from llif.access import audit
from llif.access.actor import COMMAND_LINE

def write(name):
    for number in range({ROWS}):
        with transaction.atomic():
            audit.record(by=COMMAND_LINE, action="create", object=f"thing:{{name}}", before=None, after=number)
    connection.close()

threads = [threading.Thread(target=write, args=(name,)) for name in range({WRITERS // PROCESSES})]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""
READER = """
import django
django.setup()
from llif.access import audit
from llif.access.models import AuditRow
print(AuditRow.objects.count(), len(audit.verify()))
"""


def write(count: int = 3) -> None:
    for number in range(count):
        with transaction.atomic():
            audit.record(by=COMMAND_LINE, action="change", object="thing:a", before={"n": number}, after={"n": "é"})


def tamper(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
def test_rows_are_numbered_and_linked() -> None:
    write()
    rows = list(AuditRow.objects.all())
    assert [row.sequence for row in rows] == [1, 2, 3]
    assert [row.previous_hash for row in rows] == ["", rows[0].hash, rows[1].hash]
    assert len({row.hash for row in rows}) == 3
    assert audit.verify() == []


@pytest.mark.django_db
def test_an_empty_chain_is_whole() -> None:
    assert audit.verify() == []


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["actor", "via", "action", "object", "after", "previous_hash", "hash"])
def test_a_changed_column_is_found(column: str) -> None:
    write()
    tamper(f"UPDATE access_auditrow SET {column} = 'x' WHERE sequence = 2")  # noqa: S608
    assert {problem.where for problem in audit.verify()} & {"audit row 2", "audit row 3"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sequence", "told"),
    [
        (1, "audit: rows 1 to 1 are missing."),
        (2, "audit: rows 2 to 2 are missing."),
        (3, "audit: rows 3 to 3 are missing."),
    ],
)
def test_a_missing_row_is_found(sequence: int, told: str) -> None:
    write()
    tamper("DELETE FROM access_auditrow WHERE sequence = %s", sequence)
    assert told in [str(problem) for problem in audit.verify()]


@pytest.mark.django_db
def test_a_rewritten_tail_is_found() -> None:
    write()
    row = AuditRow.objects.get(sequence=3)
    row.after = '"forged"'
    tamper("UPDATE access_auditrow SET after = %s, hash = %s WHERE sequence = 3", row.after, audit.digest(row))
    assert [problem.where for problem in audit.verify()] == ["audit row 3"]
    AuditHead.objects.all().delete()
    assert [problem.where for problem in audit.verify()] == ["audit row 3"]


@pytest.mark.django_db
def test_rows_refuse_to_change() -> None:
    write(1)
    row = AuditRow.objects.get()
    for act in (row.save, row.delete, AuditRow.objects.all().delete, AuditRow.objects.update):
        with pytest.raises(Fault, match="never changed"):
            act()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(Fault, match="in the transaction"):
        audit.record(by=COMMAND_LINE, action="create", object="thing:a", before=None, after=None)


@pytest.mark.django_db(transaction=True)
def test_a_row_goes_with_its_change() -> None:
    def abandoned() -> None:
        with transaction.atomic():
            audit.record(by=Actor("a", Via.WEB), action="create", object="thing:a", before=None, after=None)
            raise KeyError

    write(1)
    with pytest.raises(KeyError):
        abandoned()
    write(1)
    assert [row.sequence for row in AuditRow.objects.all()] == [1, 2]
    assert audit.verify() == []


@pytest.mark.engine
def test_twenty_writers_at_once_lose_nothing(installation: dict[str, str]) -> None:
    assert at_once(WRITER, installation, PROCESSES) == [0] * PROCESSES
    assert told(READER, installation) == [str(WRITERS * ROWS), "0"]
