# The web pages become part of the program: src/api/root.cpp reads this generated table.
set(UNDERTONE_WEB ${PROJECT_SOURCE_DIR}/web/dist CACHE PATH "The built web pages")
set(embedded ${CMAKE_BINARY_DIR}/embedded)
file(GLOB_RECURSE pages CONFIGURE_DEPENDS ${UNDERTONE_WEB}/*)
add_custom_command(OUTPUT ${embedded}/embedded.S ${embedded}/embedded_table.cpp
  COMMAND ${CMAKE_COMMAND} -DWEB=${UNDERTONE_WEB} -DOUT=${embedded} -DSOURCE=${PROJECT_SOURCE_DIR}
    -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
  DEPENDS ${pages} ${PROJECT_SOURCE_DIR}/docs/openapi.yaml ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
  COMMENT "Embedding the pages" VERBATIM)
enable_language(ASM)
add_library(undertone_embedded STATIC ${embedded}/embedded.S ${embedded}/embedded_table.cpp)
target_include_directories(undertone_embedded PUBLIC ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(undertone_api PUBLIC undertone_embedded)
