"""The components of the house.

A page writes `{% extends "base.html" %}{% load i18n house %}` and uses these; it needs no CSS of its own.

THE PAGE. `base.html` has the blocks
    title       the words of the browser's tab; plain text; required
    lead        above everything: one `<h1>`, perhaps `<p class="lede">`; or `{% case_header %}`; required
    main        the body
    aside       a side column, shown only when it is filled (panels, h2)
    scripts     `<script type="module" src="{% static 'ui/x.js' %}"></script>` of this page alone
    page_class  `page-wide` for the whole width (lists, side by side), `page-narrow` for text
Never an inline style, script or event attribute: the content security policy drops them.

TIME
    {% clock due start=None stopped=False %}
        Time left in words, and a thin bar. `start`: when the clock began, which gives the bar its length.
        `stopped`: True, or the moment it stopped. A `due` of None says «No due date».
    {% moment dt %}  {% moment dt "day" %}
        A date and time in the reader's language and the agency's time zone. None is a dash.
    {% ago dt %}
        «3 h ago», «in 2 days»; the exact time on hover.

WORDS
    {% tag label tone %}
        tone: neutral (default) info good warning danger quiet. The label says it all; colour only helps.
    {% state_flag "CA" name="Canada" %}
        Two letters in a box and the name beside it; show_name=False leaves the name to screen readers.
    {% colon %}
        «:», and in French with its space before it: for a word and what it says that no sentence holds together.
    {% icon "mail" %}
        A small picture, hidden from screen readers: alert arrow bell book check clock close decision desk
        down file folder globe info left link lock mail menu note people person phone print question right
        search send settings stop system task upload.
    {% progress done total label="" %}
        A bar of work done, with its words.
    {% figure number label url="" tone="" %}
        A key number; put several in <div class="figures">. tone: danger warning good.

BLOCKS (each closes with its end tag)
    {% panel title level=2 id="" tone="" action_url="" action_label="" %} … {% endpanel %}
        A titled part of the page. tone: danger warning good info accent (a line at its left).
    {% notice tone="info" title="" %} … {% endnotice %}
        Something to know. tone: info good warning danger.
    {% more title open=False %} … {% endmore %}
        Details that can be opened.
    {% summary %}{% row label action_url="" action_label="" %}value{% endrow %} … {% endsummary %}
        What is known of a thing. The value may be any HTML; an empty one shows as «Not given».
    {% tabs label %}{% tab label url current=False count=None %} … {% endtabs %}
        Tabs are links; the server renders one of them.
    {% task_list %}{% task title url="" status="" tone="neutral" hint="" %} … {% endtask_list %}
        Things to do, each with where it stands. `task` has no end tag, nor has `tab`.
    {% case_header reference title kicker="" %} … {% endcase_header %}
        Goes in `lead` and holds the h1. Inside: <p class="tags">{% tag … %}</p> and
        <dl class="facts"><div><dt>…</dt><dd>…</dd></div></dl>.
    {% filters action="" applied=0 %} fields … {% endfilters %}
        A GET form, folded on a narrow screen. `applied`: how many filters are set.
    {% act_list %}{% act_button … %}{% endact_list %}
        The acts that can be done next.

WITHOUT END TAGS
    {% empty title text action_url="" action_label="" %}
        Nothing here: what happened, why, what now.
    {% timeline entries %}
        An entry (object or dict) has at, who, sentence, kind, and may have detail, url, link_label. They
        stand in the order given. kind gives the picture: act message letter question decision task note call
        custody system. `detail` is text; its paragraphs are kept.
    {% pager previous="" next="" text="" %}
        previous and next are addresses, "" for none.

SIDE BY SIDE
    <div class="beside"><section class="beside-left" aria-labelledby="…"> … </section>
    <section class="beside-right" aria-labelledby="…"> … </section></div>
    A letter's text goes in <div class="letter" lang="fr" tabindex="0">; plain text keeps its lines in
    <pre class="letter" tabindex="0">. <mark> shows the words a suggestion came from.

TABLES
    <div class="table-wrap"><table class="table"><caption>…</caption>
      <thead><tr><th scope="col">…</th></tr></thead>
      <tbody><tr><th scope="row">…</th><td data-label="{% translate 'Due' %}">…</td></tr></tbody></table></div>
    The head stays while scrolling. Where it has less than 640 px each row becomes a card: its `th` is the
    card's title, and every `td` says its data-label. class="num" sets numbers right. <tr class="is-late"> and
    <tr class="is-soon"> mark rows somebody must act on. A caption may be class="visually-hidden".

FORMS
    <form method="post" class="form">{% csrf_token %}{{ form }}<div class="form-acts">{% button … %}</div></form>
    {{ form }} draws an error summary and then its fields; {% error_summary form %} and {% field form.name %}
    draw them one by one. A field that is asked for with another, and not required alone, has its name in the
    form's `needed_with_others`, and is not called optional. Two fields in a line: <div class="form-pair">. A
    group: <fieldset><legend>. Files want enctype="multipart/form-data". What is typed is kept while the language
    changes; nothing to do for it.
    In Python, `from entraide.ui.widgets import DayField, MomentField, FilesField` for days, moments and several
    files: their values are ISO 8601 in both languages, where Django's own break the date picker in French.
    {% button label tone="primary" name="" value="" icon="" %}
        Sends the form around it. tone: primary secondary quiet danger.
    {% link_button label url tone="secondary" icon="" %}
        A link that looks like a button.
    {% act_button label consequence="" url="" tone="primary" name="" value="" confirm="" %}
        One act, with its consequence in words underneath. With `url` it is a whole POST form; without, it is
        the button of the form around it. `confirm`: a question asked first, where scripts run.
    {% suggestion label value source="" accept_url="" dismiss_url="" state="" %}
        What was read off a letter, with the words it came from (`source`), and two POST forms. state: "" while
        it is open, "accepted", "dismissed". Put several in <div class="suggestions">.
    {% drop_zone name="files" label="" hint="" accept="" multiple=True %}
        A file input that files can be dropped on; stands in a multipart form of yours. In a <form data-upload>
        each file is sent alone, the same form once per file, with its progress; when all were taken in the
        page goes where the last answer led. An answer may be a redirect, the page with its error summary, or
        JSON {"url": …, "error": …}. Without scripts it is a plain form with several files.

PICTURES
    {% world_map marks title="" %}
        marks: {"CA": (12, "/…", "Canada: 12 open requests"), …}; a table of the same is added.

SMALL CLASSES
    lede, hint, quiet, num, mono, visually-hidden, no-print, print-only; tags (a line of tags), stack (air between
    children), row-of (children in a line), columns (two from 900 px), figures, plain-list, prose (long text).

KEYS
    An Item of ui.navigation may have key="d": then `g d` goes there. data-key="n" on a link or a button makes
    `n` press it. `/`, `?`, `j` and `k` are taken.
"""

from django import template

from entraide.ui.templatetags import house_acts, house_blocks, house_pictures, house_words

register = template.Library()
for part in (house_words, house_blocks, house_acts, house_pictures):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
