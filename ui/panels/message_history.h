// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/composition.h"

#include <QMap>
#include <QObject>

#include <functional>
#include <vector>

class QMenu;
class QWidget;

namespace ipclens::ui {

class Settings;

/// Fills a menu with what was sent lately and with the person's favourites, which survive restarts.
class MessageHistory : public QObject {
    Q_OBJECT

public:
    /// `current` gives what is composed now, for queues of `api`. Without settings favourites live as long as this.
    MessageHistory(QMenu* menu, std::function<Composition()> current, Settings* settings, QWidget* parent,
                   Api api = Api::SysV);

    void add(const Composition& sent);

signals:
    /// Into the composer with it.
    void chosen(const ipclens::ui::Composition& composition);

private:
    void fill();
    void askName();
    void save(const QMap<QString, QString>& favourites);

    QMenu* menu_;
    std::function<Composition()> current_;
    Settings* settings_;
    QWidget* window_;
    Api api_;
    std::vector<Composition> sent_; ///< the newest first
    QMap<QString, QString> favourites_;
};

} // namespace ipclens::ui
