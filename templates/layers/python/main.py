"""Starts the job: configuration -> source -> pipeline -> sink, and nothing else."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Flink starts this file through a link in a folder of its own; the package lies beside the real one.
sys.path.insert(0, str(HERE))

from job import environment, pipeline, sinks, sources
from job.config import read_config


def main() -> None:
    config = read_config(HERE)
    job = environment.create(config, HERE)
    job.tables.execute_sql(sources.events_table(config.source))
    pipeline.define(job.tables)
    job.tables.execute_sql(sinks.totals_table(config.sink))
    job.attach(sinks.insert_statement(config.sink))
    client = job.start()
    if config.local:
        # On a cluster the job outlives this process; here it would end with it.
        client.get_job_execution_result().result()


if __name__ == "__main__":
    main()
