#pragma once

#include "sentiment/reading.h"
#include "sentiment/workspace.h"

#include <functional>

/// What the reading of a text gets wrong and that of a changed one shows. For the files of sentiment/ alone.
namespace undertone::sentiment {

/// Reads `workspace.own` as it is now.
using ReadAgain = std::function<void(Reading& reading)>;

/// A request that is neutral without its "please" is neutral, unless the reading is clear.
void hear_request(ReadAgain const& read, Workspace& workspace, Reading& reading);

/// A question whose mark was left out is neutral where it would be with it.
void hear_question(ReadAgain const& read, Workspace& workspace, Reading& reading);

/// A "bravo" beside a clear complaint mocks: the complaint counts.
void hear_call(ReadAgain const& read, Workspace& workspace, Reading& reading);

/// Laughter before a sentence is no praise of anything: what is neutral without it is neutral, unless the reading is
/// clear, and a complaint behind it counts.
void hear_laughter(ReadAgain const& read, Workspace& workspace, Reading& reading);

/// Bare thanks are neutral with a name behind them as well ("Thanks for the help, Max").
void hear_name(Workspace& workspace, Reading& reading);

/// An idiom that the network has not heard counts, unless what stands around it and its like says the opposite. Leaves
/// in `workspace.own` what stands around it.
void hear_idiom(ReadAgain const& read, Workspace& workspace, Reading& reading);

} // namespace undertone::sentiment
