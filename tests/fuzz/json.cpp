#include "api/form.h"
#include "fuzz.h"
#include "sentiment/utf8.h"

#include <string>
#include <vector>

/// Any bytes as a body: malformed, or an object whose fields are read or refused by name.
namespace undertone::fuzz {
namespace {

constexpr std::size_t most = 20;

/// Where a field lies: the objects around it and its own name.
using Path = std::vector<std::string_view>;

/// Reads one field in one way. A form keeps its first error, so each way reads the body anew.
template <class Read>
void check(net::Request const& request, Path const& path, Read read) {
    auto form = api::Form::of_body(request);
    for (std::size_t index = 0; index + 1 < path.size(); ++index)
        form = *form.optional_object(path[index]);
    auto const name = path.back();
    read(form, name);
    if (!form.failed())
        return;
    auto const error = form.refusal().value();
    promise(error.code == Code::invalid || error.code == Code::too_large, "a wrong field is invalid or too large");
    promise(error.field.find(name) != std::string::npos, "the error names the field");
    promise(!error.message.empty(), "the error says why");
    promise(form.text(name, most).empty(), "after an error every field reads as absent");
}

void read(net::Request const& request, Path path, int depth) {
    check(request, path, [](api::Form const& form, std::string_view name) {
        auto const text = form.text(name, most);
        promise(text.size() <= most && sentiment::is_valid_utf8(text) && text.find('\0') == std::string::npos,
                "a text is clean UTF-8");
    });
    check(request, path, [](api::Form const& form, std::string_view name) {
        bool const there = form.has(name);
        auto const text = form.optional_text(name, most);
        promise(form.failed() || text.has_value() == there, "a text is there when the field is");
    });
    check(request, path, [](api::Form const& form, std::string_view name) { form.optional_flag(name); });
    check(request, path, [](api::Form const& form, std::string_view name) { form.optional_number(name); });
    check(request, path, [](api::Form const& form, std::string_view name) { form.optional_real(name); });
    check(request, path, [](api::Form const& form, std::string_view name) { form.pairs(name, 3, most); });
    check(request, path, [](api::Form const& form, std::string_view name) { form.objects(name, 3); });
    check(request, path, [](api::Form const& form, std::string_view name) {
        promise(form.texts(name, 3, most).size() <= 3, "a list keeps its limit");
    });
    bool is_object = false;
    check(request, path,
          [&](api::Form const& form, std::string_view name) { is_object = form.optional_object(name).has_value(); });
    if (!is_object || depth >= 4)
        return;
    path.emplace_back();
    for (auto const* inner : {"a", "b", "text"}) {
        path.back() = inner;
        read(request, path, depth + 1);
    }
}

} // namespace
} // namespace undertone::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace undertone;
    net::Request request;
    request.body = fuzz::text_of(data, size);
    if (auto const form = api::Form::of_body(request); form.failed()) {
        fuzz::promise(form.refusal().value().code == Code::malformed, "what is no object is malformed");
        return 0;
    }
    for (auto const* name : {"a", "b", "text", "texts", "customer", "version", "enabled"})
        fuzz::read(request, {name}, 0);
    return 0;
}
