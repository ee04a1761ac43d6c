"""What the shell refuses by itself, whatever the trade."""

from entraide.kernel.errors import NotAllowed
from entraide.kernel.languages import Text


class ScopeMissing(NotAllowed):
    """The token's owner might be allowed to; this token is not."""

    code = "ui.scope_missing"
    sentence = Text(
        en="This token does not have the scope «{scope}».",
        fr="Ce jeton n’a pas la portée « {scope} ».",
    )
