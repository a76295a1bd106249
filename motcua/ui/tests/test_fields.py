from django import forms

from motcua.ui import fields


class Applicant(forms.Form):
    phone = forms.CharField(label="Điện thoại", help_text="Số di động có 10 số")
    delivery = forms.ChoiceField(label="Nhận kết quả", choices=[("counter", "Tại quầy"), ("post", "Qua bưu điện")])
    channel = forms.ChoiceField(
        label="Cách nộp", choices=[("a", "Tại quầy"), ("b", "Bưu điện")], widget=forms.RadioSelect
    )
    papers = forms.MultipleChoiceField(
        label="Giấy tờ", choices=[("a", "Sổ hộ khẩu")], required=False, widget=forms.CheckboxSelectMultiple
    )
    agrees = forms.BooleanField(label="Đồng ý nhận tin nhắn", required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_label_hint_and_control_are_tied_together():
    html = fields.field(Applicant()["phone"], width="10")

    assert '<label class="govuk-label" for="id_phone">Điện thoại</label>' in html
    assert '<div id="id_phone_hint" class="govuk-hint">Số di động có 10 số</div>' in html
    assert 'class="govuk-input govuk-input--width-10"' in html
    assert 'aria-describedby="id_phone_hint"' in html


def test_many_ticks_look_like_ticks_and_one_choice_like_one():
    assert "govuk-checkboxes__input" in fields.field(Applicant()["papers"])
    assert "govuk-radios__input" in fields.field(Applicant()["channel"])


def test_an_error_stands_at_its_field_and_is_read_with_it():
    html = fields.field(Applicant({"phone": ""})["phone"])

    assert 'class="govuk-form-group govuk-form-group--error"' in html
    assert 'aria-describedby="id_phone_hint id_phone_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_phone_error" class="govuk-error-message"' in html
    assert "govuk-input--error" in html


def test_the_summary_links_to_the_fields_in_order():
    form = Applicant({"delivery": "counter"})
    form.add_error(None, "Hồ sơ còn thiếu: Giấy chứng sinh.")

    html = fields.error_summary(form)

    assert 'role="alert"' in html
    assert html.index("Giấy chứng sinh") < html.index('href="#id_phone"') < html.index('href="#id_channel_0"')


def test_a_form_without_errors_has_no_summary():
    assert fields.error_summary(Applicant()) == ""


def test_choices_are_one_group_with_a_legend():
    html = fields.field(Applicant()["channel"])

    assert '<fieldset class="govuk-fieldset" id="id_channel">' in html
    assert '<legend class="govuk-fieldset__legend">Cách nộp</legend>' in html
    assert (
        '<input type="radio" name="channel" value="b" id="id_channel_1" required class="govuk-radios__input">' in html
    )
    assert '<label class="govuk-label govuk-radios__label" for="id_channel_1">Bưu điện</label>' in html


def test_a_tick_has_its_label_behind_it():
    html = fields.field(Applicant()["agrees"])

    assert html.index('type="checkbox"') < html.index("Đồng ý nhận tin nhắn")


def test_attributes_pass_to_the_control_with_hyphens():
    html = fields.field(Applicant()["phone"], data_search_url="/thu-tuc/goi-y", autofocus="autofocus")

    assert 'data-search-url="/thu-tuc/goi-y"' in html
    assert 'autofocus="autofocus"' in html


def test_a_hidden_field_is_bare():
    assert str(fields.field(Applicant()["secret"])) == '<input type="hidden" name="secret" id="id_secret">'


def test_typed_markup_is_only_text():
    form = Applicant({"phone": '"><script>alert(1)</script>'})
    form.add_error("phone", "<b>không</b>")

    html = fields.field(form["phone"]) + fields.error_summary(form)

    assert "<script>" not in html
    assert "<b>không" not in html
