#include "net/webhook_client.h"

#include <array>
#include <curl/curl.h>
#include <map>
#include <new>

namespace undertone::net {
namespace {

constexpr std::size_t most_answer_bytes = 65536;
constexpr long most_kept_connections = 256; ///< with posts that ended, for the next ones

struct EasyEnd {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiEnd {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListEnd {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;
using Multi = std::unique_ptr<CURLM, MultiEnd>;
using List = std::unique_ptr<curl_slist, ListEnd>;

/// The library's own memory, once for the process.
struct Library {
    Library() { curl_global_init(CURL_GLOBAL_DEFAULT); }
    ~Library() { curl_global_cleanup(); }
    Library(Library const&) = delete;
    Library& operator=(Library const&) = delete;
};

/// One POST while it runs; curl points into it.
struct Transfer {
    Post post;
    Easy easy;
    List headers;
    std::size_t received = 0;
    std::array<char, CURL_ERROR_SIZE> error{};
};

/// Reads the answer away; too much of it ends the transfer.
std::size_t drop(char*, std::size_t size, std::size_t count, void* transfer) {
    auto& received = static_cast<Transfer*>(transfer)->received;
    received += size * count;
    return received > most_answer_bytes ? 0 : size * count;
}

List list_of(std::vector<std::pair<std::string, std::string>> const& headers) {
    List list;
    auto append = [&](std::string const& line) {
        auto* const longer = curl_slist_append(list.get(), line.c_str());
        if (longer == nullptr)
            throw std::bad_alloc();
        static_cast<void>(list.release());
        list.reset(longer);
    };
    append("Content-Type: application/json");
    append("Expect:"); // no wait for 100 Continue
    for (auto const& [name, value] : headers)
        append(name + ": " + value);
    return list;
}

void set_up(Transfer& transfer, WebhookClient::Options const& options) {
    auto* const easy = transfer.easy.get();
    curl_easy_setopt(easy, CURLOPT_URL, transfer.post.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_PROXY, options.proxy.c_str());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.answer.count()));
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer.post.body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer.post.body.size()));
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers.get());
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Undertone");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.error.data());
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
    if (!options.ca_file.empty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
}

} // namespace

struct WebhookClient::State {
    Options options;
    Multi multi{curl_multi_init()};
    std::map<CURL*, std::unique_ptr<Transfer>> running = {};

    explicit State(Options given) : options(std::move(given)) {}
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    ~State() {
        for (auto const& [easy, transfer] : running)
            curl_multi_remove_handle(multi.get(), easy);
    }

    Posted take(CURL* easy, CURLcode result) {
        auto const found = running.find(easy);
        auto const& transfer = *found->second;
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        Posted posted{transfer.post.id, std::nullopt, {}};
        if (status > 0 && (result == CURLE_OK || result == CURLE_WRITE_ERROR)) // the status of a long answer counts
            posted.status = status;
        else
            posted.error = transfer.error[0] != '\0' ? transfer.error.data() : curl_easy_strerror(result);
        curl_multi_remove_handle(multi.get(), easy);
        running.erase(found);
        return posted;
    }
};

WebhookClient::WebhookClient(Options options) {
    static Library const library;
    state_ = std::make_unique<State>(std::move(options));
    if (!state_->multi)
        throw std::bad_alloc();
    curl_multi_setopt(state_->multi.get(), CURLMOPT_MAXCONNECTS, most_kept_connections);
}

WebhookClient::~WebhookClient() = default;

void WebhookClient::start(Post post) {
    auto transfer = std::make_unique<Transfer>();
    transfer->post = std::move(post);
    transfer->easy.reset(curl_easy_init());
    if (!transfer->easy)
        throw std::bad_alloc();
    transfer->headers = list_of(transfer->post.headers);
    set_up(*transfer, state_->options);
    auto* const easy = transfer->easy.get();
    state_->running.emplace(easy, std::move(transfer));
    curl_multi_add_handle(state_->multi.get(), easy);
}

std::vector<Posted> WebhookClient::wait(std::chrono::milliseconds most) {
    int running = 0;
    curl_multi_perform(state_->multi.get(), &running);
    std::vector<Posted> ended;
    auto collect = [&] {
        int left = 0;
        while (auto const* const message = curl_multi_info_read(state_->multi.get(), &left))
            if (message->msg == CURLMSG_DONE)
                ended.push_back(state_->take(message->easy_handle, message->data.result));
    };
    collect();
    if (!ended.empty())
        return ended;
    curl_multi_poll(state_->multi.get(), nullptr, 0, static_cast<int>(most.count()), nullptr);
    curl_multi_perform(state_->multi.get(), &running);
    collect();
    return ended;
}

void WebhookClient::wake() {
    curl_multi_wakeup(state_->multi.get());
}

} // namespace undertone::net
