"""What was read before is not read again: only a new file, a changed one, one with a changed origin, or new code."""

from tests import generate
from zq_pipeline.store import memory, raw


def test_only_what_is_new_or_changed_is_read(tmp_path):
    folder, kept = tmp_path / "raw", tmp_path / "kept"
    generate.write_raw(folder, 6, 1)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    first = raw.shelf(folder, kept)
    assert len(first.read) == 7
    again = raw.shelf(folder, kept)
    assert again.read == ()
    assert (again.readings, again.set_aside) == (first.readings, first.set_aside)
    generate.write_raw(folder, 7, 1)
    assert raw.shelf(folder, kept).read == ("r0006.txt",)
    origin = folder / "r0002.origin.toml"
    origin.write_text(origin.read_text() + 'index_number = "7"\n')
    (folder / "r0003.txt").write_text((folder / "r0003.txt").read_text() + "新增泊位3个。\n")
    assert raw.shelf(folder, kept).read == ("r0002.txt", "r0003.txt")
    (folder / "r0004.txt").unlink()
    gone = raw.shelf(folder, kept)
    assert (gone.read, len(gone.readings)) == ((), 6)
    assert len(list(kept.iterdir())) == 7, "what nobody asks for is forgotten"


def test_damage_and_new_code_cost_only_time(tmp_path, monkeypatch):
    folder, kept = tmp_path / "raw", tmp_path / "kept"
    generate.write_raw(folder, 2, 1)
    first = raw.shelf(folder, kept)
    for path in kept.iterdir():
        path.write_bytes(path.read_bytes()[:100])
    assert raw.shelf(folder, kept) == first
    monkeypatch.setattr(memory, "code_version", lambda: "another")
    assert raw.shelf(folder, kept) == first
    assert raw.shelf(folder, kept).read == ()
