#include "base/metrics_table.h"

namespace undertone {
namespace {

using Kind = MetricRow::Kind;

constexpr std::array table{
    MetricRow{Kind::counter,
              "http_requests_total",
              "Requests by method and class of status",
              {{{"method", "GET HEAD POST PUT PATCH DELETE OPTIONS other"}, {"status", "1xx 2xx 3xx 4xx 5xx"}}}},
    MetricRow{Kind::histogram, "http_request_seconds", "From a request's last byte to its answer's last byte"},
    MetricRow{Kind::gauge, "http_connections", "Open connections"},
    MetricRow{Kind::gauge, "http_waiting_requests", "Requests that wait for a worker"},
    MetricRow{Kind::gauge, "http_waiting_bytes", "Bytes of answers that wait for their readers (server.answer_bytes)"},
    MetricRow{Kind::counter, "http_refused_connections_total", "Connections beyond server.connections, closed at once"},
    MetricRow{Kind::counter, "http_refused_by_address_total",
              "Connections closed and forwarded requests answered 429 beyond server.connections_per_address"},
    MetricRow{Kind::gauge, "live_sockets", "Open live sockets"},
    MetricRow{Kind::gauge, "live_waiting_bytes",
              "Bytes that wait to be sent to live sockets, counted for each of them (server.waiting_bytes)"},
    MetricRow{Kind::counter, "live_slow_readers_total", "Live sockets that were closed because they read too slowly"},
    MetricRow{Kind::histogram, "live_delivery_seconds",
              "From the acceptance of a message until it was handed to the live sockets of this node."},
    MetricRow{Kind::histogram,
              "database_seconds",
              "Time of one transaction, its wait for a connection or turn included.",
              {{{"kind", "read write"}, {}}}},
    MetricRow{Kind::counter, "database_unavailable_total", "Requests that were answered 503 for the database."},
    MetricRow{Kind::gauge, "database_waiting_writes", "Changes that wait for their turn to be written."},
    MetricRow{Kind::gauge, "bus_waiting_events", "Events that wait to be handed to the live sockets."},
    MetricRow{Kind::counter, "bus_losses_total", "How often the connection to the bus was lost."},
    MetricRow{Kind::histogram, "scoring_seconds", "Time to read one message."},
    MetricRow{Kind::gauge, "scoring_long_messages", "Long messages that are being read."},
    MetricRow{Kind::gauge,
              "waiting_conversations",
              "Conversations that wait for an agent, by their queue.",
              {{{"queue", {}}, {}}}},
    MetricRow{Kind::counter, "sign_ins_failed_total", "Sign-ins that were refused."},
    MetricRow{Kind::counter,
              "jobs_failed_total",
              "Repeated jobs that failed; they are tried again at their next time.",
              {{{"job", {}}, {}}}},
    MetricRow{Kind::gauge, "webhook_waiting_deliveries", "Deliveries to webhooks that wait for an attempt."},
    MetricRow{Kind::counter,
              "webhook_attempts_total",
              "Attempts to tell webhooks, by the status of the answer.",
              {{{"status", "none"}, {}}}},
    MetricRow{Kind::counter, "webhook_faults_total", "Rounds of the deliveries to webhooks that failed unexpectedly."},
};

} // namespace

std::span<MetricRow const> metrics_table() {
    return table;
}

} // namespace undertone
