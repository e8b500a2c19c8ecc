"""The engine on a cluster, or on one machine with Java: the extra `llif[spark]`.

Measured on PySpark 4.3: every expression of llif's ran and gave DuckDB's answers with naive instants. It refuses to
guess where Java is. Tables it creates stay in its warehouse folder, so that folder is a temporary one.
"""

import importlib
import importlib.util
import shutil
import tempfile
from typing import Any

import ibis

from llif.terms.errors import N_, InputError


def connect(*, master: str = "local[*]", memory_limit: str = "2g", shuffle_partitions: int = 8) -> Any:
    """A Spark session in UTC. *Takes* Spark's master, its driver's memory, and parts per shuffle.

    *Raises* InputError where PySpark or Java is missing.
    """
    _require()
    sql: Any = importlib.import_module("pyspark.sql")
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(shuffle_partitions),
        "spark.sql.warehouse.dir": tempfile.mkdtemp(prefix="llif-spark-"),
        "spark.driver.memory": memory_limit,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = sql.SparkSession.builder.master(master).appName("llif").config(map=settings)
    return ibis.pyspark.connect(builder.getOrCreate())


def missing() -> str | None:
    """What this machine lacks to run Spark, in a word; null if nothing."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark"
    return None if shutil.which("java") else "Java"


def _require() -> None:
    lacking = missing()
    if lacking:
        raise InputError(
            N_("The engine spark needs {lacking}, which is not here."),
            remedy=N_("Install it, or use the engine duckdb."),
            lacking=lacking,
        )
