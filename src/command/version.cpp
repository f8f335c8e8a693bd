#include "command/commands.h"
#include "sentiment/scorer.h"

#include <cstdio>

namespace undertone::command {

int version(Config const& config, Build const& build) {
    auto const file = model_file(config, build);
    if (!file)
        return complain(file.error().message);
    auto const scorer = load_scorer(config, *file);
    if (!scorer)
        return complain(scorer.error().message);
    std::printf("undertone %s\nmodel %s (%s)\n%s\n", build.version.c_str(), scorer->version().c_str(),
                std::string(scorer->kernel()).c_str(), file->c_str());
    return 0;
}

} // namespace undertone::command
