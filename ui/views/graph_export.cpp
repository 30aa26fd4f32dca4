// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/graph_export.h"

#include "ui/views/wait_graph_view.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>

namespace ipclens::ui {

QByteArray svgOf(const WaitGraphView& view) {
    const QRectF whole = view.wholeRect();
    if (whole.isEmpty()) return {};
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(WaitGraphView::tr("Wait graph"));
    generator.setResolution(view.logicalDpiX());
    generator.setSize(whole.size().toSize());
    generator.setViewBox(QRectF(QPointF(), whole.size()));
    QPainter painter(&generator);
    painter.translate(-whole.topLeft());
    view.paintWhole(painter);
    painter.end();
    return buffer.data();
}

QByteArray pngOf(const WaitGraphView& view) {
    const QRectF whole = view.wholeRect();
    if (whole.isEmpty()) return {};
    constexpr double longest = 16'000; // pixels
    const double scale = std::min(2.0, longest / std::max(whole.width(), whole.height()));
    QImage image((whole.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) return {};
    QPainter painter(&image);
    painter.scale(scale, scale);
    painter.translate(-whole.topLeft());
    view.paintWhole(painter);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "PNG") ? buffer.data() : QByteArray();
}

QString writeWhole(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return file.errorString();
    if (file.write(bytes) != bytes.size()) return file.errorString();
    return file.commit() ? QString() : file.errorString();
}

} // namespace ipclens::ui
