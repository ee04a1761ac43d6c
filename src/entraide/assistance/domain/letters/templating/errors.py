"""What a template is refused for. Lines are counted from one; fields are shown as they were typed."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class TemplateEmpty(Refusal):
    """A letter has a subject and a text."""

    code = "letters.template_empty"
    sentence = Text(en="There is nothing written here.", fr="Rien n’est écrit ici.")


class TemplateTooLong(Refusal):
    """Longer than any letter of a bureau's own words. Facts: `length` and `limit`, in characters."""

    code = "letters.template_too_long"
    sentence = Text(
        en="This is too long: {length} characters, where {limit} is the most.",
        fr="C’est trop long : {length} caractères, alors que le maximum est de {limit}.",
    )


class TemplateBracesBroken(Refusal):
    """Braces that do not match, or that hold anything but a name. Facts: `line`."""

    code = "letters.template_braces_broken"
    sentence = Text(
        en="Line {line}: these braces are not a field. A field is a name in braces, {{matter}}; a brace itself is "
        "written twice.",
        fr="Ligne {line} : ces accolades ne forment pas un champ. Un champ est un nom entre accolades, {{matter}} ; "
        "une accolade comme telle s’écrit deux fois.",
    )


class TemplateFieldUnknown(Refusal):
    """A field that this kind of letter does not have. Facts: `line`, `field`, `near`: the names most like it."""

    code = "letters.template_field_unknown"
    sentence = Text(
        en="Line {line}: this letter has no field {field}. The nearest: {near}.",
        fr="Ligne {line} : cette lettre n’a pas de champ {field}. Les plus proches : {near}.",
    )


class TemplateBlockNotAlone(Refusal):
    """A block among other words, or in a subject. Facts: `line`, `field`."""

    code = "letters.template_block_not_alone"
    sentence = Text(
        en="Line {line}: {field} stands for whole paragraphs. It needs a line of the text to itself.",
        fr="Ligne {line} : {field} tient lieu de paragraphes entiers. Il lui faut une ligne du texte à lui seul.",
    )


class TemplateFieldMissing(Refusal):
    """This kind of letter is none without it. Facts: `fields`, any one of which will do."""

    code = "letters.template_field_missing"
    sentence = Text(
        en="This letter must have one of these fields: {fields}.",
        fr="Cette lettre doit comporter l’un de ces champs : {fields}.",
    )


class TemplateTooManyFields(Refusal):
    """More fields than any letter needs. Facts: `limit`."""

    code = "letters.template_too_many_fields"
    sentence = Text(
        en="These are too many fields: {limit} is the most.",
        fr="Il y a trop de champs : le maximum est de {limit}.",
    )
