#include "base/log.h"
#include "demo/demo.h"
#include "demo/script.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

namespace undertone::demo {
namespace {

constexpr std::size_t at_once = 12;                     ///< conversations on the stage
constexpr auto pause = std::chrono::milliseconds(1500); ///< between two lines
constexpr int patience = 6;        ///< turns that a conversation waits in the queue, so that a person may accept it
constexpr int turns_after_end = 3; ///< turns of wrap-up
constexpr int lines_before = 4;    ///< that were said already in every second conversation when the curtain rises

/// One conversation on the stage.
struct Play {
    Script const* script = nullptr;
    std::size_t next = 0;
    std::string conversation;
    types::Caller visitor;
    std::optional<types::Caller> agent; ///< the demo's agent who accepted it
    int waited = 0;
    int ended = 0;
};

} // namespace

class Players::Stage {
public:
    Stage(desk::Desk& desk, Clock const& clock)
        : desk_(desk), random_(static_cast<unsigned>(clock.now().time_since_epoch().count())) {
        thread_ = std::thread([this] { run(); });
    }

    ~Stage() {
        {
            std::lock_guard const lock(mutex_);
            over_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    Stage(Stage const&) = delete;
    Stage& operator=(Stage const&) = delete;

private:
    void run() {
        try {
            prepare();
            raise_curtain();
            while (wait())
                turn();
        } catch (std::exception const& error) {
            log::error("the demo stopped playing", {{"reason", error.what()}});
        }
    }

    /// False when the play is over.
    bool wait() {
        std::unique_lock lock(mutex_);
        return !changed_.wait_for(lock, pause, [this] { return over_; });
    }

    std::optional<types::Caller> enter(char const* name) {
        auto const signed_in = desk_.people().sign_in(name, password, "demo");
        if (!signed_in)
            return std::nullopt; // somebody changed the password: this one does not play
        auto const caller = desk_.people().authenticate(signed_in->token);
        return caller ? std::optional(*caller) : std::nullopt;
    }

    /// Agents come in; thresholds let alerts show; what an earlier run left is closed.
    void prepare() {
        for (auto const* name : {"agent1", "agent2"})
            if (auto agent = enter(name))
                agents_.push_back(std::move(*agent));
        auto const signed_in = desk_.people().sign_in("admin", password, "demo");
        if (!signed_in)
            return;
        auto const admin = desk_.people().authenticate(signed_in->token);
        if (!admin)
            return;
        auto const settings = desk_.settings().sentiment(*admin);
        if (settings && settings->version == 1) {
            types::SentimentChange change;
            change.agent_threshold = sentiment::Level::slightly_negative;
            change.supervisor_threshold = sentiment::Level::negative;
            if (auto changed = desk_.settings().change_sentiment(*admin, change); !changed)
                log::warn("the demo's thresholds could not be set", {{"reason", changed.error().message}});
        }
        auto const left = desk_.conversations().list(*admin, {}, {types::PageRequest::most, {}});
        if (left)
            for (auto const& conversation : left->items)
                if (auto closed = desk_.conversations().force_close(*admin, conversation.id); !closed)
                    log::debug("a conversation stays", {{"reason", closed.error().message}});
        if (auto out = desk_.people().sign_out(*admin, signed_in->token, desk::SignOut::here); !out)
            log::debug("the demo's administrator stays signed in", {{"reason", out.error().message}});
    }

    /// Who looks at once sees conversations in many languages: every second one under way with an agent, the others in
    /// their queue.
    void raise_curtain() {
        for (std::size_t tries = 0; plays_.size() < at_once && tries < 20 * at_once && !is_over(); ++tries)
            begin();
        for (std::size_t index = 0; index < plays_.size() && !is_over(); ++index) {
            auto& play = plays_[index];
            bool const under_way = index % 2 == 0;
            play.waited = under_way ? patience : 0;
            for (int line = 0; line < (under_way ? lines_before : 1); ++line)
                static_cast<void>(advance(play));
        }
    }

    bool is_over() {
        std::lock_guard const lock(mutex_);
        return over_;
    }

    void turn() {
        if (plays_.size() < at_once)
            begin();
        if (plays_.empty())
            return;
        auto const index = random_() % plays_.size();
        if (!advance(plays_[index]))
            plays_.erase(plays_.begin() + static_cast<std::ptrdiff_t>(index));
    }

    /// A script whose language is not on the stage yet.
    void begin() {
        auto const& all = scripts();
        auto const* const script = &all[random_() % all.size()];
        for (auto const& play : plays_)
            if (play.script->language == script->language)
                return;
        types::NewConversation wanted;
        wanted.queue = script->queue;
        wanted.locale = script->language;
        auto const created = desk_.conversations().create(std::nullopt, wanted);
        if (!created)
            return;
        auto const visitor = desk_.people().authenticate(created->visitor_token);
        if (!visitor)
            return;
        Play play;
        play.script = script;
        play.conversation = created->conversation.id;
        play.visitor = *visitor;
        plays_.push_back(std::move(play));
    }

    /// Plays one line, or one step of ending; false when the conversation leaves the stage.
    bool advance(Play& play) {
        if (play.next >= play.script->lines.size())
            return finish(play);
        auto const& line = play.script->lines[play.next];
        if (line.customer) {
            ++play.next;
            return desk_.conversations().receive(play.visitor, play.conversation, {line.text}).has_value();
        }
        if (!play.agent && !accept(play))
            return play.waited < 20 * patience;
        ++play.next;
        if (auto said = desk_.conversations().receive(*play.agent, play.conversation, {line.text}); !said)
            log::debug("a demo agent kept silent", {{"reason", said.error().message}});
        return true;
    }

    bool accept(Play& play) {
        if (++play.waited < patience || agents_.empty())
            return false;
        auto const& agent = agents_[random_() % agents_.size()];
        if (desk_.conversations().accept(agent, play.conversation)) {
            play.agent = agent;
            return true;
        }
        adopt(play);
        return false;
    }

    /// A person who is signed in as one of the agents took it: the demo leaves the answers to that person and plays the
    /// customer on.
    void adopt(Play& play) {
        auto const conversation = desk_.conversations().find(play.visitor, play.conversation);
        if (conversation && conversation->agent)
            for (auto const& agent : agents_)
                if (agent.id == conversation->agent->id)
                    play.agent = agent;
    }

    bool finish(Play& play) {
        if (play.ended == 0) {
            auto const& who = play.agent ? *play.agent : play.visitor;
            if (!desk_.conversations().end(who, play.conversation))
                return false;
        }
        if (++play.ended <= turns_after_end)
            return play.agent.has_value();
        if (play.agent && !desk_.conversations().close(*play.agent, play.conversation))
            log::debug("a demo conversation was closed by somebody else");
        return false;
    }

    desk::Desk& desk_;
    std::mt19937 random_;
    std::vector<types::Caller> agents_;
    std::vector<Play> plays_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool over_ = false;
    std::thread thread_;
};

Players::Players(desk::Desk& desk, Clock const& clock) : stage_(std::make_unique<Stage>(desk, clock)) {}
Players::~Players() = default;

} // namespace undertone::demo
