// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

// Resources of a static library have to be asked for, and that outside of any namespace.
static bool initialiseResources()
{
    Q_INIT_RESOURCE(widgets);
    return true;
}

namespace natter {

[[maybe_unused]] static const bool resourcesReady = initialiseResources();

/// Draws an SVG in one colour at whatever size is asked for.
class TintedSvg final : public QIconEngine
{
public:
    TintedSvg(const QString &path, const QColor &colour) : m_path(path), m_colour(colour) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly)) {
            return;
        }
        QColor colour = m_colour;
        if (mode == QIcon::Disabled) {
            colour.setAlphaF(0.4F);
        }
        QByteArray svg = file.readAll();
        svg.replace("#000", colour.name().toLatin1());
        QSvgRenderer renderer(svg);
        painter->save();
        painter->setOpacity(painter->opacity() * colour.alphaF());
        renderer.render(painter, rect);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new TintedSvg(m_path, m_colour); }

private:
    QString m_path;
    QColor m_colour;
};

QIcon tintedIcon(const QString &name, const QColor &colour)
{
    return QIcon(new TintedSvg(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"), colour));
}

QIcon programIcon()
{
    static const QString path = QStringLiteral(":/icons/natter.svg");
    QIcon icon;
    for (const int size : { 16, 22, 24, 32, 48, 64, 128, 256 }) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer(path).render(&painter);
        icon.addPixmap(pixmap);
    }
    return icon;
}

QIcon trayIcon(const QColor &presence, const QColor &unread)
{
    const QIcon base = programIcon();
    QIcon icon;
    for (const int size : { 22, 24, 32, 48, 64 }) {
        QPixmap pixmap = base.pixmap(size);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const double dot = size * 0.42;
        painter.setCompositionMode(QPainter::CompositionMode_Clear);
        painter.drawEllipse(QRectF(size - dot - 1, size - dot - 1, dot + 2, dot + 2));
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        painter.setBrush(presence);
        painter.drawEllipse(QRectF(size - dot, size - dot, dot, dot));
        if (unread.isValid()) {
            painter.setBrush(unread);
            painter.drawEllipse(QRectF(size - dot * 1.2, 0, dot * 1.2, dot * 1.2));
        }
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace natter
