"""A disk that is full, or fails: the torture in short."""

from shortly import torture


def test_torture_in_short() -> None:
    torture("full_disk", 3)
