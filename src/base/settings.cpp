#include "base/settings.h"

#include <vector>

namespace undertone {

std::span<Setting const> settings() {
    static std::vector<Setting> const all = [] {
        std::vector<Setting> joined;
        for (auto const part : {server_settings(), scoring_settings(), desk_settings()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

} // namespace undertone
