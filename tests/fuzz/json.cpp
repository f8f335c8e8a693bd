#include "api/json.h"
#include "fuzz.h"
#include "sentiment/utf8.h"

/// Any bytes as a body: malformed, or an object whose fields are read or refused by name.
namespace undertone::fuzz {
namespace {

constexpr std::size_t most = 20;

void check(Error const& error, std::string_view name) {
    promise(error.code == Code::invalid || error.code == Code::too_large, "a wrong field is invalid or too large");
    promise(error.field.find(name) != std::string::npos, "the error names the field");
    promise(!error.message.empty(), "the error says why");
}

void read(api::Fields const& fields, std::string_view name, int depth) {
    if (auto const text = fields.text(name, most); !text)
        check(text.error(), name);
    else
        promise(text->size() <= most && sentiment::is_valid_utf8(*text) && text->find('\0') == std::string::npos,
                "a text is clean UTF-8");
    if (auto const text = fields.optional_text(name, most); !text)
        check(text.error(), name);
    else
        promise(text->has_value() == fields.has(name), "a text is there when the field is");
    if (auto const flag = fields.optional_flag(name); !flag)
        check(flag.error(), name);
    if (auto const number = fields.optional_number(name); !number)
        check(number.error(), name);
    if (auto const texts = fields.texts(name, 3, most); !texts)
        check(texts.error(), name);
    else
        promise(texts->size() <= 3, "a list keeps its limit");
    auto const object = fields.optional_object(name);
    if (!object)
        return check(object.error(), name);
    if (*object && depth < 4)
        for (auto const* inner : {"a", "b", "text"})
            read(**object, inner, depth + 1);
}

} // namespace
} // namespace undertone::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace undertone;
    net::Request request;
    request.body = fuzz::text_of(data, size);
    auto const fields = api::Fields::of_body(request);
    if (!fields) {
        fuzz::promise(fields.error().code == Code::malformed, "what is no object is malformed");
        return 0;
    }
    for (auto const* name : {"a", "b", "text", "texts", "customer", "version", "enabled"})
        fuzz::read(*fields, name, 0);
    return 0;
}
