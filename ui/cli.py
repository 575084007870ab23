"""The `hanoi` command. Results go to stdout, talk to stderr, and the exit code means something.

0 done or answered · 1 something unexpected · 2 bad usage · 3 the index is missing, busy or unsound ·
4 the articles do not answer · 130 interrupted.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from ui.lazy import LazyGroup

# Bytes; a full disk has a few blocks left at most.
_SOME_ROOM = 1_000_000
COMMANDS = {
    "ask": ("ui.commands.ask:ask", "Answer QUESTION from the indexed articles."),
    "ingest": ("ui.commands.ingest:ingest", "Add articles and build the index."),
    "serve": ("ui.commands.serve:serve", "Serve the chat, the widget and the API."),
    "list": ("ui.commands.admin:list_articles", "List the archived articles, newest first."),
    "remove": ("ui.commands.admin:remove", "Remove one article and build the index again."),
    "reindex": (
        "ui.commands.admin:reindex",
        "Build the index again from the archive, also for another embedding model.",
    ),
    "doctor": ("ui.commands.doctor:doctor", "Say what is in place and what is missing."),
    "backup": ("ui.commands.keep:backup", "Write articles, opinions and outlets into one file."),
    "restore": ("ui.commands.keep:restore", "Put a backup into the home and build the index."),
    "eval": ("ui.commands.evaluate:eval_command", "Run fixed question-answer pairs against the index."),
    "widget-tag": (
        "ui.commands.widget:widget_tag",
        "Print the script tag for the chat served at SITE, such as https://chat.example.",
    ),
    "feedback": ("ui.commands.feedback:feedback", "List what visitors thought of answers, newest first."),
    "pause": (
        "ui.commands.pause:pause",
        "Stop answering on the page, in widgets and by the API; --off goes on.",
    ),
    "shared": ("ui.commands.shared:shared", "List the shared answers, newest first: id, day, question."),
    "gaps": (
        "ui.commands.gaps:gaps",
        "Group what was refused, answered with care or disliked, and say what article would help.",
    ),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hanoi-convention-bot", prog_name="hanoi")
def cli() -> None:
    """Ask about the UN Convention against Cybercrime; every answer names its source and date.

    Settings are read from HANOI_* variables; data is kept in HANOI_HOME.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; one line on stderr says what went wrong."""
    # Products of one question's size: a second thread of BLAS only spins, for as long again as the whole answer.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _say_in_utf8()
    # Opinions, articles and backups are the owner's: whatever is written is for nobody else on the machine.
    os.umask(os.umask(0o077) | 0o077)
    try:
        code = cli.main(args, prog_name="hanoi", standalone_mode=False)
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = _say("Interrupted; nothing was lost. Run the same again to go on.", 130)
    except BrokenPipeError:
        code = _gone()
    except SystemExit as leave:  # what click and rich make of a broken pipe
        if not _was_cut(leave):
            raise
        code = _gone()
    except click.ClickException as error:
        code = _say(_one_line(error), error.exit_code)
    except Exception as error:
        if os.environ.get("HANOI_DEBUG"):
            raise
        code = _not_whole(error) if _of_output(error) else _explained(error)
    raise SystemExit(_lost() or (code if isinstance(code, int) else 0))


def _say_in_utf8() -> None:
    """Every command writes UTF-8, whatever code page the terminal names: no title is lost to one without its letters."""
    # Closed (`>&-`), its number would go to the next file that is opened; what is printed is wanted by nobody.
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(io.FileIO(os.devnull, "w")), encoding="utf-8")


def _was_cut(leave: SystemExit) -> bool:
    """click puts silent streams in place of the closed ones; rich leaves while it handles the error itself."""
    return (
        isinstance(leave.__context__, BrokenPipeError) or type(sys.stdout).__name__ == "_PacifyFlushWrapper"
    )


def _lost() -> int:
    """1, said on stderr, when what was printed cannot be kept where it was sent, such as on a full disk; else 0."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _gone()
    except OSError as error:
        return _not_whole(error)
    return 0


def _of_output(error: Exception) -> bool:
    """Whether a full disk is that of the output: there is room where the home is. The error itself does not say."""
    if not isinstance(error, OSError) or error.errno != errno.ENOSPC:
        return False
    from ui.settings import Settings

    with suppress(Exception):
        return shutil.disk_usage(Settings.from_env().home).free > _SOME_ROOM
    return False


def _not_whole(error: Exception) -> int:
    _gone()
    why = getattr(error, "strerror", None) or error
    return _say(f"The output is not whole: it cannot be written ({why}). Send it elsewhere.", 1)


def _gone() -> int:
    """The reader of our output has gone, as `head` does; that is no fault."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _one_line(error: click.ClickException) -> str:
    """What is wrong and where the help is."""
    ctx = getattr(error, "ctx", None)
    hint = f" Try `{ctx.command_path} --help`." if ctx is not None else ""
    return " ".join(error.format_message().split()) + hint


def _explained(error: Exception) -> int:
    from ui.opening import explain

    outcome = explain(error)
    return _say(outcome.message, outcome.code)


def _say(message: str, code: int) -> int:
    from ui.terminal import plain
    from vectorstore.shown import without_login

    click.echo(f"hanoi: {plain(without_login(message))}", err=True)
    return code
