"""Reports of one place and several years in ``raw/`` tell more than each of them alone."""

import shutil
from pathlib import Path

from zq_pipeline.reading.records import NoteKind, State
from zq_pipeline.store.raw import shelf

TEXTS = Path(__file__).parent.parent / "texts"


def test_targets_find_their_outcome_and_numbers_their_restatement(tmp_path: Path) -> None:
    for file in TEXTS.iterdir():
        shutil.copy(file, tmp_path)
    first, second, other = shelf(tmp_path).readings
    assert [reading.key for reading in (first, second, other)] == ["990101002-2031", "990101002-2032", "990101003-2031"]
    assert {target.state for target in first.targets} == {State.MET, State.MISSED}
    assert {target.told_by for target in first.targets} == {second.key}
    assert [note.kind for note in second.source_notes if note.kind is NoteKind.RESTATED] == [NoteKind.RESTATED]
    assert {target.state for target in (*second.targets, *other.targets)} == {State.OPEN}


def test_a_report_alone_has_no_outcome(tmp_path: Path) -> None:
    for file in TEXTS.glob("liuhu-2031*"):
        shutil.copy(file, tmp_path)
    (alone,) = shelf(tmp_path).readings
    assert {target.state for target in alone.targets} == {State.OPEN}
