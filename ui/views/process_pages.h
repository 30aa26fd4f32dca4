// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/process.h"
#include "ui/panels/panel.h"
#include "ui/session/process_view.h"

#include <QObject>

#include <map>
#include <memory>

class QStackedWidget;

namespace ipclens::ui {

class ProcessPage;
enum class Place : std::uint8_t;

/// The pages of the processes behind the objects, in the window's main area: each is made when it is first chosen, and
/// told of news while it is seen.
class ProcessPages : public QObject {
    Q_OBJECT

public:
    ProcessPages(Session& session, QStackedWidget& main);

    /// Null where this place has none.
    [[nodiscard]] ProcessPage* pageOf(Place place);
    /// The one in sight; null: something else is.
    [[nodiscard]] ProcessPage* visible() const;
    void apply(const std::shared_ptr<const ProcessView>& view);

signals:
    /// As those of ProcessPage.
    void objectActivated(ipclens::ObjectId object);
    void signalAsked(const ipclens::processes::Process& process);
    void removalAsked(const std::vector<ipclens::ObjectId>& objects);
    void message(ipclens::ui::Severity severity, const QString& text);

private:
    Session& session_;
    QStackedWidget& main_;
    std::map<Place, ProcessPage*> pages_;
};

} // namespace ipclens::ui
