// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/pages.h"

#include "ui/views/deadlocks_page.h"
#include "ui/views/orphans_page.h"
#include "ui/views/process_page.h"
#include "ui/views/process_rows_page.h"
#include "ui/views/wait_graph_page.h"
#include "ui/widgets/side_bar.h"

#include <map>

namespace ipclens::ui {
namespace {

using Maker = ProcessPage* (*)(Session&, QWidget*);

template <class Page>
ProcessPage* make(Session& session, QWidget* parent) {
    return new Page(session, parent);
}

/// A line a page, `{Place::Waiting, make<WaitingPage>}`.
const std::map<Place, Maker>& makers() {
    static const std::map<Place, Maker> all{
        {Place::Processes, make<ProcessesPage>}, {Place::Waiting, make<WaitingPage>},
        {Place::Deadlocks, make<DeadlocksPage>}, {Place::Orphans, make<OrphansPage>},
        {Place::WaitGraph, make<WaitGraphPage>},
    };
    return all;
}

} // namespace

bool hasProcessPage(Place place) {
    return makers().count(place) > 0;
}

ProcessPage* makeProcessPage(Place place, Session& session, QWidget* parent) {
    const auto maker = makers().find(place);
    return maker == makers().end() ? nullptr : maker->second(session, parent);
}

} // namespace ipclens::ui
