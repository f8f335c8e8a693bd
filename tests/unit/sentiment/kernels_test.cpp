#include "sentiment/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <vector>

namespace undertone::sentiment {
namespace {

std::vector<std::int8_t> random_bytes(std::size_t count, std::mt19937& random) {
    std::uniform_int_distribution<int> numbers(-127, 127);
    std::vector<std::int8_t> result(count);
    std::generate(result.begin(), result.end(), [&] { return static_cast<std::int8_t>(numbers(random)); });
    return result;
}

std::vector<float> random_floats(std::size_t count, float spread, std::mt19937& random) {
    std::normal_distribution<float> numbers(0, spread);
    std::vector<float> result(count);
    std::generate(result.begin(), result.end(), [&] { return numbers(random); });
    return result;
}

/// Equal bit for bit, so that 0 and -0 differ.
void expect_same(std::vector<float> const& found, std::vector<float> const& wanted, std::string_view what) {
    ASSERT_EQ(found.size(), wanted.size());
    EXPECT_EQ(std::memcmp(found.data(), wanted.data(), found.size() * sizeof(float)), 0) << what;
}

struct Size {
    std::size_t rows, columns, tokens;
};

/// An int8 matrix with its scales and biases, and the activations that meet it.
struct Problem {
    Size size;
    std::vector<std::int8_t> weights, inputs;
    std::vector<float> scale, bias, input_scales;

    std::vector<float> solve(Kernels const& set) const {
        auto const packed = pack(set.packing, {weights.data(), size.rows, size.columns}, {});
        std::vector<float> result(size.rows * size.tokens, -1.0F);
        set.multiply({packed.data(), size.rows, size.columns, scale.data(), bias.data()},
                     {inputs.data(), input_scales.data()}, size.tokens, result.data());
        return result;
    }

    /// The definition, its sums exact: every scale is a power of two.
    std::vector<float> wanted() const {
        std::vector<float> result;
        std::size_t const count = groups::count(size.columns);
        for (std::size_t token = 0; token < size.tokens; ++token) {
            for (std::size_t row = 0; row < size.rows; ++row) {
                double total = 0;
                for (std::size_t group = 0, column = 0; group < count; ++group) {
                    int sum = 0;
                    for (; column < groups::end(group, size.columns); ++column) {
                        sum += weights[row * size.columns + column] * inputs[token * size.columns + column];
                    }
                    total += sum * static_cast<double>(input_scales[token * count + group]);
                }
                result.push_back(
                    static_cast<float>(total * static_cast<double>(scale[row]) + static_cast<double>(bias[row])));
            }
        }
        return result;
    }
};

Problem random_problem(Size const& size, std::mt19937& random) {
    Problem problem{
        size, random_bytes(size.rows * size.columns, random), random_bytes(size.tokens * size.columns, random), {}, {},
        {}};
    auto const power = [&] { return std::ldexp(1.0F, -static_cast<int>(random() % 3)); };
    for (std::size_t row = 0; row < size.rows; ++row) {
        problem.scale.push_back(power());
        problem.bias.push_back(power());
    }
    for (std::size_t i = 0; i < size.tokens * groups::count(size.columns); ++i) {
        problem.input_scales.push_back(power());
    }
    return problem;
}

TEST(Kernels, multiply_is_exact_in_every_set) {
    std::mt19937 random(1);
    for (Size const size : {Size{32, 32, 1}, Size{64, 96, 3}, Size{32, 384, 5}, Size{96, 1536, 4}, Size{1536, 384, 7},
                            Size{32, 2048, 6}, Size{64, 48, 9}, Size{32, 400, 13}, Size{32, 64, 150}}) {
        auto const problem = random_problem(size, random);
        for (Kernels const& set : runnable_kernels()) {
            EXPECT_EQ(problem.solve(set), problem.wanted())
                << set.name << ' ' << size.rows << " rows of " << size.columns << ", " << size.tokens << " tokens";
        }
    }
}

TEST(Kernels, multiply_does_not_overflow_at_the_extremes) {
    Size const size{32, groups::most_columns, 1};
    for (int const weight : {127, -127}) {
        Problem const problem{size,
                              std::vector<std::int8_t>(32 * size.columns, static_cast<std::int8_t>(weight)),
                              std::vector<std::int8_t>(size.columns, -127),
                              std::vector<float>(32, 1.0F),
                              std::vector<float>(32, 0.0F),
                              std::vector<float>(groups::count(size.columns), 0.5F)};
        for (Kernels const& set : runnable_kernels()) {
            EXPECT_EQ(problem.solve(set), problem.wanted()) << set.name;
        }
    }
}

TEST(Kernels, groups_cover_every_column_once) {
    for (std::size_t const columns : {std::size_t{32}, std::size_t{64}, std::size_t{96}, std::size_t{1536}}) {
        std::size_t end = 0;
        for (std::size_t group = 0; group < groups::count(columns); ++group) {
            EXPECT_GT(groups::end(group, columns), end) << columns;
            end = groups::end(group, columns);
        }
        EXPECT_EQ(end, columns);
    }
}

TEST(Kernels, packing_keeps_every_weight_once) {
    std::vector<std::int8_t> weights(32 * 32);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weights[i] = static_cast<std::int8_t>(i % 251 % 128);
    }
    auto const packed = pack({16, 4, 0x80}, {weights.data(), 32, 32}, {});
    auto const flipped = [&](std::size_t place) { return static_cast<std::int8_t>(weights[place] ^ -128); };
    EXPECT_EQ(packed[0], flipped(0));
    EXPECT_EQ(packed[5], flipped(33));
    EXPECT_EQ(packed[64], flipped(4));
    EXPECT_EQ(packed[16 * 32], flipped(16 * 32));
}

TEST(Kernels, packing_takes_rows_and_columns_as_ordered) {
    std::vector<std::int8_t> weights(32 * 32);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weights[i] = static_cast<std::int8_t>(i % 127);
    }
    std::vector<std::uint32_t> backwards(32);
    std::iota(backwards.rbegin(), backwards.rend(), 0U);
    auto const columns = pack({}, {weights.data(), 32, 32}, {{}, backwards});
    EXPECT_EQ(columns[0], weights[31]);
    EXPECT_EQ(columns[63], weights[32]);
    auto const rows = pack({}, {weights.data(), 32, 32}, {backwards, {}});
    EXPECT_EQ(rows[1], weights[31 * 32 + 1]);
    backwards.insert(backwards.end(), 16, 7);
    auto const wider = pack({}, {weights.data(), 32, 32}, {{}, backwards});
    ASSERT_EQ(wider.size(), 32 * 48U);
    EXPECT_EQ(wider[48 + 47], weights[32 + 7]);
}

TEST(Kernels, quantise_rounds_half_to_even_within_127) {
    for (Kernels const& set : runnable_kernels()) {
        std::vector<float> row(32, 0.0F), scales(2);
        row[0] = 127.0F;
        row[1] = 0.5F;
        row[2] = 1.5F;
        row[3] = -2.5F;
        row[4] = -127.0F;
        row[5] = 63.7F;
        row[16] = 254.0F;
        row[17] = 3.0F;
        std::vector<std::int8_t> found(32);
        set.quantise(row.data(), row.size(), found.data(), scales.data());
        EXPECT_EQ(scales, (std::vector<float>{1.0F, 2.0F})) << set.name;
        EXPECT_EQ((std::vector<std::int8_t>(found.begin(), found.begin() + 7)),
                  (std::vector<std::int8_t>{127, 0, 2, -2, -127, 64, 0}))
            << set.name;
        EXPECT_EQ((std::vector<std::int8_t>(found.begin() + 16, found.begin() + 19)),
                  (std::vector<std::int8_t>{127, 2, 0}))
            << set.name;
        std::fill(row.begin(), row.end(), 0.0F);
        set.quantise(row.data(), row.size(), found.data(), scales.data());
        EXPECT_EQ(scales, std::vector<float>(2, 1.0F)) << set.name;
        EXPECT_EQ(found, std::vector<std::int8_t>(32, 0)) << set.name;
    }
}

TEST(Kernels, gelu_is_accurate) {
    std::vector<float> inputs;
    for (int i = -1600; i < 1600; ++i) {
        inputs.push_back(static_cast<float>(i) / 100.0F);
    }
    auto portable = inputs;
    portable_kernels().gelu(portable.data(), portable.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        double const x = static_cast<double>(inputs[i]);
        double const wanted = 0.5 * x * (1 + std::erf(x / std::sqrt(2.0)));
        EXPECT_NEAR(static_cast<double>(portable[i]), wanted, std::max(4e-5, 7e-6 * std::abs(x))) << x;
    }
    for (Kernels const& set : runnable_kernels()) {
        auto values = inputs;
        set.gelu(values.data(), values.size());
        EXPECT_EQ(values, portable) << set.name;
    }
}

TEST(Kernels, add_norm_is_layer_norm) {
    std::mt19937 random(2);
    std::size_t const width = 384;
    auto const x = random_floats(width, 3, random), addend = random_floats(width, 3, random);
    auto const weight = random_floats(width, 1, random), bias = random_floats(width, 1, random);
    double mean = 0, variance = 0;
    for (std::size_t i = 0; i < width; ++i) {
        mean += static_cast<double>(x[i] + addend[i]) / width;
    }
    for (std::size_t i = 0; i < width; ++i) {
        variance += std::pow(static_cast<double>(x[i] + addend[i]) - mean, 2) / width;
    }
    for (Kernels const& set : runnable_kernels()) {
        auto found = x;
        set.add_norm(found.data(), addend.data(), weight.data(), bias.data(), 1e-5F, width);
        for (std::size_t i = 0; i < width; ++i) {
            double const scaled = (static_cast<double>(x[i] + addend[i]) - mean) / std::sqrt(variance + 1e-5);
            EXPECT_NEAR(static_cast<double>(found[i]),
                        scaled * static_cast<double>(weight[i]) + static_cast<double>(bias[i]), 1e-5)
                << set.name;
        }
    }
}

struct Projections {
    std::vector<float> query, key, value;
};

/// Attention written out in doubles.
std::vector<double> plain_attention(Projections const& rows, Attention const& attention) {
    std::size_t const width = attention.heads * attention.dimension;
    std::vector<double> result(attention.tokens * width, 0.0);
    for (std::size_t first = 0; first < width; first += attention.dimension) {
        for (std::size_t token = 0; token < attention.tokens; ++token) {
            std::vector<double> weights(attention.tokens);
            double total = 0;
            for (std::size_t other = 0; other < attention.tokens; ++other) {
                double sum = 0;
                for (std::size_t i = first; i < first + attention.dimension; ++i) {
                    sum += static_cast<double>(rows.query[token * width + i]) *
                           static_cast<double>(rows.key[other * width + i]);
                }
                weights[other] = std::exp(sum / std::sqrt(static_cast<double>(attention.dimension)));
                total += weights[other];
            }
            for (std::size_t other = 0; other < attention.tokens; ++other) {
                for (std::size_t i = first; i < first + attention.dimension; ++i) {
                    result[token * width + i] +=
                        weights[other] / total * static_cast<double>(rows.value[other * width + i]);
                }
            }
        }
    }
    return result;
}

TEST(Kernels, attend_is_softmax_attention) {
    std::mt19937 random(3);
    for (std::size_t const tokens :
         {std::size_t{1}, std::size_t{2}, std::size_t{16}, std::size_t{17}, std::size_t{45}}) {
        Attention attention;
        attention.tokens = tokens;
        attention.heads = 3;
        attention.dimension = 32;
        Projections const rows{random_floats(tokens * 96, 1, random), random_floats(tokens * 96, 1, random),
                               random_floats(tokens * 96, 1, random)};
        attention.query = rows.query.data();
        attention.key = rows.key.data();
        attention.value = rows.value.data();
        auto const wanted = plain_attention(rows, attention);
        for (Kernels const& set : runnable_kernels()) {
            std::vector<float> workspace(attention.workspace(), 7.0F), found(tokens * 96);
            set.attend(attention, workspace.data(), found.data());
            for (std::size_t i = 0; i < found.size(); ++i) {
                ASSERT_NEAR(static_cast<double>(found[i]), wanted[i], 1e-5) << set.name << ", " << tokens << " tokens";
            }
        }
    }
}

TEST(Kernels, every_set_gives_the_same_bits) {
    std::mt19937 random(4);
    std::size_t const width = 64, tokens = 21;
    Projections const rows{random_floats(tokens * width, 2, random), random_floats(tokens * width, 2, random),
                           random_floats(tokens * width, 2, random)};
    Attention const attention{rows.query.data(), rows.key.data(), rows.value.data(), tokens, 2, 32};
    Problem problem = random_problem({width, width, 1}, random);
    problem.scale = random_floats(width, 0.01F, random);
    problem.bias = random_floats(width, 1, random);
    problem.input_scales = random_floats(groups::count(width), 0.01F, random);
    auto const run = [&](Kernels const& set) {
        std::vector<float> result(tokens * width), workspace(attention.workspace()), row = problem.solve(set);
        set.attend(attention, workspace.data(), result.data());
        set.gelu(result.data(), result.size());
        set.add_norm(row.data(), result.data(), rows.value.data(), rows.key.data(), 1e-12F, width);
        std::vector<std::int8_t> rounded(width);
        std::vector<float> scales(groups::count(width));
        set.quantise(row.data(), width, rounded.data(), scales.data());
        row.insert(row.end(), scales.begin(), scales.end());
        result.insert(result.end(), row.begin(), row.end());
        result.insert(result.end(), rounded.begin(), rounded.end());
        return result;
    };
    auto const wanted = run(portable_kernels());
    for (Kernels const& set : runnable_kernels()) {
        expect_same(run(set), wanted, set.name);
    }
}

TEST(Kernels, are_chosen_by_name_or_the_best) {
    auto const sets = runnable_kernels();
    ASSERT_FALSE(sets.empty());
    EXPECT_EQ(sets.back().name, "portable");
    EXPECT_EQ(choose_kernels(std::nullopt)->name, sets.front().name);
    EXPECT_EQ(choose_kernels("")->name, sets.front().name);
    EXPECT_EQ(choose_kernels("portable")->name, "portable");
    auto const wrong = choose_kernels("abacus");
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("abacus"), std::string::npos);
    EXPECT_NE(wrong.error().message.find("portable"), std::string::npos);
}

} // namespace
} // namespace undertone::sentiment
