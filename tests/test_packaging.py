"""The wheel, installed in an empty environment outside the checkout, carries all that the dashboard needs."""

import os
import re
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the scripts of a fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv")
    scripts = folder / "venv" / SCRIPTS
    # By the pip of the tests, and compiled when it is run: a pip of its own, and all compiled, take half of the time.
    pip = [sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--no-compile", "--quiet"]
    subprocess.run([*pip, "-c", ROOT / "constraints.txt", wheel], check=True, capture_output=True, cwd=folder)
    return scripts


def test_the_installed_demo_serves_pages_assets_and_map_shapes(installed: Path, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [installed / "worldtone", "demo", "--store", tmp_path / "demo.db", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment)
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"http://\S+", line):
            break
    try:
        assert found, said
        assert re.search(r"Sample articles: [1-9]\d* stored, 0 there already", said)
        for path, part in {
            "/": "Worldtone",
            "/assets/worldtone.css": ".wt-brand",
            "/assets/topojson/world_110m.json": '"Topology"',
            "/_dash-layout": "MantineProvider",
        }.items():
            with urllib.request.urlopen(found.group() + path, timeout=20) as answer:
                assert part in answer.read().decode(), path
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def test_nothing_is_read_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    ask = "import dashboard, dashboard.resources as r; print(dashboard.__file__); print(r.data_dir())"
    told = subprocess.run(
        [installed / "python", "-c", ask], check=True, capture_output=True, text=True, cwd=tmp_path
    ).stdout.split()
    assert all(Path(path).is_relative_to(installed.parent) for path in told)
