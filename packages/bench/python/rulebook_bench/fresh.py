"""Times one execution of a statement in a fresh interpreter for each sample.

The interpreter gets the benchmark as compiled code on its standard input, so that nothing is
imported there that a clean start does not import: no site customisation, no .pth file, no harness.
"""

from __future__ import annotations

import ast
import marshal
import subprocess
import sys

from rulebook_bench.failures import InterpreterFailure
from rulebook_bench.reached import reached_code
from rulebook_bench.suite import BenchmarkSource
from rulebook_bench.template import fill_template

_ONCE = """
def once(__timer):
    SETUP
    __start = __timer()
    STATEMENT
    __stop = __timer()
    TEARDOWN
    return __stop - __start
"""

# `site` without its customisations is what an ordinary start imports. The benchmark may print; the
# answer goes to the standard output kept aside. An alarm ends an interpreter that nobody waits for.
_START = """
import sys, marshal, site, os
from time import perf_counter
code, name, path, seconds = marshal.load(sys.stdin.buffer)
sys.path.extend(path)
try:
    from _signal import alarm
    alarm(seconds)
except ImportError:
    pass
answer = os.dup(1)
os.dup2(2, 1)
namespace = {"__name__": "suite"}
exec(code, namespace)
os.write(answer, repr(namespace[name](perf_counter)).encode())
os._exit(0)  # taking the interpreter apart is not measured, and takes as long as many an import
"""


class Fresh:
    """A benchmark ready to be sampled: seconds of one execution in a fresh interpreter."""

    def __init__(self, source: BenchmarkSource, module: ast.Module, timeout: float) -> None:
        self.source = source
        self.loops = 1
        self.unroll = 1
        self._timeout = timeout
        code = fill_template(_ONCE, source, 1, reached_code(module, source))
        site_packages = [entry for entry in sys.path if "site-packages" in entry or "dist-packages" in entry]
        self._input = marshal.dumps((code, source.name, site_packages, max(1, round(timeout) + 1)))

    def calibrate(self, batch_seconds: float) -> None:
        """Execute once, so that compiled bytecode and the files are at hand."""
        self.sample()

    def sample(self) -> float:
        """Seconds of one execution. Raises InterpreterFailure when the interpreter does not answer."""
        try:
            ended = subprocess.run(
                [sys.executable, "-I", "-S", "-c", _START],
                input=self._input,
                capture_output=True,
                timeout=self._timeout,
            )
        except subprocess.TimeoutExpired:
            raise InterpreterFailure(f"the fresh interpreter took more than {self._timeout:g} s") from None
        if ended.returncode != 0:
            code = ended.returncode
            words = ended.stderr.decode(errors="replace").strip().splitlines()[-1:]
            how = f"was ended by signal {-code}" if code < 0 else f"exited with code {code}"
            raise InterpreterFailure(": ".join([f"the fresh interpreter {how}", *words]))
        return float(ended.stdout)

    def close(self) -> None:
        """Nothing is left to tear down: each interpreter did that itself."""
