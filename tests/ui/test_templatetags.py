"""The components, as pages use them."""

import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation

from entraide.ui.widgets import DayField

HOSTILE = "<script>alert('x')</script>"


@pytest.fixture(autouse=True)
def _toronto() -> None:
    timezone.activate("America/Toronto")


def drawn(template: str, **context: Any) -> str:
    """What a page with this template shows, on one line."""
    source = "{% load house %}" + template
    html = engines["django"].from_string(source).render(context, RequestFactory().get("/"))
    return re.sub(r">\s+<", "><", html).strip()


class Ask(forms.Form):
    title = forms.CharField(label="Title", help_text="One line.")
    note = forms.CharField(label="Note", required=False)
    urgency = forms.ChoiceField(label="Urgency", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    agreed = forms.BooleanField(label="Agreed", required=False)
    secret = forms.CharField(widget=forms.HiddenInput)
    day = DayField(label="Day", required=False)


@pytest.mark.parametrize(
    "template",
    [
        "{% tag hostile hostile %}",
        "{% state_flag hostile name=hostile %}",
        "{% icon hostile %}",
        "{% progress 1 2 hostile %}",
        "{% figure hostile hostile url=hostile tone=hostile %}",
        "{% panel hostile id=hostile tone=hostile action_url=hostile action_label=hostile %}"
        "{{ hostile }}{% endpanel %}",
        "{% notice hostile title=hostile %}{{ hostile }}{% endnotice %}",
        "{% more hostile %}{{ hostile }}{% endmore %}",
        "{% summary %}{% row hostile action_url=hostile action_label=hostile %}"
        "{{ hostile }}{% endrow %}{% endsummary %}",
        "{% tabs hostile %}{% tab hostile hostile count=hostile %}{% endtabs %}",
        "{% task_list %}{% task hostile url=hostile status=hostile tone=hostile hint=hostile %}{% endtask_list %}",
        "{% case_header hostile hostile kicker=hostile %}{{ hostile }}{% endcase_header %}",
        "{% filters action=hostile applied=1 %}{{ hostile }}{% endfilters %}",
        "{% act_list %}{% act_button hostile hostile url=hostile name=hostile value=hostile confirm=hostile %}"
        "{% endact_list %}",
        "{% empty hostile hostile action_url=hostile action_label=hostile %}",
        "{% timeline entries %}",
        "{% pager previous=hostile next=hostile text=hostile %}",
        "{% button hostile tone=hostile name=hostile value=hostile icon=hostile %}",
        "{% link_button hostile hostile tone=hostile icon=hostile %}",
        "{% suggestion hostile hostile source=hostile accept_url=hostile dismiss_url=hostile %}",
        "{% drop_zone name=hostile label=hostile hint=hostile accept=hostile %}",
        "{% world_map marks title=hostile %}",
        "{{ form }}",
    ],
)
def test_no_component_lets_a_persons_words_become_markup(template: str) -> None:
    form = Ask({"title": HOSTILE, "urgency": HOSTILE, "day": HOSTILE})
    form.add_error(None, HOSTILE)
    entry = dict.fromkeys(("kind", "sentence", "who", "detail", "url", "link_label"), HOSTILE)
    html = drawn(
        template,
        hostile=HOSTILE,
        entries=[entry | {"at": timezone.now()}],
        marks={"CA": (3, HOSTILE, HOSTILE)},
        form=form,
    )
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_a_clock_says_its_state_in_words_and_picture_and_its_exact_time(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        html = drawn("{% clock due start %}", due=at - timedelta(hours=3), start=at - timedelta(days=2))
    assert 'class="clock clock-late"' in html
    assert "icon-alert" in html
    assert "Overdue by 3 h" in html
    assert 'datetime="2026-03-02T06:30-05:00"' in html
    assert 'title="Due 2 Mar 2026, 06:30"' in html
    assert "style=" not in html


def test_a_bar_is_a_picture_without_words_whose_length_is_what_is_gone(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        html = drawn("{% clock due start %}", due=at + timedelta(days=3), start=at - timedelta(days=1))
    assert '<rect class="clock-gone" width="25" height="4"/>' in html
    assert re.search(r'<svg class="clock-bar"[^>]*aria-hidden="true"', html)


def test_a_bar_keeps_its_point_in_french(at: datetime) -> None:
    with time_machine.travel(at, tick=False), translation.override("fr"):
        html = drawn("{% clock due start %}", due=at + timedelta(days=3), start=at - timedelta(days=1))
    assert 'width="25" height="4"' in html
    assert "Il reste 3 jours" in html


def test_a_moment_carries_its_machine_form_and_a_missing_one_is_read_aloud(at: datetime) -> None:
    assert drawn("{% moment at %}", at=at) == (
        '<time datetime="2026-03-02T09:30-05:00" title="2 Mar 2026, 09:30 EST">2 Mar 2026, 09:30</time>'
    )
    assert ">2 Mar 2026</time>" in drawn('{% moment at "day" %}', at=at)
    assert drawn("{% moment day %}", day=date(2026, 3, 2)) == '<time datetime="2026-03-02">2 Mar 2026</time>'
    assert "not known" in drawn("{% moment None %}")
    assert "not known" in drawn("{% ago None %}")


def test_an_unknown_tone_is_neutral() -> None:
    assert drawn('{% tag "New" "sparkling" %}') == '<strong class="tag tag-neutral">New</strong>'


def test_a_state_is_read_by_its_name_and_not_by_its_letters() -> None:
    html = drawn('{% state_flag "ca" name="Canada" %}')
    assert '<span class="flag" aria-hidden="true">CA</span>' in html
    assert '<span class="state-name">Canada</span>' in html
    assert '<span class="visually-hidden">Canada</span>' in drawn(
        '{% state_flag "ca" name="Canada" show_name=False %}'
    )
    assert drawn('{% state_flag "ca" %}') == '<span class="flag">CA</span>'


def test_an_empty_row_of_a_summary_says_so() -> None:
    html = drawn('{% summary %}{% row "Conditions" %}  {% endrow %}{% endsummary %}')
    assert "Not given" in html


def test_the_change_link_of_a_row_says_what_it_changes() -> None:
    html = drawn('{% row "Facts" action_url="/x" %}Seen{% endrow %}')
    assert '<a href="/x">Change<span class="visually-hidden"> Facts</span></a>' in html


def test_one_tab_is_current() -> None:
    html = drawn('{% tabs "Parts" %}{% tab "A" "/a" current=True count=2 %}{% tab "B" "/b" %}{% endtabs %}')
    assert html.count("aria-current") == 1
    assert '<a href="/a" aria-current="page">A <span class="count">2</span></a>' in html


def test_an_act_with_an_address_is_a_whole_form_with_its_token() -> None:
    html = drawn('{% act_button "Send" "It leaves at once." url="/send" confirm="Send it?" %}')
    assert html.startswith('<form method="post" action="/send" class="act" data-confirm="Send it?">')
    assert "csrfmiddlewaretoken" in html
    assert "It leaves at once." in html


def test_an_act_without_an_address_is_the_button_of_the_form_around_it() -> None:
    html = drawn('{% act_button "Send" name="act" value="send" %}')
    assert "<form" not in html
    assert 'name="act" value="send"' in html


def test_an_act_inside_blocks_keeps_its_token() -> None:
    html = drawn(
        '{% panel "Next" %}{% act_list %}{% act_button "Go" url="/g" %}{% endact_list %}{% endpanel %}'
    )
    assert html.count("csrfmiddlewaretoken") == 1


def test_a_suggestion_shows_its_words_and_two_ways_and_its_state() -> None:
    open_one = drawn(
        '{% suggestion "State" "France" source="from Valmont" accept_url="/a" dismiss_url="/d" %}'
    )
    assert open_one.count("<form") == 2
    assert "<q>from Valmont</q>" in open_one
    taken = drawn('{% suggestion "State" "France" accept_url="/a" dismiss_url="/d" state="accepted" %}')
    assert 'action="/a"' not in taken
    assert '<strong class="tag tag-good">Accepted</strong>' in taken


def test_a_timeline_takes_objects_and_mappings_in_their_order(at: datetime) -> None:
    second = SimpleNamespace(at=at, who="B. Exemplar", sentence="Second", kind="letter", detail="One\n\nTwo")
    html = drawn("{% timeline entries %}", entries=[{"at": at, "sentence": "First", "kind": "act"}, second])
    assert html.index("First") < html.index("Second")
    assert "<p>One</p><p>Two</p>" in html
    assert "Nothing has happened yet." in drawn("{% timeline entries %}", entries=[])


def test_a_pager_shows_only_the_ways_there_are() -> None:
    html = drawn('{% pager next="?after=7" %}')
    assert 'rel="next" href="?after=7"' in html
    assert 'rel="prev"' not in html
    assert drawn("{% pager %}") == ""


def test_a_field_is_tied_to_its_hint_and_its_errors() -> None:
    html = drawn("{{ form }}", form=Ask({"urgency": "a"}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert '<a href="#id_title">Title: This field is required.</a>' in html


def test_radios_stand_in_a_fieldset_with_a_legend_and_optional_is_said() -> None:
    html = drawn("{{ form }}", form=Ask())
    assert "<legend>Urgency</legend>" in html
    assert '<label for="id_note">Note <span class="optional">(optional)</span></label>' in html
    assert '<label for="id_title">Title</label>' in html
    assert html.count("error-summary") == 0


def test_the_error_of_a_hidden_field_is_not_lost() -> None:
    assert "Secret: This field is required." in drawn("{% error_summary form %}", form=Ask({}))


def test_one_field_can_be_drawn_alone() -> None:
    html = drawn("{% field form.title %}{% field form.secret %}", form=Ask(initial={"secret": "s"}))
    assert html.count('class="field ') == 1
    assert '<input type="hidden" name="secret" value="s" id="id_secret">' in html


def test_a_day_keeps_its_machine_form_in_french() -> None:
    with translation.override("fr"):
        html = drawn("{% field form.day %}", form=Ask(initial={"day": date(2026, 3, 2)}))
    assert 'type="date" name="day" value="2026-03-02"' in html


def test_a_map_draws_its_marks_as_links_and_tells_them_as_a_table() -> None:
    html = drawn(
        "{% world_map marks %}", marks={"FR": (1, "/fr", "France: 1"), "SG": (8, "", "Singapore: 8")}
    )
    assert '<a href="/fr" aria-label="France: 1">' in html
    assert re.search(r'<circle class="map-state map-small map-4" cx="[\d.]+" cy="[\d.]+" r="2.6"/>', html)
    assert html.index('data-label="Number">8<') < html.index('data-label="Number">1<')


def test_a_map_keeps_its_points_in_french() -> None:
    with translation.override("fr"):
        html = drawn("{% world_map marks %}", marks={})
    assert re.search(r'cx="\d+,\d', html) is None
    assert 'r="2.6"' in html


def test_the_map_stays_light_enough_to_send() -> None:
    assert len(drawn("{% world_map marks %}", marks={})) < 250_000


@pytest.mark.parametrize(("language", "said"), [("en", "Kind: this"), ("fr", "Kind\N{NO-BREAK SPACE}: this")])
def test_a_colon_stands_as_the_language_sets_it(language: str, said: str) -> None:
    with translation.override(language):
        assert drawn("Kind{% colon %} this") == said
