"""One node's own process: says what can be asked, then asks what it is told to, as lines of JSON.

ENTRAIDE_HOME=… [DATABASE_URL=…] python -m benchmarks.asking.process pages|functions wall|cpu
"""

import json
import os
import sys
import time

from benchmarks.filling.node import set_up

# On a machine that others work on too, «cpu» tells what the node itself did; it leaves out a server's own work.
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}


def main(through: str, clock: str) -> None:
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
    read = CLOCKS[clock]
    for line in sys.stdin:
        number, runs = json.loads(line)
        took = []
        for _ in range(runs):
            act = known[number].ask()
            began = read()
            act()
            took.append((read() - began) * 1000)
        print(json.dumps(took), file=out, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
