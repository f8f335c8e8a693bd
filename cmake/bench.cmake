# Programs of tests/bench that are not scripts.
add_executable(bench_tokenize EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/bench/tokenize.cpp)
target_link_libraries(bench_tokenize PRIVATE undertone_sentiment undertone_warnings)

add_executable(bench_own_words EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/bench/own_words.cpp)
target_link_libraries(bench_own_words PRIVATE undertone_sentiment undertone_warnings)

add_executable(bench_encoder EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/bench/encoder.cpp)
target_link_libraries(bench_encoder PRIVATE undertone_sentiment undertone_warnings lib::json lib::cli)

file(GLOB receive CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/bench/receive/*.cpp)
add_executable(bench_receive EXCLUDE_FROM_ALL ${receive} ${PROJECT_SOURCE_DIR}/src/net/boost.cpp)
target_include_directories(bench_receive PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(bench_receive PRIVATE undertone_warnings lib::network lib::json lib::sqlite lib::cli)
set_target_properties(bench_tokenize bench_own_words bench_encoder bench_receive PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
