#pragma once

#include "types/conversation.h"
#include "types/hours.h"

#include <string>
#include <string_view>

namespace undertone::store {
class Transaction;
}

/// For the files of desk/ alone.
namespace undertone::desk {

struct Change;

/// Is it a day of the calendar, "2026-12-25"?
bool is_date(std::string_view text);

bool is_open(types::Hours const& hours, Time now);

/// What a customer with this locale reads outside the hours: in the language of the locale, in its main language, in
/// English, in any, or a text of the product.
std::string message_for(types::Hours const& hours, std::string_view locale);

/// A conversation that comes into a queue: outside the hours it goes to the queue's overflow while that is open, else
/// it is marked as out of hours; within them it is not. Was the queue closed into which it came?
bool mind_hours(store::Transaction& transaction, Time now, types::Conversation& conversation);

/// Says the text of its queue to a conversation that was marked; the conversation after it.
types::Conversation say_closed(Change& change, types::Conversation conversation);

} // namespace undertone::desk
