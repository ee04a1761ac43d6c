"""docs/openapi.json: the API as it is served.  python tools/openapi.py write|check"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]
SNAPSHOT = ROOT / "docs" / "openapi.json"


def schema() -> str:
    """The description that `/api/v1/openapi.json` serves, laid out so that a difference can be read."""
    from entraide.config.api import api

    return (
        json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False, sort_keys=True, default=str) + "\n"
    )


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entraide.config.settings.test")
    import django

    django.setup()
    if arguments == ["write"]:
        SNAPSHOT.parent.mkdir(exist_ok=True)
        SNAPSHOT.write_text(schema(), "utf-8")
        return 0
    if not SNAPSHOT.exists() or SNAPSHOT.read_text("utf-8") != schema():
        print("docs/openapi.json is out of date: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
