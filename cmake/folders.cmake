add_library(undertone_warnings INTERFACE)
target_compile_options(undertone_warnings INTERFACE -Wall -Wextra -Wconversion -Werror
  # what one source keeps to itself, another of those that are compiled together may hide
  "$<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow>"
  # g++ 12 warns of overlapping strings and of empty optionals where there are none
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>")
if(UNDERTONE_SANITIZE)
  add_compile_options(-fsanitize=${UNDERTONE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${UNDERTONE_SANITIZE})
  if(UNDERTONE_SANITIZE MATCHES undefined) # the library of the database keeps the type information that vptr asks for to itself
    add_compile_options(-fno-sanitize=vptr)
    add_link_options(-fno-sanitize=vptr)
  endif()
endif()

# Six sources of the target are compiled as one, which parses what they include once.
function(undertone_together target)
  if(UNDERTONE_TOGETHER)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  endif()
endfunction()

# One folder of src/ is one static library, undertone_<folder>, that sees the folders it uses and no other.
function(undertone_folder name)
  cmake_parse_arguments(PARSE_ARGV 1 FOLDER "TOGETHER" "" "USES;LINKS")
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  if(NOT sources)
    set(kind INTERFACE)
    add_library(undertone_${name} INTERFACE)
  else()
    set(kind PUBLIC)
    add_library(undertone_${name} STATIC ${sources})
    target_link_libraries(undertone_${name} PRIVATE undertone_warnings)
    if(FOLDER_TOGETHER)
      undertone_together(undertone_${name})
    endif()
  endif()
  target_include_directories(undertone_${name} ${kind} ${PROJECT_SOURCE_DIR}/src)
  foreach(used IN LISTS FOLDER_USES)
    target_link_libraries(undertone_${name} ${kind} undertone_${used})
  endforeach()
  target_link_libraries(undertone_${name} ${kind} ${FOLDER_LINKS} Threads::Threads)
endfunction()

# The arithmetic of one message reads what never changes and writes what its own thread holds. Watching its every byte made a start take seven
# seconds and the stories hours; who calls it, and everything that is shared, stays watched.
if(UNDERTONE_SANITIZE STREQUAL thread)
  foreach(file encoder kernels kernels_avx2 kernels_portable kernels_vector kernels_vnni language model_bytes model_sections tokenizer weight_store)
    set_property(SOURCE ${PROJECT_SOURCE_DIR}/src/sentiment/${file}.cpp APPEND PROPERTY COMPILE_OPTIONS -fno-sanitize=thread -O2)
  endforeach()
endif()

# g++ 12 says of its own AVX-512 header that it reads a vector before it is set.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  set_property(SOURCE ${PROJECT_SOURCE_DIR}/src/sentiment/kernels_vnni.cpp APPEND PROPERTY COMPILE_OPTIONS
    -Wno-uninitialized -Wno-maybe-uninitialized)
endif()
