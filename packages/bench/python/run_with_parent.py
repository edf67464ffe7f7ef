"""Runs a command that ends, with all that it started, when who started this has ended.

Only what left the process group stays. All that the command says goes to the standard output.
"""

import os
import signal
import subprocess
import sys
import threading

# File descriptor of a stream on which nothing is ever sent; it ends with who started this.
LIFELINE = 3


def end_with_lifeline():
    """Wait for the end of the lifeline, then end the group."""
    os.read(LIFELINE, 1)
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_lifeline, daemon=True).start()
sys.exit(subprocess.call(sys.argv[1:], stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT))
