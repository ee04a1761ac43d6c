"""The seeds that failed once: kept beside the harness, and played first."""

from pathlib import Path

KEPT = Path(__file__).with_name("seeds.txt")


def kept() -> list[int]:
    """All of them, the oldest first."""
    lines = (line.partition("#")[0].strip() for line in KEPT.read_text("utf-8").splitlines())
    return [int(line) for line in lines if line]


def keep(seed: int, why: str) -> None:
    """Note a seed that failed, once."""
    if seed not in kept():
        with KEPT.open("a", encoding="utf-8") as file:
            file.write(f"{seed} # {' '.join(why.split())[:200]}\n")
