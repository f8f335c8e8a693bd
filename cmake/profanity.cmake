# The lists of profanity become part of the program.
file(GLOB lists CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/sentiment/profanity/*.txt)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/embedded/profanity.cpp
  COMMAND ${CMAKE_COMMAND} -DOUT=${CMAKE_BINARY_DIR}/embedded/profanity.cpp -DLISTS=${PROJECT_SOURCE_DIR}/src/sentiment/profanity
    -P ${PROJECT_SOURCE_DIR}/cmake/embed_profanity.cmake
  DEPENDS ${lists} ${PROJECT_SOURCE_DIR}/cmake/embed_profanity.cmake VERBATIM)
target_sources(undertone_sentiment PRIVATE ${CMAKE_BINARY_DIR}/embedded/profanity.cpp)
