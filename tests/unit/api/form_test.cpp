#include "api/form.h"
#include "api/query.h"
#include "types/person.h"

#include <gtest/gtest.h>
#include <limits>

/// How a body and a query are read: plain values, and the first thing that is wrong.
namespace undertone::api {
namespace {

constexpr std::size_t most = 10;
constexpr std::string_view known_roles = "must be one of: agent supervisor administrator.";

Form form_of(std::string body) {
    net::Request request;
    request.body = std::move(body);
    return Form::of_body(request);
}

Query query_of(std::string query) {
    net::Request request;
    request.query = std::move(query);
    return Query(request);
}

/// "invalid customer.name": what was wrong first; empty when nothing was.
std::string refused(FirstError const& form) {
    auto const result = form.result(0);
    if (result)
        return {};
    auto const& error = result.error();
    auto const code = error.code == Code::invalid     ? "invalid"
                      : error.code == Code::too_large ? "too large"
                                                      : "malformed";
    return std::string(code) + " " + error.field;
}

std::string sentence(FirstError const& form) {
    return form.failed() ? form.refusal().value().message : "";
}

TEST(FirstError, wins_over_what_is_wrong_later) {
    auto const form = form_of(R"({"name":7,"role":"king","bot":"yes"})");
    form.text("name", most);
    EXPECT_EQ(sentence(form), "name must be a text.");
    form.parsed("role", most, types::role_from, known_roles);
    form.optional_flag("bot");
    form.refuse("from", "from must be before to.");
    EXPECT_EQ(refused(form), "invalid name");
    EXPECT_EQ(sentence(form), "name must be a text.");
}

TEST(FirstError, is_in_the_order_of_reading) {
    auto const form = form_of(R"({"name":7,"bot":"yes"})");
    form.optional_flag("bot");
    form.text("name", most);
    EXPECT_EQ(refused(form), "invalid bot");
}

TEST(FirstError, leaves_nothing_to_be_read) {
    auto const form = form_of(
        R"({"wrong":7,"text":"a","flag":true,"number":5,"real":1.5,"version":3,"texts":["a"],"pairs":[["a","b"]],"objects":[{}],"object":{},"none":null})");
    EXPECT_TRUE(form.has("text") && form.names_null("none") && form.says("text", "a"));
    EXPECT_EQ(form.text("wrong", most), "");
    EXPECT_FALSE(form.has("text") || form.names_null("none") || form.says("text", "a"));
    EXPECT_EQ(form.text("text", most), "");
    EXPECT_EQ(form.optional_text("text", most), std::nullopt);
    EXPECT_EQ(form.optional_flag("flag"), std::nullopt);
    EXPECT_EQ(form.optional_number("number"), std::nullopt);
    EXPECT_EQ(form.optional_real("real"), std::nullopt);
    EXPECT_EQ(form.optional_version(std::nullopt), std::nullopt);
    EXPECT_TRUE(form.texts("texts", most, most).empty());
    EXPECT_EQ(form.optional_texts("texts", most, most), std::nullopt);
    EXPECT_TRUE(form.pairs("pairs", most, most).empty());
    EXPECT_TRUE(form.objects("objects", most).empty());
    EXPECT_FALSE(form.optional_object("object"));
    EXPECT_EQ(refused(form), "invalid wrong");
}

TEST(FirstError, of_a_part_is_one_of_the_whole) {
    auto const form = form_of(R"({"name":7,"customer":{"id":8},"list":[{},{"id":9}]})");
    auto const list = form.objects("list", most);
    ASSERT_EQ(list.size(), 2u);
    auto const customer = form.optional_object("customer");
    ASSERT_TRUE(customer);
    customer->optional_text("id", most);
    EXPECT_EQ(refused(form), "invalid customer.id");
    list[1].optional_text("id", most);
    form.text("name", most);
    EXPECT_EQ(refused(form), "invalid customer.id");
    EXPECT_EQ(refused(list[0]), "invalid customer.id");
}

TEST(FirstError, keeps_the_value_when_there_is_none) {
    auto const form = form_of(R"({"name":"agent1"})");
    EXPECT_EQ(form.result(form.text("name", most)).value(), "agent1");
    EXPECT_FALSE(form.failed());
    EXPECT_FALSE(form.result(form.text("password", most)));
}

TEST(Form, that_is_no_object_is_malformed_whatever_is_read) {
    for (auto const* body : {"", "[]", "7", "{", "null"}) {
        auto const form = form_of(body);
        form.text("name", most);
        EXPECT_EQ(refused(form), "malformed ") << body;
    }
}

TEST(Form, may_be_empty_where_nothing_is_needed) {
    net::Request request;
    auto const form = Form::of_optional_body(request);
    EXPECT_EQ(form.optional_text("reason", most), std::nullopt);
    EXPECT_EQ(refused(form), "");
    request.body = "[]";
    EXPECT_EQ(refused(Form::of_optional_body(request)), "malformed ");
}

TEST(Form, outlives_what_it_was_read_from) {
    auto const part = form_of(R"({"outer":{"name":"agent1"}})").optional_object("outer");
    ASSERT_TRUE(part);
    EXPECT_EQ(part->text("name", most), "agent1");
}

/// Reads the field "a" of this body as a text that must be there.
Form with_text(std::string const& value) {
    auto form = form_of("{\"a\":" + value + "}");
    form.text("a", most);
    return form;
}

TEST(Form, takes_clean_texts_of_some_bytes) {
    EXPECT_EQ(refused(with_text(R"("")")), "");
    EXPECT_EQ(refused(with_text(R"("0123456789")")), "");
    EXPECT_EQ(refused(with_text(R"("01234567890")")), "invalid a");
    EXPECT_EQ(sentence(with_text(R"("01234567890")")), "a is longer than 10 bytes.");
    EXPECT_EQ(sentence(with_text(R"("\u0000")")), "a holds the character U+0000, which cannot be kept.");
    for (auto const* wrong : {"7", "true", "[]", "{}", "1.5"})
        EXPECT_EQ(sentence(with_text(wrong)), "a must be a text.") << wrong;
    EXPECT_EQ(sentence(with_text("null")), "a is missing.");
}

TEST(Form, takes_null_for_absent) {
    auto const form = form_of(R"({"a":null})");
    for (auto const* name : {"a", "z"}) {
        EXPECT_FALSE(form.has(name)) << name;
        EXPECT_EQ(form.optional_text(name, most), std::nullopt) << name;
        EXPECT_EQ(form.optional_parsed(name, most, types::role_from, known_roles), std::nullopt) << name;
        EXPECT_EQ(form.optional_flag(name), std::nullopt) << name;
        EXPECT_EQ(form.optional_number(name), std::nullopt) << name;
        EXPECT_EQ(form.optional_real(name), std::nullopt) << name;
        EXPECT_EQ(form.optional_texts(name, most, most), std::nullopt) << name;
        EXPECT_FALSE(form.optional_object(name)) << name;
    }
    EXPECT_TRUE(form.names_null("a"));
    EXPECT_FALSE(form.names_null("z"));
    EXPECT_EQ(refused(form), "");
}

TEST(Form, reads_numbers_that_are_whole_and_fit) {
    auto const form = form_of(R"({"a":5,"b":-3,"c":9223372036854775807,"g":1e3,"h":null})");
    EXPECT_EQ(form.optional_number("a"), 5);
    EXPECT_EQ(form.optional_number("b"), -3);
    EXPECT_EQ(form.optional_number("c"), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(form.optional_number("g"), 1000);
    EXPECT_EQ(form.optional_number("h"), std::nullopt);
    EXPECT_EQ(form.optional_number("z"), std::nullopt);
    EXPECT_EQ(refused(form), "");
    for (auto const* wrong : {"9223372036854775808", "1.5", "\"5\"", "1e300", "true"}) {
        auto const other = form_of(std::string("{\"d\":") + wrong + "}");
        EXPECT_EQ(other.optional_number("d"), std::nullopt) << wrong;
        EXPECT_EQ(refused(other), "invalid d") << wrong;
    }
}

TEST(Form, reads_a_version_that_is_not_negative) {
    EXPECT_EQ(form_of(R"({"version":0})").optional_version(std::nullopt), 0u);
    EXPECT_EQ(form_of(R"({"version":7})").optional_version(8), 7u);
    EXPECT_EQ(form_of("{}").optional_version(8), 8u);
    auto const form = form_of(R"({"version":-1})");
    EXPECT_EQ(form.optional_version(std::nullopt), std::nullopt);
    EXPECT_EQ(sentence(form), "version must not be negative.");
}

TEST(Form, names_a_nested_field_by_its_path) {
    auto const nested = [](std::string const& body) {
        auto const inner = form_of(body).optional_object("outer")->optional_object("inner");
        inner->optional_flag("flag");
        inner->text("name", 5);
        return refused(*inner);
    };
    EXPECT_EQ(nested(R"({"outer":{"inner":{"flag":1}}})"), "invalid outer.inner.flag");
    EXPECT_EQ(nested(R"({"outer":{"inner":{"flag":true}}})"), "invalid outer.inner.name");
    auto const sets = form_of(R"({"sets":[{},{"if":{"name":"far too long"}}]})").objects("sets", most);
    sets.at(1).optional_object("if")->text("name", 5);
    EXPECT_EQ(refused(sets.at(1)), "invalid sets[1].if.name");
}

TEST(Form, parses_texts_by_a_table) {
    auto const form = form_of(R"({"role":"supervisor","other":"king"})");
    EXPECT_EQ(form.parsed("role", most, types::role_from, known_roles), types::Role::supervisor);
    EXPECT_EQ(form.optional_parsed("other", most, types::role_from, known_roles), std::nullopt);
    EXPECT_EQ(sentence(form), "other must be one of: agent supervisor administrator.");
    auto const empty = form_of("{}");
    empty.parsed("role", most, types::role_from, known_roles);
    EXPECT_EQ(sentence(empty), "role is missing.");
}

TEST(Form, refuses_fields_that_nothing_asks_for) {
    auto const form = form_of(R"({"name":"x","scope":{"queue":"billing","chanel":"sms"}})");
    form.text("name", most);
    EXPECT_FALSE(form.failed());
    auto const scope = form.optional_object("scope");
    scope->optional_text("queue", most);
    scope->optional_text("channel", most);
    EXPECT_TRUE(form.refused());
    EXPECT_EQ(sentence(form), "scope.chanel is not a field that is known here.");
    auto const other = form_of(R"({"nothing":null})");
    EXPECT_FALSE(other.result(0)) << "also one without a value";
    EXPECT_EQ(refused(other), "invalid nothing");
}

TEST(Form, takes_a_reference_by_name_or_as_it_is_shown) {
    auto const form = form_of(R"({"a":"billing","b":{"id":"q1","name":"billing"},"c":null,"d":{"name":"billing"}})");
    EXPECT_EQ(form.optional_reference("a", most), "billing");
    EXPECT_EQ(form.optional_reference("b", most), "q1");
    EXPECT_EQ(form.optional_reference("c", most), std::nullopt);
    EXPECT_FALSE(form.failed());
    form.optional_reference("d", most);
    EXPECT_EQ(refused(form), "invalid d.id");
    auto const other = form_of(R"({"a":{"id":"q1","names":"x"}})");
    other.optional_reference("a", most);
    EXPECT_TRUE(other.refused());
    EXPECT_EQ(sentence(other), "a.names is not a field that is known here.");
}

TEST(Form, asks_in_many_ways) {
    auto const form = form_of(R"({"a":1,"b":null,"c":"x","d":"x","e":[{"f":1}],"g":7})");
    EXPECT_TRUE(form.has("a") && form.names_null("b") && form.says("c", "x"));
    form.pass_over({"d", "z"});
    for (auto const& part : form.objects("e", most))
        part.optional_number("f");
    EXPECT_TRUE(form.refused());
    EXPECT_EQ(refused(form), "invalid g");
    EXPECT_FALSE(form_of("{}").refused());
}

TEST(Form, reads_lists) {
    auto const form = form_of(R"({"texts":["a","b"],"pairs":[["a","b"],["c","d"]],"objects":[{"a":1}]})");
    EXPECT_EQ(form.texts("texts", 2, most), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(form.pairs("pairs", 2, most), (std::vector<std::array<std::string, 2>>{{"a", "b"}, {"c", "d"}}));
    EXPECT_TRUE(form.objects("objects", 2).at(0).has("a"));
    EXPECT_EQ(refused(form), "");
}

TEST(Form, names_what_is_wrong_with_a_list) {
    auto const wrong = [](std::string const& list, auto read) {
        auto const form = form_of("{\"a\":" + list + "}");
        read(form);
        return refused(form) + ": " + sentence(form);
    };
    auto const texts = [](Form const& form) { form.texts("a", 2, most); };
    EXPECT_EQ(wrong("null", texts), "invalid a: a must be a list of texts.");
    EXPECT_EQ(wrong("{}", texts), "invalid a: a must be a list of texts.");
    EXPECT_EQ(wrong(R"(["a","b","c"])", texts), "invalid a: a holds more than 2 entries.");
    EXPECT_EQ(wrong(R"(["a",1])", texts), "invalid a[1]: a[1] must be a text.");
    auto const pairs = [](Form const& form) { form.pairs("a", 2, most); };
    EXPECT_EQ(wrong(R"([["a"]])", pairs), "invalid a: a must be a list of pairs of texts.");
    EXPECT_EQ(wrong(R"([["a","b"],["c",1]])", pairs), "invalid a: a must be a text.");
    auto const objects = [](Form const& form) { form.objects("a", 2); };
    EXPECT_EQ(wrong(R"([{},7])", objects), "invalid a[1]: a[1] must be an object.");
    EXPECT_EQ(wrong("7", objects), "invalid a: a must be a list of objects.");
    auto const object = [](Form const& form) { form.optional_object("a"); };
    EXPECT_EQ(wrong("[]", object), "invalid a: a must be an object.");
}

TEST(Query, values_are_decoded) {
    auto const query = query_of("a=1&b=x%20y+z&c=&d&a=2&%65=last");
    EXPECT_EQ(query.text("a"), "1");
    EXPECT_EQ(query.text("b"), "x y z");
    EXPECT_EQ(query.text("c"), "");
    EXPECT_EQ(query.text("d"), "");
    EXPECT_EQ(query.text("e"), "last");
    EXPECT_EQ(query.text("f"), "");
    EXPECT_EQ(query.optional_text("a"), "1");
    EXPECT_EQ(query.optional_text("c"), std::nullopt);
}

TEST(Query, remembers_what_was_wrong_first) {
    auto const query = query_of("limit=0&role=king&roles=agent,king&a=1");
    EXPECT_EQ(query.words("roles", types::role_from), std::vector<types::Role>{});
    EXPECT_EQ(query.optional_parsed("role", types::role_from, known_roles), std::nullopt);
    EXPECT_EQ(query.page().limit, types::PageRequest::standard);
    EXPECT_EQ(query.text("a"), "");
    EXPECT_EQ(sentence(query), "roles has the unknown value \"king\".");
    EXPECT_EQ(refused(query), "invalid roles");
}

TEST(Query, reads_words_one_by_one) {
    using Roles = std::vector<types::Role>;
    EXPECT_EQ(query_of("").words("a", types::role_from), Roles{});
    EXPECT_EQ(query_of("a=agent").words("a", types::role_from), Roles{types::Role::agent});
    EXPECT_EQ(query_of("a=agent,supervisor,").words("a", types::role_from),
              (Roles{types::Role::agent, types::Role::supervisor}));
    EXPECT_EQ(query_of("a=,agent").words("a", types::role_from), Roles{});
}

} // namespace
} // namespace undertone::api
