#include "desk_world.h"

namespace undertone::desk {
namespace {

class WrapUps : public World {
protected:
    void keep(std::vector<std::string> const& codes) {
        desk().settings().change_wrap_up_codes(admin_, codes, std::nullopt).value();
    }

    Result<types::WrapUp> note(types::Caller const& who, std::optional<std::string> text,
                               std::optional<std::vector<std::string>> codes = std::nullopt) {
        return talks().change_wrap_up(who, id_, {std::move(text), std::move(codes)});
    }
};

TEST_F(WrapUps, are_kept_with_the_conversation_and_change_field_by_field) {
    keep({"refund", "delivery"});
    chat();
    EXPECT_EQ(code_of(note(agent_, "too early")), Code::forbidden);
    talks().accept(agent_, id_).value();
    ASSERT_TRUE(note(agent_, "asked for money", {{"refund"}}));
    talks().end(agent_, id_).value();
    clock_.advance(1s);
    ASSERT_TRUE(note(supervisor_, std::nullopt, {{"delivery", "refund"}}));
    auto const kept = now().wrap_up.value();
    EXPECT_EQ(kept.note, "asked for money");
    EXPECT_EQ(kept.codes, (std::vector<std::string>{"delivery", "refund"}));
    EXPECT_EQ(kept.by.name, "supervisor");
    EXPECT_EQ(kept.at, clock_.now());
    EXPECT_EQ(talks().wrap_up(agent_, id_).value(), kept);
    EXPECT_EQ(people().audit(admin_, {}).value().items.at(0).after, "delivery, refund");
    talks().close(agent_, id_).value();
    EXPECT_EQ(code_of(note(agent_, "too late")), Code::conflict);
    EXPECT_EQ(now().wrap_up, kept);
}

TEST_F(WrapUps, are_for_staff_alone_and_told_to_staff_alone) {
    chat();
    talks().accept(agent_, id_).value();
    take_events();
    ASSERT_TRUE(note(agent_, "difficult"));
    auto const event = take_events().at(0);
    EXPECT_EQ(event.action, "wrap_up");
    EXPECT_TRUE(event.hidden);
    EXPECT_EQ(event.conversation->wrap_up->note, "difficult");
    EXPECT_EQ(event.conversation->visitor_version, 2U);
    EXPECT_EQ(code_of(talks().wrap_up(visitor_, id_)), Code::forbidden);
    EXPECT_EQ(code_of(talks().wrap_up(key_, id_)), Code::forbidden);
    EXPECT_EQ(code_of(note(second_, "not mine")), Code::forbidden);
}

TEST_F(WrapUps, codes_are_those_of_the_list_or_those_it_had) {
    keep({"refund"});
    chat();
    talks().accept(agent_, id_).value();
    EXPECT_EQ(field_of(note(agent_, std::nullopt, {{"unknown"}})), "codes");
    EXPECT_EQ(field_of(note(agent_, std::nullopt, {{"refund", "refund"}})), "codes");
    EXPECT_EQ(field_of(note(agent_, std::string(8001, 'x'))), "note");
    ASSERT_TRUE(note(agent_, std::nullopt, {{"refund"}}));
    keep({"delivery"});
    ASSERT_TRUE(note(agent_, "still", {{"refund", "delivery"}}));
    ASSERT_TRUE(note(agent_, std::nullopt, std::vector<std::string>{}));
    EXPECT_EQ(field_of(note(agent_, std::nullopt, {{"refund"}})), "codes");
}

TEST_F(WrapUps, the_list_is_the_administrators) {
    auto& settings = desk().settings();
    EXPECT_TRUE(settings.wrap_up_codes(agent_).value().codes.empty());
    EXPECT_EQ(code_of(settings.change_wrap_up_codes(supervisor_, {"a"}, std::nullopt)), Code::forbidden);
    EXPECT_EQ(settings.change_wrap_up_codes(admin_, {"b", "a"}, 1).value().version, 2U);
    EXPECT_EQ(code_of(settings.change_wrap_up_codes(admin_, {"c"}, 1)), Code::conflict);
    EXPECT_EQ(field_of(settings.change_wrap_up_codes(admin_, {"a", "a"}, 2)), "codes");
    EXPECT_EQ(field_of(settings.change_wrap_up_codes(admin_, {" a"}, 2)), "codes");
    EXPECT_EQ(settings.wrap_up_codes(agent_).value().codes, (std::vector<std::string>{"b", "a"}));
    auto const entry = people().audit(admin_, {}).value().items.at(0);
    EXPECT_EQ(entry.object, "settings/wrap_up_codes");
    EXPECT_EQ(entry.after, "b, a");
}

} // namespace
} // namespace undertone::desk
