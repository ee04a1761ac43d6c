"""The components of the house. A page writes `{% extends "base.html" %}{% load i18n house %}` and uses these; it needs no CSS of its own.

THE PAGE. `base.html` has the blocks:
    title    the words of the browser tab (plain text, required)
    lead     above everything: `<h1>`, perhaps `<p class="lede">`, perhaps `{% case_header %}` (required: one h1 a page)
    main     the body                 aside   a side column, shown only when filled (h2 inside)
    scripts  `<script type="module" src="{% static 'ui/x.js' %}"></script>` of this page alone
    Never an inline style, script or event attribute: the content security policy drops them.
    `{% block page_class %}page-wide{% endblock %}` lets a page use the whole width (lists, beside). Plain text pages leave it.

TIME
    {% clock due start=None stopped=False %}   time left in words and a thin bar. `start`: when the clock began (gives the bar its
                                     length); `stopped`: True, or the moment it was stopped at. due=None says «No due date».
    {% moment dt %}  {% moment dt "day" %}     a date (and time) in the reader's language and the agency's time zone. None: a dash.
    {% ago dt %}                     «3 h ago», «in 2 days»; the exact time on hover.

WORDS
    {% tag label tone %}             tone: neutral (default) info good warning danger quiet. The label says it all; colour only helps.
    {% state_flag "CA" name="Canada" %}   two letters in a box; `name` is read aloud and shown beside it unless show_name=False.
    {% icon "mail" %}                a small picture, hidden from screen readers; names in ui/icons.py.
    {% progress done total label="" %}     a bar of work done, with its words.
    {% figure number label url="" tone="" %}   a key number; put several in <div class="figures">.

BLOCKS (each closes with its end tag)
    {% panel title level=2 id="" tone="" action_url="" action_label="" %} … {% endpanel %}      a titled part of the page.
    {% notice tone="info" title="" %} … {% endnotice %}          something to know. tone: info good warning danger.
    {% more title open=False %} … {% endmore %}        details that can be opened.
    {% summary %}{% row label action_url="" action_label="" %}value{% endrow %} … {% endsummary %}      what is known of a thing.
         The value may be any HTML; an empty one shows as «Not given».
    {% tabs label %}{% tab label url current=False count=None %} … {% endtabs %}       tabs are links; the server renders one.
    {% task_list %}{% task title url="" status="" tone="neutral" hint="" %}{% endtask_list %}
    {% case_header reference title kicker="" %} tags, clock, parties … {% endcase_header %}      goes in `lead`, holds the h1.
         Inside: <dl class="facts"><div><dt>…</dt><dd>…</dd></div></dl>, and <p class="tags">{% tag … %}</p>.
    {% filters action="" applied=0 %} fields … {% endfilters %}     a GET form; folded on a narrow screen. `applied`: how many are set.
    {% act_list %}{% act_button … %}{% endact_list %}      the acts that can be done next.
    {% empty title text action_url="" action_label="" %}     (no end tag) nothing here: what happened, why, what now.
    {% timeline entries %}           (no end tag) entries have: at, who, sentence, kind, and may have detail, url, link_label. Newest or
                                     oldest first as given. kind: act message letter question decision task note call custody system
                                     (gives the picture). Objects or dicts. `detail` is text; paragraphs are kept.

SIDE BY SIDE   <div class="beside"><section class="beside-left" aria-labelledby=…> … </section><section class="beside-right"> … </section></div>
    A letter's text goes in <div class="letter" lang="fr" tabindex="0"> … </div> (scrolls by itself, wide screens only),
    plain text keeps its lines in <pre class="letter">. <mark> shows the words a suggestion came from.

TABLES         <div class="table-wrap"><table class="table"><caption>…</caption><thead>…</thead><tbody><tr>
                 <th scope="row" data-label="{% translate 'Reference' %}">…</th><td data-label="{% translate 'Due' %}">…</td></tr></tbody></table></div>
    The head stays while scrolling; at 390 px each row becomes a card, which is why every cell says its data-label.
    class "num" on th/td sets numbers right; "quiet" greys; `<tr class="is-late">` marks a row a person must act on. A
    caption can be `class="visually-hidden"`.
    {% pager previous="" next="" text="" %}            previous and next are addresses ("" for none).

FORMS          {{ form }} draws a whole form (error summary, then fields); or {% error_summary form %} and {% field form.name %} one by
    one. Wrap in <form method="post" class="form">{% csrf_token %} … <div class="form-acts">{% button … %}</div></form>.
    Two fields in one line: <div class="form-pair"> … </div>. A group: <fieldset><legend>…</legend> … </fieldset>.
    For a file widget add enctype="multipart/form-data" to the form. Keep what is typed while the language changes: automatic.
    In Python: `from entraide.ui.widgets import DayField, MomentField, FilesField` for dates, moments and several files (their
    values are ISO 8601 in both languages; Django's own date fields break the browser's date picker in French).
    {% button label tone="primary" name="" value="" icon="" %}        tone: primary secondary quiet danger. type=submit.
    {% link_button label url tone="secondary" icon="" %}              a link that looks like a button.
    {% act_button label consequence="" url="" tone="primary" name="" value="" confirm="" %}
         one act with its consequence in words underneath. With `url` it is a whole POST form (with CSRF); without, it is the submit
         button of the form around it. `confirm`: a question that is asked first where scripts run.
    {% suggestion label value source="" accept_url="" dismiss_url="" state="" %}      what was read off a letter. Two POST forms. `source`
         is the words it came from. state: "" (open), "accepted", "dismissed". Put several in <div class="suggestions">.
    {% drop_zone name="files" label="" hint="" accept="" multiple=True %}     a file input that is also a place to drop files; inside a form
         of yours with enctype multipart. Without scripts it is a plain file input. With scripts and
         <form data-upload> each file is sent alone (the same form, one request a file) with its own progress, then the page goes
         where the last answer led (its redirect), or, for JSON answers {"url": …, "error": …}, lists the results.

PICTURES       {% world_map marks title="" %}      marks: {"CA": (12, "/…", "Canada: 12 open requests"), …}. With its table below.

SMALL CLASSES  lede, hint, quiet, num, mono, tags (line of tags), stack (children with air between), row-of (children in a line, wraps),
    visually-hidden, columns (two columns from 900 px), figures, plain-list, prose (long text, comfortable line), no-print, print-only.
ALSO           `?next=`-less language and theme switches, messages, sign-out, search (GET q to assistance:search) are in the header already.
    Keys: an Item of ui.navigation may have key="d", then `g d` goes there. data-key="n" on a link or button makes `n` press it.
"""

from django import template

from entraide.ui.templatetags import house_acts, house_blocks, house_pictures, house_words

register = template.Library()
for part in (house_words, house_blocks, house_acts, house_pictures):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
