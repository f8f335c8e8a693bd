#include "store/filters.h"
#include "desk/core.h"
#include "desk/people.h"
#include "desk/rightful.h"

/// The filter of the live list that a person keeps (F5).
namespace undertone::desk {
namespace {

Unexpected not_staff() {
    return fail(Code::forbidden, "only staff keeps filters");
}

} // namespace

Result<FilterValues> People::live_filter(types::Caller const& caller) {
    if (!caller.staff())
        return not_staff();
    return core_.read([&](store::Transaction& transaction) { return store::live_filter_of(transaction, caller.id); });
}

Result<FilterValues> People::keep_live_filter(types::Caller const& caller, FilterValues const& values,
                                              types::ConversationFilter const& meaning) {
    if (!caller.staff())
        return not_staff();
    return core_.change([&](Change& change) -> Result<FilterValues> {
        if (auto const found = filter_by_ids(change.transaction, caller, meaning); !found)
            return Unexpected(found.error());
        store::replace_live_filter(change.transaction, caller.id, values);
        return store::live_filter_of(change.transaction, caller.id);
    });
}

} // namespace undertone::desk
