#include "sentiment/kernels.h"

#include <algorithm>
#include <array>
#include <string>

namespace undertone::sentiment {
namespace {

struct Sets {
    std::array<Kernels, 4> all{};
    std::size_t count = 0;
};

Sets find_sets() {
    Sets sets;
    std::array<Kernels, 2> vectors{};
    std::size_t const found = vector_kernels(vectors);
    if (auto const multiply = vnni_multiply(); multiply && found > 0) {
        sets.all[sets.count] = vectors[0];
        sets.all[sets.count].name = "avx512_vnni";
        sets.all[sets.count++].multiply = *multiply;
    }
    std::copy_n(vectors.begin(), found, sets.all.begin() + static_cast<std::ptrdiff_t>(sets.count));
    sets.count += found;
    sets.all[sets.count++] = portable_kernels();
    return sets;
}

} // namespace

std::span<Kernels const> runnable_kernels() {
    static Sets const sets = find_sets();
    return std::span(sets.all).first(sets.count);
}

Result<Kernels> choose_kernels(std::optional<std::string_view> name) {
    auto const sets = runnable_kernels();
    if (!name || name->empty()) {
        return sets.front();
    }
    auto const found = std::find_if(sets.begin(), sets.end(), [&](Kernels const& set) { return set.name == *name; });
    if (found == sets.end()) {
        std::string known;
        for (Kernels const& set : sets) {
            known += (known.empty() ? "" : ", ") + std::string(set.name);
        }
        return fail(Code::failed, "UNDERTONE_KERNEL is \"" + std::string(*name) + "\", which cannot run here; possible are " + known + ".");
    }
    return *found;
}

} // namespace undertone::sentiment
