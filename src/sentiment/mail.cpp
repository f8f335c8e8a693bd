#include "sentiment/mail.h"

#include "sentiment/lines.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t head_lines = 6;          ///< from the sender down to the subject
constexpr std::size_t longest_key = 24;        ///< bytes before the colon
constexpr std::size_t signature_lines = 12;    ///< below the closing formula
constexpr std::size_t signature_bytes = 90;    ///< of each of them, but for a notice
constexpr std::size_t closing_bytes = 80;      ///< of a formula with a name on its line
constexpr std::size_t disclaimer_bytes = 6000; ///< all together
constexpr std::size_t most_words_of_name = 3;

constexpr auto senders = std::to_array<std::string_view>(
    {"from", "von",    "de",        "da",          "van",        "från",      "fra",       "lähettäjä", "od",
     "от",   "від",    "από",       "feladó",      "kimden",     "gönderen",  "saatja",    "kellelt",   "no",
     "nuo",  "de la",  "expeditor", "pošiljatelj", "pošiljalac", "пошиљалац", "одправник", "dari",      "từ",
     "จาก",  "差出人", "发件人",    "寄件者",      "寄件人",     "보낸 사람", "من",        "מאת",       "प्रेषक"});

constexpr auto subjects = std::to_array<std::string_view>(
    {"subject", "betreff", "objet",  "asunto", "assunto", "oggetto",  "onderwerp", "ämne",   "emne",    "aihe",
     "předmět", "predmet", "temat",  "тема",   "θέμα",    "tárgy",    "konu",      "teema",  "temats",  "tēma",
     "tema",    "subiect", "zadeva", "naslov", "наслов",  "предмет",  "относно",   "subjek", "perihal", "chủ đề",
     "เรื่อง",    "件名",    "主题",   "主旨",   "제목",    "assumpte", "الموضوع",   "נושא",   "विषय"});

constexpr auto closings = std::to_array<std::string_view>({"regards",
                                                           "kind regards",
                                                           "best regards",
                                                           "warm regards",
                                                           "many regards",
                                                           "with kind regards",
                                                           "sincerely",
                                                           "yours sincerely",
                                                           "sincerely yours",
                                                           "yours faithfully",
                                                           "yours truly",
                                                           "respectfully",
                                                           "best wishes",
                                                           "kindest regards",
                                                           "mit freundlichen grüßen",
                                                           "mit freundlichen grüssen",
                                                           "freundliche grüße",
                                                           "freundliche grüsse",
                                                           "viele grüße",
                                                           "beste grüße",
                                                           "liebe grüße",
                                                           "schöne grüße",
                                                           "mfg",
                                                           "hochachtungsvoll",
                                                           "cordialement",
                                                           "bien cordialement",
                                                           "sincères salutations",
                                                           "salutations distinguées",
                                                           "bien à vous",
                                                           "un saludo",
                                                           "saludos",
                                                           "saludos cordiales",
                                                           "un cordial saludo",
                                                           "atentamente",
                                                           "cumprimentos",
                                                           "com os melhores cumprimentos",
                                                           "atenciosamente",
                                                           "cordiali saluti",
                                                           "distinti saluti",
                                                           "met vriendelijke groet",
                                                           "met vriendelijke groeten",
                                                           "vriendelijke groet",
                                                           "mvg",
                                                           "med vänlig hälsning",
                                                           "med vänliga hälsningar",
                                                           "vänliga hälsningar",
                                                           "mvh",
                                                           "med venlig hilsen",
                                                           "venlig hilsen",
                                                           "med vennlig hilsen",
                                                           "vennlig hilsen",
                                                           "ystävällisin terveisin",
                                                           "parhain terveisin",
                                                           "terveisin",
                                                           "z poważaniem",
                                                           "pozdrawiam",
                                                           "z wyrazami szacunku",
                                                           "s pozdravem",
                                                           "s pozdravom",
                                                           "s přátelským pozdravem",
                                                           "s úctou",
                                                           "üdvözlettel",
                                                           "tisztelettel",
                                                           "cu stimă",
                                                           "cu respect",
                                                           "с уважением",
                                                           "з повагою",
                                                           "с уважение",
                                                           "με εκτίμηση",
                                                           "saygılarımla",
                                                           "saygılarımızla",
                                                           "lugupidamisega",
                                                           "ar cieņu",
                                                           "pagarbiai",
                                                           "lep pozdrav",
                                                           "lijep pozdrav",
                                                           "s poštovanjem",
                                                           "s spoštovanjem",
                                                           "srdačan pozdrav",
                                                           "с поштовањем",
                                                           "hormat kami",
                                                           "hormat saya",
                                                           "salam hormat",
                                                           "yang benar",
                                                           "trân trọng",
                                                           "ขอแสดงความนับถือ",
                                                           "敬具",
                                                           "此致敬礼",
                                                           "此致敬禮",
                                                           "مع تحياتي",
                                                           "مع أطيب التحيات",
                                                           "בברכה",
                                                           "בכבוד רב",
                                                           "सादर",
                                                           "भवदीय",
                                                           "atentament",
                                                           "salutacions"});

/// What the notices below signatures hold.
constexpr auto notices = std::to_array<std::string_view>(
    {"confidential", "vertraulich",  "confidentiel", "confidencial", "riservat",   "vertrouwelijk", "konfiden",
     "poufn",        "důvěrn",       "конфиденц",    "конфіденц",    "bizalmas",   "gizli",         "luottamuksel",
     "fortrolig",    "εμπιστευτικ",  "dôvern",       "zaupn",        "povjerljiv", "poverljiv",     "поверљив",
     "поверителн",   "confidențial", "konfidents",   "rahsia",       "rahasia",    "sulit",         "bí mật",
     "bảo mật",      "ความลับ",       "機密",         "机密",         "保密",       "기밀",          "سري",
     "חסוי",         "סודי",         "गोपनीय"});

/// What a notice that is written to nobody asks and forbids.
constexpr auto forbidden = std::to_array<std::string_view>(
    {"destroy",   "delet",    "prohibit",  "unauthori", "vernicht",  "lösch",    "untersagt", "gestattet", "détrui",
     "supprim",   "interdit", "destru",    "elimin",    "prohib",    "distrugg", "cancell",   "vietat",    "vernietig",
     "verwijder", "verboden", "radera",    "förstör",   "förbjud",   "otillåt",  "slet",      "forbud",    "poista",
     "hävit",     "kiellet",  "kustuta",   "keelatud",  "dzēs",      "iznīcin",  "aizliegt",  "ištrin",    "sunaikin",
     "draudžiam", "usuń",     "usunięci",  "zniszcz",   "zabronion", "smaž",     "znič",      "zakáz",     "vymaž",
     "izbriš",    "uniči",    "prepoved",  "zabranj",   "uništ",     "забрањ",   "униш",      "изтри",     "унищож",
     "забран",    "удал",     "уничтож",   "запрещ",    "видал",     "знищ",     "заборон",   "șterge",    "distrug",
     "interzis",  "töröl",    "megsemmis", "tilos",     "διαγρά",    "καταστρ",  "απαγορ",    "siliniz",   "imha",
     "yasak",     "hapus",    "padam",     "dilarang",  "xóa",       "hủy",      "cấm",       "ลบ",        "ทำลาย",
     "ห้าม",       "破棄",     "削除",      "禁止",      "销毁",      "删除",     "銷毀",      "刪除",      "삭제",
     "파기",      "금지",     "حذف",       "محظور",     "מחק",       "אסור",     "हटा",       "नष्ट"});

/// Whom it speaks of.
constexpr auto not_meant = std::to_array<std::string_view>(
    {"recipient",     "addressee",    "sender",      "disclosure", "adressat",  "empfänger",  "absender",
     "destinatair",   "expéditeur",   "destinatari", "destinatár", "remitente", "remetente",  "mittente",
     "geadresseerde", "afzender",     "mottagare",   "avsändare",  "modtager",  "afsender",   "mottaker",
     "avsender",      "vastaanottaj", "lähettäj",    "adresaat",   "saatja",    "adresāt",    "sūtītāj",
     "adresat",       "gavėj",        "siuntėj",     "adresát",    "příjemc",   "odesílatel", "príjemc",
     "odosielateľ",   "naslovnik",    "prejemnik",   "primatelj",  "primalac",  "primaoc",    "прималац",
     "примаоц",       "адресат",      "получател",   "отправител", "одержувач", "відправник", "подател",
     "címzett",       "feladó",       "παραλήπτ",    "αποδέκτ",    "alıcı",     "gönderen",   "penerima",
     "pengirim",      "người nhận",   "người gửi",   "ผู้รับ",        "宛先",      "受信者",     "名宛人",
     "收件人",        "收信人",       "수신자",      "수신인",     "المرسل",    "المتلقي",    "נמען",
     "הנמען",         "प्राप्तकर्ता"});

std::string small(std::string_view text) {
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    UErrorCode status = U_ZERO_ERROR;
    icu::CaseMap::utf8ToLower("", 0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, status);
    return U_SUCCESS(status) ? result : std::string(text);
}

template <class List>
bool holds(List const& list, std::string_view wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

/// The word before the colon of "From: …", in small letters; empty where there is none.
std::string key_of(std::string_view line) {
    line = trimmed(line);
    auto const colon = std::min(line.find(':'), line.find("："));
    return colon <= longest_key ? small(trimmed(line.substr(0, colon))) : std::string();
}

template <class List>
bool is_any_in(List const& list, std::string_view words) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view each) { return words.find(each) != words.npos; });
}

bool is_notice(std::string_view line) {
    return is_any_in(notices, small(line));
}

/// Takes the lines up to the next empty one off `text`.
std::string_view take_paragraph(std::string_view& text) {
    std::string_view const whole = text;
    while (!text.empty()) {
        std::string_view const before = text;
        if (trimmed(take_line(text)).empty()) {
            return whole.substr(0, whole.size() - before.size());
        }
    }
    return whole;
}

bool is_postscript(std::string_view line) {
    std::string const words = small(line.substr(0, 4));
    return words.starts_with("ps") || words.starts_with("p.s");
}

/// True for "Anna", "the Harbour Café" and "dr. Jan de Vries", not for "you are thieves": most words begin large, or
/// are few in a script that has one size.
bool can_be_name(std::string_view line) {
    std::size_t words = 0;
    std::size_t small_words = 0;
    std::size_t large_words = 0;
    while (!(line = trimmed(line)).empty()) {
        auto const letter = static_cast<UChar32>(first_code_point(line).value);
        ++words;
        small_words += u_islower(letter) != 0 ? 1 : 0;
        large_words += u_isupper(letter) != 0 ? 1 : 0;
        line.remove_prefix(std::min(line.find(' '), line.size()));
    }
    bool const one_size = small_words + large_words == 0;
    return one_size ? words <= most_words_of_name : small_words <= std::max<std::size_t>(1, large_words);
}

/// True when what follows a closing formula can be a name, a position, telephone numbers and a notice.
bool is_signature(std::string_view rest) {
    std::size_t lines = 0;
    bool named = false;
    while (!rest.empty()) {
        std::string_view const line = trimmed(take_line(rest));
        if (line.empty()) {
            continue;
        }
        if (!named && !can_be_name(line)) {
            return false;
        }
        named = true;
        if (++lines > signature_lines || is_postscript(line) || (line.size() > signature_bytes && !is_notice(line))) {
            return false;
        }
    }
    return true;
}

} // namespace

std::span<std::string_view const> closing_formulas() {
    return closings;
}

bool is_disclaimer(std::string_view rest) {
    if (rest.size() > disclaimer_bytes) {
        return false;
    }
    bool found = false;
    while (!rest.empty()) {
        std::string const words = small(take_paragraph(rest));
        if (trimmed(words).empty()) {
            continue;
        }
        found = true;
        if (!is_any_in(notices, words) || !is_any_in(not_meant, words) || !is_any_in(forbidden, words)) {
            return false;
        }
    }
    return found;
}

std::size_t rest_of_mail_head(std::string_view rest) {
    std::string_view const whole = rest;
    for (std::size_t count = 1; count < head_lines && !rest.empty(); ++count) {
        std::string const key = key_of(take_line(rest));
        if (key.empty()) {
            return 0;
        }
        if (holds(subjects, key)) {
            return whole.size() - rest.size();
        }
    }
    return 0;
}

bool begins_mail_head(std::string_view line, std::string_view rest) {
    return holds(senders, key_of(line)) && rest_of_mail_head(rest) > 0;
}

bool closes_letter(std::string_view line, std::string_view rest) {
    line = trimmed(line);
    if (line.empty() || line.size() > closing_bytes) {
        return false;
    }
    std::string const words = small(line);
    bool const last = trimmed(rest).find_first_not_of('\n') == std::string_view::npos;
    for (std::string_view const closing : closings) {
        if (words.starts_with(closing)) {
            std::string_view const after = std::string_view(words).substr(closing.size());
            bool const alone = after.find_first_not_of(",.! ") == std::string_view::npos;
            bool const named = last && after.starts_with(',') && can_be_name(line.substr(line.find(',') + 1));
            if ((alone && is_signature(rest)) || named) {
                return true;
            }
        }
    }
    return false;
}

} // namespace undertone::sentiment
