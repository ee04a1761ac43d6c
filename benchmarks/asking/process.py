"""One node's own process: says what can be asked, then asks what it is told to, as lines of JSON.

ENTRAIDE_HOME=… [DATABASE_URL=…] python -m benchmarks.asking.process pages|functions
"""

import json
import os
import sys
import time

from benchmarks.filling.node import set_up


def main(through: str) -> None:
    """Answer until standard input ends: `[question, runs]` in, the milliseconds of each run out."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    set_up()
    from benchmarks.asking import functions, questions
    from entraide.config import installing

    # As at every start of a node: a kept one follows the program.
    installing.migrate()
    installing.collect_static()
    known = functions.questions() if through == "functions" else questions.questions()
    print(json.dumps([[question.name, question.who] for question in known]), file=out, flush=True)
    for line in sys.stdin:
        number, runs = json.loads(line)
        took = []
        for _ in range(runs):
            act = known[number].ask()
            began = time.perf_counter()
            act()
            took.append((time.perf_counter() - began) * 1000)
        print(json.dumps(took), file=out, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
