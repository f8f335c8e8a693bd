# The lists of greetings, thanks and other formulas become part of the program.
file(GLOB formulas CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/sentiment/formulas/*.txt)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/embedded/formulas.cpp
  COMMAND ${CMAKE_COMMAND} -DOUT=${CMAKE_BINARY_DIR}/embedded/formulas.cpp -DLISTS=${PROJECT_SOURCE_DIR}/src/sentiment/formulas
    -P ${PROJECT_SOURCE_DIR}/cmake/embed_formulas.cmake
  DEPENDS ${formulas} ${PROJECT_SOURCE_DIR}/cmake/embed_formulas.cmake VERBATIM)
target_sources(undertone_sentiment PRIVATE ${CMAKE_BINARY_DIR}/embedded/formulas.cpp)
