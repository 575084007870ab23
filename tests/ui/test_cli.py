"""The command line: what it prints where, and which code it leaves with."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import click
import pytest

from ui.cli import COMMANDS, cli
from ui.lazy import LazyGroup

# `ask` may need none of these: 2-10 s of imports each, and most of a gigabyte.
SLOW = {"torch", "transformers", "sentence_transformers", "gradio"}


def one_line(stderr: bytes) -> str:
    """What stderr says, which must be one line and no traceback."""
    text = stderr.decode()
    assert text.count("\n") == 1, text
    assert text.startswith("hanoi: ")
    assert "Traceback" not in text
    return text


def test_an_answer_exits_0_with_its_sources_on_stdout(hanoi) -> None:
    done = hanoi("ask", "Lễ mở ký Công ước Hà Nội diễn ra ngày nào?")
    assert done.returncode == 0, done.stderr.decode()
    text = done.stdout.decode()
    assert "[1]" in text
    assert "http" in text
    assert "2025" in text
    assert "\x1b" not in text


def test_json_is_exactly_the_answer(hanoi, starter_index) -> None:
    from bot import chat

    question = "Lễ mở ký Công ước Hà Nội diễn ra ngày nào?"
    done = hanoi("ask", "--json", question)
    assert done.returncode == 0
    assert done.stdout.endswith(b"\n")
    assert done.stdout.count(b"\n") == 1
    printed = json.loads(done.stdout)
    wanted = json.loads(json.dumps(chat.ask(question, starter_index).to_json()))
    assert {**printed, "took_ms": 0} == {**wanted, "took_ms": 0}
    assert "Công ước" in done.stdout.decode()


def test_the_same_question_gives_the_same_bytes_but_for_the_times(hanoi) -> None:
    runs = [json.loads(hanoi("ask", "--json", "Bao nhiêu nước đã ký?").stdout) for _ in range(2)]
    for run in runs:
        del run["took_ms"]
    assert json.dumps(runs[0]) == json.dumps(runs[1])


def test_what_the_articles_do_not_say_exits_4(hanoi) -> None:
    done = hanoi("ask", "Giá vàng hôm nay bao nhiêu?")
    assert done.returncode == 4
    assert done.stdout.decode().strip()
    done = hanoi("ask", "--json", "Giá vàng hôm nay bao nhiêu?")
    assert done.returncode == 4
    assert json.loads(done.stdout)["found"] is False


def test_the_question_may_come_from_standard_input(hanoi) -> None:
    done = hanoi("ask", "-", stdin="Lễ mở ký Công ước Hà Nội diễn ra ngày nào?\n".encode())
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("args", "stdin", "why"),
    [
        pytest.param(["ask", ""], b"", "empty", id="empty"),
        pytest.param(["ask", " \t\n "], b"", "empty", id="blanks"),
        pytest.param(["ask", "a" * 2001], b"", "2,001 characters", id="too long"),
        pytest.param(["ask", "-"], b"a" * 5_000_000, "characters", id="five megabytes"),
        pytest.param(
            ["ask", "-"], "ế".encode() * 2_000_000, "characters", id="six megabytes, cut in a letter"
        ),
        pytest.param(["ask", "-"], b"bao\0nhieu", "NUL", id="NUL"),
        pytest.param(["ask", "-"], b"\xff\xfe", "UTF-8", id="not UTF-8"),
        pytest.param(["ask", "-"], b"", "empty", id="nothing on standard input"),
        pytest.param(["ask", "a", "--as-of", "26/10"], b"", "not a date", id="half a date"),
        pytest.param(["ask", "a", "--history", "b\n" * 3000], b"", "history", id="history too long"),
        pytest.param(["ask", "a", "--llm"], b"", "HANOI_LLM", id="a model that is not configured"),
        pytest.param(["ask"], b"", "QUESTION", id="no question"),
        pytest.param(["ask", "a", "b"], b"", "unexpected extra argument", id="two questions"),
        pytest.param(["ask", "a", "--jsno"], b"", "--jsno", id="a slip in an option"),
        pytest.param(["aks", "a"], b"", "aks", id="a slip in a command"),
        pytest.param(["ingest"], b"", "--starter", id="nothing to ingest"),
        pytest.param(["serve", "--port", "99999"], b"", "99999", id="a port that is none"),
    ],
)
def test_bad_usage_exits_2_with_one_line(hanoi, args: list[str], stdin: bytes, why: str) -> None:
    done = hanoi(*args, stdin=stdin)
    assert done.returncode == 2
    assert why in one_line(done.stderr)
    assert done.stdout == b""


def test_bytes_that_are_no_text_on_the_command_line_are_refused(hanoi) -> None:
    command = [sys.executable.encode(), b"-m", b"ui", b"ask", b"bao \xff nhieu"]
    done = subprocess.run(command, capture_output=True, env=hanoi.environ(), check=False)
    assert done.returncode == 2
    assert "not valid text" in one_line(done.stderr)


def test_a_bad_setting_exits_2(fresh_hanoi) -> None:
    fresh_hanoi.env["HANOI_PORT"] = "many"
    done = fresh_hanoi("ask", "a")
    assert done.returncode == 2
    assert "HANOI_PORT" in one_line(done.stderr)


@pytest.mark.parametrize("command", [["ask", "a"], ["serve", "--port", "0"], ["ask", "--json", "a"]])
def test_without_an_index_the_next_step_is_named_with_exit_3(fresh_hanoi, command: list[str]) -> None:
    done = fresh_hanoi(*command)
    assert done.returncode == 3
    last = done.stderr.decode().splitlines()[-1]
    assert "hanoi ingest" in last
    assert "Traceback" not in done.stderr.decode()
    assert done.stdout == b""


def test_a_damaged_index_exits_3_and_names_reindex(fresh_hanoi, small_home: Path) -> None:
    import shutil

    shutil.copytree(small_home, fresh_hanoi.home)
    for table in (fresh_hanoi.home / "index" / "builds").rglob("*.json"):
        table.write_text("{")
    done = fresh_hanoi("ask", "a")
    assert done.returncode == 3
    assert "hanoi reindex" in one_line(done.stderr)
    assert fresh_hanoi("reindex").returncode == 0
    assert fresh_hanoi("ask", "Lễ mở ký Công ước Hà Nội diễn ra ngày nào?").returncode == 0


def test_a_busy_port_is_one_line_before_anything_is_loaded(hanoi) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        began = time.monotonic()
        done = hanoi("serve", "--port", str(port))
    assert done.returncode == 2
    assert f":{port}" in one_line(done.stderr)
    assert time.monotonic() - began < 3


def test_help_is_quick_and_imports_nothing_slow(hanoi) -> None:
    code = (
        "import sys; from ui.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*sorted(sys.modules))"
    )
    took = []
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, env=hanoi.environ(), check=True
        )
        took.append(time.perf_counter() - began)
    loaded = set(done.stdout.decode().splitlines()[-1].split())
    assert not loaded & (SLOW | {"chromadb", "numpy", "langchain_core", "onnxruntime", "fastapi", "rich"})
    assert min(took) <= 0.5


def test_ask_imports_neither_torch_nor_transformers_nor_gradio(hanoi) -> None:
    code = (
        "import sys; from ui.cli import main\n"
        "try: main(['ask', 'Bao nhiêu nước đã ký?'])\n"
        "except SystemExit as left: assert left.code in (0, 4), left.code\n"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=hanoi.environ(), check=True)
    assert not set(done.stdout.decode().splitlines()[-1].split()) & SLOW


def test_output_cut_off_by_a_pipe_is_no_error(hanoi) -> None:
    command = f'"{sys.executable}" -m ui list | head -n 1'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, env=hanoi.environ(), check=False
    )
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["list --json", "gaps --json"])
def test_output_that_cannot_be_kept_is_said_and_no_success(hanoi, command: str) -> None:
    env = hanoi.environ() | {"HANOI_GAPS": "counts"}
    line = f'"{sys.executable}" -m ui {command} > /dev/full'
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=env, check=False)
    assert done.returncode == 1
    (said,) = done.stderr.decode().splitlines()
    assert said.startswith("hanoi: The output is not whole")


@pytest.mark.parametrize("command", ["list", "gaps --json"])
def test_closed_output_is_no_crash(hanoi, command: str) -> None:
    env = hanoi.environ() | {"HANOI_GAPS": "counts"}
    line = f'"{sys.executable}" -m ui {command} >&-'
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=env, check=False)
    assert done.returncode == 0
    assert b"unexpected" not in done.stderr


@pytest.mark.parametrize("code_page", ["cp1252", "cp1258", "ascii", "cp437:strict"])
def test_a_code_page_without_our_letters_loses_none(hanoi, code_page: str) -> None:
    env = hanoi.environ() | {"PYTHONUTF8": "0", "PYTHONIOENCODING": code_page}
    command = [sys.executable, "-m", "ui", "list"]
    done = subprocess.run(command, capture_output=True, env=env, check=False)
    assert done.returncode == 0
    assert done.stdout.replace(b"\r\n", b"\n") == hanoi("list").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_of_commands_agrees_with_the_commands(name: str) -> None:
    assert isinstance(cli, LazyGroup)
    where, line = COMMANDS[name]
    module, attribute = where.split(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.get_short_help_str(limit=200) == line


def test_what_nobody_foresaw_is_one_line_and_a_trace_only_on_request(fresh_hanoi) -> None:
    fresh_hanoi.home.mkdir()
    (fresh_hanoi.home / "index").write_text("a file where a folder belongs")
    done = fresh_hanoi("ask", "a")
    assert done.returncode in (1, 2, 3)
    assert b"Traceback" not in done.stderr


def test_doctor_says_what_is_there_and_what_is_missing(hanoi, fresh_hanoi) -> None:
    fine = hanoi("doctor", "--json")
    assert fine.returncode == 0, fine.stdout.decode()
    assert not [row for row in json.loads(fine.stdout) if row["severity"] == "error"]
    bad = fresh_hanoi("doctor")
    assert bad.returncode == 3
    assert "error   index" in bad.stdout.decode()
    assert "hanoi ingest --starter" in bad.stdout.decode()


def test_a_list_and_a_removal(fresh_hanoi, home: Path) -> None:
    import shutil

    shutil.copytree(home, fresh_hanoi.home)
    listed = json.loads(fresh_hanoi("list", "--json").stdout)
    assert len(listed) == len(list((home / "articles").glob("*.json")))
    assert "text" not in listed[0]
    days = [row["published"] for row in listed if row["published"]]
    assert days == sorted(days, reverse=True)
    assert fresh_hanoi("remove", listed[0]["id"]).returncode == 0
    assert len(json.loads(fresh_hanoi("list", "--json").stdout)) == len(listed) - 1
    done = fresh_hanoi("remove", listed[0]["id"])
    assert done.returncode == 2
    assert "hanoi list" in done.stderr.decode()


def test_ingest_if_empty_leaves_an_index_alone(hanoi) -> None:
    before = sorted((hanoi.home / "index" / "builds").iterdir())
    assert hanoi("ingest", "--starter", "--if-empty").returncode == 0
    assert sorted((hanoi.home / "index" / "builds").iterdir()) == before


def test_bad_input_to_ingest_is_told_and_leaves_the_index_as_it_was(hanoi, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    before = (hanoi.home / "index" / "CURRENT").read_bytes()
    for source in ("missing.txt", "empty", "nothing.txt", "binary.txt"):
        done = hanoi("ingest", str(tmp_path / source))
        assert done.returncode == 2, source
        said = done.stdout.decode() + done.stderr.decode()
        assert source in said
        assert "Traceback" not in said
    assert (hanoi.home / "index" / "CURRENT").read_bytes() == before


def test_some_rejected_items_are_said_and_counted_in_the_exit_code(fresh_hanoi, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(
        "Lễ ký\n\nCó 72 nước đã ký Công ước Hà Nội trong hai ngày.", encoding="utf-8"
    )
    (folder / "empty.txt").write_text(" \n", encoding="utf-8")
    done = fresh_hanoi("ingest", str(folder))
    assert done.returncode == 1
    assert "rejected  empty.txt" in done.stdout.decode()
    assert "added     good.txt" in done.stdout.decode()
