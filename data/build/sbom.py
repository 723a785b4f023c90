"""Writes build/worldtone.cdx.json, the list of all parts that Worldtone needs to run (an SBOM in CycloneDX's form).

Run by make sbom, which installs the tool. The parts are read from an environment that holds nothing else.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "worldtone.cdx.json"


def main() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    OUT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=False)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", "-c", str(ROOT / "constraints.txt"), *needed], check=True)
        tool = [str(Path(sys.executable).with_name("cyclonedx-py")), "environment", str(python)]
        how = ["--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application", "--output-reproducible"]
        subprocess.run([*tool, *how, "--of", "JSON", "-o", str(OUT)], check=True)
    parts = json.loads(OUT.read_text(encoding="utf-8"))["components"]
    for part in sorted(parts, key=lambda part: part["name"].lower()):
        print(f"{part['name']} {part['version']}: {_licences(part) or 'no licence given'}")
    print(f"{OUT.relative_to(ROOT)}: {len(parts)} parts")


def _licences(part: dict[str, list[dict[str, dict[str, str] | str]]]) -> str:
    found = set()
    for one in part.get("licenses", []):
        licence = one.get("license", {})
        name = one.get("expression") or (isinstance(licence, dict) and (licence.get("id") or licence.get("name")))
        found.add(str(name))
    return ", ".join(sorted(found))


if __name__ == "__main__":
    main()
