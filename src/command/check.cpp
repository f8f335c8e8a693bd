#include "command/commands.h"
#include "sentiment/scorer.h"

#include <cstdio>

namespace undertone::command {

int check(Config const& config, Build const& build) {
    if (auto const places = check_places(config); !places)
        return complain(places.error().message);
    auto const scorer = load_scorer(config, build);
    if (!scorer)
        return complain(scorer.error().message);
    std::printf("The configuration is valid. Model %s passes its own samples (%s).\n", scorer->version().c_str(),
                std::string(scorer->kernel()).c_str());
    return 0;
}

} // namespace undertone::command
