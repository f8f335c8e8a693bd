# One libFuzzer program for each tests/fuzz/*.cpp, named fuzz_<target>. The folders they use are built with the sanitizers and with coverage; the
# network part stays out, so that a build takes two minutes.
set(instrument -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g1 -w)
foreach(folder base bus sentiment types store desk demo)
  set_property(TARGET undertone_${folder} APPEND PROPERTY COMPILE_OPTIONS ${instrument})
endforeach()

# The calls of the interface without live sockets, and what of the network needs no socket.
file(GLOB api CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/api/*.cpp)
list(FILTER api EXCLUDE REGEX "/live[^/]*\\.cpp$")
set(net ${PROJECT_SOURCE_DIR}/src/net)
add_library(fuzz_api STATIC ${api} ${net}/http.cpp ${net}/head.cpp ${net}/answer.cpp)
target_compile_options(fuzz_api PRIVATE ${instrument})
target_link_libraries(fuzz_api PUBLIC undertone_desk lib::json lib::url ZLIB::ZLIB)
add_library(fuzz_no_pages STATIC ${PROJECT_SOURCE_DIR}/tests/fuzz/no_pages/embedded.cpp)
target_include_directories(fuzz_no_pages PRIVATE ${PROJECT_SOURCE_DIR}/src)

function(undertone_fuzzer name)
  add_executable(fuzz_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/${name}.cpp)
  target_compile_options(fuzz_${name} PRIVATE ${instrument})
  target_compile_definitions(fuzz_${name} PRIVATE UNDERTONE_TINY_MODEL="${PROJECT_SOURCE_DIR}/tests/fuzz/seeds/model_file/tiny.bin")
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer,address,undefined)
  target_link_libraries(fuzz_${name} PRIVATE ${ARGN})
  set_target_properties(fuzz_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
  add_dependencies(fuzzers fuzz_${name})
endfunction()

add_custom_target(fuzzers)
undertone_fuzzer(model_file undertone_sentiment)
undertone_fuzzer(json fuzz_api fuzz_no_pages)
undertone_fuzzer(request fuzz_api fuzz_no_pages)
undertone_fuzzer(router fuzz_api fuzz_no_pages)
undertone_fuzzer(script undertone_demo)
undertone_fuzzer(text fuzz_api fuzz_no_pages)
