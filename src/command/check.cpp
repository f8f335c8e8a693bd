#include "command/commands.h"
#include "sentiment/scorer.h"

#include <cstdio>

namespace undertone::command {

int check(Config const& config, Build const& build) {
    if (auto const& database = config.text("store.database"); !database.empty())
        return complain("store.database = \"" + database + "\": this version keeps its data in SQLite, in server.data");
    if (auto const& address = config.text("bus.address"); !address.empty())
        return complain("bus.address = \"" + address + "\": this version runs on one node");
    auto const file = model_file(config, build);
    if (!file)
        return complain(file.error().message);
    auto const scorer = load_scorer(config, *file);
    if (!scorer)
        return complain(scorer.error().message);
    std::printf("The configuration is valid. Model %s passes its own samples (%s).\n", scorer->version().c_str(),
                std::string(scorer->kernel()).c_str());
    return 0;
}

} // namespace undertone::command
