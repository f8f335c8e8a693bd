#pragma once

#include "base/result.h"
#include "sentiment/reading.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace undertone::sentiment {

/// The lists of profanity of all languages: those of the program (src/sentiment/profanity/<language>.txt), and files of
/// the same form that an administrator adds. Const and thread-safe; looking does not allocate.
///
/// A line is `grade<TAB>aim<TAB>form`: grade mild, coarse or strong; aim person, thing or none; the form one or several
/// words, `*` at an end of a word for any letters there. `allow<TAB>-<TAB>form` exempts a form; `#` begins a comment.
class ProfanityLists {
public:
    /// With the files `<language>.txt` of `folder` added, unless that is empty. Fails with file and line.
    static Result<ProfanityLists> load(std::filesystem::path const& folder = {});

    ProfanityLists(ProfanityLists&&) noexcept;
    ProfanityLists& operator=(ProfanityLists&&) noexcept;
    ~ProfanityLists();

    /// The coarsest word of a valid UTF-8 text in NFC by the list of that language; of equally coarse ones that which
    /// is aimed at somebody. Spelt with digits, stars, blanks, repeated letters or look-alikes of another script as
    /// well.
    Profanity find(std::string_view text, std::string_view language) const;

    /// The same for a language that was guessed: where its own list has nothing, and for one word alone (`alone`) or
    /// Chinese, the strong words of the languages that it is easily taken for count too, and for one word those of the
    /// languages that it may be in (`maybe`, empty ones left out); so do disguised words of any text.
    Profanity find_near(std::string_view text, std::string_view language, bool alone,
                        std::span<std::string_view const> maybe) const;

    /// Writes a text with its disguised words in plain letters ("m*rde"), so that the network knows them: those of the
    /// list of that language, else of the first of `maybe` that has some. False where there are none.
    bool write_undisguised(std::string_view text, std::string_view language, std::span<std::string_view const> maybe,
                           std::string& result) const;

private:
    struct Lists;
    Profanity undisguise(std::string_view text, std::string_view language, std::string& result) const;
    explicit ProfanityLists(std::unique_ptr<Lists const> lists);
    std::unique_ptr<Lists const> lists_;
};

/// The program's own list of a language, empty where it has none.
std::string_view built_in_profanity(std::string_view language);

} // namespace undertone::sentiment
