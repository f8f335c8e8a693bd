#include "sentiment/model_meta.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

namespace undertone::sentiment {
namespace {

namespace json = boost::json;

constexpr std::size_t most_text = 4096;
constexpr std::size_t most_samples = 1024;
constexpr std::size_t most_languages = 256;
constexpr std::size_t pooled_layers = 4;
constexpr double most_raw = 1000;

/// Takes members of one JSON object, each within bounds; a wrong one is a fault of the section and reads as a harmless
/// value.
class Members {
public:
    Members(ModelSections& sections, std::string section, json::object const& object)
        : sections_(sections), section_(std::move(section)), object_(object) {}

    std::size_t number(std::string_view name, std::size_t least, std::size_t most, std::size_t factor = 1) {
        json::value const* const found = object_.if_contains(name);
        std::int64_t const* const value = found != nullptr ? found->if_int64() : nullptr;
        auto const number = value != nullptr && *value >= 0 ? static_cast<std::size_t>(*value) : std::size_t{0};
        if (value == nullptr || *value < 0 || number < least || number > most || number % factor != 0) {
            wrong(name);
            return least;
        }
        return number;
    }

    double real(std::string_view name) {
        json::value const* const found = object_.if_contains(name);
        if (found == nullptr || !found->is_number() || !std::isfinite(found->to_number<double>())) {
            wrong(name);
            return 0;
        }
        return found->to_number<double>();
    }

    std::string text(std::string_view name, std::size_t most) {
        json::value const* const found = object_.if_contains(name);
        json::string const* const value = found != nullptr ? found->if_string() : nullptr;
        if (value == nullptr || value->size() > most) {
            wrong(name);
            return {};
        }
        return std::string(*value);
    }

    json::array const& list(std::string_view name, std::size_t least, std::size_t most) {
        static json::array const none;
        json::value const* const found = object_.if_contains(name);
        json::array const* const value = found != nullptr ? found->if_array() : nullptr;
        if (value == nullptr || value->size() < least || value->size() > most) {
            wrong(name);
            return none;
        }
        return *value;
    }

    void wrong(std::string_view name) { sections_.fault("section " + section_ + " has no sound " + std::string(name)); }

private:
    ModelSections& sections_;
    std::string section_;
    json::object const& object_;
};

json::value parsed(ModelSections& sections, std::string_view name) {
    boost::system::error_code error;
    json::value value = json::parse(sections.text(name), error);
    if (error) {
        sections.fault("section " + std::string(name) + " is not JSON");
        return {};
    }
    return value;
}

void read_pool_layers(Members& members, ModelContent& content) {
    for (json::value const& item : members.list("pool_layers", pooled_layers, pooled_layers)) {
        auto const* const number = item.if_int64();
        if (number == nullptr || *number < 1 || static_cast<std::size_t>(*number) > content.layers ||
            (!content.pool_layers.empty() && static_cast<std::size_t>(*number) <= content.pool_layers.back())) {
            return members.wrong("pool_layers");
        }
        content.pool_layers.push_back(static_cast<std::size_t>(*number));
    }
}

void read_early(ModelSections& sections, json::object const& meta, ModelContent& content) {
    json::value const* const found = meta.if_contains("early");
    if (found == nullptr) {
        return;
    }
    json::object const* const object = found->if_object();
    if (object == nullptr) {
        return sections.fault("section meta has no sound early");
    }
    Members members(sections, "meta.early", *object);
    EarlyHead early;
    early.layer = members.number("layer", 1, content.layers);
    early.sure = members.real("sure");
    if (json::value const* const mixed = object->if_contains("mixed"); mixed != nullptr) {
        if (!mixed->is_bool()) {
            return members.wrong("mixed");
        }
        if (mixed->get_bool()) {
            early.mixed.emplace();
        }
    }
    auto const& pooled = content.pool_layers;
    if (pooled.empty() || early.layer == pooled.back() ||
        std::find(pooled.begin(), pooled.end(), early.layer) == pooled.end()) {
        return members.wrong("layer");
    }
    if (!(early.sure > 0 && early.sure <= 1)) {
        return members.wrong("sure");
    }
    content.early = early;
}

/// A number within 0…`most`, or a fault.
double real_from(Members& members, json::value const& value, std::string_view name, double most) {
    double const number = value.is_number() ? value.to_number<double>() : -1;
    if (!(number >= 0 && number <= most)) {
        members.wrong(name);
        return 0;
    }
    return number;
}

/// At least two pairs, the first numbers rising, the second not falling, none above its bound.
std::vector<std::pair<double, double>> rising_pairs(Members& members, std::string_view name, double most_first,
                                                    double most_second) {
    std::vector<std::pair<double, double>> result;
    for (json::value const& item : members.list(name, 2, 4096)) {
        json::array const* const pair = item.if_array();
        if (pair == nullptr || pair->size() != 2) {
            members.wrong(name);
            return result;
        }
        std::pair const point(real_from(members, (*pair)[0], name, most_first),
                              real_from(members, (*pair)[1], name, most_second));
        if (!result.empty() && (point.first <= result.back().first || point.second < result.back().second)) {
            members.wrong(name);
            return result;
        }
        result.push_back(point);
    }
    return result;
}

void read_pulses(Members& members, ModelContent& content) {
    json::array const& points = members.list("pulse_points", content.pulse_points.size(), content.pulse_points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        content.pulse_points[i] = real_from(members, points[i], "pulse_points", 100);
    }
    content.pulse_map = rising_pairs(members, "pulse_map", most_raw, 100);
    content.confidence_map = rising_pairs(members, "confidence_map", 1, 1);
}

/// A code such as "en" or "sr-Latn": letters and hyphens.
bool is_code(std::string_view text) {
    auto const allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; };
    return text.size() >= 2 && text.size() <= 16 && std::all_of(text.begin(), text.end(), allowed);
}

void read_languages(Members& members, ModelContent& content) {
    for (json::value const& item : members.list("languages", 1, most_languages)) {
        json::string const* const code = item.if_string();
        std::string const language = code != nullptr ? std::string(*code) : std::string();
        bool const twice =
            std::find(content.languages.begin(), content.languages.end(), language) != content.languages.end();
        if (!is_code(language) || twice) {
            return members.wrong("languages");
        }
        content.languages.push_back(language);
    }
    content.language_buckets = members.number("lang_buckets", 1, std::size_t{1} << 24);
    if ((content.language_buckets & (content.language_buckets - 1)) != 0) {
        members.wrong("lang_buckets");
    }
}

} // namespace

void read_meta(ModelSections& sections, ModelContent& content) {
    json::value const value = parsed(sections, "meta");
    json::object const* const object = value.if_object();
    if (object == nullptr) {
        return sections.fault("section meta is no JSON object");
    }
    Members members(sections, "meta", *object);
    content.version = members.text("version", 64);
    content.layers = members.number("layers", 1, 48);
    content.width = members.number("width", 32, 2048, 32);
    content.heads = members.number("heads", 1, 64);
    content.feed_forward = members.number("feed_forward", 32, 8192, 32);
    content.positions = members.number("positions", 32, 8192);
    content.pieces = members.number("pieces", 5, 1000000);
    content.epsilon = static_cast<float>(members.real("epsilon"));
    if (content.width % content.heads != 0 || content.width / content.heads % 16 != 0) {
        members.wrong("heads");
    }
    if (!(content.epsilon > 0 && content.epsilon < 1)) {
        members.wrong("epsilon");
    }
    members.number("levels", 7, 7);
    read_pool_layers(members, content);
    read_early(sections, *object, content);
    read_pulses(members, content);
    read_languages(members, content);
}

void read_self_tests(ModelSections& sections, ModelContent& content) {
    json::value const value = parsed(sections, "selftest");
    json::array const* const samples = value.if_array();
    if (samples == nullptr || samples->empty() || samples->size() > most_samples) {
        return sections.fault("section selftest holds no list of samples");
    }
    for (json::value const& item : *samples) {
        json::object const* const object = item.if_object();
        if (object == nullptr) {
            return sections.fault("section selftest holds something that is no sample");
        }
        Members members(sections, "selftest", *object);
        content.self_tests.push_back({members.text("text", most_text), members.real("pulse"), members.text("level", 32),
                                      members.text("language", 32)});
    }
}

} // namespace undertone::sentiment
