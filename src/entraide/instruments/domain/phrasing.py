"""Filling the sentences of the advice: names of states, dates and months in both languages."""

from datetime import date

from babel.dates import format_date

from entraide.directory.domain.states import states
from entraide.kernel.languages import Text

# English names that take «the» in a sentence.
WITH_ARTICLE = frozenset(
    {"AE", "BS", "CD", "CF", "CG", "DO", "GB", "GM", "KM", "MH", "MV", "NL", "PH", "SB", "US", "VI"}
)


def fill(sentence: Text, **facts: Text | str) -> Text:
    """`sentence` with its facts, each in the language of the sentence it goes into."""

    def filled(template: str, language: str) -> str:
        said = {
            name: fact if isinstance(fact, str) else fact.in_language(language)
            for name, fact in facts.items()
        }
        whole = template.format(**said)
        return f"T{whole[1:]}" if whole.startswith("the ") else whole

    return Text(en=filled(sentence.en, "en"), fr=filled(sentence.fr, "fr"))


def name_of(state: str) -> Text:
    """The name of a state for the middle of a sentence. Raises `KeyError` for a code that is none."""
    facts = states()[state]
    return Text(en=f"the {facts.name_en}" if state in WITH_ARTICLE else facts.name_en, fr=facts.name_fr)


def month_of(day: date) -> Text:
    return Text(
        en=format_date(day, "MMMM yyyy", locale="en_CA"), fr=format_date(day, "MMMM yyyy", locale="fr_CA")
    )


def listed(words: list[Text]) -> Text:
    return Text(en=", ".join(word.en for word in words), fr=", ".join(word.fr for word in words))


def article_in_french(article: str) -> str:
    """«s. 7(2)» and «Art. 29» as a French reader cites them: «art. 7(2)», «art. 29»."""
    parts = article.replace("Arts. ", "art. ").replace("Art. ", "art. ")
    return parts.replace("ss. ", "art. ").replace("s. ", "art. ").replace("Annex", "annexe")


def cited(source: Text, article: str) -> Text:
    """Where it is written, to the article; an empty article leaves the source alone."""
    if not article:
        return source
    return Text(en=f"{source.en}, {article}", fr=f"{source.fr}, {article_in_french(article)}")
