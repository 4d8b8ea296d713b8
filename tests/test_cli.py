"""The command line as a user meets it: what it prints, how it ends, what it doesn't load."""

import csv
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reports import page
from zq_pipeline import cli

COLUMNS = "number_start,number_end,indicator,measure,value,value_high,unit,bound,status,period,certainty,doubt"


def zq(*arguments, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "zq_pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=600, **options)


@pytest.fixture
def report(tmp_path):
    """A report outside any raw/, without an origin."""
    file = tmp_path / "somewhere.txt"
    file.write_text(page(), encoding="utf-8")
    return file


def test_nothing_asked_for_shows_the_verbs():
    said = zq()
    for verb in ("run", "extract", "coverage", "validate", "ui", "explain"):
        assert f"\n  {verb} " in said.stdout + said.stderr


def test_extract_prints_the_observations_and_nothing_else(report):
    said = zq("extract", report)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines()[0] == COLUMNS
    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    by_value = {row["value"]: row for row in rows}
    assert by_value["4860000000"]["indicator"] == "地区生产总值"
    assert (by_value["4860000000"]["unit"], by_value["4860000000"]["status"]) == ("元", "estimated")
    for row in rows:
        assert page()[int(row["number_start"])] in "0123456789三"


def test_extract_gives_the_same_rows_as_json(report):
    rows = json.loads(zq("extract", report, "--format", "json").stdout)
    assert rows == list(csv.DictReader(io.StringIO(zq("extract", report).stdout)))


def test_extract_takes_the_year_from_whoever_knows_it(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("工作总结\n一、成效 全镇新增规上企业7家。", encoding="utf-8")
    assert zq("extract", file).returncode == 2
    rows = list(csv.DictReader(io.StringIO(zq("extract", file, "--review-year", "2019").stdout)))
    assert [(row["value"], row["period"]) for row in rows] == [("7", "2019")]


def test_extract_tells_what_to_be_wary_of_on_standard_error(tmp_path):
    file = tmp_path / "half.txt"
    file.write_text("柳河镇2023年工作总结\n一、2023年工作总结\n新建书屋2座，改造农村公路1", encoding="utf-8")
    said = zq("extract", file)
    assert said.returncode == 0
    assert [line.split(": ")[:2] for line in said.stderr.splitlines()] == [
        ["half.txt", "no_plan"],
        ["half.txt", "breaks_off"],
    ]


def test_coverage_tells_what_stands_in_rows_and_what_does_not(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("柳河镇2023年工作总结\n一、2023年工作总结\n新建书屋2座。各项工作扎实有力。", encoding="utf-8")
    said = zq("coverage", file)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines() == [
        "1 of 2 statements (50 %) and 6 of 16 characters (38 %) stand in rows",
        "一、2023年工作总结: 1 of 2 statements, 6 of 16 characters",
        "  32 各项工作扎实有力。",
    ]


def test_extract_leaves_nothing_beside_the_report(report):
    zq("extract", report)
    assert [p.name for p in report.parent.iterdir()] == [report.name]


def test_extract_loads_neither_orchestrator_nor_table_libraries(report):
    program = f"""
import sys
from pathlib import Path
from zq_pipeline.cli import main
sys.argv = ["zq-pipeline", "extract", {str(report)!r}]
try:
    main()
finally:
    print(*sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "zq_pipeline" in loaded
    assert not loaded & {"dagster", "frictionless", "pandas", "pandera", "pyarrow", "duckdb", "numpy", "sqlalchemy"}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda file: None, "report-missing"),
        (lambda file: file.write_bytes(b""), "empty-report"),
        (lambda file: file.write_bytes(b"%PDF-1.7"), "not-text"),
        (lambda file: file.write_bytes("一".encode() + b"\x00"), "nul-bytes"),
        (lambda file: file.mkdir(), "not-a-file"),
    ],
)
def test_a_bad_file_is_one_sentence_on_standard_error(tmp_path, make, code):
    file = tmp_path / "bad.txt"
    make(file)
    said = zq("extract", file)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"{code}: ")
    assert said.stderr.count("\n") == 1


def test_an_offset_behind_the_end_is_an_error_that_says_where_the_end_is(report):
    last = len(page()) - 1
    assert zq("explain", report, "--at", last).returncode == 0
    said = zq("explain", report, "--at", last + 1)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"offset-outside: There is no character {last + 1} in ")
    assert f"whose last one is {last}." in said.stderr


def test_a_wrong_command_is_no_traceback():
    said = zq("extract", "x", "--format", "xml")
    assert said.returncode == 2
    assert "Traceback" not in said.stderr


def unheard(*arguments) -> subprocess.CompletedProcess:
    """The command with an output whose other end is closed, as ``| head`` leaves it."""
    ear, mouth = os.pipe()
    os.close(ear)
    command = [sys.executable, "-m", "zq_pipeline", *map(str, arguments)]
    try:
        return subprocess.run(command, stdout=mouth, stderr=subprocess.PIPE, text=True)
    finally:
        os.close(mouth)


def test_a_reader_that_has_heard_enough_is_no_error(report):
    for arguments in (["extract", report], ["coverage", report], ["explain", report, "--at", 9]):
        done = unheard(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
    assert unheard("validate", report).returncode == 1, "what it found is in the exit code"


def test_an_output_without_room_is_one_sentence(report):
    command = [sys.executable, "-m", "zq_pipeline", "extract", report]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("output-not-writable: ") and done.stderr.count("\n") == 1


def test_a_terminal_that_knows_no_chinese_is_no_error(report):
    said = zq("explain", report, "--at", 9, env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert (said.returncode, said.stderr) == (0, "")


def test_a_report_that_is_not_there_is_named_with_its_folder(tmp_path):
    said = zq("extract", "a.txt", cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert said.stderr == f"report-missing: {tmp_path.name}/a.txt is not there. Check its name.\n"


def test_a_file_that_the_system_refuses_is_one_sentence(monkeypatch, capsys):
    def refuse():
        raise PermissionError(13, "Permission denied", "data/unit.csv")

    monkeypatch.setattr(cli, "app", refuse)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("system-refused: data/unit.csv can't be used (Permission denied).")


@pytest.mark.parametrize("settings", ["telemetry: [", "telemetri: {}"])
def test_settings_of_the_history_that_make_no_sense_are_one_sentence(tmp_path, settings):
    (tmp_path / ".dagster").mkdir()
    (tmp_path / ".dagster" / "dagster.yaml").write_text(settings, encoding="utf-8")
    said = zq("run", "--home", tmp_path)
    assert (said.returncode, said.stderr.count("\n")) == (2, 1)
    assert said.stderr.startswith(f"bad-history-settings: {tmp_path}/.dagster/dagster.yaml can't be understood (")


def test_a_port_that_is_taken_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = zq("ui", "--home", tmp_path, "--port", taken.getsockname()[1])
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("port-taken: ") and "--port" in said.stderr


@pytest.mark.parametrize("arguments", [["run", "--home"], ["corpus", "--out", "out"]], ids=["home", "corpus"])
def test_a_folder_that_is_not_there_is_not_made(tmp_path, arguments):
    said = zq(*arguments, tmp_path / "none")
    assert said.returncode == 2
    assert "does not exist" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_that_draws_itself_is_one_sentence(tmp_path):
    # Each form draws the next one twice: a page of two to the thirtieth words.
    words, count = b"BT /F 12 Tf 9 9 Td (2031) Tj ET ", 30
    heads = [b"/Type/Catalog/Pages 2 0 R", b"/Type/Pages/Kids[3 0 R]/Count 1"]
    heads.append(
        b"/Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>/XObject<</A 6 0 R>>>>"
    )
    heads.append(b"/Type/Font/Subtype/Type1/BaseFont/Helvetica")
    objects = [b"<<%s>>" % head for head in heads] + [b"<</Length 5>>stream\n/A Do\nendstream"]
    for number in range(6, 6 + count):
        said = words + b"/A Do /A Do" * (number < 5 + count)
        about = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F 4 0 R>>/XObject<</A %d 0 R>>>>" % (
            number + 1
        )
        objects.append(b"<<%s/Length %d>>stream\n%s\nendstream" % (about, len(said), said))
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    file = tmp_path / "doubling.pdf"
    file.write_bytes(data + tail % (len(objects) + 1, table, len(objects) + 1, len(data)))
    done = zq("extract", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        ("report-crashed: doubling.pdf", "report-too-slow: doubling.pdf", "report-too-hungry: doubling.pdf")
    )
    assert done.stderr.count("\n") == 1
