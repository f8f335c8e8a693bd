// Times what one message costs, on the lines of a file that are exactly so many tokens long, begin and end included:
// `encoder --model FILE --lines FILE --tokens 16`. Prints what these lines are as a line of JSON; then, for each number
// on standard input, the times of so many runs as another one.
#include "sentiment/encoder.h"
#include "sentiment/head.h"
#include "sentiment/own_words.h"
#include "sentiment/passage.h"
#include "sentiment/scorer.h"
#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <numeric>
#include <stdexcept>

namespace {

namespace json = boost::json;
using namespace undertone::sentiment;

constexpr std::size_t tokens_per_message = 2048;
constexpr std::size_t warm_runs = 10;
constexpr std::size_t most_runs = 1'000'000;

/// One line of the length that was asked for.
struct Message {
    std::size_t line = 0; ///< of the input, from 0
    std::string text;
    std::vector<std::uint32_t> ids;
};

template <class T>
T expect(undertone::Result<T> result) {
    if (!result) {
        throw std::runtime_error(result.error().message);
    }
    return std::move(*result);
}

/// The network alone, all its layers and the last head.
class Network {
public:
    explicit Network(std::string const& file)
        : bytes_(expect(ModelBytes::map(file)))
        , content_(expect(read_model(bytes_.bytes())))
        , encoder_(content_, expect(choose_kernels(std::nullopt)))
        , features_(encoder_.feature_count()) {}

    Probabilities read(std::vector<std::uint32_t> const& ids) {
        encoder_.encode(ids, workspace_, features_);
        return classify(content_.head, features_);
    }

    /// Whether the early head is sure of a zone, so that the scorer leaves the layers above it out.
    bool ends_early(std::vector<std::uint32_t> const& ids) {
        if (!content_.early) {
            return false;
        }
        encoder_.encode(ids, workspace_, features_);
        Head const& head = content_.early->head;
        auto const known = std::span<float const>(features_).first(head.weight.size() / head.bias.size());
        std::array<double, 4> zones{};
        Probabilities const probabilities = classify(head, known);
        for (std::size_t i = 0; i < levels.size(); ++i) {
            zones[static_cast<std::size_t>(zone_of(levels[i]))] += probabilities[i];
        }
        return *std::max_element(zones.begin(), zones.end()) >= content_.early->sure;
    }

    ModelContent const& content() const { return content_; }

private:
    ModelBytes bytes_;
    ModelContent content_;
    Encoder encoder_;
    Encoder::Workspace workspace_;
    std::vector<float> features_;
};

/// The ids of the lines as the scorer reads them; those of another length, and those it gives no level, are left out.
std::vector<Message> messages_of(std::istream& input, ModelContent const& content, Scorer const& scorer,
                                 std::size_t tokens) {
    Tokenizer const tokenizer(content);
    Normaliser const normaliser(content);
    PassageReader const reader(tokenizer, normaliser, content.positions - 2, tokens_per_message);
    PassageWorkspace workspace;
    Passage passage;
    std::vector<Message> messages;
    std::string text, repaired, composed, own;
    for (std::size_t line = 0; std::getline(input, text); ++line) {
        repair_utf8(text, repaired);
        compose(repaired, composed);
        own_words(composed, own);
        reader.read(own, workspace, passage);
        if (passage.ids.size() + 2 == tokens && scorer.score(text).enters_window) {
            passage.ids.insert(passage.ids.begin(), Tokenizer::begin);
            passage.ids.push_back(Tokenizer::end);
            messages.push_back({line, text, passage.ids});
        }
    }
    return messages;
}

/// Of this process, whatever else the machine does meanwhile.
double processor_microseconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/// Processor time of `runs` calls in microseconds, the messages in turn.
template <class Call>
json::object times_of(std::vector<Message> const& messages, std::size_t runs, Call const& call) {
    std::vector<double> times;
    times.reserve(runs);
    for (std::size_t i = 0; i < warm_runs + runs; ++i) {
        Message const& message = messages[i % messages.size()];
        double const begun = processor_microseconds();
        call(message);
        double const ended = processor_microseconds();
        if (i >= warm_runs) {
            times.push_back(ended - begun);
        }
    }
    std::sort(times.begin(), times.end());
    return {{"p25", times[times.size() / 4]},
            {"p50", times[times.size() / 2]},
            {"mean", std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size())}};
}

json::array described(std::vector<Message> const& messages, Network& network) {
    json::array list;
    for (Message const& message : messages) {
        list.push_back({{"line", message.line},
                        {"ids", json::value_from(message.ids)},
                        {"probabilities", json::value_from(network.read(message.ids))},
                        {"ends_early", network.ends_early(message.ids)}});
    }
    return list;
}

void measure(std::string const& model, std::string const& lines, std::size_t tokens) {
    Network network(model);
    Scorer const scorer = expect(Scorer::load(model, tokens_per_message));
    std::ifstream file(lines);
    auto const messages = messages_of(file, network.content(), scorer, tokens);
    if (messages.empty()) {
        throw std::runtime_error("No line of " + lines + " is " + std::to_string(tokens) + " tokens long.");
    }
    std::cout << json::object{{"model", scorer.version()},
                              {"layers", network.content().layers},
                              {"kernel", scorer.kernel()},
                              {"messages", described(messages, network)}}
              << std::endl;
    double kept = 0; // so that no call can be left out
    auto const read = [&](Message const& message) { kept += network.read(message.ids)[0]; };
    auto const score = [&](Message const& message) { kept += scorer.score(message.text).pulse; };
    for (std::size_t runs = 0; std::cin >> runs && runs > 0 && runs <= most_runs;) {
        std::cout << json::object{{"network", times_of(messages, runs, read)},
                                  {"score", times_of(messages, runs, score)},
                                  {"sum", kept}}
                  << std::endl;
    }
}

} // namespace

int main(int count, char** arguments) {
    CLI::App app{"what one message costs"};
    std::string model;
    std::string lines;
    std::size_t tokens = 16;
    app.add_option("--model", model)->required();
    app.add_option("--lines", lines)->required();
    app.add_option("--tokens", tokens)->check(CLI::Range(2, 512));
    CLI11_PARSE(app, count, arguments);
    try {
        measure(model, lines, tokens);
    } catch (std::exception const& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
    return 0;
}
