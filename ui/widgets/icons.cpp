// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/icons.h"

#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <initializer_list>

// Resources of a static library are linked only where they are asked for, and that must be outside of any namespace
static void needResources() { // NOLINT(misc-use-anonymous-namespace)
    Q_INIT_RESOURCE(ipclens);
}

namespace ipclens::ui {
namespace {

constexpr int buttonIconSize = 16;

QPixmap render(const QString& name, int size, qreal ratio) {
    needResources();
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(QStringLiteral(":/icons/%1.svg").arg(name)).render(&painter, QRectF(0, 0, size, size));
    return pixmap;
}

} // namespace

QPixmap tintedPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio) {
    const QString key = QStringLiteral("ipclens-%1-%2-%3-%4").arg(name, color.name()).arg(size).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    pixmap = render(name, size, devicePixelRatio);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(0, 0, size, size), color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon tintedIcon(const QString& name, const QPalette& palette, qreal devicePixelRatio) {
    QIcon icon;
    const auto pixmap = [&](QPalette::ColorGroup group) {
        return tintedPixmap(name, palette.color(group, QPalette::ButtonText), buttonIconSize, devicePixelRatio);
    };
    icon.addPixmap(pixmap(QPalette::Active), QIcon::Normal);
    icon.addPixmap(pixmap(QPalette::Disabled), QIcon::Disabled);
    return icon;
}

QIcon applicationIcon() {
    QIcon icon;
    for (const int size : {16, 32, 48, 128})
        icon.addPixmap(render(QStringLiteral("ipclens"), size, 1));
    return icon;
}

} // namespace ipclens::ui
