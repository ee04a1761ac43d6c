"""How the house draws forms."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Forms and fields drawn by the shell's templates, with label, help, error and field tied together."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
