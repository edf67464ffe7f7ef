"""Times one execution of a statement in a fresh interpreter for each sample.

The interpreter gets the benchmark as compiled code on its standard input, so that nothing is
imported there that a clean start does not import: no site customisation, no .pth file, no harness.
"""

from __future__ import annotations

import marshal
import re
import select
import subprocess
import sys
from typing import IO

from rulebook_bench.clock import CLOCK
from rulebook_bench.failures import InterpreterFailure
from rulebook_bench.importable import module_name
from rulebook_bench.reached_code import reached_code
from rulebook_bench.suite import BenchmarkSource, Suite
from rulebook_bench.template import fill_template

_ONCE = """
def once(__timer):
    __seconds = None
    with AROUND:
        __start = __timer()
        STATEMENT
        __stop = __timer()
        __seconds = __stop - __start
    return __seconds
"""

# `site` without its customisations is what an ordinary start imports. The benchmark may print; the
# answer goes to the standard output kept aside. An alarm ends an interpreter that takes too long, or that
# nobody waits for; it says which line of the suite it was in.
_START = """
import sys, marshal, site, os
from time import perf_counter
code, name, file, suite, path, seconds, report = marshal.load(sys.stdin.buffer)
sys.path.extend(entry for entry in path if entry not in sys.path)
answer = os.dup(1)
def late(_, frame):
    while frame and frame.f_code.co_filename != file:
        frame = frame.f_back
    os.write(answer, f"late {frame.f_lineno if frame else 0}".encode())
    os._exit(1)
from _signal import ITIMER_REAL, SIGALRM, setitimer, signal
signal(SIGALRM, late)
setitimer(ITIMER_REAL, seconds)
os.dup2(2, 1)
module = sys.modules[suite] = type(sys)(suite)
module.__file__ = file
exec(code, module.__dict__)
seconds = getattr(module, name)(perf_counter)
if seconds is None:
    sys.exit("what the statement raises is suppressed by a `with` around the yield")
import gc
if report:
    files = {name: getattr(module, "__file__", None) for name, module in list(sys.modules.items())}
    with open(report, "wb") as told:
        marshal.dump({name: file for name, file in files.items() if type(file) is str}, told)
os.write(answer, f"{seconds!r} {gc.isenabled()}".encode())
os._exit(0)  # taking the interpreter apart is not measured, and takes as long as many an import
"""


class Fresh:
    """A benchmark ready to be sampled: seconds of one execution in a fresh interpreter."""

    def __init__(self, source: BenchmarkSource, suite: Suite, timeout: float) -> None:
        self.source = source
        self.loops = 1
        self.collects = True
        self._timeout = timeout
        code = fill_template(_ONCE, source, 1, reached_code(suite.module, source))
        # With what .pth files put there, such as folders that are installed in editable mode.
        path = list(sys.path)
        suite_module = module_name(suite.path)
        # The interpreter ends itself a little earlier, for it can tell where it was.
        self._order = (code, source.name, suite.path, suite_module, path, 0.75 * timeout)

    def calibrate(self, batch_seconds: float) -> None:
        """Execute once, so that compiled bytecode and the files are at hand."""
        self.sample()

    def modules(self) -> dict[str, str]:
        """Files of the modules that an execution loads, by module name; one more is run for that."""
        import tempfile

        with tempfile.NamedTemporaryFile() as told:
            self.sample(told.name)
            return marshal.load(told)

    def sample(self, report: str = "") -> float:
        """Seconds of one execution. Raises InterpreterFailure when the interpreter does not answer.

        report: a file to be told what it loaded.
        """
        import tempfile  # a worker without fresh interpreters need not wait for it

        # Its words go to a file: what it started may hold a pipe open long after its end.
        with tempfile.TemporaryFile() as words:
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _START],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
            )
            with process:
                answer = self._ask(process, marshal.dumps((*self._order, report)))
            if answer.startswith(b"late"):
                raise self._late(f"{self.source.domain}.py:{int(answer[4:])}")
            if process.returncode != 0:
                raise self._failure(process.returncode, words)
        seconds, collects = answer.split()
        self.collects = collects == b"True"
        return float(seconds)

    def _ask(self, process: subprocess.Popen[bytes], order: bytes) -> bytes:
        """What the interpreter answers, at most until its end, which is waited for."""
        end = CLOCK.monotonic() + self._timeout
        try:
            with process.stdin as orders:
                orders.write(order)
        except BrokenPipeError:
            pass  # its end says more
        try:
            # One that ends without an answer may leave a child that holds the answer's pipe open.
            while not select.select([process.stdout], [], [], 0.1)[0]:
                if process.poll() is not None:
                    return b""
                if CLOCK.monotonic() > end:
                    raise subprocess.TimeoutExpired(process.args, self._timeout)
            answer = process.stdout.read1(100)
            process.wait(max(0.1, end - CLOCK.monotonic()))
            return answer
        except subprocess.TimeoutExpired:
            process.kill()
            raise self._late() from None

    def _late(self, place: str = "") -> InterpreterFailure:
        words = f"the fresh interpreter took more than {self._timeout:g} s"
        return InterpreterFailure(words, "" if place.endswith(":0") else place)

    def close(self) -> None:
        """Nothing is left to tear down: each interpreter did that itself."""

    def _failure(self, code: int, words: IO[bytes]) -> InterpreterFailure:
        """How an interpreter ended, with its last words, and the line of the suite that raised."""
        words.seek(max(0, words.seek(0, 2) - 20_000))
        said = words.read().decode(errors="replace").strip()
        how = f"was ended by signal {-code}" if code < 0 else f"exited with code {code}"
        lines = re.findall(rf'^  File "{re.escape(self.source.path)}", line (\d+)', said, re.MULTILINE)
        place = f"{self.source.domain}.py:{lines[-1]}" if lines else ""
        message = ": ".join([f"the fresh interpreter {how}", *said.splitlines()[-1:]])
        return InterpreterFailure(message, place, said)
