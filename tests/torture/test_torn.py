"""A store that was damaged: the torture in short."""

from shortly import torture


def test_torture_in_short() -> None:
    torture("torn", 30)
