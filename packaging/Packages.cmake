# SPDX-FileCopyrightText: 2026 IPC Lens contributors
# SPDX-License-Identifier: MIT

# `cpack --config build/CPackConfig.cmake` makes three Debian packages: ipclens, ipclens-gui and libipclens-core-dev.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ipclens)
set(CPACK_PACKAGE_CONTACT "IPC Lens contributors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSES/MIT.txt")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL cli gui development)
if(NOT IPCLENS_BUILD_GUI)
    list(REMOVE_ITEM CPACK_COMPONENTS_ALL gui)
endif()

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

set(CPACK_DEBIAN_CLI_PACKAGE_NAME ipclens)
set(CPACK_COMPONENT_CLI_DESCRIPTION "System V and POSIX IPC objects on the command line, with JSON for scripts.")
set(CPACK_DEBIAN_GUI_PACKAGE_NAME ipclens-gui)
set(CPACK_DEBIAN_GUI_PACKAGE_RECOMMENDS ipclens)
set(CPACK_COMPONENT_GUI_DESCRIPTION "The window: System V and POSIX IPC objects as they live.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libipclens-core-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libexpected-dev, libfmt-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "The library behind IPC Lens, with its headers, CMake package and pkg-config file.")

include(CPack)
