# Lists by language become part of the program: src/sentiment/NAME/<language>.txt as FUNCTION, declared in HEADER.
function(embed_by_language NAME FUNCTION HEADER)
  set(folder ${PROJECT_SOURCE_DIR}/src/sentiment/${NAME})
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_by_language.cmake)
  set(out ${CMAKE_BINARY_DIR}/embedded/${NAME}.cpp)
  file(GLOB lists CONFIGURE_DEPENDS ${folder}/*.txt)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DLISTS=${folder} -DFUNCTION=${FUNCTION} -DHEADER=${HEADER} -P ${script}
    DEPENDS ${lists} ${script} VERBATIM)
  target_sources(undertone_sentiment PRIVATE ${out})
endfunction()

embed_by_language(profanity built_in_profanity sentiment/profanity.h)
embed_by_language(marks built_in_marks sentiment/marks.h)
embed_by_language(usual_words built_in_usual_words sentiment/usual_words.h)
