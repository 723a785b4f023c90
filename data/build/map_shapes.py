"""Takes the world's map shapes out of the npm package plotly.js, so that the dashboard needs no server for them.

Run by hand when Plotly is upgraded: python data/build/map_shapes.py (needs npm and node).
"""

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "plotly.js@4.1.1"
SHAPES = ("world_110m",)
TARGET = Path(__file__).resolve().parents[2] / "dashboard" / "web" / "assets" / "topojson"

TAKE_OUT = """
globalThis.window = globalThis;
require(process.argv[1]);
process.stdout.write(JSON.stringify(globalThis.Plotly.topojson));
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as tar:
            tar.extract("package/dist/plotly-geo-assets.js", folder, filter="data")
        script = Path(folder) / "package" / "dist" / "plotly-geo-assets.js"
        printed = subprocess.run(["node", "-e", TAKE_OUT, str(script)], check=True, capture_output=True).stdout
    shapes = json.loads(printed)
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in SHAPES:
        path = TARGET / f"{name}.json"
        path.write_text(json.dumps(shapes[name], separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
