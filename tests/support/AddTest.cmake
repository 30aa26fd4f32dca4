# SPDX-FileCopyrightText: 2026 IPC Lens contributors
# SPDX-License-Identifier: MIT

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)

# ipclens_add_test(core/sysv/semaphore_set_test.cpp [more.cpp ...] LIBS ipclens::core [LABELS core slow] [TIMEOUT 60]
#                  [POSIX_QUEUES])
#
# Makes a Qt Test program of the sources; the first one names it: the ctest name is its path without "_test.cpp"
# (core/sysv/semaphore_set), the target is core-sysv-semaphore_set_test. Its first folder is always one of its labels.
# Tests run with the offscreen platform, unless they are labelled x11: those bring an X server of their own.
# POSIX_QUEUES: it makes some. What the queues of one user take up is counted for the whole machine, and is little where
# RLIMIT_MSGQUEUE may not be raised: such tests run one after another.
function(ipclens_add_test first_source)
    cmake_parse_arguments(PARSE_ARGV 1 arg "POSIX_QUEUES" "TIMEOUT" "LIBS;LABELS")
    string(REGEX REPLACE "\\.cpp$" "" path "${first_source}")
    string(REPLACE "/" "-" target "${path}")
    string(REGEX REPLACE "_test$" "" name "${path}")
    string(REGEX REPLACE "/.*$" "" folder "${path}")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()

    add_executable(${target} ${first_source} ${arg_UNPARSED_ARGUMENTS})
    set_target_properties(${target} PROPERTIES
        AUTOMOC ON
        RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests/bin"
    )
    # QTEST_SET_MAIN_SOURCE_PATH and QFINDTESTDATA look from here
    target_compile_definitions(${target} PRIVATE QT_TESTCASE_BUILDDIR="${CMAKE_CURRENT_BINARY_DIR}"
                                                 QT_TESTCASE_SOURCEDIR="${CMAKE_CURRENT_SOURCE_DIR}")
    # A test runs its own lines once: what -O2 would gain there, compiling it costs a hundredfold
    target_compile_options(${target} PRIVATE -O0)
    target_link_libraries(${target} PRIVATE ipclens::test_support ${arg_LIBS} Qt6::Test ipclens-warnings)

    add_test(NAME ${name} COMMAND ${target})
    set(environment "LC_ALL=C.UTF-8" "IPCLENS_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    if(NOT x11 IN_LIST arg_LABELS)
        list(APPEND environment "QT_QPA_PLATFORM=offscreen")
    endif()
    if(IPCLENS_SANITIZE)
        set(supporting "${PROJECT_SOURCE_DIR}/tests/support")
        list(APPEND environment
            "LSAN_OPTIONS=suppressions=${supporting}/lsan.supp:print_suppressions=0"
            "TSAN_OPTIONS=suppressions=${supporting}/tsan.supp:print_suppressions=0:die_after_fork=0"
            "UBSAN_OPTIONS=print_stacktrace=1"
        )
    endif()
    set_tests_properties(${name} PROPERTIES
        LABELS "${folder};${arg_LABELS}"
        ENVIRONMENT "${environment}"
        SKIP_RETURN_CODE 77
        TIMEOUT ${arg_TIMEOUT}
    )
    if(arg_POSIX_QUEUES)
        set_tests_properties(${name} PROPERTIES RESOURCE_LOCK posix_queues)
    endif()
endfunction()
