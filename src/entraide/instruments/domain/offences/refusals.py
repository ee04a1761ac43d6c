"""What the classification of offences refuses."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class UnknownOffence(Refusal):
    """The code stands for nothing in the classification."""

    code = "instruments.unknown_offence"
    sentence = Text(
        en="«{offence}» is no code of the International Classification of Crime (ICCS 1.0).",
        fr="« {offence} » n’est pas un code de la Classification internationale des infractions (ICCS 1.0).",
    )
