"""Recognising a letter that was here before."""

import random

from hypothesis import given
from hypothesis import strategies as st

from entraide.assistance.domain.reading.likeness import LOOKS_LIKE, fingerprint, likeness

WORDS = (
    "police request account user fraud victim bank transfer identify preserve court order witness address number "
    "investigation evidence officer report message sent received company service network server access record copy "
    "property vehicle border travel person document passport hearing statement search warrant measure state"
).split()


def prose(seed: int, count: int = 300) -> list[str]:
    draw = random.Random(seed)
    return [draw.choice(WORDS) for _ in range(count)]


def alike(one: str, other: str) -> float:
    return likeness(fingerprint(one), fingerprint(other))


def test_the_same_words_are_alike_whatever_their_case_lines_and_punctuation():
    words = prose(1)
    assert alike(" ".join(words), "\n".join(words).upper() + "!") == 1.0


def test_a_letter_that_differs_by_a_date_a_reference_and_an_address_is_recognised():
    words = prose(2)
    other = list(words)
    other[5], other[40], other[200] = (
        "2026-03-05",
        "REF-99812",
        "https://other.example/a/long/path?with=arguments",
    )
    close = alike(" ".join(words), " ".join(other))
    assert close > 0.8
    assert close >= LOOKS_LIKE


def test_a_letter_that_is_recognised_shares_a_band():
    missed = 0
    for seed in range(40):
        words = prose(seed)
        other = list(words)
        for place in (5, 100, 200):
            other[place] = f"changed{seed}"
        if not set(fingerprint(" ".join(words)).bands) & set(fingerprint(" ".join(other)).bands):
            missed += 1
    assert missed == 0


def test_two_requests_for_the_same_thing_in_other_words_are_not_alike():
    opening = "Dear colleagues, we kindly request your assistance in the following matter, which our service has open."
    closing = (
        "We thank you for your help and remain at your disposal for any further information you may need."
    )
    first = f"{opening} {' '.join(prose(10, 120))} {closing}"
    second = f"{opening} {' '.join(prose(11, 120))} {closing}"
    assert alike(first, second) < LOOKS_LIKE - 0.2


def test_letters_of_one_form_that_differ_in_an_address_look_alike_and_that_is_meant():
    form = " ".join(prose(3, 80)) + " {} " + " ".join(prose(4, 80))
    assert (
        alike(form.format("https://a.example/x"), form.format("https://b.example/some/other/page"))
        > LOOKS_LIKE
    )


def test_chinese_without_spaces_is_compared_by_its_signs():
    one = "我们是中国某市公安局网络安全保卫支队正在侦办一起网络诈骗案件请协助提供用户登记信息谢谢合作"
    assert alike(one, one.replace("谢谢", "感谢")) > LOOKS_LIKE
    assert alike(one, "本院受理原告与被告合同纠纷一案现依法向贵方送达起诉状副本及开庭传票请按时到庭") < 0.2


def test_nothing_can_be_said_of_a_text_of_a_few_words():
    for text in ("", "Hello", "See attached, thank you very much"):
        assert fingerprint(text).bands == ()
        assert alike(text, text) == 0.0


def test_a_fingerprint_is_the_same_on_every_machine():
    found = fingerprint("one two three four five six seven eight nine ten eleven twelve")
    assert len(found.signature) == 96
    assert len(found.bands) == 16
    assert found.bands[0] == BAND
    assert all(-(2**63) <= band < 2**63 for band in found.bands)


@given(st.text(max_size=400), st.text(max_size=400))
def test_likeness_is_symmetric_bounded_and_whole_for_the_same_text(one, other):
    first, second = fingerprint(one), fingerprint(other)
    assert likeness(first, second) == likeness(second, first)
    assert 0.0 <= likeness(first, second) <= 1.0
    assert likeness(first, first) == (1.0 if first.signature else 0.0)


# Written down once: a change of it would make every stored band useless.
BAND = 5115048818784346414
