#include "sentiment/encoder.h"
#include "sentiment/head.h"

#include "tiny_model.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <numeric>

namespace undertone::sentiment {
namespace {

using Row = std::vector<double>;
using Rows = std::vector<Row>;

struct Network {
    ModelBytes bytes = ModelBytes::copy(TinyModel().file());
    ModelContent content = *read_model(bytes.bytes());

    std::vector<float> features(std::vector<std::uint32_t> const& ids, Kernels const& kernels) const {
        Encoder const encoder(content, kernels);
        Encoder::Workspace workspace;
        std::vector<float> result(encoder.feature_count());
        encoder.encode(ids, workspace, result);
        return result;
    }
};

/// The network of docs/model-file.md written out in doubles, one number after the other.
class Plain {
public:
    explicit Plain(ModelContent const& content) : content_(content) {}

    Row features(std::vector<std::uint32_t> const& ids) const {
        Rows state;
        for (std::size_t place = 0; place < ids.size(); ++place) {
            state.push_back(norm(embedding(ids[place], place), content_.input_norm));
        }
        Row result;
        for (LayerSections const& layer : content_.layer) {
            state = after(layer, state);
            Row mean(content_.width, 0.0);
            for (Row const& row : state) {
                for (std::size_t i = 0; i < row.size(); ++i) {
                    mean[i] += row[i] / static_cast<double>(state.size());
                }
            }
            double const length = std::sqrt(std::inner_product(mean.begin(), mean.end(), mean.begin(), 0.0));
            for (double const value : mean) {
                result.push_back(value / length);
            }
        }
        return result;
    }

private:
    Row embedding(std::uint32_t id, std::size_t place) const {
        Row row(content_.width);
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::uint8_t const* const block = content_.word_rows.data() + id * content_.width / 32 * 18 + i / 32 * 18;
            std::uint8_t const packed = block[2 + i % 16];
            int const weight = i % 32 < 16 ? packed & 15 : packed >> 4;
            row[i] = (weight - 8) * 0.125 + static_cast<double>(content_.position_rows[place * content_.width + i]);
        }
        return row;
    }

    Row norm(Row row, NormParameters const& parameters) const {
        double const mean = std::accumulate(row.begin(), row.end(), 0.0) / static_cast<double>(row.size());
        double variance = 0;
        for (double const value : row) {
            variance += (value - mean) * (value - mean) / static_cast<double>(row.size());
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = (row[i] - mean) / std::sqrt(variance + static_cast<double>(content_.epsilon)) *
                         static_cast<double>(parameters.weight[i]) +
                     static_cast<double>(parameters.bias[i]);
        }
        return row;
    }

    /// The columns by their mean squares, largest first.
    static std::vector<std::size_t> order(Row const& squares) {
        std::vector<std::size_t> result(squares.size());
        std::iota(result.begin(), result.end(), 0U);
        std::stable_sort(result.begin(), result.end(),
                         [&](std::size_t a, std::size_t b) { return squares[a] > squares[b]; });
        return result;
    }

    static Row squares(NormParameters const& norm) {
        Row result;
        for (std::size_t i = 0; i < norm.weight.size(); ++i) {
            result.push_back(std::pow(static_cast<double>(norm.weight[i]), 2) +
                             std::pow(static_cast<double>(norm.bias[i]), 2));
        }
        return result;
    }

    std::vector<std::size_t> state_order() const {
        Row total(content_.width, 0.0);
        for (LayerSections const& layer : content_.layer) {
            for (NormParameters const& norm : {layer.attention_norm, layer.forward_norm}) {
                Row const one = squares(norm);
                std::transform(total.begin(), total.end(), one.begin(), total.begin(), std::plus());
            }
        }
        return order(total);
    }

    static std::vector<std::size_t> wide_order(LayerSections const& layer) {
        Row const state = squares(layer.attention_norm);
        Row result;
        for (std::size_t r = 0; r < layer.widen.rows; ++r) {
            double sum = 0;
            for (std::size_t c = 0; c < state.size(); ++c) {
                sum +=
                    std::pow(static_cast<double>(layer.widen.scale[r]) * layer.widen.weights[r * state.size() + c], 2) *
                    state[c];
            }
            result.push_back(sum + std::pow(static_cast<double>(layer.widen.bias[r]), 2));
        }
        return order(result);
    }

    /// The places rounded to int8 by their largest.
    static void round_group(Row& row, std::span<std::size_t const> places) {
        double most = 0;
        for (std::size_t const place : places) {
            most = std::max(most, std::abs(row[place]));
        }
        for (std::size_t const place : places) {
            row[place] = most > 0 ? std::nearbyint(row[place] / (most / 127)) * (most / 127) : 0;
        }
    }

    /// The row as a product sees it: 0…15, 16…63, then 64 columns each, in the order of the places.
    static Row round_row(Row row, std::vector<std::size_t> const& places) {
        for (std::size_t first = 0, last = 16; first < row.size(); first = last, last = last / 64 * 64 + 64) {
            last = std::min(last, row.size());
            round_group(row, std::span(places).subspan(first, last - first));
        }
        return row;
    }

    /// The state as a product sees it: what rounding leaves of the largest columns comes as further columns.
    static Row round_state(Row const& row, std::vector<std::size_t> const& places) {
        Row largest;
        for (std::size_t i = 0; i < 16; ++i) {
            largest.push_back(row[places[i]]);
        }
        Row longer(largest), rest(largest);
        std::vector<std::size_t> all(16);
        std::iota(all.begin(), all.end(), 0U);
        round_group(largest, all);
        std::transform(rest.begin(), rest.end(), largest.begin(), rest.begin(), std::minus());
        longer.insert(longer.end(), rest.begin(), rest.end());
        for (std::size_t i = 16; i < places.size(); ++i) {
            longer.push_back(row[places[i]]);
        }
        all.resize(longer.size());
        std::iota(all.begin(), all.end(), 0U);
        Row const rounded = round_row(longer, all);
        Row result(row.size());
        for (std::size_t i = 0; i < places.size(); ++i) {
            result[places[i]] = rounded[i < 16 ? i : i + 16] + (i < 16 ? rounded[i + 16] : 0);
        }
        return result;
    }

    static Rows apply(Matrix const& matrix, Rows const& inputs) {
        Rows result;
        for (Row const& input : inputs) {
            Row& output = result.emplace_back(matrix.rows);
            for (std::size_t r = 0; r < matrix.rows; ++r) {
                double sum = 0;
                for (std::size_t c = 0; c < matrix.columns; ++c) {
                    sum += input[c] * matrix.weights[r * matrix.columns + c];
                }
                output[r] = sum * static_cast<double>(matrix.scale[r]) + static_cast<double>(matrix.bias[r]);
            }
        }
        return result;
    }

    Rows rounded_state(Rows rows) const {
        auto const places = state_order();
        std::transform(rows.begin(), rows.end(), rows.begin(),
                       [&](Row const& row) { return round_state(row, places); });
        return rows;
    }

    static Rows rounded(Rows rows, std::vector<std::size_t> const& places) {
        std::transform(rows.begin(), rows.end(), rows.begin(), [&](Row const& row) { return round_row(row, places); });
        return rows;
    }

    Rows attention(LayerSections const& layer, Rows const& state) const {
        Rows const input = rounded_state(state);
        Rows const query = apply(layer.query, input), key = apply(layer.key, input), value = apply(layer.value, input);
        Rows mixed(state.size(), Row(content_.width, 0.0));
        std::size_t const dimension = content_.width / content_.heads;
        for (std::size_t first = 0; first < content_.width; first += dimension) {
            for (std::size_t token = 0; token < state.size(); ++token) {
                Row weights(state.size());
                for (std::size_t other = 0; other < state.size(); ++other) {
                    double sum = 0;
                    for (std::size_t i = first; i < first + dimension; ++i) {
                        sum += query[token][i] * key[other][i];
                    }
                    weights[other] = std::exp(sum / std::sqrt(static_cast<double>(dimension)));
                }
                double const total = std::accumulate(weights.begin(), weights.end(), 0.0);
                for (std::size_t other = 0; other < state.size(); ++other) {
                    for (std::size_t i = first; i < first + dimension; ++i) {
                        mixed[token][i] += weights[other] / total * value[other][i];
                    }
                }
            }
        }
        return apply(layer.output, rounded(mixed, order(Row(content_.width, 0.0))));
    }

    Rows add_norm(Rows state, Rows const& addend, NormParameters const& parameters) const {
        for (std::size_t token = 0; token < state.size(); ++token) {
            for (std::size_t i = 0; i < content_.width; ++i) {
                state[token][i] += addend[token][i];
            }
            state[token] = norm(state[token], parameters);
        }
        return state;
    }

    Rows after(LayerSections const& layer, Rows state) const {
        state = add_norm(state, attention(layer, state), layer.attention_norm);
        Rows wide = apply(layer.widen, rounded_state(state));
        for (Row& row : wide) {
            for (double& value : row) {
                value = 0.5 * value * (1 + std::erf(value / std::sqrt(2.0)));
            }
        }
        return add_norm(state, apply(layer.narrow, rounded(wide, wide_order(layer))), layer.forward_norm);
    }

    ModelContent const& content_;
};

TEST(Encoder, agrees_with_the_network_written_out) {
    Network const network;
    for (std::vector<std::uint32_t> const& ids : {std::vector<std::uint32_t>{0, 2},
                                                  {0, 5, 6, 7, 2},
                                                  {0, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 3, 2}}) {
        Row const wanted = Plain(network.content).features(ids);
        for (Kernels const& kernels : runnable_kernels()) {
            auto const found = network.features(ids, kernels);
            ASSERT_EQ(found.size(), wanted.size());
            double agreement = 0;
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                EXPECT_NEAR(static_cast<double>(found[i]), wanted[i], 0.01) << kernels.name << ' ' << i;
                agreement += static_cast<double>(found[i]) * wanted[i];
            }
            EXPECT_NEAR(agreement, 4, 2e-4) << kernels.name;
        }
    }
}

TEST(Encoder, every_set_of_kernels_gives_the_same_features) {
    Network const network;
    std::vector<std::uint32_t> ids(64);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        ids[i] = static_cast<std::uint32_t>(i * 7 % 42);
    }
    auto const wanted = network.features(ids, portable_kernels());
    for (Kernels const& kernels : runnable_kernels()) {
        EXPECT_EQ(network.features(ids, kernels), wanted) << kernels.name;
    }
}

TEST(Encoder, a_used_workspace_changes_nothing) {
    Network const network;
    Encoder const encoder(network.content, *choose_kernels(std::nullopt));
    Encoder::Workspace workspace;
    std::vector<float> first(encoder.feature_count()), other(encoder.feature_count()), again(encoder.feature_count());
    std::vector<std::uint32_t> const shorter{0, 6, 2},
        longer{0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 2};
    encoder.encode(shorter, workspace, first);
    encoder.encode(longer, workspace, other);
    encoder.encode(shorter, workspace, again);
    EXPECT_EQ(first, again);
    EXPECT_NE(first, other);
}

TEST(Encoder, halves_become_floats) {
    EXPECT_EQ(half_to_float(0x3C00), 1.0F);
    EXPECT_EQ(half_to_float(0xC000), -2.0F);
    EXPECT_EQ(half_to_float(0x0000), 0.0F);
    EXPECT_EQ(half_to_float(0x0001), std::ldexp(1.0F, -24));
    EXPECT_EQ(half_to_float(0x83FF), -1023 * std::ldexp(1.0F, -24));
    EXPECT_EQ(half_to_float(0x7BFF), 65504.0F);
    EXPECT_EQ(half_to_float(0x2E66), 0.0999755859375F);
}

TEST(Head, pulse_is_interpolated_and_cut) {
    ModelContent content;
    content.pulse_points = {7.5, 22.5, 37.5, 50, 62.5, 77.5, 92.5};
    content.pulse_map = {{20, 0}, {40, 30}, {60, 70}, {80, 100}};
    auto const pulse = [&](std::size_t level) {
        Probabilities probabilities{};
        probabilities[level] = 1;
        return pulse_of(content, probabilities);
    };
    EXPECT_DOUBLE_EQ(pulse(0), 0);
    EXPECT_DOUBLE_EQ(pulse(1), 3.75);
    EXPECT_DOUBLE_EQ(pulse(3), 50);
    EXPECT_DOUBLE_EQ(pulse(6), 100);
}

TEST(Head, probabilities_add_up_to_one) {
    Network const network;
    auto const features = network.features({0, 5, 6, 2}, portable_kernels());
    Probabilities const probabilities = classify(network.content.head, features);
    EXPECT_NEAR(std::accumulate(probabilities.begin(), probabilities.end(), 0.0), 1, 1e-12);
    std::array<double, 7> logits{};
    for (std::size_t level = 0; level < 7; ++level) {
        logits[level] = static_cast<double>(network.content.head.bias[level]);
        for (std::size_t i = 0; i < features.size(); ++i) {
            logits[level] += static_cast<double>(network.content.head.weight[level * features.size() + i]) *
                             static_cast<double>(features[i]);
        }
    }
    EXPECT_NEAR(std::log(probabilities[6] / probabilities[0]), logits[6] - logits[0], 1e-5);
}

} // namespace
} // namespace undertone::sentiment
