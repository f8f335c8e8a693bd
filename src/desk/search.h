#pragma once

/// Finding messages by their words. For the files of desk/ alone.
namespace undertone::desk {

class Core;

/// Stores the words of messages that have none yet, those of the latest conversations first, in steps of
/// search.filled_at_once messages, so that nobody waits long for the turn to write; at most 1,000 steps, and none more
/// when the program ends.
void make_searchable(Core& core);

/// To be called when a message is stored: the one that fills a step does it, so that nothing piles up between two calls
/// of make_searchable.
void count_for_search(Core& core) noexcept;

} // namespace undertone::desk
