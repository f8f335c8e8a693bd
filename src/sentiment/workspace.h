#pragma once

#include "sentiment/effort.h"
#include "sentiment/encoder.h"
#include "sentiment/formulas.h"
#include "sentiment/language.h"
#include "sentiment/passage.h"
#include "sentiment/workspace_pool.h"

#include <cstdint>
#include <string>
#include <vector>

/// For the files of sentiment/ alone.
namespace undertone::sentiment {

/// Everything that scoring one text needs to write to.
struct Workspace {
    std::string repaired, composed, plain, own, polite, unquoted, small, undisguised, brief, marked, calm;
    PassageWorkspace reader;
    FormulaWorkspace formulas;
    Passage passage;
    std::vector<std::uint32_t> window;
    std::vector<float> features;
    Encoder::Workspace encoder;
    LanguageIdentifier::Workspace language;
    Guess guess;
    Effort effort;
};

using Pool = WorkspacePool<Workspace>;
using Lease = WorkspaceLease<Workspace>;

} // namespace undertone::sentiment
