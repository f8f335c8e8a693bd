#include "store/transaction.h"

#include "store/mapping.h"
#include "store/settings.h"

namespace undertone::store {
namespace {

std::optional<std::int64_t> maybe_code(std::optional<sentiment::Level> level) {
    return level ? std::optional<std::int64_t>(stored(*level)) : std::nullopt;
}

std::optional<sentiment::Level> maybe_level(std::optional<std::int64_t> code) {
    return code ? std::optional(level_of_code(*code)) : std::nullopt;
}

/// As stored: an empty text is the choice to have none, none at all that of the level above.
std::optional<std::string> maybe_text(std::optional<types::Quiet> const& quiet) {
    return quiet ? std::optional(types::text_of(*quiet)) : std::nullopt;
}

std::optional<types::Quiet> maybe_quiet(std::optional<std::string> const& text) {
    return text ? std::optional<types::Quiet>(std::in_place, types::quiet_from(*text)) : std::nullopt;
}

} // namespace

types::SentimentSettings sentiment_settings(Transaction& transaction) {
    Query query(transaction,
                "SELECT enabled, agent_threshold, supervisor_threshold, quiet_hours, version, changed_by, "
                "changed_by_name, changed_at FROM sentiment_settings WHERE id = 1",
                {}, "nnntnttn");
    types::SentimentSettings settings;
    if (!query.next())
        return settings;
    settings.enabled = query.flag();
    settings.agent_threshold = level_of_code(query.number());
    settings.supervisor_threshold = level_of_code(query.number());
    settings.quiet = types::quiet_from(query.text());
    settings.version = static_cast<std::uint64_t>(query.number());
    auto id = query.maybe_text();
    auto name = query.text();
    if (id)
        settings.changed_by = types::Reference{std::move(*id), std::move(name)};
    settings.changed_at = time_of(query.maybe_number());
    return settings;
}

void update_sentiment_settings(Transaction& transaction, types::SentimentSettings const& settings) {
    auto const& by = settings.changed_by;
    Query(transaction,
          "UPDATE sentiment_settings SET enabled = :enabled, agent_threshold = :agent, supervisor_threshold = "
          ":supervisor, quiet_hours = :quiet, version = :version, changed_by = :who, changed_by_name = :name, "
          "changed_at = "
          ":at WHERE id = 1",
          {settings.enabled, stored(settings.agent_threshold), stored(settings.supervisor_threshold),
           types::text_of(settings.quiet), settings.version, by ? std::optional(by->id) : std::nullopt,
           by ? std::optional(by->name) : std::nullopt, stored(settings.changed_at)});
}

QueueOverride queue_override(Transaction& transaction, std::string_view queue,
                             std::optional<std::string> const& channel) {
    constexpr std::string_view of_queue = "SELECT enabled, agent_threshold, supervisor_threshold, quiet_hours, "
                                          "settings_version FROM queues WHERE id = :id";
    constexpr std::string_view of_channel = "SELECT enabled, agent_threshold, supervisor_threshold, quiet_hours, "
                                            "version FROM channel_settings WHERE queue_id = :id AND "
                                            "channel = :channel";
    auto query = channel ? Query(transaction, of_channel, {queue, *channel}, "nnntn")
                         : Query(transaction, of_queue, {queue}, "nnntn");
    QueueOverride values;
    if (!query.next())
        return values;
    if (auto const enabled = query.maybe_number())
        values.enabled = *enabled != 0;
    values.agent_threshold = maybe_level(query.maybe_number());
    values.supervisor_threshold = maybe_level(query.maybe_number());
    values.quiet = maybe_quiet(query.maybe_text());
    values.version = static_cast<std::uint64_t>(query.number());
    return values;
}

void update_queue_override(Transaction& transaction, std::string_view queue, std::optional<std::string> const& channel,
                           QueueOverride const& values) {
    constexpr std::string_view of_queue =
        "UPDATE queues SET enabled = :enabled, agent_threshold = :agent, supervisor_threshold = :supervisor, "
        "quiet_hours = :quiet, settings_version = :version WHERE id = :id";
    constexpr std::string_view of_channel =
        "INSERT INTO channel_settings (enabled, agent_threshold, supervisor_threshold, quiet_hours, version, queue_id, "
        "channel) VALUES (:enabled, :agent, :supervisor, :quiet, :version, :id, :channel) ON CONFLICT (queue_id, "
        "channel) DO UPDATE SET "
        "enabled = excluded.enabled, agent_threshold = excluded.agent_threshold, supervisor_threshold = "
        "excluded.supervisor_threshold, quiet_hours = excluded.quiet_hours, version = excluded.version";
    std::vector<Value> in{maybe_flag(values.enabled),
                          maybe_code(values.agent_threshold),
                          maybe_code(values.supervisor_threshold),
                          maybe_text(values.quiet),
                          values.version,
                          queue};
    if (channel)
        in.emplace_back(*channel);
    Query(transaction, channel ? of_channel : of_queue, in);
}

std::int64_t count_channel_overrides(Transaction& transaction) {
    Query query(transaction, "SELECT count(*) FROM channel_settings", {}, "n");
    return query.next() ? query.number() : 0;
}

bool has_channel_override(Transaction& transaction, std::string_view queue, std::string_view channel) {
    return Query(transaction, "SELECT 1 FROM channel_settings WHERE queue_id = :id AND channel = :channel",
                 {queue, channel}, "n")
        .next();
}

types::Consent consent_of(Transaction& transaction, std::string_view queue, std::optional<std::string> const& channel) {
    Query query(transaction,
                "SELECT q.consent_mode, q.consent_notice, q.consent_version, c.consent_mode, c.consent_version FROM "
                "queues q LEFT JOIN channel_settings c ON c.queue_id = q.id AND c.channel = :channel WHERE q.id = :id",
                {channel, queue}, "ttntn");
    types::Consent consent;
    if (!query.next())
        return consent;
    consent.mode = types::consent_mode_from(query.text()).value();
    consent.notice = query.text();
    consent.version = static_cast<std::uint64_t>(query.number());
    if (!channel)
        return consent;
    consent.channel = channel;
    consent.inherited = consent.version;
    if (auto const own = query.maybe_text()) {
        consent.mode = types::consent_mode_from(*own).value();
        consent.source = types::Source::channel;
    }
    consent.version = static_cast<std::uint64_t>(query.maybe_number().value_or(1));
    return consent;
}

void update_channel_consent(Transaction& transaction, std::string_view queue, std::string_view channel,
                            std::optional<types::ConsentMode> mode, std::uint64_t version) {
    Query(transaction,
          "INSERT INTO channel_settings (queue_id, channel, version, consent_mode, consent_version) VALUES (:id, "
          ":channel, 1, :mode, :version) ON CONFLICT (queue_id, channel) DO UPDATE SET consent_mode = "
          "excluded.consent_mode, consent_version = excluded.consent_version",
          {queue, channel, mode ? std::optional(std::string(types::name_of(*mode))) : std::nullopt, version});
}

void update_consent(Transaction& transaction, std::string_view queue, types::Consent const& consent) {
    Query(transaction,
          "UPDATE queues SET consent_mode = :mode, consent_notice = :notice, consent_version = :version WHERE id = :id",
          {types::name_of(consent.mode), consent.notice, consent.version, queue});
}

InForce settings_in_force(Transaction& transaction, std::string_view queue, std::string_view channel) {
    Query query(transaction,
                "SELECT COALESCE(c.enabled, q.enabled, s.enabled), COALESCE(c.agent_threshold, q.agent_threshold, "
                "s.agent_threshold), COALESCE(c.supervisor_threshold, q.supervisor_threshold, s.supervisor_threshold), "
                "COALESCE(c.quiet_hours, q.quiet_hours, s.quiet_hours), COALESCE(c.consent_mode, q.consent_mode) FROM "
                "queues q CROSS JOIN sentiment_settings s LEFT JOIN channel_settings c ON "
                "c.queue_id = q.id AND c.channel = :channel WHERE q.id = :id AND s.id = 1",
                {channel, queue}, "nnntt");
    InForce values;
    if (!query.next())
        return values;
    values.enabled = query.flag();
    values.agent_threshold = level_of_code(query.number());
    values.supervisor_threshold = level_of_code(query.number());
    values.quiet = types::quiet_from(query.text());
    values.consent = types::consent_mode_from(query.text()).value();
    return values;
}

void insert_audit(Transaction& transaction, types::AuditEntry const& entry) {
    Query(transaction,
          "INSERT INTO audit (id, at, user_id, user_name, object, action, old_value, new_value) VALUES (:id, :at, "
          ":user, :name, :object, :action, :old, :new)",
          {entry.id, stored(entry.at), entry.who.id, entry.who.name, entry.object, entry.action, entry.before,
           entry.after});
}

void update_audit(Transaction& transaction, types::AuditEntry const& entry) {
    Query(transaction, "UPDATE audit SET old_value = :old, new_value = :new WHERE id = :id",
          {entry.before, entry.after, entry.id});
}

std::vector<types::AuditEntry> list_audit(Transaction& transaction, std::string_view before, std::size_t limit) {
    std::vector<types::AuditEntry> found;
    Query query(
        transaction,
        "SELECT a.id, a.at, a.user_id, a.user_name, a.object, a.action, a.old_value, a.new_value, "
        "c.customer_name, c.channel FROM audit a LEFT JOIN conversations c ON a.object LIKE 'conversation %' AND "
        "c.id = substr(a.object, 14) WHERE (:before = '' OR a.id < :before2) "
        "ORDER BY a.id DESC LIMIT :most",
        {before, before, limit + 1}, "tntttttttt");
    while (query.next()) {
        types::AuditEntry entry;
        entry.id = query.text();
        entry.at = time_of(query.number());
        entry.who.id = query.text();
        entry.who.name = query.text();
        entry.object = query.text();
        entry.action = query.text();
        entry.before = query.text();
        entry.after = query.text();
        entry.customer = query.maybe_text();
        entry.channel = query.text();
        found.push_back(std::move(entry));
    }
    return found;
}

std::int64_t mark(Transaction& transaction, std::string_view name) {
    Query query(transaction, "SELECT value FROM marks WHERE name = :name", {name}, "n");
    return query.next() ? query.number() : 0;
}

void set_mark(Transaction& transaction, std::string_view name, std::int64_t value) {
    Query(transaction,
          "INSERT INTO marks (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = "
          "excluded.value",
          {name, value});
}

} // namespace undertone::store
