// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/processes/process.h"
#include "ui/panels/panel.h"
#include "ui/session/process_view.h"

#include <QWidget>

#include <map>
#include <optional>
#include <utility>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace ipclens::ui {

class DetailHeader;
class Settings;
class UnderlineTabs;

/// The lower part of the window: one object in full, by the panel of its kind and its properties. Panels are made when
/// they are first needed.
class DetailArea : public QWidget {
    Q_OBJECT

public:
    /// `settings` keep what panels remember; none: it goes with them.
    explicit DetailArea(Session& session, QWidget* parent = nullptr, Settings* settings = nullptr);

    /// Shows this object from now on.
    void setObject(const ObjectInfo& info);
    /// Nothing is chosen.
    void clear();
    /// The object that is shown and lives; none when it ended, or nothing is shown.
    [[nodiscard]] std::optional<ObjectId> object() const;

    /// Whether an object is shown, or what is left of one that is gone.
    [[nodiscard]] bool isOccupied() const { return info_.has_value(); }

    void apply(const Update& update);
    void apply(const std::shared_ptr<const ProcessView>& view);
    void addInterest(Interest& interest) const;
    /// Messages that are nowhere but in a panel, also in one that is not seen now.
    [[nodiscard]] std::size_t keptMessages() const;
    /// Whether the page that is seen now says itself that this operation is under way.
    [[nodiscard]] bool tells(OperationId operation) const;
    /// Gives the visible page the keyboard.
    void focusPage();

signals:
    void interestChanged();
    void message(ipclens::ui::Severity severity, const QString& text);
    void outdated(const QString& text);
    /// The person wants to send this process a signal: the window asks.
    void signalAsked(const ipclens::processes::Process& process);
    /// The person wants the object that is shown to have another size.
    void resizeAsked(const ipclens::ObjectInfo& info);

private:
    /// None: its properties are all that there is.
    [[nodiscard]] Panel* panelFor(ObjectId object);
    [[nodiscard]] Panel* makeSystemVPanel(Kind kind);
    [[nodiscard]] Panel* makePosixPanel(Kind kind);
    [[nodiscard]] Panel* makeTabPanel(int tab);
    /// The panel of a tab that is alike for all kinds, with the object that is shown now.
    Panel* freshPanel(int tab);
    [[nodiscard]] bool hasWaiters() const;
    void showCounts(const ProcessView& view);
    void forgetCounts();
    Panel* adopt(Panel* panel);
    [[nodiscard]] Panel* visiblePanel() const;
    void showTab(int tab);
    void followInfo(const Update& update);
    void end();

    Session& session_;
    Settings* settings_;
    DetailHeader* header_;
    QPushButton* copyAs_ = nullptr;
    UnderlineTabs* tabs_;
    QStackedWidget* pages_;
    QWidget* nothing_;
    std::map<std::pair<Kind, Api>, Panel*> panels_;
    /// Waiting, processes and properties, by tab; `fresh`: it shows info_'s object.
    struct CommonPanel {
        Panel* panel = nullptr;
        bool fresh = false;
    };
    std::map<int, CommonPanel> common_;
    Panel* kindPanel_ = nullptr;
    std::optional<ObjectInfo> info_;
    bool ended_ = false;
};

} // namespace ipclens::ui
