#pragma once

#include "sentiment/model_file.h"
#include "sentiment/model_sections.h"

namespace undertone::sentiment {

/// Reads the JSON of section `meta`, each number within bounds that keep every later size computation small; faults go
/// to `sections`.
void read_meta(ModelSections& sections, ModelContent& content);

/// Reads the JSON of section `selftest`: at least one sample.
void read_self_tests(ModelSections& sections, ModelContent& content);

} // namespace undertone::sentiment
