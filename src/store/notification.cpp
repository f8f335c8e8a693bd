#include "store/notification.h"

#include "store/transaction.h"

namespace undertone::store {

types::NotificationTemplate notification_template(Transaction& transaction) {
    types::NotificationTemplate found;
    Query row(transaction,
              "SELECT title, show_timeout, countdown_seconds, accept_label, reject_label, reject_visible, desktop, "
              "version FROM notification_template WHERE id = 1",
              {}, "tnnttntn");
    if (!row.next())
        return found;
    found.title = row.text();
    found.show_timeout = row.flag();
    found.countdown_seconds = row.number();
    found.accept_label = row.text();
    found.reject_label = row.text();
    found.reject_visible = row.flag();
    found.desktop = types::desktop_notification_from(row.text()).value();
    found.version = static_cast<std::uint64_t>(row.number());
    Query fields(transaction, "SELECT header, value FROM notification_fields ORDER BY place", {}, "tt");
    while (fields.next()) {
        auto header = fields.text();
        found.fields.push_back({std::move(header), fields.text()});
    }
    return found;
}

void replace_notification_template(Transaction& transaction, types::NotificationTemplate const& wanted) {
    Query(transaction, "DELETE FROM notification_template");
    Query(transaction,
          "INSERT INTO notification_template (id, title, show_timeout, countdown_seconds, accept_label, reject_label, "
          "reject_visible, desktop, version) VALUES (1, :title, :show_timeout, :countdown, :accept, :reject, :visible, "
          ":desktop, :version)",
          {wanted.title, wanted.show_timeout, wanted.countdown_seconds, wanted.accept_label, wanted.reject_label,
           wanted.reject_visible, types::name_of(wanted.desktop), wanted.version});
    Query(transaction, "DELETE FROM notification_fields");
    std::int64_t place = 0;
    for (auto const& field : wanted.fields)
        Query(transaction, "INSERT INTO notification_fields (place, header, value) VALUES (:place, :header, :value)",
              {++place, field.header, field.value});
}

} // namespace undertone::store
