#include "sentiment/scorer.h"

#include "sentiment/capitals.h"
#include "sentiment/clear_sentences.h"
#include "sentiment/english_profanity.h"
#include "sentiment/explanation.h"
#include "sentiment/familiarity.h"
#include "sentiment/formula_lists.h"
#include "sentiment/head.h"
#include "sentiment/hearing.h"
#include "sentiment/idioms.h"
#include "sentiment/marks.h"
#include "sentiment/own_words.h"
#include "sentiment/plain_text.h"
#include "sentiment/profanity.h"
#include "sentiment/quotations.h"
#include "sentiment/second_look.h"
#include "sentiment/swearing.h"
#include "sentiment/text.h"
#include "sentiment/tone.h"
#include "sentiment/unfelt_signs.h"
#include "sentiment/usual_words.h"
#include "sentiment/utf8.h"
#include "sentiment/workspace.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <future>
#include <numeric>
#include <vector>

namespace undertone::sentiment {
namespace {

constexpr std::size_t special_tokens = 2;
constexpr std::size_t most_bytes = std::size_t{1}
                                   << 20; ///< of a longer text only the first and the last half of this are read
constexpr double most_profane_pulse = 29.99;
constexpr double selftest_tolerance = 2;

/// A short text with an English swear word is English although the identifier was not sure.
constexpr std::size_t few_bytes = 12;
constexpr double possibly_english = 0.05;

/// Puts the text in order and leaves the writer's own words in `workspace.own`; a text of machines' words alone counts
/// as references do.
Content take_in(std::string_view text, Workspace& workspace) {
    compose(text, workspace.composed);
    write_plain(workspace.composed, workspace.plain);
    own_words(workspace.plain, workspace.own);
    leave_out_unfelt(workspace.own, workspace.unquoted);
    Content const kind = content_of(workspace.own);
    if (kind == Content::signs) {
        draw_emoticons(workspace.own);
    }
    bool const removed = kind == Content::nothing && content_of(workspace.composed) != Content::nothing;
    return removed ? Content::references : kind;
}

/// Does the caller name the language?
bool is_stated(Request const& request) {
    return request.language && !request.language->empty() && *request.language != "und";
}

/// B14: a profane text is negative or worse.
Reading ruled(Reading reading) {
    if (reading.profanity_rule) {
        reading.pulse = std::min(reading.pulse, most_profane_pulse);
        reading.level = level_of(reading.pulse);
    }
    return reading;
}

/// The words whose profanity counts: nobody else's, and no phrase that the organisation does not take for a complaint.
void write_sworn(std::string const& text, PhraseBook const* own_phrases, std::string_view language,
                 std::string& result) {
    write_unquoted(text, result);
    if (own_phrases != nullptr) {
        std::string rest = result;
        auto const* const phrase = own_phrases->take_out(rest, language);
        if (phrase != nullptr && phrase->level >= Level::neutral) {
            result = std::move(rest);
        }
    }
}

Unexpected not_sound(std::string const& text, std::string const& what) {
    return fail(Code::failed, "The model does not read its own sample \"" + text + "\" as stated: " + what + ".");
}

} // namespace

struct Scorer::Model {
    Model(ModelBytes file, ModelContent read, Kernels const& chosen, std::size_t tokens_per_message,
          ProfanityLists lists, ProfanityRule profanity_rule)
        : bytes(std::move(file))
        , content(std::move(read))
        , kernels(chosen)
        , tokenizer(content)
        , normaliser(content)
        , encoder(content, kernels)
        , identifier(content)
        , reader(tokenizer, normaliser, encoder.most_tokens() - special_tokens, tokens_per_message)
        , profanities(std::move(lists))
        , rule(profanity_rule) {}

    Reading score(std::string_view text, Request const& request, Workspace& workspace) const;
    void note_profanity(EnglishProfanity const& english, Request const& request, Workspace const& workspace,
                        Reading& reading) const;
    bool settle_language(std::string const& text, Content kind, Request const& request, Workspace& workspace,
                         Reading& reading) const;
    Probabilities read(Workspace& workspace, double& mixed) const;
    void weigh(Workspace& workspace, Reading& reading) const;
    double score_of_word(std::string const& word, Workspace& workspace) const;
    std::string const& usual_words(bool in_small, Reading const& reading, Workspace& workspace) const;
    void read_text(std::string const& text, Workspace& workspace, Reading& reading) const;
    void read_own(Workspace& workspace, Reading& reading) const;
    void read_felt(Workspace& workspace, Reading& reading) const;
    void read_words(PhraseBook const* own_phrases, Workspace& workspace, Reading& reading) const;
    double pulse_of_rest(std::string_view text, Request const& request, std::string const& language,
                         Workspace& workspace) const;
    void explain(std::string_view text, Request const& request, Workspace& workspace, Reading& reading) const;
    Result<void> test(SelfTest const& sample, Workspace& workspace) const;
    Result<void> test_itself() const;

    ModelBytes bytes;
    ModelContent content;
    Kernels kernels;
    Tokenizer tokenizer;
    Normaliser normaliser;
    Encoder encoder;
    LanguageIdentifier identifier;
    PassageReader reader;
    ProfanityLists profanities;
    ProfanityRule rule;
    mutable Pool pool;
};

/// Fills in the language and what profanity was found; false when the language is one that is not scored.
bool Scorer::Model::settle_language(std::string const& text, Content kind, Request const& request, Workspace& workspace,
                                    Reading& reading) const {
    bool outside = false;
    Guess& guess = workspace.guess;
    guess = Guess();
    bool const stated = is_stated(request);
    if (stated) {
        reading.language = canonical_language(*request.language, text);
        outside = !is_supported(reading.language);
    } else if (kind == Content::words) {
        guess = identifier.identify(text, workspace.language, request.earlier_language);
        bool const taken_for_outside =
            guess.outside && !guess.nearest.empty() && is_saying(text, workspace.formulas.words);
        reading.language = taken_for_outside ? guess.nearest : std::string_view(guess.code);
        outside = guess.outside && !taken_for_outside;
    }
    write_sworn(text, request.own_phrases, reading.language, workspace.unquoted);
    EnglishProfanity const english = find_english_profanity(workspace.unquoted);
    bool const found_here = english.unmistakable && (guess.english >= possibly_english || text.size() <= few_bytes);
    if (!outside && english.counts() && reading.language != "en" && !stated && found_here) {
        reading.language = "en";
    }
    note_profanity(english, request, workspace, reading);
    return !outside;
}

/// Fills in the coarsest word of `workspace.unquoted` by the list of the reading's language.
void Scorer::Model::note_profanity(EnglishProfanity const& english, Request const& request, Workspace const& workspace,
                                   Reading& reading) const {
    std::string const& text = workspace.unquoted;
    bool const in_english = reading.language == "en";
    reading.profanity = is_stated(request) ? profanities.find(text, reading.language)
                                           : profanities.find_near(text, reading.language, is_hardly_more_than(1, text),
                                                                   workspace.guess.maybe);
    if (in_english) {
        reading.profanity = coarser(reading.profanity, english);
    }
    reading.profane = reading.profanity.counts();
    bool const ruled = rule == ProfanityRule::all || (rule == ProfanityRule::english && in_english);
    reading.profanity_rule = request.profanity_rule && reading.profane && ruled;
}

/// Reads one window, to the end unless the early head is sure of the zone.
Probabilities Scorer::Model::read(Workspace& workspace, double& mixed) const {
    encoder.begin(workspace.window, workspace.encoder);
    if (content.early) {
        encoder.advance(content.early->layer, workspace.encoder, workspace.features);
        auto const& head = content.early->head;
        auto const known = std::span<float const>(workspace.features).first(head.weight.size() / head.bias.size());
        mixed = content.early->mixed ? chance(*content.early->mixed, known) : 0;
        Probabilities const probabilities = classify(head, known);
        auto const sure = [&](Zone zone) { return probability_of(zone, probabilities) >= content.early->sure; };
        if (sure(Zone::negative) || sure(Zone::neutral) || sure(Zone::positive)) {
            return probabilities;
        }
    }
    encoder.advance(encoder.layer_count(), workspace.encoder, workspace.features);
    return classify(content.head, workspace.features);
}

/// Runs the network over every window; the pulse is the mean of theirs, weighted by their tokens.
void Scorer::Model::weigh(Workspace& workspace, Reading& reading) const {
    workspace.features.resize(encoder.feature_count());
    double pulse = 0;
    double weights = 0;
    double mixed = 0;
    Probabilities mean{};
    for (Passage::Window const& window : workspace.passage.windows) {
        auto const first = workspace.passage.ids.begin() + static_cast<std::ptrdiff_t>(window.first);
        workspace.window.assign(1, Tokenizer::begin);
        workspace.window.insert(workspace.window.end(), first, first + static_cast<std::ptrdiff_t>(window.count));
        workspace.window.push_back(Tokenizer::end);
        workspace.effort.spend(workspace.window.size());
        double part = 0;
        Probabilities const probabilities = read(workspace, part);
        mixed = std::max(mixed, part);
        auto const weight = static_cast<double>(std::max<std::size_t>(window.count, 1));
        pulse += weight * pulse_of(content, probabilities);
        weights += weight;
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] += weight * probabilities[i];
        }
    }
    reading.pulse = rounded(pulse / weights);
    reading.level = level_of(reading.pulse);
    reading.confidence = rounded(confidence_of(content, probability_of(zone_of(reading.level), mean) / weights));
    if (content.early && content.early->mixed) {
        reading.mixed = rounded(mixed);
    }
    reading.partial = reading.partial || workspace.passage.partial;
}

/// How usual a word is in the vocabulary: the sum of the scores of its pieces.
double Scorer::Model::score_of_word(std::string const& word, Workspace& workspace) const {
    std::vector<std::uint32_t> ids;
    normaliser.normalise(word, workspace.reader.line);
    tokenizer.tokenize(workspace.reader.line, workspace.reader.tokenizer, ids);
    return std::accumulate(ids.begin(), ids.end(), 0.0, [&](double sum, std::uint32_t id) {
        return sum + static_cast<double>(content.piece_score[id]);
    });
}

/// `workspace.own` as the network knows words: without drawn-out letters and disguises, with the marks that its writer
/// left out.
std::string const& Scorer::Model::usual_words(bool in_small, Reading const& reading, Workspace& workspace) const {
    std::string const& language = reading.language;
    if (in_small) {
        write_small(workspace.own, language, workspace.small);
    }
    std::string const& typed = in_small ? workspace.small : workspace.own;
    bool const disguised = reading.profanity.counts() &&
                           profanities.write_undisguised(typed, language, workspace.guess.maybe, workspace.undisguised);
    std::string const& written = disguised ? workspace.undisguised : typed;
    auto const score = [&](std::string const& word) { return score_of_word(word, workspace); };
    std::string const& brief = write_short(written, score, workspace.brief) ? workspace.brief : written;
    return MarkedWords::built_in().restore(brief, language, workspace.marked) ? workspace.marked : brief;
}

/// Reads a text, and what drowns in it.
void Scorer::Model::read_text(std::string const& text, Workspace& workspace, Reading& reading) const {
    reader.read(text, workspace.reader, workspace.passage);
    double const known = familiarity(unknown_share(content, workspace.passage.ids), reading.language);
    workspace.effort.measure(workspace.passage.ids.size());
    weigh(workspace, reading);
    bool const unclear = reading.level == Level::neutral || reading.confidence < clear_confidence;
    if (unclear && workspace.effort.may_look_again()) {
        auto const read_sentence = [&](std::string_view sentence) {
            Reading one;
            reader.read(sentence, workspace.reader, workspace.passage);
            weigh(workspace, one);
            return one;
        };
        hear_clear_sentences(text, read_sentence, reading);
    }
    reading.confidence = rounded(reading.confidence * known);
}

/// Reads `workspace.own` as it is.
void Scorer::Model::read_own(Workspace& workspace, Reading& reading) const {
    bool const shouted = is_shouted(workspace.own);
    std::string const& text = usual_words(shouted || is_titled(workspace.own), reading, workspace);
    Reading calm = reading;
    read_text(text, workspace, reading);
    if (workspace.effort.may_look_again() && write_calm(text, workspace.calm)) {
        read_text(workspace.calm, workspace, calm);
        reading = heard(reading, calm, text);
    }
    if (shouted) {
        reading.pulse = rounded(louder(reading.pulse));
        reading.level = level_of(reading.pulse);
    }
    hear_swearing(text, reading);
}

/// Reads `workspace.own` without what others said in it, and so that friendly signs do not outweigh the words.
void Scorer::Model::read_felt(Workspace& workspace, Reading& reading) const {
    if (!workspace.effort.may_look_again() || !needs_second_look(workspace.own)) {
        return read_own(workspace, reading); // most texts
    }
    std::string const whole = workspace.own;
    Reading const before = reading;
    reading = look_again(whole, [&](std::string const& part) {
        Reading one = before;
        workspace.own = part;
        read_own(workspace, one);
        return one;
    });
    workspace.own = whole;
}

/// Reads the writer's own words without their formulas. A phrase of the organisation's own counts as its level and the
/// rest is read without it; of the two that which lies farther from neutral is the reading.
void Scorer::Model::read_words(PhraseBook const* own_phrases, Workspace& workspace, Reading& reading) const {
    auto const* const phrase =
        own_phrases != nullptr ? own_phrases->take_out(workspace.own, reading.language) : nullptr;
    workspace.polite = workspace.own;
    LeftOut const left_out = leave_out_formulas(workspace.own, workspace.formulas);
    Content const rest = phrase != nullptr ? content_of(workspace.own) : Content::words;
    if (left_out != LeftOut::all && (rest == Content::words || rest == Content::signs)) {
        Reading with_thanks = reading;
        read_felt(workspace, reading);
        if (left_out == LeftOut::thanks && reading.level <= Level::neutral) {
            workspace.own.swap(workspace.polite);
            read_felt(workspace, with_thanks);
            workspace.own.swap(workspace.polite);
            if (are_thanks_meant(with_thanks, reading)) {
                reading = std::move(with_thanks);
            }
        }
        auto const again = [&](Reading& one) { read_felt(workspace, one); };
        hear_request(again, workspace, reading);
        hear_question(again, workspace, reading);
        hear_call(again, workspace, reading);
        hear_laughter(again, workspace, reading);
        hear_name(workspace, reading);
    } else {
        reading.level = Level::neutral;
        reading.confidence = 1;
        reading.mixed = 0;
    }
    auto const own = [&](Reading& one) { read_own(workspace, one); };
    hear_idiom(own, workspace, reading); // of formulas alone, too: "no, ok" and "non va bene" are two things
    if (phrase == nullptr) {
        return;
    }
    reading.own_phrase = phrase->phrase;
    double const meant = sentiment::pulse_of(phrase->level);
    if (std::abs(meant - neutral_pulse) > std::abs(reading.pulse - neutral_pulse)) {
        reading.pulse = meant;
        reading.level = phrase->level;
        reading.confidence = 1;
    }
}

/// The pulse of a text in a language that is known already; neutral when there is nothing to read.
double Scorer::Model::pulse_of_rest(std::string_view text, Request const& request, std::string const& language,
                                    Workspace& workspace) const {
    workspace.effort.begin();
    Content const kind = take_in(text, workspace);
    if (kind == Content::nothing || kind == Content::references) {
        return neutral_pulse;
    }
    Reading reading;
    reading.language = language;
    write_sworn(workspace.own, request.own_phrases, language, workspace.unquoted);
    note_profanity(find_english_profanity(workspace.unquoted), request, workspace, reading);
    read_words(request.own_phrases, workspace, reading);
    return ruled(reading).pulse;
}

/// Offsets belong to the text as it was given, so one with broken UTF-8 is not explained.
void Scorer::Model::explain(std::string_view text, Request const& request, Workspace& workspace,
                            Reading& reading) const {
    if (request.explain_passes == 0 || reading.partial || !is_valid_utf8(text)) {
        return;
    }
    auto const pulse = [&](std::string_view rest) { return pulse_of_rest(rest, request, reading.language, workspace); };
    reading.phrases =
        explain_within({request.explain_passes, request.explain_tokens}, text, reading.pulse, pulse, workspace.effort);
}

Reading Scorer::Model::score(std::string_view text, Request const& request, Workspace& workspace) const {
    Reading reading;
    reading.model = content.version;
    reading.enters_window = false;
    workspace.effort = Effort(request.go_on);
    if (request.explain_passes > 0) {
        reading.phrases.emplace();
    }
    std::string shortened;
    if (text.size() > most_bytes) {
        shortened.append(text.substr(0, most_bytes / 2)).append(" ").append(text.substr(text.size() - most_bytes / 2));
        text = shortened;
        reading.partial = true;
    }
    repair_utf8(text, workspace.repaired);
    Content const kind = take_in(workspace.repaired, workspace);
    bool const scored = settle_language(workspace.own, kind, request, workspace, reading);
    if (kind == Content::nothing || !scored) {
        reading.partial = false;
        return reading;
    }
    if (kind == Content::references && !reading.profane) { // "SH1T" has the form of a number
        reading.level = Level::neutral;
        reading.confidence = 1;
        return reading;
    }
    read_words(request.own_phrases, workspace, reading);
    reading.enters_window = true;
    reading = ruled(std::move(reading));
    explain(text, request, workspace, reading);
    return reading;
}

Result<void> Scorer::Model::test(SelfTest const& sample, Workspace& workspace) const {
    Request request;
    request.profanity_rule = false;
    Reading const reading = score(sample.text, request, workspace);
    if (name_of(reading.level) != sample.level) {
        return not_sound(sample.text,
                         "the level is " + std::string(name_of(reading.level)) + " instead of " + sample.level);
    }
    if (reading.language != sample.language) {
        return not_sound(sample.text, "the language is " + reading.language + " instead of " + sample.language);
    }
    if (!(std::abs(reading.pulse - sample.pulse) <= selftest_tolerance)) {
        return not_sound(sample.text, "the pulse is " + std::to_string(reading.pulse) + " instead of " +
                                          std::to_string(sample.pulse));
    }
    return {};
}

/// On two threads, of which each takes the next sample: most of a start is this.
Result<void> Scorer::Model::test_itself() const {
    std::atomic<std::size_t> next = 0;
    auto const test_some = [&]() -> Result<void> {
        Lease const lease(pool);
        for (std::size_t at = next++; at < content.self_tests.size(); at = next++) {
            if (auto const tested = test(content.self_tests[at], *lease); !tested) {
                return tested;
            }
        }
        return {};
    };
    auto beside = std::async(std::launch::async, test_some);
    auto const here = test_some();
    auto const there = beside.get();
    return here ? there : here;
}

Scorer::Scorer(std::unique_ptr<Model> model) : model_(std::move(model)) {}
Scorer::Scorer(Scorer&&) noexcept = default;
Scorer& Scorer::operator=(Scorer&&) noexcept = default;
Scorer::~Scorer() = default;

Result<Scorer> Scorer::load(std::filesystem::path const& file, std::size_t tokens_per_message,
                            ProfanityOptions const& profanity) {
    char const* const name = std::getenv("UNDERTONE_KERNEL");
    auto const kernels = choose_kernels(name != nullptr ? std::optional<std::string_view>(name) : std::nullopt);
    if (!kernels) {
        return Unexpected(kernels.error());
    }
    auto bytes = ModelBytes::map(file);
    if (!bytes) {
        return Unexpected(bytes.error());
    }
    // ICU makes its tables for who asks first: before there are two, as a sanitizer sees no lock inside of ICU
    std::string none;
    compose({}, none);
    // the lists of the program are read while the model is checked
    auto const reading_lists = std::async(std::launch::async, [] {
        FormulaLists::built_in();
        MarkedWords::built_in();
        UsualWords::built_in();
    });
    auto content = read_model(bytes->bytes());
    if (!content) {
        return Unexpected(content.error());
    }
    auto lists = ProfanityLists::load(profanity.folder);
    if (!lists) {
        return Unexpected(lists.error());
    }
    auto model = std::make_unique<Model>(std::move(*bytes), std::move(*content), *kernels, tokens_per_message,
                                         std::move(*lists), profanity.rule);
    if (auto const tested = model->test_itself(); !tested) {
        return Unexpected(tested.error());
    }
    return Scorer(std::move(model));
}

Reading Scorer::score(std::string_view text, Request const& request) const {
    Lease const lease(model_->pool);
    return model_->score(text, request, *lease);
}

std::string const& Scorer::version() const {
    return model_->content.version;
}

std::string_view Scorer::kernel() const {
    return model_->kernels.name;
}

} // namespace undertone::sentiment
