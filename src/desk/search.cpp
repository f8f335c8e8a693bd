#include "desk/search.h"

#include "base/log.h"
#include "desk/conversations.h"
#include "desk/core.h"
#include "desk/rightful.h"
#include "desk/words.h"
#include "store/people.h"
#include "store/search.h"

namespace undertone::desk {

using types::Caller;

namespace {

constexpr int most_steps = 1000;   ///< of one call, so that it ends also while messages keep coming
constexpr int steps_of_search = 8; ///< that a search takes itself: what comes within a second is less

void add_words(std::vector<store::WordRow>& rows, types::Message const& message, std::size_t most) {
    for (auto& word : words_of(message.text, most))
        rows.push_back({std::move(word), message.id, message.conversation, message.number});
}

/// One step; false when there is nothing to do.
bool store_words(Core& core) {
    auto const most = core.config.bound("search.filled_at_once");
    if (core.read([](store::Transaction& transaction) { return store::waiting_for_words(transaction, 1).empty(); }))
        return false;
    static_cast<void>(core.change([&](Change& change) -> Result<void> {
        std::vector<store::WordRow> rows;
        auto room = most;
        for (auto& [id, until] : store::waiting_for_words(change.transaction, most)) {
            auto messages = store::list_messages(change.transaction, id, store::Messages::all, until, room);
            bool const all = messages.size() <= room;
            messages.resize(std::min(messages.size(), room));
            for (auto const& message : messages)
                add_words(rows, message, core.config.bound("search.words"));
            if (!messages.empty())
                until = messages.back().number;
            store::set_words_until(change.transaction, id, until, all);
            room -= messages.size();
            if (!all)
                break;
        }
        store::insert_words(change.transaction, std::move(rows));
        return {};
    }));
    return true;
}

void store_words(Core& core, int steps) {
    for (int step = 0; step < steps && !core.ending() && store_words(core); ++step) {
    }
}

/// Where nothing can be written the words wait for the next time; what was asked for goes on.
template <class Work>
void if_it_can_be_written(Work work) noexcept {
    try {
        work();
    } catch (std::exception const& error) {
        log::warn("words for the search were not stored", {{"why", error.what()}});
    }
}

} // namespace

void make_searchable(Core& core) {
    store_words(core, most_steps);
}

void count_for_search(Core& core) noexcept {
    if (++core.messages_for_search % core.config.bound("search.filled_at_once") == 0)
        if_it_can_be_written([&] { store_words(core); });
}

Result<types::Page<types::Hit>> Conversations::search(Caller const& caller, types::SearchRequest const& request,
                                                      types::PageRequest const& page) {
    if (!may(caller, Action::search))
        return fail(Code::forbidden, "only staff may search");
    auto const most_words = core_.config.bound("search.asked_words");
    store::WantedWords wanted{words_of(request.words, most_words + 1)};
    if (wanted.words.empty())
        return fail(Code::invalid, "must hold a word", "q");
    if (wanted.words.size() > most_words)
        return fail(Code::invalid, "has at most " + std::to_string(most_words) + " words", "q");
    wanted.last_is_begin = wanted.words.back().size() >= core_.config.bound("search.prefix_bytes");
    auto const scope = scope_of(caller);
    if_it_can_be_written([this] { store_words(core_, steps_of_search); }); // what came since the last second
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<types::Hit>> {
        auto ids = request;
        if (auto const found = find_queue_of(transaction, caller, ids.queue); !found)
            return Unexpected(found.error());
        auto found = store::find_words(transaction, scope, ids, wanted, page.cursor,
                                       core_.config.bound("search.candidates"), limit);
        auto const text = [](types::Hit const& hit) -> std::string const& { return hit.message.text; };
        auto const most = fitting(found.hits, limit, core_.config.bound("messages.list_bytes"), text);
        auto hits = page_of(std::move(found.hits), most, [](types::Hit const& hit) { return hit.message.id; });
        if (!hits.next)
            hits.next = std::move(found.next);
        return hits;
    });
}

} // namespace undertone::desk
