#pragma once

#include <span>
#include <string_view>

namespace undertone::sentiment {

/// What people's mail programs and habits add to what they write, in the languages that are scored. `line` is one line
/// of a valid UTF-8 text, `rest` what follows it.

/// "From: …" above "Subject: …" within a few lines, in the words of any of the languages: below it stands another mail.
bool begins_mail_head(std::string_view line, std::string_view rest);

/// The bytes of the lines of such a head that follow its first one, down to the subject.
std::size_t rest_of_mail_head(std::string_view rest);

/// "Kind regards," with nothing below it but a short signature, or "Best regards, the Harbour Café" as the last line.
bool closes_letter(std::string_view line, std::string_view rest);

/// True when `rest`, which begins a paragraph, is nothing but paragraphs that tell whoever is not meant that a mail is
/// confidential and to be destroyed: mail programs of companies add them.
bool is_disclaimer(std::string_view rest);

/// The formulas that close a letter, in small letters.
std::span<std::string_view const> closing_formulas();

} // namespace undertone::sentiment
