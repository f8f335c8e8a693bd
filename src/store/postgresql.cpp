#include "store/postgresql.h"

#include "store/transaction.h"

#include <array>
#include <string_view>

namespace undertone::store {
namespace {

/// "postgresql://host/name" with one more parameter, unless the address has it already.
std::string with_parameter(std::string address, std::string_view name, std::string_view value) {
    if (address.find(std::string(name) + "=") != std::string::npos)
        return address;
    address += address.find('?') == std::string::npos ? '?' : '&';
    return address + std::string(name) + "=" + std::string(value);
}

/// Those of new_id().
constexpr std::string_view letters_of_ids = "0123456789abcdefghjkmnpqrstvwxyz";

/// What the network must say for a connection to be taken as one that is there.
struct Sign {
    char const* of_client;
    char const* of_server;
    char const* value;
};
constexpr std::array signs_of_a_connection{
    Sign{"tcp_user_timeout", "tcp_user_timeout", "15000"},
    Sign{"keepalives_idle", "tcp_keepalives_idle", "15"},
    Sign{"keepalives_interval", "tcp_keepalives_interval", "5"},
    Sign{"keepalives_count", "tcp_keepalives_count", "3"},
};

} // namespace

std::string with_patience(std::string const& address, int connect_seconds) {
    auto wanted = with_parameter(address, "connect_timeout", std::to_string(connect_seconds));
    for (auto const& sign : signs_of_a_connection)
        wanted = with_parameter(std::move(wanted), sign.of_client, sign.value);
    return wanted;
}

/// The letters of some languages have another order, alone or in pairs.
Result<void> check_texts(Transaction& connection) {
    Query encoding(connection, "SELECT current_setting('server_encoding')", {}, "t");
    encoding.next();
    if (auto const name = encoding.text(); name != "UTF8")
        return fail(Code::failed, "the database has the encoding " + name + ": make one with UTF8");
    Query misplaced(
        connection,
        "SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY pair) AS here, "
        "row_number() OVER (ORDER BY pair COLLATE \"C\") AS there "
        "FROM (SELECT a.letter || b.letter AS pair FROM unnest(string_to_array(:first, NULL)) AS a (letter) "
        "CROSS JOIN unnest(string_to_array(:second, NULL)) AS b (letter)) pairs) places "
        "WHERE here <> there",
        {letters_of_ids, letters_of_ids}, "n");
    misplaced.next();
    if (misplaced.number() > 0)
        return fail(Code::failed, "the database orders texts as its language does, which mixes up the ids: make one "
                                  "with createdb --template=template0 --encoding=UTF8 --locale=C");
    return {};
}

void set_patience(Transaction& connection, int busy_milliseconds) {
    auto const turn = std::to_string(busy_milliseconds / 5 * 4);
    connection.session() << "SET undertone.turn_milliseconds = " + turn;
    for (auto const& sign : signs_of_a_connection)
        connection.session() << std::string("SET ") + sign.of_server + " = " + sign.value;
}

void take_time(Transaction& connection) {
    connection.session() << "SET LOCAL statement_timeout = 0";
}

} // namespace undertone::store
