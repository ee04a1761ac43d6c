"""Checking the values of a block or of a subject against the fields of its kind."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from entraide.assistance.domain.blocks import Field
from entraide.kernel.languages import Text

LONGEST = {"line": 500, "text": 20_000}

NOT_A_LIST = Text(en="This is not a list of fields", fr="Ceci n’est pas une liste de champs")
UNKNOWN = Text(en="This kind has no such field", fr="Ce type n’a pas ce champ")


def clean_values(shape: Sequence[Field], values: object) -> tuple[dict[str, object], dict[str, Text]]:
    """The values that fit, as JSON carries them, and for each that does not, the reason. Empty ones are left out."""
    if not isinstance(values, Mapping):
        return {}, {"": NOT_A_LIST}
    fields = {field.name: field for field in shape}
    cleaned: dict[str, object] = {}
    problems: dict[str, Text] = {}
    for name, value in values.items():
        if name not in fields:
            problems[str(name)[:60]] = UNKNOWN
            continue
        if value in (None, "", False):
            continue
        fit, problem = _clean(fields[name], value)
        if problem is None:
            cleaned[name] = fit
        else:
            label = fields[name].label
            problems[name] = Text(en=f"{label.en}: {problem.en}", fr=f"{label.fr} : {problem.fr}")
    return cleaned, problems


def _clean(field: Field, value: object) -> tuple[object, Text | None]:
    try:
        match field.shape:
            case "date":
                return (
                    value if isinstance(value, date) else date.fromisoformat(str(value))
                ).isoformat(), None
            case "moment":
                moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
                return moment.isoformat(), None
            case "number":
                number = int(str(value))
                if not 0 <= number < 2**53:
                    raise ValueError
                return number, None
            case "flag":
                return bool(value), None
            case "choice":
                if not isinstance(value, str) or value not in {code for code, _ in field.choices}:
                    raise ValueError
                return value, None
            case "line" | "text":
                text = str(value).replace("\x00", "")
                if len(text) > LONGEST[field.shape]:
                    limit = LONGEST[field.shape]
                    return None, Text(en=f"{limit} characters at most", fr=f"{limit} caractères au plus")
                return text, None
    except ValueError:
        return None, Text(en="this value does not fit", fr="cette valeur ne convient pas")
