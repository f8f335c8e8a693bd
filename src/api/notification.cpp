#include "api/answers.h"
#include "api/routes.h"
#include "types/bounds.h"

/// How supervisors are told of a low sentiment.
namespace undertone::api {
namespace {

boost::json::object template_view(types::NotificationTemplate const& value) {
    boost::json::array fields;
    for (auto const& field : value.fields)
        fields.push_back(boost::json::object{{"header", field.header}, {"value", field.value}});
    boost::json::array placeholders;
    for (auto const name : types::notification_placeholders)
        placeholders.push_back(boost::json::string(name));
    return {{"name", types::NotificationTemplate::name},
            {"title", value.title},
            {"show_timeout", value.show_timeout},
            {"countdown_seconds", value.countdown_seconds},
            {"accept_label", value.accept_label},
            {"reject_label", value.reject_label},
            {"reject_visible", value.reject_visible},
            {"desktop_notification", types::name_of(value.desktop)},
            {"fields", std::move(fields)},
            {"placeholders", std::move(placeholders)},
            {"version", value.version}};
}

types::NotificationChange read_change(Context const& context, Call const& call, Form const& form) {
    auto const most = context.config.bound("notifications.text_bytes");
    types::NotificationChange change{.title = form.optional_text("title", most),
                                     .show_timeout = form.optional_flag("show_timeout"),
                                     .countdown_seconds = form.optional_number("countdown_seconds"),
                                     .accept_label = form.optional_text("accept_label", most),
                                     .reject_label = form.optional_text("reject_label", most),
                                     .reject_visible = form.optional_flag("reject_visible"),
                                     .desktop = form.optional_parsed("desktop_notification", types::longest_word,
                                                                     types::desktop_notification_from,
                                                                     "must be one of: never in_background always."),
                                     .version = form.optional_version(call.met)};
    form.pass_over({"name", "placeholders"});
    if (form.has("fields")) {
        auto& fields = change.fields.emplace();
        for (auto const& field : form.objects("fields", context.config.bound("notifications.fields")))
            fields.push_back({field.text("header", most), field.text("value", most)});
    }
    return change;
}

} // namespace

Result<net::Response> get_notification(Context& context, Call const& call) {
    return answer(context.desk.settings().notification(call.caller()), 200, template_view);
}

Result<net::Response> put_notification(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const change = read_change(context, call, form);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.settings().change_notification(call.caller(), change), 200, template_view);
}

} // namespace undertone::api
