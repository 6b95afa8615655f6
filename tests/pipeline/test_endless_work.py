"""Work that never ends takes neither its worker's place nor the next mail's."""

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pipeline.bounds import bounded_cpu

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "work", ["while True: pass", "import re; re.fullmatch('(a*)*b', 'a' * 64)", "sum(range(10 ** 12))"]
)
def test_endless_work_ends_its_process(work: str) -> None:
    code = textwrap.dedent(f"""
        from pipeline.bounds import bounded_cpu
        with bounded_cpu(0.2):
            {work}
    """)
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=20, check=False)
    assert ended.returncode == -signal.SIGPROF


def test_ordinary_work_is_left_alone_and_nothing_stays_behind() -> None:
    with bounded_cpu(5):
        total = sum(range(1000))
    assert total == 499500
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
