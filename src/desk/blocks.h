#pragma once

#include "base/result.h"
#include "types/block.h"
#include "types/person.h"

#include <string_view>

namespace undertone::desk {

class Core;

/// Visitors who may not write: agents who have the conversation and supervisors of its queue block, supervisors of the
/// queue and administrators see and lift it. All of it is audited. Thread-safe.
class Blocks {
public:
    explicit Blocks(Core& core) : core_(core) {}

    /// A conflict when the conversation has no address or customer id to block, or there are blocks.most already.
    Result<types::Block> create(types::Caller const& caller, types::NewBlock const& block);

    /// Newest first: supervisors those of their queues, administrators all.
    Result<types::Page<types::Block>> list(types::Caller const& caller, types::PageRequest const& page);
    Result<void> remove(types::Caller const& caller, std::string_view id);

private:
    Core& core_;
};

} // namespace undertone::desk
