"""Twenty appliers at once: each portfolio is written once, and the chain of audit rows is whole."""

import pytest

from tests.access.databases import at_once, told

PROCESSES, THREADS = 4, 5
APPLIER = f"""
import django, sys, threading
django.setup()
from pathlib import Path
from django.db import connection
from llif.access.actor import COMMAND_LINE
from llif.portfolio import reading, services

FILE = '''
llif: 1
sources: [{{{{id: jira, connector: tables, settings: {{{{folder: exports}}}}}}}}]
portfolios:
  - id: own-{{name}}
    name: {{{{en: Own, cy: Hun}}}}
    products:
      - {{{{id: a, name: {{{{en: A, cy: A}}}}, work: [{{{{source: jira, container: A}}}}]}}}}
  - id: shared
    name: {{{{en: Shared, cy: Cyffredin}}}}
    teams: [{{{{id: t, name: {{{{en: T, cy: T}}}}}}}}]
    products:
      - {{{{id: b, name: {{{{en: B, cy: B}}}}, team: t, work: [{{{{source: jira, container: B}}}}]}}}}
'''
failed = []

def apply(name):
    try:
        services.apply(reading.parse(FILE.format(name=name), path=Path("x.yaml")), by=COMMAND_LINE)
    except BaseException as error:
        failed.append(error)
        raise
    finally:
        connection.close()

names = [int(sys.argv[1]) * {THREADS} + thread for thread in range({THREADS})]
threads = [threading.Thread(target=apply, args=(name,)) for name in names]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
sys.exit(bool(failed))
"""
SEED = """
import django
django.setup()
from pathlib import Path
from llif.access.actor import COMMAND_LINE
from llif.portfolio import reading, services
file = "llif: 1\\nsources: [{id: jira, connector: tables, settings: {folder: exports}}]"
services.apply(reading.parse(file, path=Path("x.yaml")), by=COMMAND_LINE)
"""
READER = """
import django
django.setup()
from llif.access import audit
from llif.access.models import AuditRow
from llif.portfolio.models import Claim, Portfolio, Product
print(Portfolio.objects.count(), Product.objects.count(), Claim.objects.count(), len(audit.verify()))
rows = AuditRow.objects.filter(object__contains="shared")
print(*rows.values_list("object", flat=True))
print(AuditRow.objects.filter(object="source:jira").count())
"""


@pytest.mark.engine
def test_twenty_appliers_lose_nothing_and_write_nothing_twice(installation: dict[str, str]) -> None:
    told(SEED, installation)
    assert at_once(APPLIER, installation, PROCESSES) == [0] * PROCESSES
    appliers = PROCESSES * THREADS
    counts = [appliers + 1, appliers + 1, appliers + 1, 0]
    shared = ["portfolio:shared", "team:shared/t", "product:shared/b"]
    assert told(READER, installation) == [*map(str, counts), *shared, "1"]
