"""Twenty people record at once, on either database: nothing is lost, and who came second is told."""

import pytest

from tests.access.databases import at_once, told

PROCESSES, THREADS = 4, 5
WRITERS = PROCESSES * THREADS
WRITER = f"""
import django, sys, threading
django.setup()
from datetime import timedelta
from django.db import connection
from django.utils import timezone
from llif.access.actor import COMMAND_LINE
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.own import RATINGS
from llif.portfolio.registers.recorded import standing
from llif.portfolio.registers.recording import Conflict, Write, record

AHEAD = str(timezone.now().date() + timedelta(days=200))
failed = []

def write(place, words, based_on):
    content = {{"rating": "red", "reason": words, "evidence": "https://example.org/1", "review_on": AHEAD}}
    return record(Write(RATINGS, place, content, based_on), by=COMMAND_LINE)

def add(name):
    # Reads what stands, adds its own name, and begins again when it is told that somebody was quicker.
    place = Place("ratings", "pay", "shared", "reliability")
    while True:
        before = standing(place)
        words = (before.content["reason"] + " " if before else "") + f"<{{name}}>"
        try:
            return write(place, words, before.version if before else 0)
        except Conflict:
            pass

def person(name):
    try:
        write(Place("ratings", "pay", f"own-{{name}}", "reliability"), f"<{{name}}>", 0)
        add(name)
    except BaseException as error:
        failed.append(error)
        raise
    finally:
        connection.close()

names = [int(sys.argv[1]) * {THREADS} + thread for thread in range({THREADS})]
threads = [threading.Thread(target=person, args=(name,)) for name in names]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
sys.exit(bool(failed))
"""
WORLD = f"""
import django
django.setup()
from pathlib import Path
from llif.access.actor import COMMAND_LINE
from llif.portfolio import reading, services
products = "".join(
    f"      - {{{{id: {{name}}, name: {{{{en: {{name}}, cy: {{name}}}}}}}}}}\\n"
    for name in ("shared", *(f"own-{{each}}" for each in range({WRITERS})))
)
file = "llif: 1\\nportfolios:\\n  - id: pay\\n    name: {{en: Pay, cy: Talu}}\\n    products:\\n" + products
services.apply(reading.parse(file, path=Path("x.yaml")), by=COMMAND_LINE)
from llif.access.models import AuditRow
print(AuditRow.objects.count())
"""
READER = """
import django
django.setup()
from llif.access import audit
from llif.access.models import AuditRow
from llif.portfolio.models import Entry
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.recorded import standing
shared = Entry.objects.filter(product="shared").order_by("version")
print(Entry.objects.count(), AuditRow.objects.count(), len(audit.verify()))
print(*shared.values_list("version", flat=True))
print(*sorted(standing(Place("ratings", "pay", "shared", "reliability")).content["reason"].split()))
"""


@pytest.mark.engine
def test_twenty_people_record_and_nothing_is_lost(installation: dict[str, str]) -> None:
    (declared,) = map(int, told(WORLD, installation))
    assert at_once(WRITER, installation, PROCESSES) == [0] * PROCESSES
    versions = [str(each) for each in range(1, WRITERS + 1)]
    names = sorted(f"<{each}>" for each in range(WRITERS))
    assert told(READER, installation) == [str(2 * WRITERS), str(declared + 2 * WRITERS), "0", *versions, *names]
