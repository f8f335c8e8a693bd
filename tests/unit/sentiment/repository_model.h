#pragma once

#include "base/config.h"
#include "sentiment/scorer.h"

#include <filesystem>
#include <stdexcept>
#include <vector>

namespace undertone::sentiment {

/// The one model of the repository, or the file that UNDERTONE_SCORING_MODEL names.
inline std::filesystem::path model_file() {
    if (auto const named = from_environment("UNDERTONE_SCORING_MODEL"))
        return *named;
    std::vector<std::filesystem::path> found;
    for (auto const& entry : std::filesystem::directory_iterator(UNDERTONE_SOURCE "/models"))
        if (entry.path().extension() == ".bin" && entry.path().filename().string().starts_with("undertone-"))
            found.push_back(entry.path());
    if (found.size() != 1)
        throw std::runtime_error("models/ must hold one undertone-*.bin");
    return found.front();
}

/// Loaded once, as the program does it.
inline Scorer const& scorer() {
    static Result<Scorer> const loaded = Scorer::load(model_file(), 4096);
    if (!loaded)
        throw std::runtime_error(loaded.error().message);
    return *loaded;
}

} // namespace undertone::sentiment
