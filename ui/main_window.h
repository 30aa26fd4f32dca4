// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"
#include "ui/session/process_view.h"
#include "ui/session/update.h"

#include <QMainWindow>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <set>

class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace ipclens::ui {

class DetailArea;
class EmptyState;
class HealthWatch;
class HeldStrip;
class LimitsView;
class MessageBanner;
class ObjectTable;
class ObjectTableModel;
class OperationDesk;
class ProcessPages;
class Settings;
class SideBar;
class StatusLine;
class ThemeController;
class WaitStrip;
class WindowActions;
class WindowToolBar;
enum class Place : std::uint8_t;

/// The window: what there is at the left, the list of objects, the chosen one in full below it. Shows what the last
/// Update brought and tells Session what it wants to see; whatever changes an object goes through Session too.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Session& session, Settings& settings, ThemeController& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    void setLookOnly(bool lookOnly);
    /// As closing it does, but with no question: whoever ends the session waits for no answer.
    void closeUnasked();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void buildContent();
    void buildMenus();
    void buildListPages();
    void connectActions();
    void connectParts();
    void connectHealth();
    void restore();
    void remember();

    void apply(const std::shared_ptr<const Update>& update);
    void applyProcesses(const std::shared_ptr<const ProcessView>& view);
    void showHealthCounts();
    void showHealth(const Update& update);
    void showListPage(const Update& update);
    void chooseWhatIsExpected();
    void chooseAgain();

    void setPlace(Place place);
    [[nodiscard]] QWidget* widgetOf(Place place);
    void showObject(ObjectId object);
    void sendQuery();
    void sendInterestSoon();
    void sendInterest();
    [[nodiscard]] ProcessInterest listInterest() const;
    void tellVisibility();
    void updateActions();
    void showChosen();
    void showMessage(Severity severity, const QString& text);

    void expect(ObjectId object);
    void openChangeDialog();
    void showAbout();
    /// What would be turned back, or lost, with the window: a paragraph each; empty: it can close at once.
    [[nodiscard]] QStringList whatClosingCosts() const;
    void askWhetherToClose();
    void pinChosen(bool pin);
    void followPins(const Update& update);

    Session& session_;
    Settings& settings_;
    ThemeController& theme_;
    WindowActions* actions_;
    OperationDesk* desk_;
    WindowToolBar* toolBar_ = nullptr;
    SideBar* sideBar_ = nullptr;
    ObjectTableModel* model_;
    ObjectTable* table_ = nullptr;
    EmptyState* noObjects_ = nullptr;
    EmptyState* noMatches_ = nullptr;
    DetailArea* details_ = nullptr;
    LimitsView* limits_ = nullptr;
    HealthWatch* health_ = nullptr;
    ProcessPages* pages_ = nullptr;
    MessageBanner* banner_ = nullptr;
    WaitStrip* waits_ = nullptr;
    HeldStrip* held_ = nullptr;
    StatusLine* status_ = nullptr;
    QSplitter* sides_ = nullptr; ///< sidebar and the rest
    QSplitter* parts_ = nullptr; ///< list and details
    QVBoxLayout* mainColumn_ = nullptr;
    QVBoxLayout* listColumn_ = nullptr;
    QStackedWidget* main_ = nullptr; ///< list with details, or a view
    QStackedWidget* list_ = nullptr; ///< table, or why it is empty
    QTimer interestTimer_;
    std::optional<ObjectId> expected_; ///< an object that was just made: chosen as soon as it is listed
    std::chrono::steady_clock::time_point expectedUntil_;
    std::shared_ptr<const Rows> rows_; ///< of the last Update
    std::optional<RowQuery> query_;    ///< that these answer
    bool choseFirst_ = false;
    bool closingAgreed_ = false; ///< though it costs something
    std::set<ObjectId> pinned_;  ///< read while they are not seen too
};

} // namespace ipclens::ui
