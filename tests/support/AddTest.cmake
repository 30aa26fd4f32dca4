# SPDX-FileCopyrightText: 2026 IPC Lens contributors
# SPDX-License-Identifier: MIT

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)

# How every test is compiled
function(ipclens_set_test_options target)
    # QTEST_SET_MAIN_SOURCE_PATH and QFINDTESTDATA look from here
    target_compile_definitions(${target} PRIVATE QT_TESTCASE_BUILDDIR="${CMAKE_CURRENT_BINARY_DIR}"
                                                 QT_TESTCASE_SOURCEDIR="${CMAKE_CURRENT_SOURCE_DIR}")
    # A test runs its own lines once: what -O2 would gain there, compiling it costs a hundredfold. Lines and functions
    # are enough to find one by; all there is to know of Qt's classes would be written once for each of the programs.
    target_compile_options(${target} PRIVATE -O0 -g1)
    target_link_libraries(${target} PRIVATE ipclens-warnings)
endfunction()

# The headers that nearly every test includes, compiled once for all tests: g++ takes them where the options are the same
add_library(ipclens-test-headers OBJECT support/precompiled.cpp)
target_link_libraries(ipclens-test-headers PRIVATE Qt6::Test)
ipclens_set_test_options(ipclens-test-headers)
target_precompile_headers(ipclens-test-headers PRIVATE ${IPCLENS_STANDARD_HEADERS} <QtTest>)
if(TARGET ipclens::ui)
    add_library(ipclens-window-test-headers OBJECT support/precompiled.cpp)
    target_link_libraries(ipclens-window-test-headers PRIVATE Qt6::Test Qt6::Widgets)
    ipclens_set_test_options(ipclens-window-test-headers)
    target_precompile_headers(ipclens-window-test-headers PRIVATE ${IPCLENS_STANDARD_HEADERS} <QtTest> <QtWidgets>)
endif()

# ipclens_add_test(core/sysv/semaphore_set_test.cpp LIBS ipclens::core [LABELS core slow] [TIMEOUT 60] [POSIX_QUEUES])
#
# Makes a Qt Test program of the source, which names it: the ctest name is its path without "_test.cpp"
# (core/sysv/semaphore_set), the target is core-sysv-semaphore_set_test. Its first folder is always one of its labels.
# Tests run with the offscreen platform, unless they are labelled x11: those bring an X server of their own.
# POSIX_QUEUES: it makes some. What the queues of one user take up is counted for the whole machine, and is little where
# RLIMIT_MSGQUEUE may not be raised: such tests run one after another.
function(ipclens_add_test source)
    cmake_parse_arguments(PARSE_ARGV 1 arg "POSIX_QUEUES" "TIMEOUT" "LIBS;LABELS")
    string(REGEX REPLACE "\\.cpp$" "" path "${source}")
    string(REPLACE "/" "-" target "${path}")
    string(REGEX REPLACE "_test$" "" name "${path}")
    string(REGEX REPLACE "/.*$" "" folder "${path}")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()

    add_executable(${target} ${source})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests/bin")
    # What AUTOMOC does for a whole library (a scan, an empty file to compile) would be half of a small test's build. A
    # test includes its own moc file, and moc needs no header to see its class.
    cmake_path(GET source STEM stem)
    set(moc_folder "${CMAKE_CURRENT_BINARY_DIR}/${target}_moc")
    add_custom_command(
        OUTPUT "${moc_folder}/${stem}.moc"
        COMMAND Qt6::moc -o "${moc_folder}/${stem}.moc" "${CMAKE_CURRENT_SOURCE_DIR}/${source}"
        DEPENDS "${source}"
        COMMENT "moc ${source}"
    )
    file(MAKE_DIRECTORY "${moc_folder}")
    target_sources(${target} PRIVATE "${moc_folder}/${stem}.moc")
    target_include_directories(${target} PRIVATE "${moc_folder}")
    ipclens_set_test_options(${target})
    if(ipclens::ui IN_LIST arg_LIBS OR Qt6::Widgets IN_LIST arg_LIBS)
        target_precompile_headers(${target} REUSE_FROM ipclens-window-test-headers)
    else()
        target_precompile_headers(${target} REUSE_FROM ipclens-test-headers)
    endif()
    target_link_libraries(${target} PRIVATE ipclens::test_support ${arg_LIBS} Qt6::Test)

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
