# The demo's conversations become part of the program.
file(GLOB scripts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/demo/scripts/*.txt)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/embedded/scripts.cpp
  COMMAND ${CMAKE_COMMAND} -DOUT=${CMAKE_BINARY_DIR}/embedded/scripts.cpp -DSCRIPTS=${PROJECT_SOURCE_DIR}/src/demo/scripts
    -P ${PROJECT_SOURCE_DIR}/cmake/embed_scripts.cmake
  DEPENDS ${scripts} ${PROJECT_SOURCE_DIR}/cmake/embed_scripts.cmake VERBATIM)
target_sources(undertone_demo PRIVATE ${CMAKE_BINARY_DIR}/embedded/scripts.cpp)
