#pragma once

#include "api/context.h"
#include "net/http.h"

namespace undertone::api {

/// True for the calls that read texts because somebody asks for it: of those only `scoring.asked_at_once` run at once.
bool reads_texts(net::Request const& request);

/// How one of so many texts of such a call is read. `own_phrases` outlives the reading.
sentiment::Request asked_reading(Context const& context, sentiment::PhraseBook const* own_phrases,
                                 std::size_t texts = 1);

} // namespace undertone::api
