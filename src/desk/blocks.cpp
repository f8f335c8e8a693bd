#include "desk/blocks.h"

#include "base/id.h"
#include "base/network.h"
#include "desk/blocking.h"
#include "desk/rightful.h"
#include "sentiment/utf8.h"
#include "store/blocks.h"

namespace undertone::desk {
namespace {

using types::Block;
using types::BlockKind;
using types::Caller;

Unexpected blocked() {
    return fail(Code::forbidden, "you are blocked from writing to us");
}

bool keeps_out(Change& change, BlockKind kind, std::string_view value) {
    return store::is_blocked(change.transaction, block_hash(change.transaction, kind, value), change.now);
}

/// The hash by which the block finds the customer of this conversation.
Result<std::string> target_of(Change& change, types::Conversation const& conversation, BlockKind kind) {
    switch (kind) {
    case BlockKind::conversation: return block_hash(change.transaction, kind, conversation.id);
    case BlockKind::address:
        if (auto const address = store::address_of(change.transaction, conversation.id))
            return *address;
        return fail(Code::conflict, "the conversation came over a channel: no address of its customer is known",
                    "kind");
    case BlockKind::customer:
        if (conversation.customer.id)
            return block_hash(change.transaction, kind, *conversation.customer.id);
        return fail(Code::conflict, "the customer is a visitor without an id: block the address or the conversation",
                    "kind");
    }
    return fail(Code::failed, "there is no such kind of block");
}

std::string described(Block const& block) {
    return "kind=" + std::string(types::name_of(block.kind)) + " conversation=" + block.conversation +
           " reason=" + block.reason + (block.until ? " until=" + to_text(*block.until) : "");
}

bool concerns(Caller const& caller, Block const& block) {
    return caller.kind == Caller::Kind::administrator || caller.member_of(block.queue);
}

/// A block of a queue that is none of the caller's does not exist.
Result<Block> visible_block(Change& change, Caller const& caller, std::string_view id) {
    auto block = store::find_block(change.transaction, id);
    if (!block || !concerns(caller, *block))
        return fail(Code::not_found, "there is no such block");
    return *std::move(block);
}

void lift(Change& change, Caller const& caller, Block const& block) {
    store::delete_block(change.transaction, block.id);
    write_audit(change, caller, "blocks/" + block.id, "delete", described(block), "");
}

/// The block that keeps the same customer out as long; one that ends earlier makes room for the new one, so that one
/// lifting is enough.
std::optional<Block> present_block(Change& change, Caller const& caller, std::string_view target,
                                   std::optional<Time> until) {
    for (auto& block : store::blocks_in_force(change.transaction, target, change.now)) {
        if (!concerns(caller, block))
            continue;
        if (!block.until || (until && *until <= *block.until))
            return std::move(block);
        lift(change, caller, block);
    }
    return std::nullopt;
}

} // namespace

std::string block_hash(store::Transaction& transaction, BlockKind kind, std::string_view value) {
    auto const secret = store::secret_of(transaction, "blocks", new_secret(""));
    return hash_of_secret(secret + "\n" + std::string(types::name_of(kind)) + "\n" + std::string(value));
}

Result<void> check_opening(Change& change, types::Conversation const& conversation, std::string_view address) {
    if (!address.empty()) {
        auto const hash = block_hash(change.transaction, BlockKind::address, network_of(address));
        if (store::is_blocked(change.transaction, hash, change.now))
            return blocked();
        store::set_address(change.transaction, conversation.id, hash);
    }
    if (conversation.customer.id && keeps_out(change, BlockKind::customer, *conversation.customer.id))
        return blocked();
    return {};
}

Result<void> check_writing(Change& change, types::Conversation const& conversation) {
    if (!store::has_blocks(change.transaction))
        return {};
    if (keeps_out(change, BlockKind::conversation, conversation.id))
        return blocked();
    if (conversation.customer.id && keeps_out(change, BlockKind::customer, *conversation.customer.id))
        return blocked();
    auto const address = store::address_of(change.transaction, conversation.id);
    return address && store::is_blocked(change.transaction, *address, change.now) ? Result<void>(blocked())
                                                                                  : Result<void>();
}

Result<Block> Blocks::create(Caller const& caller, types::NewBlock const& wanted) {
    auto const most = core_.config.bound("limits.block_reason_bytes");
    if (wanted.reason.empty() || wanted.reason.size() > most || !sentiment::is_plain_text(wanted.reason))
        return fail(Code::invalid, "must be a text of 1 to " + std::to_string(most) + " bytes", "reason");
    return core_.change([&](Change& change) -> Result<Block> {
        if (wanted.until && *wanted.until <= change.now)
            return fail(Code::invalid, "must be in the future", "until");
        auto const conversation = rightful(change, caller, wanted.conversation, Action::block);
        if (!conversation)
            return Unexpected(conversation.error());
        auto const target = target_of(change, *conversation, wanted.kind);
        if (!target)
            return Unexpected(target.error());
        if (auto present = present_block(change, caller, *target, wanted.until))
            return *std::move(present);
        if (store::count_blocks(change.transaction) >= core_.config.number("blocks.most"))
            return fail(Code::conflict, "there are as many blocks as blocks.most allows");
        Block const block{new_id(change.now),          wanted.kind,   conversation->id, conversation->queue.id,
                          conversation->customer.name, wanted.reason, wanted.until,     change.now,
                          {caller.id, caller.name}};
        store::insert_block(change.transaction, block, *target);
        write_audit(change, caller, "blocks/" + block.id, "create", "", described(block));
        return block;
    });
}

Result<types::Page<Block>> Blocks::list(Caller const& caller, types::PageRequest const& page) {
    if (!may(caller, Action::read_blocks))
        return fail(Code::forbidden, "only supervisors and administrators see who is blocked");
    auto const member = own_reach(caller);
    auto const limit = bounded(page.limit);
    auto found = core_.read(
        [&](store::Transaction& transaction) { return store::list_blocks(transaction, member, page.cursor, limit); });
    return page_of(std::move(found), limit, [](Block const& block) { return block.id; });
}

Result<void> Blocks::remove(Caller const& caller, std::string_view id) {
    if (!may(caller, Action::read_blocks))
        return fail(Code::forbidden, "only supervisors and administrators lift a block");
    return core_.change([&](Change& change) -> Result<void> {
        auto const block = visible_block(change, caller, id);
        if (!block)
            return Unexpected(block.error());
        lift(change, caller, *block);
        return {};
    });
}

} // namespace undertone::desk
