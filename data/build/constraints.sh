#!/bin/sh
# Writes constraints.txt: the newest versions that fit pyproject.toml, for Python 3.11 to 3.14, without addresses.
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --upgrade setuptools hatchling editables
"$folder/venv/bin/python" -m pip install --quiet --no-build-isolation -e '.[audit,bench,build,cluster,test]'
{
  echo "# The exact set that is tested; make installs with it. Written by data/build/constraints.sh."
  "$folder/venv/bin/python" -m pip freeze --all --exclude-editable --exclude worldtone --exclude pip | grep -v ' @ ' | sort -f
} > constraints.txt
