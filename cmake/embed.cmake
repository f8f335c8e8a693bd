# Writes an assembler file that includes each page as it is and gzip-compressed, and a C++ table of them.
file(MAKE_DIRECTORY ${OUT})
file(GLOB_RECURSE files RELATIVE ${WEB} ${WEB}/*)
list(SORT files)
set(assembly ".section .rodata\n")
set(declarations "")
set(rows "")
set(number 0)

function(embed path name)
  set(zipped ${OUT}/${number}.gz)
  execute_process(COMMAND gzip -9 -n -c ${path} OUTPUT_FILE ${zipped} COMMAND_ERROR_IS_FATAL ANY)
  file(SIZE ${path} size)
  file(SIZE ${zipped} zipped_size)
  string(APPEND assembly ".global embedded_${number}\nembedded_${number}: .incbin \"${path}\"\n"
    ".global embedded_${number}_gz\nembedded_${number}_gz: .incbin \"${zipped}\"\n")
  string(APPEND declarations "extern char const embedded_${number}[];\nextern char const embedded_${number}_gz[];\n")
  string(APPEND rows "    {\"${name}\", {embedded_${number}, ${size}}, {embedded_${number}_gz, ${zipped_size}}},\n")
  math(EXPR number "${number} + 1")
  set(number ${number} PARENT_SCOPE)
  set(assembly "${assembly}" PARENT_SCOPE)
  set(declarations "${declarations}" PARENT_SCOPE)
  set(rows "${rows}" PARENT_SCOPE)
endfunction()

foreach(file IN LISTS files)
  embed(${WEB}/${file} "/${file}")
endforeach()
embed(${SOURCE}/docs/openapi.yaml "/openapi.yaml")

string(APPEND assembly ".section .note.GNU-stack,\"\",%progbits\n")
file(WRITE ${OUT}/embedded.S "${assembly}")
file(WRITE ${OUT}/embedded_table.cpp
  "#include \"api/embedded.h\"\n\nextern \"C\" {\n${declarations}}\n\nnamespace undertone::api {\nnamespace {\n\nEmbedded const files[] = {\n${rows}};\n\n} // namespace\n\nstd::span<Embedded const> embedded_files() {\n    return files;\n}\n\n} // namespace undertone::api\n")
