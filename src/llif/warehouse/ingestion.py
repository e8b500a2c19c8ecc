"""dlt, and all that is known of it: a filesystem destination, one dataset a source, Parquet, append.

Its working folder lies under LLIF_HOME, is disposable, and holds no second copy of the data. It sends nothing to anyone
and reads no settings but those given here.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from llif.warehouse.segments import Cursor, Stream

PIPELINE = "llif"  # the same for every source: each has its own folders, and two hyphens would break dlt's names
RESOURCE = "landed"

SETTINGS = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "ERROR",
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "LOAD__WORKERS": "2",
    "DATA_WRITER__DISABLE_COMPRESSION": "false",
}


class Ingestion:
    """One source's dlt pipeline, fresh: its state is restored from the destination."""

    def __init__(self, source: str, landing: Path, working: Path) -> None:
        _configure(working.parent)
        import dlt  # slow to import, and it reads its settings when it is

        self.dlt = dlt
        self.pipeline = dlt.pipeline(
            pipeline_name=PIPELINE,
            pipelines_dir=str(working),
            destination=dlt.destinations.filesystem(
                bucket_url=landing.absolute().as_uri(), enable_dataset_name_normalization=False
            ),
            dataset_name=source,
        )
        self.pipeline.sync_destination()

    def cursor(self) -> Cursor:
        """The cursor of the last finished load; empty at the first collect."""
        resources = self.pipeline.state.get("sources", {}).get(PIPELINE, {}).get("resources", {})
        kept: Cursor = resources.get(RESOURCE, {}).get("cursor", {})
        return kept

    def load(self, stream: Stream) -> list[str]:
        """Land the stream's next part with its cursor, in one load. *Gives* the load's id."""
        dlt = self.dlt

        def landed() -> Iterator[Any]:
            state = dlt.current.resource_state()
            for table, rows in stream.part():
                yield dlt.mark.with_table_name(rows, table)
            state["cursor"] = stream.keep_cursor()

        return self.run(dlt.resource(landed, name=RESOURCE, write_disposition="append"))

    def run(self, data: Any) -> list[str]:
        """Run any dlt source or resource. *Raises* what the source itself raised, not dlt's wrapping of it."""
        from dlt.pipeline.exceptions import PipelineStepFailed

        try:
            done = self.pipeline.run(data, loader_file_format="parquet")
        except PipelineStepFailed as failed:
            raise _root(failed) from failed
        return list(done.loads_ids)


def _root(error: BaseException) -> BaseException:
    """The first error below dlt's own."""
    inner = error.__cause__
    return _root(inner) if inner is not None and type(error).__module__.startswith("dlt.") else error


def _configure(ingestion: Path) -> None:
    """dlt takes these from the environment alone; a project's own `.dlt` folder or the home directory is not asked."""
    folders = dict.fromkeys(("DLT_DATA_DIR", "DLT_PROJECT_DIR", "DLT_LOCAL_DIR"), str(ingestion))
    os.environ.update({**SETTINGS, **folders})
