#include "base/settings.h"

#include <array>

/// The reading of messages.
namespace undertone {
namespace {

using Kind = Setting::Kind;

constexpr std::array table{
    Setting{"scoring.model", Kind::text, "", 0, 0, {}, "the model file; empty: the one the program was built with"},
    Setting{"scoring.tokens_per_message", Kind::number, "4096", 64, 65536, {}, "tokens of one message that are scored"},
    Setting{"scoring.long_bytes", Kind::number, "4096", 256, 1048576, {}, "a message of more bytes is a long one"},
    Setting{"scoring.long_at_once",
            Kind::number,
            "4",
            1,
            1024,
            {},
            "long messages that are scored at once; more get 503, so that they never hold all workers"},
    Setting{"scoring.asked_at_once",
            Kind::number,
            "3",
            1,
            1024,
            {},
            "calls that read texts at once because somebody asks: POST /score, POST /settings/routing/try, the phrases "
            "of one message; more wait for their turn and hold no worker meanwhile"},
    Setting{"scoring.texts_per_request", Kind::number, "100", 1, 1000, {}, "texts of one POST /score"},
    Setting{"scoring.explanation_passes",
            Kind::number,
            "32",
            0,
            256,
            {},
            "readings that the phrases of one text may cost; 0: no phrases"},
    Setting{
        "scoring.explanation_tokens",
        Kind::number,
        "8192",
        256,
        1048576,
        {},
        "tokens that may be read for the phrases of one text: so that of a long one they take no minutes, its words "
        "are left out in longer pieces"},
    Setting{"scoring.explained_texts",
            Kind::number,
            "10",
            0,
            1000,
            {},
            "texts of one POST /score that get all of scoring.explanation_passes; more texts share as many"},
    Setting{"scoring.phrases_while",
            Kind::number,
            "1",
            0,
            1024,
            {},
            "messages scored at once up to which phrases are found with them; 0: only when somebody asks"},
    Setting{"scoring.phrases_bytes",
            Kind::number,
            "400",
            0,
            1048576,
            {},
            "a message of more bytes is told without phrases, so that they do not delay it; they are found when "
            "somebody asks"},
    Setting{"scoring.profanity_folder",
            Kind::text,
            "",
            0,
            0,
            {},
            "a folder of <language>.txt with further profanity; empty: the program's own lists alone"},
    Setting{"scoring.profanity_rule", Kind::choice, "english", 0, 0, "none english all",
            "in which languages a profane message is negative or worse"},
    Setting{
        "scoring.own_phrases", Kind::number, "1000", 0, 10000, {}, "phrases that the organisation reads its own way"},
    Setting{"messages.bytes", Kind::number, "65536", 256, 1048576, {}, "size of one message's text"},
    Setting{"messages.list_bytes",
            Kind::number,
            "1048576",
            65536,
            1073741824,
            {},
            "texts in one list of messages, hits or feedback: it ends with the one that makes them so large, next "
            "leads on"},
    Setting{"feedback.exported", Kind::number, "100000", 1, 1000000, {}, "messages of one export of feedback"},
    Setting{
        "feedback.exported_bytes", Kind::number, "67108864", 1024, 2147483647, {}, "size of one export of feedback"},
    Setting{"feedback.earlier_readings", Kind::number, "100", 1, 1000, {}, "earlier readings that one message shows"},
    Setting{
        "rescore.messages", Kind::number, "100000", 1, 10000000, {}, "messages of one conversation that are read anew"},
    Setting{"rescore.sessions",
            Kind::number,
            "10000",
            1,
            1000000,
            {},
            "latest sessions of one conversation whose course follows what is read anew"},
};

} // namespace

std::span<Setting const> scoring_settings() {
    return table;
}

} // namespace undertone
