// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"

#include <QString>

class QFileDialog;
class QWidget;

namespace ipclens::ui {

/// The file that the messages of a queue are kept in, where nobody has chosen another name: "queue-7.jsonl",
/// "queue-jobs.jsonl".
[[nodiscard]] QString messageFileName(ObjectId queue);

/// Asks for the file that a queue is drained to. To be shown with open(), deletes itself when it is closed.
[[nodiscard]] QFileDialog* makeDrainDialog(ObjectId queue, QWidget* parent);
/// The same for the file whose messages are put into a queue.
[[nodiscard]] QFileDialog* makeLoadDialog(ObjectId queue, QWidget* parent);

} // namespace ipclens::ui
