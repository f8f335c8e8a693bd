#pragma once

#include "api/context.h"

namespace undertone::api {

/// A place among the calls that read texts because somebody asks for it; an error for the client where all are taken.
Result<Gate::Pass> take_turn(Context& context);

/// How one of so many texts of such a call is read. `own_phrases` outlives the reading.
sentiment::Request asked_reading(Context const& context, sentiment::PhraseBook const* own_phrases,
                                 std::size_t texts = 1);

} // namespace undertone::api
