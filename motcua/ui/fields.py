"""Fields of Django forms in GOV.UK's markup: label, hint, error and control, tied together for every reader."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

CONTROLS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Widget, "govuk-input"),
)


def field(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    width: str = "",
    legend: bool = True,
    inline: bool = False,
    **attrs: str | bool,
) -> SafeString:
    """Return one form group; ``width`` is GOV.UK's («2» to «30» letters), ``attrs`` go onto the control.

    Of choices, ``inline`` sets them beside each other, ``legend=False`` leaves their name to those who hear the page.
    An underscore in an attribute's name becomes a hyphen: ``data_save="x"``.
    """
    if bound.is_hidden:
        return SafeString(str(bound))
    words = label or str(bound.label)
    if not bound.field.required and getattr(bound.field, "say_optional", False):
        words = _("%(label)s (không bắt buộc)") % {"label": words}
    hint = hint or str(bound.help_text)
    given: dict[str, str | bool] = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return _choices(bound, words, hint, given, legend=legend, inline=inline)
    if isinstance(widget, forms.CheckboxInput):
        return _tick(bound, words, hint, given)
    return _control(bound, words, hint, given, width)


def _control(bound: BoundField, label: str, hint: str, attrs: dict[str, str | bool], width: str) -> SafeString:
    css = next(css for kind, css in CONTROLS if isinstance(bound.field.widget, kind))
    if width:
        css += f" {css}--width-{width}"
    if bound.errors:
        css += f" {css.split()[0]}--error"
    control = bound.as_widget(attrs=_attributes(bound, hint, {**attrs, "class": _classes(bound, css)}))
    return format_html(
        '<div class="govuk-form-group{}"><label class="govuk-label" for="{}">{}</label>{}{}{}</div>',
        _group_state(bound),
        bound.id_for_label,
        label,
        _hint(bound, hint),
        _errors(bound),
        control,
    )


def _choices(
    bound: BoundField, label: str, hint: str, attrs: dict[str, str | bool], *, legend: bool, inline: bool
) -> SafeString:
    # Django derives the many from the one: a CheckboxSelectMultiple is a RadioSelect too.
    block = "checkboxes" if isinstance(bound.field.widget, forms.CheckboxSelectMultiple) else "radios"
    rows = format_html_join(
        "",
        '<div class="govuk-{0}__item">{1}<label class="govuk-label govuk-{0}__label" for="{2}">{3}</label></div>',
        (
            (
                block,
                _option(option, f"govuk-{block}__input", attrs),
                option.data["attrs"].get("id", ""),
                option.choice_label,
            )
            for option in bound
        ),
    )
    described = _described(bound, hint)
    return format_html(
        '<div class="govuk-form-group{}"><fieldset class="govuk-fieldset" id="{}"{}>'
        '<legend class="govuk-fieldset__legend{}">{}</legend>{}{}'
        '<div class="{}">{}</div></fieldset></div>',
        _group_state(bound),
        bound.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        "" if legend else " mc-hidden",
        label,
        _hint(bound, hint),
        _errors(bound),
        f"govuk-{block} govuk-{block}--small" + (f" govuk-{block}--inline" if inline else ""),
        rows,
    )


def _option(option: Any, css: str, attrs: dict[str, str | bool]) -> SafeString:
    attributes = {**option.data["attrs"], **attrs, "class": css}
    option.data["attrs"] = {name: value for name, value in attributes.items() if name != "aria-describedby"}
    return SafeString(option.tag())


def _tick(bound: BoundField, label: str, hint: str, attrs: dict[str, str | bool]) -> SafeString:
    control = bound.as_widget(attrs=_attributes(bound, hint, {**attrs, "class": "govuk-checkboxes__input"}))
    return format_html(
        '<div class="govuk-form-group{}">{}<div class="govuk-checkboxes govuk-checkboxes--small">'
        '<div class="govuk-checkboxes__item">{}<label class="govuk-label govuk-checkboxes__label" for="{}">{}</label>{}'
        "</div></div></div>",
        _group_state(bound),
        _errors(bound),
        control,
        bound.id_for_label,
        label,
        format_html('<div id="{}_hint" class="govuk-hint govuk-checkboxes__hint">{}</div>', bound.auto_id, hint)
        if hint
        else "",
    )


def _attributes(bound: BoundField, hint: str, attrs: dict[str, str | bool]) -> dict[str, str | bool]:
    described = _described(bound, hint)
    if described:
        attrs["aria-describedby"] = described
    return attrs


def _classes(bound: BoundField, css: str) -> str:
    return " ".join(filter(None, (css, str(bound.field.widget.attrs.get("class", "")))))


def _described(bound: BoundField, hint: str) -> str:
    return " ".join(f"{bound.auto_id}_{part}" for part, there in (("hint", hint), ("error", bound.errors)) if there)


def _group_state(bound: BoundField) -> str:
    return " govuk-form-group--error" if bound.errors else ""


def _hint(bound: BoundField, hint: str) -> SafeString:
    return format_html('<div id="{}_hint" class="govuk-hint">{}</div>', bound.auto_id, hint) if hint else SafeString("")


def _errors(bound: BoundField) -> SafeString:
    if not bound.errors:
        return SafeString("")
    return format_html(
        '<p id="{}_error" class="govuk-error-message"><span class="mc-hidden">{}</span>{}</p>',
        bound.auto_id,
        _("Chưa được: "),
        " ".join(map(str, bound.errors)),
    )


def error_summary(form: forms.BaseForm, *, title: str = "") -> SafeString:
    """Return what is wrong with the whole form, each line a link to its field; nothing when all is well."""
    lines = [
        (_first_control(form[name]), " ".join(map(str, errors)))
        for name, errors in form.errors.items()
        if name in form.fields
    ]
    general = [(None, str(sentence)) for sentence in form.non_field_errors()]
    if not lines and not general:
        return SafeString("")
    rows = format_html_join(
        "",
        "<li>{}</li>",
        (
            (format_html('<a href="#{}">{}</a>', target, sentence) if target else sentence,)
            for target, sentence in [*general, *lines]
        ),
    )
    return format_html(
        '<div class="govuk-error-summary" tabindex="-1" autofocus data-error-summary><div role="alert">'
        '<h2 class="govuk-error-summary__title">{}</h2><div class="govuk-error-summary__body">'
        '<ul class="govuk-list govuk-error-summary__list">{}</ul></div></div></div>',
        title or _("Còn điều chưa đúng"),
        rows,
    )


def _first_control(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)
