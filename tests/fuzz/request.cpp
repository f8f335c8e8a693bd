#include "api/cookie.h"
#include "api/query.h"
#include "fuzz.h"
#include "net/head.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <fuzzer/FuzzedDataProvider.h>

/// Any bytes as the head of a request: checked, split and asked for tokens, origins and wishes.
namespace undertone::fuzz {
namespace {

net::Request request_from(FuzzedDataProvider& input) {
    constexpr std::array<char const*, 12> names{"host",
                                                "origin",
                                                "cookie",
                                                "authorization",
                                                "upgrade",
                                                "connection",
                                                "accept",
                                                "accept-encoding",
                                                "sec-websocket-version",
                                                "sec-websocket-key",
                                                "x-forwarded-proto",
                                                "expect"};
    net::Request request;
    request.method = input.ConsumeRandomLengthString(16);
    net::split_target(input.ConsumeRandomLengthString(256), request.path, request.query);
    request.loopback = input.ConsumeBool();
    auto const count = input.ConsumeIntegralInRange<int>(0, 8);
    for (int index = 0; index < count; ++index)
        request.headers.emplace_back(input.PickValueInArray(names), input.ConsumeRandomLengthString(128));
    return request;
}

void check_head(FuzzedDataProvider& input) {
    auto const method = input.ConsumeRandomLengthString(16);
    auto const target = input.ConsumeRandomLengthString(64);
    auto const encoding = input.ConsumeRandomLengthString(32);
    auto const expect = input.ConsumeRandomLengthString(32);
    net::Head const head{input.ConsumeBool() ? 11u : 10u,
                         method,
                         target,
                         input.ConsumeIntegralInRange<std::size_t>(0, 3),
                         encoding,
                         input.ConsumeIntegralInRange<std::size_t>(0, 3),
                         expect};
    if (auto const refusal = net::check(head)) {
        promise(refusal->status >= 400 && refusal->status < 600, "a refusal is an error");
        auto const answer = net::problem(refusal->status, net::words(refusal->status), refusal->detail);
        boost::system::error_code error;
        boost::json::parse(answer.body, error);
        promise(!error, "a refusal is JSON");
        return;
    }
    promise(head.transfer_encodings <= 1 && head.hosts <= 1, "what is read on names one host and one encoding");
}

void ask(net::Request const& request) {
    promise(!request.path.empty() && request.path.find('?') == std::string::npos,
            "a path is there and ends before the query");
    api::Query const query(request);
    for (auto const* name : {"limit", "cursor", "topics", "state"})
        query.text(name);
    auto const page = query.page();
    if (auto const result = query.result(page))
        promise(page.limit >= 1 && page.limit <= 500 && page.cursor.size() <= 200, "a page has bounds");
    else
        promise(result.error().field == "limit" || result.error().field == "cursor", "a wrong page is named");
    if (auto const presented = api::presented_token(request))
        promise(!presented->by_cookie || !presented->token.empty(), "an empty cookie is none");
    if (api::same_origin(request))
        promise(request.header("origin").ends_with(request.header("host")), "the origin ends with the host");
    auto const wish = net::live_wish(request);
    if (wish != net::LiveWish::none)
        net::check_live(request, wish, request.query.size() % 2);
    promise(net::known_method(request.method) == "other" || net::known_method(request.method) == request.method,
            "a metric knows its methods only");
}

} // namespace
} // namespace undertone::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    FuzzedDataProvider input(data, size);
    undertone::fuzz::check_head(input);
    undertone::fuzz::ask(undertone::fuzz::request_from(input));
    return 0;
}
