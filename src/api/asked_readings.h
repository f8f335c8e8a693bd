#pragma once

#include "api/context.h"

namespace undertone::api {

/// How one of so many texts of a call in Lane::readings is read. `own_phrases` outlives the reading.
sentiment::Request asked_reading(Context const& context, sentiment::PhraseBook const* own_phrases,
                                 std::size_t texts = 1);

} // namespace undertone::api
