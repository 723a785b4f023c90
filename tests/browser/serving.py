"""Starts and stops a server in a process of its own."""

import re
import subprocess
import sys


def start(*words: str) -> tuple["subprocess.Popen[str]", str]:
    """Starts a serving command on a free port; returns the process and the address it printed."""
    command = [sys.executable, "-m", "dashboard", *words, "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return process, found.group()
    raise AssertionError(process.communicate()[1])


def stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    process.wait(timeout=20)
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
