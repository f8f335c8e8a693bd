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
    if (auto const vnni = found > 0 ? vnni_kernels(vectors[0]) : std::nullopt) {
        sets.all[sets.count++] = *vnni;
    }
    std::copy_n(vectors.begin(), found, sets.all.begin() + static_cast<std::ptrdiff_t>(sets.count));
    sets.count += found;
    sets.all[sets.count++] = portable_kernels();
    return sets;
}

} // namespace

std::vector<std::int8_t> pack(Packing const& packing, Weights const& weights, Order const& order) {
    std::size_t const rows = order.rows.empty() ? weights.rows : order.rows.size();
    std::size_t const columns = order.columns.empty() ? weights.columns : order.columns.size();
    std::vector<std::int8_t> packed;
    packed.reserve(rows * columns);
    for (std::size_t row = 0; row < rows; row += packing.rows) {
        for (std::size_t column = 0; column < columns; column += packing.columns) {
            for (std::size_t r = row; r < row + packing.rows; ++r) {
                std::int8_t const* const source =
                    weights.values + (order.rows.empty() ? r : order.rows[r]) * weights.columns;
                for (std::size_t c = column; c < column + packing.columns; ++c) {
                    std::int8_t const weight = source[order.columns.empty() ? c : order.columns[c]];
                    packed.push_back(static_cast<std::int8_t>(weight ^ static_cast<std::int8_t>(packing.flip)));
                }
            }
        }
    }
    return packed;
}

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
        return fail(Code::failed, "UNDERTONE_KERNEL is \"" + std::string(*name) +
                                      "\", which cannot run here; possible are " + known + ".");
    }
    return *found;
}

void Kernels::quantise(float const* row, std::size_t count, std::int8_t* values, float* scales) const {
    std::size_t first = 0;
    for (std::size_t group = 0; group < groups::count(count); ++group) {
        std::size_t const end = groups::end(group, count);
        scales[group] = quantise_group(row + first, end - first, values + first);
        first = end;
    }
}

} // namespace undertone::sentiment
