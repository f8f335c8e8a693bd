#include "desk/search.h"

#include "desk/conversations.h"
#include "desk/core.h"
#include "desk/rightful.h"
#include "desk/words.h"
#include "store/people.h"
#include "store/search.h"

namespace undertone::desk {

using types::Caller;

void store_words(Core const& core, store::Transaction& transaction, types::Message const& message) {
    store::insert_words(transaction, message, words_of(message.text, core.bound("search.words")));
}

void make_searchable(Core& core) {
    auto const most = core.bound("search.filled_at_once");
    auto const waiting =
        core.read([&](store::Transaction& transaction) { return store::not_searchable(transaction, most); });
    for (auto const& id : waiting)
        static_cast<void>(core.change([&](Change& change) -> Result<void> {
            std::uint64_t after = 0;
            for (;;) {
                auto const messages =
                    store::list_messages(change.transaction, id, store::Messages::all, after, types::PageRequest::most);
                if (messages.empty())
                    break;
                for (auto const& message : messages)
                    store_words(core, change.transaction, message);
                after = messages.back().number;
            }
            store::set_searchable(change.transaction, id);
            return {};
        }));
}

Result<types::Page<types::Hit>> Conversations::search(Caller const& caller, types::SearchRequest const& request,
                                                      types::PageRequest const& page) {
    if (!may(caller, Action::search))
        return fail(Code::forbidden, "only staff may search");
    auto const most_words = core_.bound("search.asked_words");
    store::WantedWords wanted{words_of(request.words, most_words + 1)};
    if (wanted.words.empty())
        return fail(Code::invalid, "must hold a word", "q");
    if (wanted.words.size() > most_words)
        return fail(Code::invalid, "has at most " + std::to_string(most_words) + " words", "q");
    wanted.last_is_begin = wanted.words.back().size() >= core_.bound("search.prefix_bytes");
    store::Scope const scope{caller.kind == Caller::Kind::administrator, caller.id,
                             caller.kind == Caller::Kind::supervisor};
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<types::Hit>> {
        auto ids = request;
        if (auto const found = find_queue_of(transaction, ids.queue); !found)
            return Unexpected(found.error());
        return page_of(
            store::find_words(transaction, scope, ids, wanted, page.cursor, core_.bound("search.candidates"), limit),
            limit, [](types::Hit const& hit) { return hit.message.id; });
    });
}

} // namespace undertone::desk
