#include "demo/script.h"

#include "fuzz.h"

/// Any bytes as a file of demo conversations: refused with its line, or conversations that can be played.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace undertone;
    auto const read = demo::read_scripts("en", fuzz::text_of(data, size));
    if (!read) {
        fuzz::promise(read.error().field.starts_with("line "), "a fault names its line");
        return 0;
    }
    for (auto const& script : *read) {
        fuzz::promise(!script.queue.empty() && !script.lines.empty() && script.language == "en",
                      "a conversation is whole");
        for (auto const& line : script.lines)
            fuzz::promise(!line.text.empty() && line.text.find('\n') == std::string::npos, "a line is one line");
    }
    return 0;
}
