#pragma once

#include "base/clock.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What is due, by the times that the rows hold; whose live sockets are open on which node. The longest due come first.
namespace undertone::store {

class Transaction;

/// Conversations whose wrap-up began before `before`.
std::vector<std::string> wrapped_up_before(Transaction& transaction, Time before, std::size_t most);

/// Those offered to an agent before `before` and not answered.
std::vector<std::string> offered_before(Transaction& transaction, Time before, std::size_t most);

/// Active or waiting ones on other channels than live chat in which nobody wrote since `before`, and which nobody was
/// offered, took or put aside since.
std::vector<std::string> silent_since(Transaction& transaction, Time before, std::size_t most);

/// Somebody who listens: "user" with the id of the user, or "visitor" with that of the conversation.
struct Listener {
    std::string kind;
    std::string id;

    auto operator<=>(Listener const&) const = default;
};

/// The node is alive. Nodes that were not seen since `alive` and of which nobody knows anything more are forgotten.
void see_node(Transaction& transaction, std::string_view node, Time now, Time alive);

/// The first socket on this node; what other sockets of the same listener are gone matters no more. A node not seen
/// since `alive` has none.
void listener_came(Transaction& transaction, std::string_view node, Listener const& who, Time alive);
void listener_went(Transaction& transaction, std::string_view node, Listener const& who, Time at);
void forget_listener(Transaction& transaction, Listener const& who);

/// Sockets that are gone matter no more, those of nodes not seen since `alive` included; open ones stay.
void forget_gone(Transaction& transaction, Listener const& who, Time alive);

/// Listeners of a kind who have no socket on any node that was seen since `alive`, and whose last one went before
/// `before`.
std::vector<std::string> lost_listeners(Transaction& transaction, std::string_view kind, Time alive, Time before,
                                        std::size_t most);

/// Users with a conversation that they accepted and that runs, and neither sign-in nor socket, also of the past, who
/// were last there before `before`.
std::vector<std::string> signed_out_before(Transaction& transaction, Time before, std::size_t most);

} // namespace undertone::store
