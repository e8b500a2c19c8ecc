"""The engine on a cluster, or on one machine with Java: the extra `llif[spark]`.

On PySpark 4.1 and 4.3 every expression of llif's gave DuckDB's answers with naive instants. It refuses to
guess where Java is. Tables it creates stay in its warehouse folder, so that folder is a temporary one. On one
machine it listens on the loopback alone.
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
    if master.startswith("local"):  # nobody but this machine has to reach it
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    builder = sql.SparkSession.builder.master(master).appName("llif").config(map=settings)
    session = ibis.pyspark.connect(builder.getOrCreate())
    session.compiler = _compiler()
    return session


def _compiler() -> Any:
    """ibis 12 strips the letters v and f too (its issue 11894): Spark reads its \\v and \\f as these letters."""
    pyspark: Any = importlib.import_module("ibis.backends.sql.compilers.pyspark")

    class Compiler(pyspark.PySparkCompiler):  # type: ignore[misc]
        def visit_Strip(self, op: Any, *, arg: Any) -> Any:  # noqa: N802 - the library names it
            return self.f.trim(arg, " \t\n\r")

    return Compiler()


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
