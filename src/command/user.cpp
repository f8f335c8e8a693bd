#include "base/clock.h"
#include "command/commands.h"
#include "desk/commands.h"

#include <cstdio>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace undertone::command {
namespace {

/// Keeps what is typed off the screen while it exists.
class Unseen {
public:
    Unseen() {
        known_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        auto silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (known_)
            ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    }

    ~Unseen() {
        if (known_)
            ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }

    Unseen(Unseen const&) = delete;
    Unseen& operator=(Unseen const&) = delete;

private:
    termios before_{};
    bool known_ = false;
};

/// The first line of standard input, asked for when a person sits there.
std::string read_password() {
    std::string password;
    bool const person = ::isatty(STDIN_FILENO) == 1;
    if (person) {
        std::fputs("Password: ", stderr);
        Unseen const unseen;
        std::getline(std::cin, password);
        std::fputs("\n", stderr);
    } else {
        std::getline(std::cin, password);
    }
    if (!password.empty() && password.back() == '\r')
        password.pop_back();
    return password;
}

/// What is wrong, with the name of the thing that is.
int complain_of(Error const& error) {
    bool const named = error.field.empty() || error.message.find(error.field) != std::string::npos;
    return complain(named ? error.message : error.field + " " + error.message);
}

} // namespace

int user_add(Config const& config, UserOptions const& options) {
    auto const role = types::role_from(options.role);
    if (!role)
        return complain("--role must be agent, supervisor or administrator");
    auto const database = open_beside(config);
    if (!database)
        return complain(database.error().message);
    desk::NewUser user;
    user.name = options.name;
    user.password = read_password();
    user.role = *role;
    user.queues = options.queues;
    auto const added =
        desk::add_user(**database, SystemClock(), user, desk::password_cost(config), desk::password_length(config));
    if (!added)
        return complain_of(added.error());
    std::printf("%s is %s now.\n", added->name.c_str(), std::string(types::name_of(added->role)).c_str());
    return 0;
}

int user_password(Config const& config, std::string const& name) {
    auto const database = open_present(config);
    if (!database)
        return complain(database.error().message);
    auto const changed = desk::set_password(**database, SystemClock(), name, read_password(),
                                            desk::password_cost(config), desk::password_length(config));
    if (!changed)
        return complain_of(changed.error());
    std::printf("The password of %s is changed.\n", name.c_str());
    return 0;
}

} // namespace undertone::command
