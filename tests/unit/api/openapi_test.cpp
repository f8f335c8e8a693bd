#include "api/routes.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace undertone::api {
namespace {

using Operation = std::pair<std::string, std::string>; ///< method, path
using Operations = std::multiset<Operation>;

/// What stands outside the table: the live endpoint and the pages at the root.
Operations const elsewhere{
    {"GET", "/live"}, {"GET", "/healthz"}, {"GET", "/readyz"}, {"GET", "/metrics"}, {"GET", "/openapi.yaml"}};

std::vector<std::string> lines_of_description() {
    std::ifstream file(UNDERTONE_SOURCE "/docs/openapi.yaml");
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

/// The key of a line "    key:" that stands at exactly this depth and holds nothing else; empty for every other line.
std::string key_at(std::string const& line, std::size_t depth) {
    if (line.size() <= depth + 1 || line.find_first_not_of(' ') != depth || line.back() != ':')
        return {};
    return line.substr(depth, line.size() - depth - 1);
}

std::string method_of(std::string const& key) {
    for (auto const& [name, method] : {std::pair("get", "GET"), std::pair("post", "POST"), std::pair("put", "PUT"),
                                       std::pair("patch", "PATCH"), std::pair("delete", "DELETE")})
        if (key == name)
            return method;
    return {};
}

/// Every method and path between "paths:" and the next key of the top, with what is said of it: paths at two spaces,
/// methods at four.
std::vector<std::pair<Operation, std::string>> descriptions() {
    std::vector<std::pair<Operation, std::string>> operations;
    bool inside = false;
    std::string path;
    for (auto const& line : lines_of_description()) {
        if (!line.empty() && line.front() != ' ')
            inside = line == "paths:";
        if (!inside)
            continue;
        if (auto const key = key_at(line, 2); key.starts_with('/'))
            path = key;
        else if (auto const method = method_of(key_at(line, 4)); !method.empty())
            operations.emplace_back(Operation{method, path}, "");
        else if (!operations.empty())
            operations.back().second += line + "\n";
    }
    return operations;
}

Operations described() {
    Operations operations;
    for (auto const& [operation, text] : descriptions())
        operations.insert(operation);
    return operations;
}

Operations served() {
    auto operations = elsewhere;
    for (auto const& route : routes())
        operations.emplace(route.method, route.path);
    return operations;
}

std::vector<std::string> missing(Operations const& wanted, Operations const& there) {
    std::vector<std::string> names;
    for (auto const& [method, path] : wanted)
        if (there.count({method, path}) != wanted.count({method, path}))
            names.push_back(method + " " + path);
    return names;
}

} // namespace

TEST(Description, HoldsEveryCall) {
    EXPECT_EQ(missing(served(), described()), std::vector<std::string>());
}

TEST(Description, HoldsNothingThatIsNotServed) {
    EXPECT_EQ(missing(described(), served()), std::vector<std::string>());
}

TEST(Description, SaysOfEveryReadOfJsonThatItMayBeUnchanged) {
    for (auto const& [operation, text] : descriptions())
        if (operation.first == "GET" && text.find("application/json:") != std::string::npos) {
            EXPECT_NE(text.find("'304'"), std::string::npos) << operation.second;
        }
}

TEST(Description, SaysOfEveryListThatItMayGoOn) {
    for (auto const& line : lines_of_description())
        if (line.starts_with("        next: ")) {
            EXPECT_EQ(line, "        next: {$ref: '#/components/schemas/Next'}");
        }
}

TEST(Description, StandsUnderTheBaseOfTheRouter) {
    auto const lines = lines_of_description();
    auto const server = "servers: [{url: " + std::string(base_path) + "}]";
    EXPECT_EQ(std::count(lines.begin(), lines.end(), server), 1);
    EXPECT_EQ(live_path, std::string(base_path) + "/live");
}

} // namespace undertone::api
