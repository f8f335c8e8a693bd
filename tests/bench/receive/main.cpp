// The yardsticks of tests/bench/receive.mjs: a bare echo, raw SQLite, and the load that all of them get.
#include "yardstick.h"

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

int main(int count, char** arguments) {
    using namespace undertone::bench;
    CLI::App app{"yardsticks of the receive path"};
    app.require_subcommand(1);
    std::size_t threads = 2;
    auto* const echo = app.add_subcommand("echo", "a bare HTTP server");
    echo->add_option("--threads", threads);
    std::string file;
    std::size_t rows = 10000;
    auto* const sqlite = app.add_subcommand("sqlite", "raw transactions");
    sqlite->add_option("--file", file)->required();
    sqlite->add_option("--count", rows);
    Load load;
    load.address = "127.0.0.1";
    load.text = R"({"text":"I would like to change my address."})";
    auto* const send = app.add_subcommand("load", "messages, and open live sockets");
    send->add_option("--port", load.port)->required();
    send->add_option("--rooms", file, "a file of conversation and token, a line each")->required();
    send->add_option("--connections", load.connections);
    send->add_option("--sockets", load.sockets);
    send->add_option("--rate", load.rate);
    send->add_option("--seconds", load.seconds);
    CLI11_PARSE(app, count, arguments);
    try {
        if (*echo) {
            serve_echo(threads);
        } else if (*sqlite) {
            store_rows(file, rows);
        } else {
            load.rooms = read_rooms(file);
            send_load(load);
        }
    } catch (std::exception const& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
    return 0;
}
