#pragma once

#include "base/clock.h"
#include "types/alert.h"
#include "types/conversation.h"
#include "types/message.h"
#include "types/person.h"
#include "types/place.h"
#include "types/session.h"
#include "types/settings.h"
#include "types/wrap_up.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <vector>

/// The nouns as the outside sees them.
namespace undertone::api {

boost::json::object to_json(types::Reference const& reference);
boost::json::object to_json(types::Customer const& customer);

/// For staff: with level, code, pulse and trend.
boost::json::object staff_view(types::Conversation const& conversation, Time now);

/// For the customer: nothing of sentiment, and the version of what visitors can see.
boost::json::object visitor_view(types::Conversation const& conversation, Time now);

/// The place in the line, of a conversation that waits.
void add_place(boost::json::object& view, std::optional<types::Place> const& place);

boost::json::object staff_view(types::Message const& message);
boost::json::object visitor_view(types::Message const& message);
boost::json::object to_json(types::SentimentPoint const& point);

/// With the course of the customer's feelings in it.
boost::json::object to_json(types::Session const& session);

/// All rules of an alert that is told or expected, the first one first.
template <class Raised>
boost::json::array rules_of(Raised const& alert) {
    boost::json::array rules;
    if (alert.rule)
        rules.push_back(to_json(*alert.rule));
    for (auto const& rule : alert.further_rules)
        rules.push_back(to_json(rule));
    return rules;
}

boost::json::object to_json(types::Alert const& alert);
boost::json::object to_json(types::User const& user);
boost::json::object to_json(types::Queue const& queue);
boost::json::object to_json(types::ChannelKey const& key);
boost::json::object to_json(types::SentimentSettings const& settings);
boost::json::object to_json(types::QueueSentimentSettings const& settings);
boost::json::object to_json(types::Consent const& consent);
boost::json::object to_json(types::WrapUp const& wrap_up);
boost::json::array to_json(std::vector<std::string> const& texts);
boost::json::object to_json(types::AuditEntry const& entry);

/// Each noun as the outside sees it, for the templates that take a view.
inline constexpr auto as_json = [](auto const& noun) { return to_json(noun); };

} // namespace undertone::api
