#pragma once

#include "base/config.h"

/// The parts of the table of settings, each a file of rows. For settings.cpp alone; everybody else asks settings().
namespace undertone {

std::span<Setting const> server_settings();
std::span<Setting const> scoring_settings();
std::span<Setting const> desk_settings();

} // namespace undertone
