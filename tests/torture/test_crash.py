"""An ingest that is killed: the torture in short."""

from shortly import torture


def test_torture_in_short() -> None:
    torture("crash", 30)
