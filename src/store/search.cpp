#include "store/search.h"

#include "store/mapping.h"
#include "store/transaction.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace undertone::store {
namespace {

/// Hexadecimal digits of the word's bytes: every database orders them alike, whatever its collation.
std::string key_of(std::string_view word) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string key;
    for (char const letter : word) {
        auto const byte = static_cast<unsigned char>(letter);
        key += digits[byte >> 4];
        key += digits[byte & 15];
    }
    return key;
}

/// Above every key that begins like this one, and below all others that are greater: "g" follows the last digit.
constexpr char behind = 'g';

/// How many rows one statement inserts; a smaller rest repeats its last row, so that there are few statements.
constexpr std::array<std::size_t, 3> row_counts{1, 4, 16};
constexpr std::size_t values_of_a_row = 4;
static_assert(row_counts.back() * values_of_a_row <= most_kept_values);

std::string insertion_of(std::size_t rows) {
    std::string text = "INSERT INTO message_words (word, message_id, conversation_id, number) VALUES ";
    for (std::size_t row = 0; row < rows; ++row) {
        auto const end = std::to_string(row);
        text += (row > 0 ? ", " : "") + ("(:word" + end) + ", :message" + end + ", :conversation" + end + ", :number" +
                end + ")";
    }
    return text + " ON CONFLICT (word, message_id) DO NOTHING";
}

/// The statement for so many rows; each is written once.
std::string const& insertion(std::size_t rows) {
    static auto const texts = [] {
        std::map<std::size_t, std::string> made;
        for (auto const count : row_counts)
            made.emplace(count, insertion_of(count));
        return made;
    }();
    return texts.at(rows);
}

struct Place {
    std::string conversation;
    std::int64_t number = 0;
};

/// A whole conversation while it is the user's business. Who only had it before finds what was written until then, and
/// who may look at it because it is open again what came later too: without the internal messages of others.
void add_scope(std::string& text, std::vector<Value>& in, Scope const& scope) {
    if (scope.everything)
        return;
    std::string const own_queue = "c.queue_id IN (SELECT m.queue_id FROM members m WHERE m.user_id = :member)";
    text += "AND (c.agent_id = :me OR ";
    in.emplace_back(scope.user);
    if (scope.whole_queues) {
        text += own_queue + " OR ";
        in.emplace_back(scope.user);
    }
    text +=
        "EXISTS (SELECT 1 FROM sessions s WHERE s.conversation_id = c.id AND s.agent_id = :had AND s.accepted_at IS "
        "NOT NULL AND (c.id IN (SELECT a.conversation_id FROM monitors a WHERE a.user_id = :asked) OR "
        "((t.visibility <> 'internal' OR t.sender_id = :writer) AND (t.created_at < s.ended_at";
    in.insert(in.end(), 3, scope.user);
    if (!scope.whole_queues) {
        text += " OR (c.state = 'open' AND c.bot = 0 AND " + own_queue + ")";
        in.emplace_back(scope.user);
    }
    text += "))))) ";
}

void add_filter(std::string& text, std::vector<Value>& in, types::SearchRequest const& request) {
    if (request.queue) {
        text += "AND c.queue_id = :queue ";
        in.emplace_back(*request.queue);
    }
    if (request.from) {
        text += "AND t.created_at >= :from_time ";
        in.emplace_back(stored(*request.from));
    }
    if (request.to) {
        text += "AND t.created_at < :to_time ";
        in.emplace_back(stored(*request.to));
    }
    if (request.levels.empty())
        return;
    std::string list;
    for (auto const level : request.levels) {
        list += (list.empty() ? ":level" : ", :level") + std::to_string(in.size());
        in.emplace_back(stored(level));
    }
    text += "AND t.level IN (" + list + ") ";
}

/// The messages with all the words. A single whole word is read in the order of the index, as far as it is needed.
void add_candidates(std::string& text, std::vector<Value>& in, WantedWords const& wanted, std::string_view before) {
    text += wanted.last_is_begin ? "SELECT DISTINCT " : "SELECT ";
    text += "w.message_id, w.conversation_id, w.number FROM message_words w ";
    for (std::size_t word = 0; word + 1 < wanted.words.size(); ++word) {
        auto const name = "w" + std::to_string(word);
        text += "JOIN message_words " + name + " ON " + name + ".word = :" + name + " AND " + name +
                ".message_id = w.message_id ";
        in.emplace_back(key_of(wanted.words[word]));
    }
    auto const last = key_of(wanted.words.back());
    in.emplace_back(last);
    text += wanted.last_is_begin ? "WHERE w.word >= :last AND w.word < :behind " : "WHERE w.word = :last ";
    if (wanted.last_is_begin)
        in.emplace_back(last + behind);
    if (!before.empty()) {
        text += "AND w.message_id < :before ";
        in.emplace_back(before);
    }
    text += "ORDER BY w.message_id DESC LIMIT :candidates ";
}

/// The last of so many candidates, if there are as many.
std::optional<std::string> last_candidate(Transaction& transaction, WantedWords const& wanted, std::string_view before,
                                          std::size_t candidates) {
    std::vector<Value> in;
    std::string text = "SELECT hit.message_id FROM (";
    add_candidates(text, in, wanted, before);
    in.emplace_back(candidates);
    in.emplace_back(candidates - 1);
    Query query(transaction, text + ") hit ORDER BY hit.message_id DESC LIMIT 1 OFFSET :before_it", in, "t");
    return query.next() ? std::optional(query.text()) : std::nullopt;
}

} // namespace

void insert_words(Transaction& transaction, std::vector<WordRow> rows) {
    for (auto& row : rows)
        row.word = key_of(row.word);
    std::sort(rows.begin(), rows.end(), [](WordRow const& one, WordRow const& other) {
        return std::tie(one.word, one.message) < std::tie(other.word, other.message);
    });
    for (std::size_t begin = 0; begin < rows.size();) {
        auto const rest = rows.size() - begin;
        auto const count =
            std::find_if(row_counts.begin(), row_counts.end() - 1, [&](auto size) { return size >= rest; });
        std::vector<Value> in;
        for (std::size_t place = 0; place < *count; ++place) {
            auto const& row = rows[std::min(begin + place, rows.size() - 1)];
            in.emplace_back(row.word);
            in.emplace_back(row.message);
            in.emplace_back(row.conversation);
            in.emplace_back(row.number);
        }
        Query(transaction, insertion(*count), in);
        begin += *count;
    }
}

std::vector<WaitingForWords> waiting_for_words(Transaction& transaction, std::size_t most) {
    Query query(transaction,
                "SELECT id, words_until FROM conversations WHERE searchable = 0 ORDER BY id DESC LIMIT :most", {most},
                "tn");
    std::vector<WaitingForWords> found;
    while (query.next()) {
        auto id = query.text();
        found.push_back({std::move(id), static_cast<std::uint64_t>(query.number())});
    }
    return found;
}

void set_words_until(Transaction& transaction, std::string_view conversation, std::uint64_t until, bool all) {
    Query(transaction, "UPDATE conversations SET words_until = :until, searchable = :all WHERE id = :id",
          {until, all, conversation});
}

void await_words(Transaction& transaction, std::string_view conversation) {
    Query(transaction, "UPDATE conversations SET searchable = 0 WHERE id = :id AND searchable = 1", {conversation});
}

FoundWords find_words(Transaction& transaction, Scope const& scope, types::SearchRequest const& request,
                      WantedWords const& wanted, std::string_view before, std::size_t candidates, std::size_t limit) {
    std::vector<Value> in;
    std::string text = "SELECT hit.conversation_id, hit.number FROM (";
    add_candidates(text, in, wanted, before);
    text += ") hit JOIN messages t ON t.conversation_id = hit.conversation_id AND t.number = hit.number "
            "JOIN conversations c ON c.id = hit.conversation_id WHERE t.number > 0 ";
    in.emplace_back(candidates);
    add_scope(text, in, scope);
    add_filter(text, in, request);
    text += "ORDER BY hit.message_id DESC LIMIT :most";
    in.emplace_back(limit + 1);
    std::vector<Place> places;
    {
        Query query(transaction, text, in, "tn");
        while (query.next()) {
            auto conversation = query.text();
            places.push_back({std::move(conversation), query.number()});
        }
    }
    FoundWords found;
    for (auto const& place : places) {
        auto message = list_messages(transaction, place.conversation, Messages::all,
                                     static_cast<std::uint64_t>(place.number - 1), 0);
        auto conversation = find_conversation(transaction, place.conversation);
        if (!message.empty() && conversation)
            found.hits.push_back({std::move(message.front()), *std::move(conversation)});
    }
    if (places.size() <= limit)
        found.next = last_candidate(transaction, wanted, before, candidates);
    return found;
}

} // namespace undertone::store
