"""Reports by the thousand: read in batches on any number of machines, each batch exactly once, into Parquet.

::

    plan       what there is → batches
    isolation  one report in a process of its own, with limits of time and memory (child: that process)
    content    what of a report leaves that process
    batch      a batch → one folder of Parquet files, whole or not at all
    tables     the batches → tables by year and province, and the manifest
    pool       this process or Dask, for both
    run        all of it
"""
