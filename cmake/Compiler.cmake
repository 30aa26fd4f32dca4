# SPDX-FileCopyrightText: 2026 IPC Lens contributors
# SPDX-License-Identifier: MIT

# How our own sources are compiled. Every target of ours links ipclens-warnings (privately); the sanitizers hold for all.

add_library(ipclens-warnings INTERFACE)
target_compile_options(ipclens-warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Wundef
    $<$<BOOL:${IPCLENS_WERROR}>:-Werror>
)
target_compile_definitions(ipclens-warnings INTERFACE QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400)

if(IPCLENS_SANITIZE)
    # -O1 and -g1: the checks take most of the time either way, and the build takes half as long
    add_compile_options(-fsanitize=${IPCLENS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g1)
    add_compile_definitions(_GLIBCXX_ASSERTIONS)
    add_link_options(-fsanitize=${IPCLENS_SANITIZE})
endif()

if(IPCLENS_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(IPCLENS_CCACHE_PROGRAM ccache)
    mark_as_advanced(IPCLENS_CCACHE_PROGRAM)
    if(IPCLENS_CCACHE_PROGRAM)
        set(CMAKE_CXX_COMPILER_LAUNCHER "${IPCLENS_CCACHE_PROGRAM}")
    endif()
endif()
