#pragma once

#include "types/wrap_up.h"

#include <string_view>

/// Wrap-ups of conversations and the codes to choose from.
namespace undertone::store {

class Transaction;

void update_wrap_up(Transaction& transaction, std::string_view conversation, types::WrapUp const& wrap_up);

types::WrapUpCodes wrap_up_codes(Transaction& transaction);
void update_wrap_up_codes(Transaction& transaction, types::WrapUpCodes const& codes);

} // namespace undertone::store
