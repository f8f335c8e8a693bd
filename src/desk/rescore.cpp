#include "desk/rescore.h"

#include "base/id.h"
#include "desk/rightful.h"
#include "sentiment/course.h"
#include "store/conversations.h"
#include "store/feedback.h"
#include "store/readings.h"
#include "store/sessions.h"
#include "store/settings.h"

#include <algorithm>
#include <utility>

namespace undertone::desk {
namespace {

using sentiment::Reading;
using types::Conversation;
using types::Message;

constexpr std::size_t read_at_once = 100; ///< ids of conversations in memory

/// One message with what is read in it now.
struct ReadAnew {
    Message message;
    Reading reading;
    bool differs;
};

/// The session that ran when a message came, else the last one that had begun; null before the first. A message that
/// itself led to the next session came in the one before.
types::Session* session_at(std::vector<types::Session>& sessions, Time at) {
    auto const running = std::partition_point(sessions.begin(), sessions.end(), [&](types::Session const& session) {
        return session.ended_at && *session.ended_at < at;
    });
    if (running != sessions.end() && running->began_at <= at)
        return &*running;
    return running == sessions.begin() ? nullptr : &*std::prev(running);
}

template <class Work>
auto read(store::Database& database, Work work) {
    std::optional<decltype(work(std::declval<store::Transaction&>()))> result;
    database.read([&](store::Transaction& transaction) { result = work(transaction); });
    return std::move(*result);
}

/// One run over one database.
class Rescoring {
public:
    Rescoring(store::Database& database, Clock const& clock, Score const& score, RescoreWish const& wish)
        : database_(database), clock_(clock), score_(score), wish_(wish), book_(read(database, [](auto& transaction) {
            return sentiment::PhraseBook(store::own_phrases(transaction).phrases);
        })) {}

    void conversation(std::string const& id) {
        auto const before =
            read(database_, [&](auto& transaction) { return store::find_conversation(transaction, id); });
        if (!before) // deleted meanwhile
            return;
        auto const anew = read_anew(id);
        ++sums.conversations;
        bool const differs = std::any_of(anew.begin(), anew.end(), [](auto const& one) { return one.differs; });
        if (!differs || wish_.dry)
            return;
        bool replaced = false;
        database_.write([&](store::Transaction& transaction) {
            auto conversation = store::find_conversation(transaction, id);
            if (!conversation || conversation->state != types::State::closed ||
                conversation->version != before->version)
                return false;
            replace(transaction, *std::move(conversation), anew);
            audit(transaction);
            replaced = true;
            return true;
        });
        audited_ |= replaced;
    }

    /// Nothing more comes: what was audited with the latest change tells of all that was read.
    void finish() {
        if (!audited_)
            return;
        database_.write([&](store::Transaction& transaction) {
            audit(transaction);
            return true;
        });
    }

    RescoreSums sums;

private:
    /// The customer's messages that have a reading, in their order, each read with the language of those before it.
    std::vector<ReadAnew> read_anew(std::string const& id) {
        auto messages = read(database_, [&](auto& transaction) {
            return store::list_messages(transaction, id, store::Messages::all, 0, wish_.messages);
        });
        std::vector<ReadAnew> anew;
        std::string language = "und";
        for (auto& message : messages) {
            if (!message.reading)
                continue;
            auto reading = score_(message.text, language, book_, 0);
            auto phrases = std::exchange(message.reading->phrases, std::nullopt); // they explain that reading alone
            bool const differs = *message.reading != reading;
            if (!differs)
                reading.phrases = std::move(phrases);
            if (reading.language != "und")
                language = reading.language;
            count(*message.reading, reading, differs);
            anew.push_back({std::move(message), std::move(reading), differs});
        }
        return anew;
    }

    void count(Reading const& before, Reading const& now, bool differs) {
        ++sums.messages;
        sums.other_reading += differs ? 1 : 0;
        sums.other_level += before.level == now.level ? 0 : 1;
        sums.other_zone += sentiment::zone_of(before.level) == sentiment::zone_of(now.level) ? 0 : 1;
    }

    void replace(store::Transaction& transaction, Conversation conversation, std::vector<ReadAnew> const& anew) {
        auto const now = clock_.now();
        conversation.mood = {};
        conversation.first_level = conversation.lowest_level = sentiment::Level::none;
        for (auto const& one : anew) {
            types::hear(conversation, one.reading);
            if (one.differs)
                store::keep_reading(transaction, conversation.id, one.message.id, now);
            store::replace_reading(transaction, conversation.id, one.message.number, one.reading,
                                   conversation.mood.level, conversation.mood.pulse);
        }
        ++conversation.version;
        store::update_counts(transaction, conversation);
        replace_courses(transaction, conversation.id, anew);
    }

    /// Each message counts in the session that it came in.
    void replace_courses(store::Transaction& transaction, std::string_view conversation,
                         std::vector<ReadAnew> const& anew) {
        auto sessions = store::list_sessions(transaction, conversation, 0, wish_.sessions);
        std::reverse(sessions.begin(), sessions.end());
        for (auto& session : sessions)
            session.course = {};
        for (auto const& [message, reading, differs] : anew)
            if (auto* const session = session_at(sessions, message.created_at))
                session->course = sentiment::step(std::move(session->course), reading, message.id, message.created_at);
        for (auto const& session : sessions)
            store::update_session(transaction, session);
    }

    /// One entry of the run, stored with its first change and told further with each, so that a run that was
    /// interrupted is audited as well.
    void audit(store::Transaction& transaction) {
        entry_.after =
            "other_reading=" + std::to_string(sums.other_reading) + " other_level=" + std::to_string(sums.other_level);
        entry_.before = "messages=" + std::to_string(sums.messages);
        if (audited_) {
            store::update_audit(transaction, entry_);
            return;
        }
        entry_.at = clock_.now();
        entry_.id = new_id(entry_.at);
        store::insert_audit(transaction, entry_);
    }

    store::Database& database_;
    Clock const& clock_;
    Score const& score_;
    RescoreWish const& wish_;
    sentiment::PhraseBook const book_;
    types::AuditEntry entry_{{}, {}, {"rescore", "undertone rescore"}, "readings", "change", {}, {}};
    bool audited_ = false;
};

} // namespace

Result<RescoreSums> rescore(store::Database& database, Clock const& clock, Score const& score,
                            RescoreWish const& wish) {
    store::ReadAgain which{wish.from, wish.to, wish.queue};
    types::Caller const self{types::Caller::Kind::administrator, "rescore", "undertone rescore"};
    auto const found = read(database, [&](auto& transaction) { return find_queue_of(transaction, self, which.queue); });
    if (!found)
        return fail(found.error().code, "there is no queue \"" + wish.queue.value_or("") + "\"", found.error().field);
    Rescoring run(database, clock, score, wish);
    std::string after;
    do {
        auto const ids = read(database, [&](auto& transaction) {
            return store::closed_with_readings(transaction, which, after, read_at_once);
        });
        after = ids.empty() ? "" : ids.back();
        for (auto const& id : ids)
            run.conversation(id);
    } while (!after.empty());
    run.sums.not_closed =
        read(database, [&](auto& transaction) { return store::count_not_closed(transaction, which); });
    run.finish();
    return run.sums;
}

} // namespace undertone::desk
