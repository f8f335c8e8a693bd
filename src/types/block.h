#pragma once

#include "base/clock.h"
#include "types/names.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace undertone::types {

/// Whom a block keeps out: who writes in this conversation, from its address, or with its customer id.
enum class BlockKind : std::uint8_t { conversation, address, customer };

inline constexpr std::array block_kinds{BlockKind::conversation, BlockKind::address, BlockKind::customer};

std::string_view name_of(BlockKind kind);
std::optional<BlockKind> block_kind_from(std::string_view name);

struct Block {
    std::string id;
    BlockKind kind = BlockKind::conversation;
    std::string conversation; ///< id, in which the abuse happened; it may be deleted since
    std::string queue;        ///< id
    std::string customer;     ///< name
    std::string reason;
    std::optional<Time> until; ///< absent: until it is lifted
    Time created_at{};
    Reference created_by;

    bool operator==(Block const&) const = default;
};

struct NewBlock {
    BlockKind kind = BlockKind::conversation;
    std::string conversation; ///< id
    std::string reason;       ///< from 1 byte to `limits.block_reason_bytes`
    std::optional<Time> until = std::nullopt;
};

} // namespace undertone::types
