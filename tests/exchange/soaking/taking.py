"""What the nodes under test do with messages: note that they did, or refuse after they began."""

from entraide.exchange.services import hooks
from entraide.exchange.services.files import digest_of
from entraide.exchange.services.hooks import Arrived
from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text

NOTED, REFUSED = "soak.noted/1", "soak.refused/1"


class NeverTaken(Refusal):
    """Every message of one type."""

    code = "soak.never_taken"
    sentence = Text(en="This is never taken.", fr="Ceci n’est jamais pris.")


def register() -> None:
    """Have both types taken."""
    hooks.take(NOTED, note)
    hooks.take(REFUSED, refuse)


def note(arrived: Arrived) -> None:
    """Note a message, and what its files hold now."""
    from tests.exchange.soaking.models import Applied

    message = arrived.message
    Applied.objects.create(
        message=message.uuid,
        conversation=message.conversation.uuid,
        sequence=message.sequence,
        files=[digest_of(one.path) for one in arrived.files],
    )


def refuse(arrived: Arrived) -> None:
    """Refuse a message after it was noted: the note must go with it."""
    note(arrived)
    raise NeverTaken
