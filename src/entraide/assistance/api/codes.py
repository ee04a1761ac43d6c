"""Closed lists whose names other packages use too: described in place, so that no two mix in the description."""

from typing import Annotated

from pydantic import WithJsonSchema

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.states import State

ChannelOfLetter = Annotated[Channel, WithJsonSchema({"type": "string", "enum": [c.value for c in Channel]})]
StateOfRequest = Annotated[State, WithJsonSchema({"type": "string", "enum": [s.value for s in State]})]
