"""Reports by the thousand: read in batches on any number of machines, each batch exactly once, into Parquet.

::

    plan       what there is → batches
    child      the process that reads one report after the other, with limits of time and memory (store.isolation)
    content    what of a report leaves that process
    brief      what of it is compared with other reports of its place
    batch      a batch → one folder of Parquet files, whole or not at all
    shares     the files in it, a part of which can be read without the rest
    links      the reports of each place → what they tell of each other
    tables     the batches, and that → tables by year and province, and the manifest
    pool       this process or Dask, for all of these
    run        all of it
"""
