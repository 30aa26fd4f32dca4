// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <initializer_list>
#include <utility>

// Resources of a static library are linked only where they are asked for, and that must be outside of any namespace
static void needResources() { // NOLINT(misc-use-anonymous-namespace)
    Q_INIT_RESOURCE(ipclens);
}

namespace ipclens::ui {
namespace {

QPixmap render(const QString& name, int size, qreal ratio) {
    needResources();
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(QStringLiteral(":/icons/%1.svg").arg(name)).render(&painter, QRectF(0, 0, size, size));
    return pixmap;
}

/// Draws when it is asked to, in the size it is asked for.
class TintedEngine : public QIconEngine {
public:
    TintedEngine(QString name, QPalette palette)
        : name_(std::move(name))
        , palette_(std::move(palette)) {}

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        return tintedPixmap(name_, palette_.color(group, QPalette::ButtonText), std::min(size.width(), size.height()),
                            1);
    }

    void paint(QPainter* painter, const QRect& area, QIcon::Mode mode, QIcon::State state) override {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(area, pixmap(area.size() * ratio, mode, state));
    }

    [[nodiscard]] QIconEngine* clone() const override { return new TintedEngine(*this); }

private:
    QString name_;
    QPalette palette_;
};

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

QIcon tintedIcon(const QString& name, const QPalette& palette) {
    return QIcon(new TintedEngine(name, palette));
}

QIcon applicationIcon() {
    QIcon icon;
    for (const int size : {16, 32, 48, 128})
        icon.addPixmap(render(QStringLiteral("ipclens"), size, 1));
    return icon;
}

} // namespace ipclens::ui
