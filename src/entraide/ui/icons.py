"""The small pictures: our own, drawn on a 16 × 16 grid with a line of 1.5. Each is the inside of an `<svg>`."""

from django.utils.safestring import SafeString, mark_safe

_DRAWN: dict[str, str] = {
    "alert": '<path d="M8 1.8 15 14H1z"/><path d="M8 6.2v3.6M8 11.7v.3"/>',
    "arrow": '<path d="M2.5 8h11M9.5 4l4 4-4 4"/>',
    "bell": '<path d="M3.5 11.5h9L11.3 9.5V6.5a3.3 3.3 0 0 0-6.6 0v3zM6.5 13.8h3"/>',
    "book": '<path d="M8 3.8C6.5 2.7 4.2 2.5 2 2.8v9.9c2.2-.3 4.5-.1 6 1 1.5-1.1 3.8-1.3 6-1V2.8c-2.2-.3-4.5-.1-6 1zM8 3.8v9.9"/>',
    "check": '<path d="m2.5 8.5 3.7 3.7 7.3-8"/>',
    "clock": '<circle cx="8" cy="8" r="6.2"/><path d="M8 4.3V8l2.5 1.7"/>',
    "close": '<path d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>',
    "decision": '<path d="M8 2v12M4.5 14h7M3 4.5h10M3 4.5 1.3 9h3.4zM13 4.5 11.3 9h3.4z"/>',
    "desk": '<path d="M1.5 5.5h13M3 5.5v8M13 5.5v8M8 5.5v4h5"/>',
    "down": '<path d="m3.5 6 4.5 4.5L12.5 6"/>',
    "file": '<path d="M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3"/>',
    "folder": '<path d="M1.5 3.5h4.7l1.5 2h6.8v7.7h-13z"/>',
    "globe": '<circle cx="8" cy="8" r="6.2"/><path d="M1.8 8h12.4M8 1.8c-4.5 4-4.5 8.4 0 12.4 4.5-4 4.5-8.4 0-12.4z"/>',
    "info": '<circle cx="8" cy="8" r="6.2"/><path d="M8 7.2v3.9M8 4.8v.3"/>',
    "left": '<path d="M10 3.5 5.5 8l4.5 4.5"/>',
    "link": '<path d="M9 2.5h4.5V7M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4"/>',
    "lock": '<path d="M3.5 7h9v7h-9zM5.3 7V4.7a2.7 2.7 0 0 1 5.4 0V7"/>',
    "mail": '<path d="M1.8 3.5h12.4v9H1.8zM1.8 4l6.2 4.8L14.2 4"/>',
    "menu": '<path d="M2 4h12M2 8h12M2 12h12"/>',
    "note": '<path d="M2.5 2.5h11v7.5l-3.5 3.5h-7.5zM5 6h6M5 9h3.5"/>',
    "people": '<circle cx="6" cy="5.3" r="2.5"/><path d="M1.5 13.5c0-2.8 1.9-4.3 4.5-4.3s4.5 1.5 4.5 4.3M10.7 3a2.4 2.4 0 0 1 0 4.6M12.2 9.6c1.5.6 2.3 2 2.3 3.9"/>',
    "person": '<circle cx="8" cy="5" r="2.9"/><path d="M2.5 14c0-3.2 2.3-4.9 5.5-4.9s5.5 1.7 5.5 4.9"/>',
    "phone": '<path d="M3 2h3l1.3 3.5L5.7 7c.7 1.5 1.8 2.6 3.3 3.3l1.5-1.6L14 10v3c0 .6-.5 1-1 1C7.5 14 2 8.5 2 3c0-.5.4-1 1-1z"/>',
    "print": '<path d="M4.5 5V1.8h7V5M4.5 11.5h-3v-6h13v6h-3M4.5 9.5h7v4.7h-7z"/>',
    "question": '<circle cx="8" cy="8" r="6.2"/><path d="M6 6.3c0-2.7 4-2.6 4-.2 0 1.6-2 1.5-2 3M8 11.3v.3"/>',
    "right": '<path d="M6 3.5 10.5 8 6 12.5"/>',
    "search": '<circle cx="7" cy="7" r="4.7"/><path d="m10.5 10.5 4 4"/>',
    "send": '<path d="M14.2 1.8 1.5 6.5l5.2 2.8 2.8 5.2zM14.2 1.8 6.7 9.3"/>',
    "settings": '<path d="M2 4.5h5M11 4.5h3M2 11.5h2M8 11.5h6"/><circle cx="9" cy="4.5" r="1.9"/><circle cx="6" cy="11.5" r="1.9"/>',
    "stop": '<circle cx="8" cy="8" r="6.2"/><path d="M6.3 5.5v5M9.7 5.5v5"/>',
    "system": '<path d="M1.8 2.5h12.4v8.5H1.8zM5 13.8h6M8 11v2.8"/>',
    "task": '<path d="M2.5 2.5h11v11h-11zM5 8l2.2 2.2L11 6"/>',
    "upload": '<path d="M8 11V2.5M4.5 5.5 8 2l3.5 3.5M2 10.5v3.3h12v-3.3"/>',
}

# What the timeline calls its kinds, where the picture has another name.
_ALSO = {"act": "arrow", "message": "mail", "letter": "file", "call": "phone", "custody": "lock", "event": "clock"}

NAMES: tuple[str, ...] = (*sorted(_DRAWN), *sorted(_ALSO))


def drawing(name: str) -> SafeString:
    """The inside of the picture; a dot for a name nobody drew, so that a new kind of entry still shows."""
    inside = _DRAWN.get(_ALSO.get(name, name), '<circle cx="8" cy="8" r="2.5"/>')
    return mark_safe(inside)  # noqa: S308 - our own constant, never a person's words
