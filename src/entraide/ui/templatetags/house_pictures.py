"""Pictures: progress, key figures, the map."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entraide.ui.world import shade, world

register = template.Library()


@register.simple_tag
def progress(done: int, total: int, label: object = "") -> SafeString:
    """How much of a piece of work is done, as a bar and in words."""
    words = _("%(done)d of %(total)d") % {"done": done, "total": total}
    return format_html(
        '<div class="progress"><progress value="{}" max="{}" aria-label="{}"></progress><span>{}</span></div>',
        done,
        max(total, 1),
        label or _("Progress"),
        words,
    )


@register.simple_tag
def figure(number: object, label: object, url: str = "", tone: str = "") -> SafeString:
    """A key number with its words."""
    inside = format_html(
        '<span class="figure-number">{}</span> <span class="figure-label">{}</span>', number, label
    )
    toned = f"figure figure-{tone}" if tone else "figure"
    if url:
        return format_html('<a class="{}" href="{}">{}</a>', toned, url, inside)
    return format_html('<p class="{}">{}</p>', toned, inside)


@register.inclusion_tag("ui/world_map.html")
def world_map(marks: Mapping[str, tuple[int, str, object]], title: object = "") -> dict[str, object]:
    """A map of states with their counts, and the same as a table. `marks`: code to count, address and words."""
    whole = world()
    most = max((count for count, _url, _label in marks.values()), default=0)
    drawn = []
    # A state with a mark is drawn after its neighbours, so that its focus ring is whole.
    for shape in sorted(whole.states, key=lambda shape: (shape.code in marks, shape.r)):
        count, url, label = marks.get(shape.code, (0, "", ""))
        drawn.append({"shape": shape, "shade": shade(count, most), "url": url, "label": label})
    told = [
        {"code": code, "count": count, "url": url, "label": label}
        for code, (count, url, label) in sorted(marks.items(), key=lambda mark: (-mark[1][0], mark[0]))
    ]
    return {"world": whole, "drawn": drawn, "told": told, "title": title or _("Map of the world")}
