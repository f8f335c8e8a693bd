#pragma once

#include "net/address.h"
#include "net/io_thread.h"
#include "net/service.h"

#include <memory>

namespace undertone::net {

/// Takes connections from a listening socket on one io thread until that thread drains. Only on that thread.
void accept_on(Service& service, IoThread& thread, Descriptor listener, bool v6, bool management);

} // namespace undertone::net
