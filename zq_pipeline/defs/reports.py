"""Every file of ``raw/`` as a partition with a status of its own: read, or set aside with the reason.

The main job reads and publishes all of ``raw/``; :data:`read_report` only tells, file by file, what came of it. Each finds
remembered what the other has read. One run tells of many files, as long as they stand near each other: a run of its own for
each of 200 files would take the daemon a quarter of an hour, nearly all of it to start processes.
"""

import hashlib
import warnings
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import dagster as dg
from sqlalchemy.exc import IntegrityError

from zq_pipeline.defs.display import in_a_line, records, set_aside_table
from zq_pipeline.defs.resources import OCCASION, PUBLISHER, HomeResource
from zq_pipeline.errors import printable
from zq_pipeline.store import raw, watch
from zq_pipeline.store.home import Home
from zq_pipeline.store.problems import ReportMissing
from zq_pipeline.store.standing import files, standing, tell, told

GROUP, NAME = "report", "raw_report"
REPORTS = dg.DynamicPartitionsDefinition(name=GROUP)
NEAR = 100
"""Files between two that have news. To tell of so many again takes less time than to start one more run."""

_ONE = "dagster/partition"
_START, _END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"


with warnings.catch_warnings():
    # A policy is called beta, on the terminal of everybody who runs this; without one, the UI would start a run for each file.
    warnings.simplefilter("ignore", dg.BetaWarning)
    asset = dg.asset(
        name=NAME,
        group_name="reading",
        kinds={"python"},
        partitions_def=REPORTS,
        backfill_policy=dg.BackfillPolicy.single_run(),
        # Each partition has its own entry in the log, with its own metadata; an output would be one for all.
        output_required=False,
    )


@asset
def raw_report(
    context: dg.AssetExecutionContext, home: HomeResource
) -> Iterator[dg.AssetMaterialization | dg.AssetObservation]:
    """A file of raw/: what was read from it, or why it was set aside. A file of several reports is one partition."""
    where, keys = home.home, list(context.partition_keys)
    before, there = watch.hashes(where.raw), files(where)
    survey = raw.survey(where.raw, where.dagster / "readings")
    raw.note_set_aside(where.set_aside, survey.set_aside)
    abouts, aside = _by_file(survey)
    wrong: list[raw.SetAside] = []
    for key in keys:
        name = there[key].name if key in there else key
        good, bad = abouts[name], aside[printable(name)]
        if not good and not bad:
            bad = [_missing(where, name)]
        if bad:
            yield dg.AssetObservation(
                NAME, partition=key, metadata={"sentence": bad[0].sentence, "set_aside": set_aside_table(bad)}
            )
        else:
            version = {"dagster/data_version": before.get(name, "")}
            yield dg.AssetMaterialization(NAME, partition=key, metadata=_shown(good), tags=version)
        wrong += bad
    after = watch.hashes(where.raw)
    now = standing(where, after)
    # A file that has changed meanwhile was not told of as it stands now.
    tell(where, {k: now[k] for k in keys if k in now and before.get(there[k].name) == after.get(there[k].name)})
    if wrong:
        raise dg.Failure(in_a_line(wrong), metadata={"set_aside": set_aside_table(wrong)}, allow_retries=False)


read_report = dg.define_asset_job(
    "read_report",
    selection=dg.AssetSelection.assets(NAME),
    # One after the other with the publisher: what one has read, the other finds remembered.
    tags=PUBLISHER,
    description="Tell of files in raw/, each a partition, whether they could be read.",
)


def _by_file(survey: raw.Survey) -> tuple[Mapping[str, list[raw.About]], Mapping[str, list[raw.SetAside]]]:
    abouts: dict[str, list[raw.About]] = defaultdict(list)
    aside: dict[str, list[raw.SetAside]] = defaultdict(list)
    for about in survey.abouts:
        abouts[raw.holder(about.file)].append(about)
    for one in survey.set_aside:
        aside[raw.holder(one.file)].append(one)
    return abouts, aside


def _missing(home: Home, name: str) -> raw.SetAside:
    error = ReportMissing(file=f"{home.raw.name}/{name}")
    return raw.SetAside(name, error.code, error.sentence)


def _shown(abouts: Sequence[raw.About]) -> Mapping[str, dg.MetadataValue | int]:
    rows = [
        {
            "report": about.key,
            "title": about.title,
            "review_year": about.review_year,
            "characters": about.characters,
            "observations": about.observations,
            "unread": sum(count for _, count in about.unread),
        }
        for about in abouts
    ]
    unread = Counter[str]()
    for about in abouts:
        unread.update(dict(about.unread))
    return {
        "reports": records(rows),
        "characters": sum(about.characters for about in abouts),
        "observations": sum(about.observations for about in abouts),
        "unread": dg.MetadataValue.json(dict(sorted(unread.items()))),
        "warnings": dg.MetadataValue.json([warning for about in abouts for warning in about.warnings]),
    }


def stretches(keys: Sequence[str], news: Collection[str]) -> list[tuple[str, str]]:
    """First and last of each run of ``keys`` that holds what has ``news``, near each other.

    >>> stretches("abcd", {"b", "d"})
    [('b', 'd')]
    """
    found: list[list[int]] = []
    for at in (at for at, key in enumerate(keys) if key in news):
        if found and at - found[-1][1] <= NEAR:
            found[-1][1] = at
        else:
            found.append([at, at])
    return [(keys[first], keys[last]) for first, last in found]


def partition_tags(first: str, last: str) -> dict[str, str]:
    """What makes a run one of these partitions."""
    return {_ONE: first} if first == last else {_START: first, _END: last}


class Step:
    """What brings an instance into step with ``raw/``: partitions to add and to delete, and the runs to ask for."""

    def __init__(self, instance: dg.DagsterInstance, home: Home, found: watch.Hashes) -> None:
        """``found`` are the hashes of the files that have come to rest."""
        had, known = instance.get_dynamic_partitions(GROUP), told(home)
        self.now = standing(home, found)
        self.added = [key for key in self.now if key not in set(had)]
        self.gone = [key for key in had if key not in self.now]
        self.keys = [*(key for key in had if key in self.now), *self.added]
        self.news = {key for key, name in self.now.items() if known.get(key) != name} | set(self.added)

    def runs(self) -> list[tuple[str, str]]:
        """The first and the last partition of each run that has something to tell."""
        return stretches(self.keys, self.news)

    def request(self, first: str, last: str, again: str) -> dg.RunRequest:
        """The same run is asked for once, however often these files are looked at, and once more for each ``again``."""
        names = "".join(self.now[key] for key in self.keys[self.keys.index(first) : self.keys.index(last) + 1])
        return dg.RunRequest(
            run_key=f"reports-{hashlib.sha256((first + names + again).encode()).hexdigest()}",
            job_name=read_report.name,
            tags={OCCASION: "raw", **partition_tags(first, last)},
        )

    def changes(self) -> list[dg.AddDynamicPartitionsRequest | dg.DeleteDynamicPartitionsRequest]:
        """The same as requests, for a sensor."""
        add = [REPORTS.build_add_request(self.added)] if self.added else []
        return [*add, *([REPORTS.build_delete_request(self.gone)] if self.gone else [])]


def keep_in_step(instance: dg.DagsterInstance, home: Home) -> Step:
    """Add the partitions of new files, delete those of files that are gone; what it gives has the runs that are left to do."""
    step = Step(instance, home, watch.hashes(home.raw))
    _add(instance, step.added)
    for key in step.gone:
        instance.delete_dynamic_partition(GROUP, key)
    return step


def _add(instance: dg.DagsterInstance, keys: Sequence[str]) -> None:
    try:
        if keys:
            instance.add_dynamic_partitions(GROUP, keys)
    except IntegrityError:
        # Another run has added some of them in the same moment, and so none of ours was.
        there = set(instance.get_dynamic_partitions(GROUP))
        _add(instance, [key for key in keys if key not in there])
