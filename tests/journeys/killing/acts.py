"""Random acts of the desk, of every sort that the API knows, in the proportions of a busy day."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from entraide.assistance.domain.lifecycle import ACTS
from tests.journeys.killing.caller import Caller

Answer = dict[str, Any]
# The entry that each act of the lifecycle leaves.
ENTRY_OF = {
    "verify": "verified",
    "cross_check": "cross_checked",
    "triage": "triaged",
    "route": "routed",
    "submit": "submitted",
    "approve": "validated",
    "send_back": "sent_back",
    "record_acknowledged": "partner_acknowledged",
    "record_question": "question_recorded",
    "record_answer": "answer_recorded",
    "begin_execution": "execution_begun",
    "record_preserved": "preserved",
    "record_mla_filed": "mla_filed",
    "release": "released",
    "record_results": "results_recorded",
    "record_receipt": "receipt_recorded",
    "record_feedback": "feedback_recorded",
    "withdraw": "withdrawn",
    "lapse": "lapsed",
    "close": "closed",
    "reopen": "reopened",
}
# Ends of a request are rare, or soon nothing would be left to work on.
RARE = {"withdraw", "lapse", "close", "supersede"}
PARTS = {
    "authorities": lambda word: {"role": "requesting", "organisation": f"{word} Police", "person": word},
    "offences": lambda word: {"title": f"Fraud of {word}"},
    "subjects": lambda word: {"sort": "person", "name": f"{word} Marchetti"},
    "measures": lambda word: {"code": "bank_records", "custodian": f"Bank of {word}"},
}
KINDS = ("mutual_legal_assistance", "preservation", "police_information", "firearm_trace")


@dataclass
class Known:
    """What the callers have been told of, to act on. Lists only grow: several threads read and append."""

    requests: list[Answer] = field(default_factory=list)
    letters: list[Answer] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    arrivals: list[Answer] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)


@dataclass
class Desk:
    """One caseworker and the second person, doing whatever chance tells them."""

    caseworker: Caller
    second: Caller
    known: Known
    chance: random.Random

    def act(self) -> None:
        """Do one random act. A refusal is an answer too."""
        names = list(WEIGHTS)
        chosen = self.chance.choices(names, [WEIGHTS[name] for name in names])[0]
        if not self.known.requests:
            chosen = Desk.register
        chosen(self)

    def word(self) -> str:
        """A word that stands nowhere else."""
        return f"Wort{self.chance.getrandbits(64):016x}"

    def register(self) -> None:
        word = self.word()
        body: Answer = {
            "title": f"Accounts of {word}", "partner_state": "FR", "kind": self.chance.choice(KINDS),
            "track": "judicial", "facts": f"Deceived by {word}.", "block": {},
        }  # fmt: skip
        if self.known.requests and self.chance.random() < 0.3:
            body["case"] = self._request()["case"]
        self._new("/requests/incoming", body, "assistance.registered")

    def draft(self) -> None:
        word = self.word()
        body: Answer = {
            "title": f"To {word}", "partner_state": "DE", "kind": self.chance.choice(KINDS),
            "track": "police", "facts": f"We ask about {word}.", "block": {},
        }  # fmt: skip
        if self.known.requests and self.chance.random() < 0.3:
            body["case"] = self._request()["case"]
        self._new("/requests/outgoing", body, "assistance.drafted")

    def change(self) -> None:
        request = self._request()
        if self._done("PATCH", f"/requests/{request['uuid']}", {"title": f"About {self.word()}"}):
            self.caseworker.promise("assistance.record_changed", request["uuid"])

    def add_part(self) -> None:
        request, part = self._request(), self.chance.choice(list(PARTS))
        body = PARTS[part](self.word())
        if self.caseworker.call("POST", f"/requests/{request['uuid']}/{part}", body):
            self.caseworker.promise("assistance.part_added", request["uuid"])
            self._look_again(request)

    def remove_part(self) -> None:
        request, part = self._request(), self.chance.choice(list(PARTS))
        if request[part]:
            one = self.chance.choice(request[part])
            if self._done("DELETE", f"/requests/{request['uuid']}/{part}/{one['uuid']}"):
                self.caseworker.promise("assistance.part_removed", request["uuid"])

    def move(self) -> None:
        """One of the acts that the lifecycle leaves open to the caseworker."""
        request = self._request()
        codes = [act["code"] for act in request["acts"] if not act["by_letter"]]
        codes = [code for code in codes if code not in RARE or self.chance.random() < 0.1]
        if not codes:
            return
        code = self.chance.choice(codes)
        if code in {"decide", "settle_conditions", "record_result"}:
            self._on_a_measure(request, code)
        elif code == "supersede":
            other = self._request()
            if self._done("POST", f"/requests/{request['uuid']}/supersede", {"other": other["uuid"]}):
                self.caseworker.promise("assistance.superseded", request["uuid"])
        else:
            path = f"/requests/{request['uuid']}/{code.replace('_', '-')}"
            caller = self.second if code == "approve" else self.caseworker
            if self._done("POST", path, self._body(code, request), caller=caller):
                self.caseworker.promise(f"assistance.{ENTRY_OF[code]}", request["uuid"])

    def _body(self, code: str, request: Answer) -> Answer | None:
        match code:
            case "verify":
                result = self.chance.choice(["confirmed", "unreached"])
                return {
                    "person": "Duty desk",
                    "number": "+1 555 0101",
                    "number_from": "directory",
                    "result": result,
                }
            case "triage":
                kind = request["kind"] or "police_information"
                return {
                    "title": f"Triaged {self.word()}",
                    "partner_state": "FR",
                    "kind": kind,
                    "track": "police",
                }
            case "route":
                return {"officer": self.chance.choice([self.caseworker.person, self.second.person])}
            case "send_back":
                return {"comment": f"Not yet: {self.word()}"}
            case "submit" | "approve" | "begin_execution":
                return None
        return {"text": f"Said of {self.word()}."}

    def _on_a_measure(self, request: Answer, code: str) -> None:
        if not request["measures"]:
            return
        measure = self.chance.choice(request["measures"])["uuid"]
        path = f"/requests/{request['uuid']}/measures/{measure}"
        if code == "decide":
            decision = self.chance.choice(
                ["execute", "execute", "conditional", "in_part", "postpone", "refuse"]
            )
            body: Answer = {"decision": decision, "text": f"As {self.word()} asks.", "consulted": True}
            body |= {"ground": "burden"} if decision in {"postpone", "refuse"} else {}
            if self._done("POST", f"{path}/decide", body):
                self.caseworker.promise("assistance.measure_decided", request["uuid"])
        elif code == "settle_conditions":
            if self._done("POST", f"{path}/settle-conditions", {"accepted": self.chance.random() < 0.7}):
                self.caseworker.promise("assistance.conditions_settled", request["uuid"])
        else:
            result = self.chance.choice(["executed", "partly", "negative"])
            if self._done(
                "POST", f"{path}/record-result", {"result": result, "text": f"Found {self.word()}."}
            ):
                self.caseworker.promise("assistance.result_recorded", request["uuid"])

    def write_letter(self) -> None:
        """Draft a letter, or take one that is drafted a step further."""
        if not self.known.letters or self.chance.random() < 0.3:
            request = self._request()
            kind = self.chance.choice(
                ["acknowledgement", "notice", "question", "reply", "partial_reply", "outgoing_request"]
            )
            body = {"kind": kind, "text": f"Which {self.word()}?"}
            self._letter(
                self.caseworker.call("POST", f"/requests/{request['uuid']}/letters", body), "drafted"
            )
            return
        letter = self.chance.choice(self.known.letters[-40:])
        path = f"/letters/{letter['uuid']}"
        match letter["standing"]:
            case "draft" if self.chance.random() < 0.7:
                self._letter(self.caseworker.call("POST", f"{path}/submit"), "submitted")
            case "draft" if self.chance.random() < 0.8:
                body = {"subject": f"About {self.word()}"}
                self._letter(self.caseworker.call("PATCH", path, body), "revised")
            case "draft":
                self._letter(self.caseworker.call("POST", f"{path}/discard"), "discarded")
            case "in_review" if self.chance.random() < 0.8:
                self._letter(self.second.call("POST", f"{path}/approve", {"comment": "Good."}), "approved")
            case "in_review":
                body = {"comment": f"Name {self.word()}."}
                self._letter(self.second.call("POST", f"{path}/send-back", body), "sent_back")
            case "approved":
                self._letter(self.caseworker.call("POST", f"{path}/record-sent", {"channel": "post"}), "sent")
                self._look_again({"uuid": letter["request"]})

    def bring_in(self) -> None:
        """A letter arrives; now and then one that nobody can read."""
        word = self.word()
        content = (
            f"Request for assistance {word}\n\nDear colleagues of {word}, please preserve the data of\n"
            f"{word.lower()}@mail.example and of 203.0.113.{self.chance.randrange(255)}. Telephone +1 555 0177.\n"
        ).encode() + " ".join(self.word() for _ in range(40)).encode()
        file = (f"{word}.txt", content if self.chance.random() < 0.85 else b"")
        arrival = self.caseworker.call("POST", "/arrivals", file=file)
        if arrival:
            code = "arrival_refused" if arrival["refused_because"] else "arrived"
            self.caseworker.promise(f"assistance.{code}", arrival["request"] or arrival["uuid"])
            self.known.arrivals.append(arrival)
            if arrival["request"]:
                self._look_again({"uuid": arrival["request"]})

    def settle(self) -> None:
        """Deal with something that arrived: join it, set it aside, enter it by hand, take over what was read off it."""
        if not self.known.arrivals:
            return
        arrival = self.chance.choice(self.known.arrivals)
        path = f"/arrivals/{arrival['uuid']}"
        chosen = self.chance.random()
        if arrival["refused_because"] and chosen < 0.5:
            if self.caseworker.call("POST", f"{path}/set-aside", {"reason": f"Empty, says {self.word()}."}):
                self.caseworker.promise("assistance.arrival_settled", arrival["uuid"])
        elif arrival["refused_because"]:
            made = self.caseworker.call("POST", f"{path}/enter-by-hand")
            if made:
                self.caseworker.promise("assistance.registered", made["uuid"])
        elif chosen < 0.15:
            other = self._request()
            if self.caseworker.call("POST", f"{path}/join", {"request": other["uuid"]}):
                self.caseworker.promise("assistance.arrival_joined", other["uuid"])
        else:
            self._take_over(arrival, path)

    def _take_over(self, arrival: Answer, path: str) -> None:
        found = self.caseworker.call("GET", f"{path}/suggestions")
        # A measure taken over is not named by its entry, and the states are derived from the entries alone.
        open_ones = [one for one in (found or {"items": []})["items"] if one["accepted"] is None]
        if not open_ones:
            return
        one = self.chance.choice(open_ones)
        verb = "dismiss" if one["field"] == "measure" or self.chance.random() < 0.3 else "accept"
        if self.caseworker.call("POST", f"/suggestions/{one['uuid']}/{verb}"):
            code = "suggestion_accepted" if verb == "accept" else "suggestion_dismissed"
            self.caseworker.promise(f"assistance.{code}", arrival["request"])

    def note(self) -> None:
        request = self._request()
        body = {"text": f"{self.word()} called.", "about": request["uuid"]}
        if self.caseworker.call("POST", f"/cases/{request['case']}/notes", body):
            self.caseworker.promise("cases.note_added", request["uuid"])

    def task(self) -> None:
        request = self._request()
        body = {
            "title": f"Call {self.word()}",
            "assigned_to": self.caseworker.person,
            "about": request["uuid"],
        }
        made = self.caseworker.call("POST", f"/cases/{request['case']}/tasks", body)
        if made:
            self.caseworker.promise("cases.task_added", request["uuid"])
            self.known.tasks.append(made["uuid"])

    def finish(self) -> None:
        if self.known.tasks:
            done = self.caseworker.call("POST", f"/tasks/{self.chance.choice(self.known.tasks)}/finish")
            if done:
                self.caseworker.promise("cases.task_done", done["about"])

    def correspond(self) -> None:
        request = self._request()
        body = {
            "incoming": True,
            "channel": "phone",
            "subject": f"Call of {self.word()}",
            "about": request["uuid"],
        }
        if self.caseworker.call("POST", f"/cases/{request['case']}/correspondence", body):
            self.caseworker.promise("cases.correspondence_filed", request["uuid"])

    def let_in(self) -> None:
        case = self._request()["case"]
        before = self.caseworker.call("GET", f"/cases/{case}/members")
        if before is None:
            return
        if self.second.person not in {member["person"] for member in before["items"]}:
            self.caseworker.call("POST", f"/cases/{case}/members", {"people": [self.second.person]})
        elif self.chance.random() < 0.2:
            self.caseworker.call("DELETE", f"/cases/{case}/members/{self.second.person}?reason=rest")

    def token(self) -> None:
        if self.known.tokens and self.chance.random() < 0.5:
            gone = self.caseworker.call("DELETE", f"/tokens/{self.known.tokens.pop()}")
            if gone:
                self.caseworker.promise("accounts.token_revoked", gone["uuid"])
            return
        made = self.caseworker.call("POST", "/tokens", {"name": self.word(), "scopes": ["read"], "days": 5})
        if made:
            self.caseworker.promise("accounts.token_issued", made["uuid"])
            self.known.tokens.append(made["uuid"])

    def _request(self) -> Answer:
        # The latest ones are worked on most, so that several threads often meet on one.
        return self.chance.choice(self.known.requests[-30:])

    def _new(self, path: str, body: Answer, code: str) -> None:
        if body["kind"] == "preservation":
            body["block"] = {"data": f"Mail of {self.word()}", "custodian": "Mail provider"}
        made = self.caseworker.call("POST", path, body)
        if made:
            self.caseworker.promise(code, made["uuid"])
            self.known.requests.append(made)

    def _done(self, method: str, path: str, body: object = None, *, caller: Caller | None = None) -> bool:
        """Do an act that answers with the request told whole, and keep what it says."""
        told = (caller or self.caseworker).call(method, path, body)
        if told is not None and "acts" in told:
            self._keep(told)
        return told is not None

    def _look_again(self, request: Answer) -> None:
        told = self.caseworker.call("GET", f"/requests/{request['uuid']}")
        if told:
            self._keep(told)

    def _keep(self, told: Answer) -> None:
        for position, held in enumerate(self.known.requests):
            if held["uuid"] == told["uuid"]:
                self.known.requests[position] = told
                return
        self.known.requests.append(told)

    def _letter(self, told: Answer | None, verb: str) -> None:
        if told is None:
            return
        self.caseworker.promise(f"assistance.letter_{verb}", told["request"])
        self.known.letters = [one for one in self.known.letters if one["uuid"] != told["uuid"]]
        self.known.letters.append(told)


WEIGHTS: dict[Callable[[Desk], None], int] = {
    Desk.register: 8,
    Desk.draft: 4,
    Desk.change: 6,
    Desk.add_part: 14,
    Desk.remove_part: 3,
    Desk.move: 24,
    Desk.write_letter: 8,
    Desk.bring_in: 6,
    Desk.settle: 8,
    Desk.note: 8,
    Desk.task: 5,
    Desk.finish: 4,
    Desk.correspond: 4,
    Desk.let_in: 6,
    Desk.token: 2,
}
assert set(ENTRY_OF) <= {act.code for act in ACTS}
