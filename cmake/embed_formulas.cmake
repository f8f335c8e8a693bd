# Writes a C++ function that gives the lists of formulas of all languages. A literal with "sv" knows its length; to count it
# at compile time is beyond the steps that clang takes.
file(GLOB files ${LISTS}/*.txt)
list(SORT files)
set(code "#include \"sentiment/formula_lists.h\"\n\n#include <array>\n\nnamespace undertone::sentiment {\n\nusing namespace std::string_view_literals;\n\nstd::span<FormulaFile const> built_in_formulas() {\nstatic constexpr auto lists = std::to_array<FormulaFile>({\n")
foreach(file IN LISTS files)
  file(READ ${file} text)
  get_filename_component(language ${file} NAME_WE)
  string(APPEND code "{\"${language}\"sv, R\"list(${text})list\"sv},\n")
endforeach()
string(APPEND code "});\nreturn lists;\n}\n\n} // namespace undertone::sentiment\n")
file(WRITE ${OUT} "${code}")
