#pragma once

#include <cstddef>

/// How many bytes a text of a call has at most, or at least, where no setting says so: the calls read by the same
/// numbers by which the desk checks.
namespace undertone::types {

inline constexpr std::size_t longest_client_id = 200;
inline constexpr std::size_t shortest_client_id_of_visitor = 20; ///< of a conversation: hard to guess
inline constexpr std::size_t longest_subject = 500;
inline constexpr std::size_t longest_notice = 4000; ///< of a queue's consent, and one message of its opening hours
inline constexpr std::size_t longest_language_tag = 35;
inline constexpr std::size_t longest_word = 50;   ///< one out of a few, such as "customer"
inline constexpr std::size_t longest_value = 100; ///< a time, a time zone, an id

} // namespace undertone::types
