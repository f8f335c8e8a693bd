#pragma once

#include "types/notification.h"

/// The notification template of the organisation as rows.
namespace undertone::store {

class Transaction;

types::NotificationTemplate notification_template(Transaction& transaction);
void replace_notification_template(Transaction& transaction, types::NotificationTemplate const& wanted);

} // namespace undertone::store
