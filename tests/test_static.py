"""What our code never does, whatever else it does: found by reading it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = sorted([*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "data").rglob("*.py")])
SCRIPTS = sorted((ROOT / "dashboard").rglob("*.js"))

# Modules that turn bytes into objects with whatever code these name.
UNSAFE_MODULES = {"pickle", "_pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "diskcache"}
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "tempfile.mktemp"}
UNSAFE_WORDS = {
    "shell": True,
    "verify": False,
    "check_hostname": False,
    "allow_pickle": True,
    "dangerously_allow_html": True,
    "debug": True,  # of a server
    "escapeHTML": False,
}
UNSAFE_NAMES = {
    "DataTable",
    "dangerously_allow_html",
    "_create_unverified_context",
    "CERT_NONE",
    "DangerouslySetInnerHTML",
}
UNSAFE_SCRIPT = re.compile(
    r"\beval\s*\(|\bnew\s+Function\b|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|setTimeout\(\s*[\"'`]"
    r"|srcdoc|javascript:|\bimport\s*\(|\bpostMessage\s*\([^)]*[\"']\*[\"']"
)


def unsafe(source: str) -> Iterator[str]:
    """What in a Python source is unsafe, each with its line."""
    for node in ast.walk(ast.parse(source)):
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [name.name for name in node.names if name.name.split(".")[0] in UNSAFE_MODULES]
        elif isinstance(node, ast.ImportFrom):
            names = {name.name for name in node.names}
            module = (node.module or "").split(".")[0]
            found = [module] * (module in UNSAFE_MODULES) + sorted(names & UNSAFE_NAMES)
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            found = [called] * (called in UNSAFE_CALLS or called.removeprefix("builtins.") in UNSAFE_CALLS)
            for word in node.keywords:
                value = word.value.value if isinstance(word.value, ast.Constant) else ...
                if word.arg in UNSAFE_WORDS and value is UNSAFE_WORDS[word.arg]:
                    found.append(f"{word.arg}={value}")
                elif word.arg in UNSAFE_NAMES or (word.arg == "shell" and value is ...):
                    found.append(str(word.arg))
        elif isinstance(node, ast.Attribute):
            found = [node.attr] * (node.attr in UNSAFE_NAMES)
        elif isinstance(node, ast.Constant):
            found = [str(node.value)] * (isinstance(node.value, str) and node.value in UNSAFE_NAMES)
        yield from (f"{getattr(node, 'lineno', 0)}: {one}" for one in found)


def test_our_code_does_nothing_of_the_kind() -> None:
    assert len(PYTHON) > 100
    found = {str(path.relative_to(ROOT)): list(unsafe(path.read_text("utf-8"))) for path in PYTHON}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_our_scripts_do_nothing_of_the_kind() -> None:
    assert len(SCRIPTS) > 3
    found = {str(path.relative_to(ROOT)): UNSAFE_SCRIPT.findall(path.read_text("utf-8")) for path in SCRIPTS}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from dill import loads",
        "import os.path, marshal",
        "eval('1')",
        "import builtins\nbuiltins.exec('x')",
        "subprocess.run('ls', shell=True)",
        "subprocess.run('ls', shell=flag)",
        "requests.get(url, verify=False)",
        "ssl._create_unverified_context()",
        "context.verify_mode = ssl.CERT_NONE",
        "dcc.Markdown(text, dangerously_allow_html=True)",
        "dcc.Markdown(text, dangerously_allow_html=asked)",
        "dcc.Markdown(text, **{'dangerously_allow_html': True})",
        "dash_table.DataTable(rows, markdown_options={'html': True})",
        "from dash.dash_table import DataTable",
        "app.run(debug=True)",
        "numpy.load(path, allow_pickle=True)",
    ],
)
def test_the_reading_finds_what_it_should(source: str) -> None:
    assert list(unsafe(source)) != []


def test_the_reading_passes_over_what_is_harmless() -> None:
    harmless = "import json\nre.compile('x')\nrun(['ls'], shell=False)\nstore.verify()\nlog.debug('x')\n'we never eval'"
    assert list(unsafe(harmless)) == []
    assert UNSAFE_SCRIPT.findall("element.textContent = text; setTimeout(draw, 5); evaluate(x)") == []


def test_no_secret_lies_in_the_repository() -> None:
    secret = re.compile(r"(?i)\b(?:secret_key|password|token|api_key)\b\s*=\s*[\"'][^\"'{}]{4,}[\"']")
    found = {str(path.relative_to(ROOT)): secret.findall(path.read_text("utf-8")) for path in PYTHON}
    assert {path: lines for path, lines in found.items() if lines} == {}
