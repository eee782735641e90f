// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_label.h"

#include "base/text.h"
#include "widgets/emoji_runs.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QTextDocument>
#include <QToolTip>

namespace natter {

static constexpr int usualWidth = 80; ///< letters, as QLabel counts
static constexpr int leastWidth = 16;

EmojiLabel::EmojiLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

/// That is QLabel's work; only addresses are.
bool EmojiLabel::isSelectable() const
{
    return textInteractionFlags().testFlag(Qt::TextSelectableByMouse) && emojiRuns(text()).count == 0;
}

/// QLabel breaks lines between words only. What it draws is a document that tells nobody of it, and that it sets up
/// again, as soon as it needs to know its height, after every change.
void EmojiLabel::breakWords() const
{
    QLabel::heightForWidth(width());
    auto *document = findChild<QTextDocument *>();
    if (!document) {
        return;
    }
    QTextOption option = document->defaultTextOption();
    if (option.wrapMode() == QTextOption::WordWrap) {
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        document->setDefaultTextOption(option);
    }
}

/// A label of a field spells an ampersand twice, or it would be a shortcut.
QString EmojiLabel::shown() const { return buddy() ? text().replace(QLatin1String("&&"), QLatin1String("&")) : text(); }

void EmojiLabel::setMaximumLines(int lines)
{
    m_maximumLines = lines;
    updateGeometry();
    update();
}

/// Calls `visit` with each paragraph of `text` and where it begins; returns the height of all.
double EmojiLabel::layOut(const QString &text, int width, const Visit &visit) const
{
    QTextOption option(QStyle::visualAlignment(layoutDirection(), alignment()) & Qt::AlignHorizontal_Mask);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    double y = 0;
    const QStringList paragraphs = text.split(u'\n');
    for (const QString &paragraph : paragraphs) {
        QTextLayout layout(joinedForDrawing(paragraph), font());
        option.setTextDirection(paragraph.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        layout.setTextOption(option);
        layout.setFormats(emojiFormats(emojiRuns(paragraph), font()));
        double height = 0;
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({ 0, height });
            height += line.height();
        }
        layout.endLayout();
        visit(layout, y);
        y += height;
    }
    return y;
}

/// The text, but for what is beyond the last line that may be shown.
QString EmojiLabel::fitting(int width) const
{
    const QString all = shown();
    if (m_maximumLines == 0) {
        return all;
    }
    QString fits = all;
    int lines = 0;
    qsizetype start = 0; // of the paragraph
    layOut(all, width, [&](const QTextLayout &layout, double) {
        const int last = m_maximumLines - 1 - lines;
        lines += layout.lineCount();
        const qsizetype end = start + layout.text().size();
        const bool isMore = lines > m_maximumLines || (lines == m_maximumLines && end < all.size());
        if (last >= 0 && last < layout.lineCount() && isMore) {
            const qsizetype from = start + layout.lineAt(last).textStart();
            const QString rest = all.mid(from).simplified() + u'…';
            fits = all.left(from)
                + QFontMetrics(font()).elidedText(rest, Qt::ElideRight, width - fontMetrics().averageCharWidth());
        }
        start = end + 1;
    });
    return fits;
}

bool EmojiLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_maximumLines > 0 && fitting(contentsRect().width()) != shown()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), asMarkup(shown()), this);
        return true;
    }
    return QLabel::event(event);
}

int EmojiLabel::heightForWidth(int width) const
{
    if (isSelectable()) {
        breakWords();
        return QLabel::heightForWidth(width);
    }
    const QMargins margins = contentsMargins();
    const int inside = width - margins.left() - margins.right();
    const double height = layOut(fitting(inside), inside, [](const QTextLayout &, double) {});
    return qCeil(height) + margins.top() + margins.bottom();
}

QSize EmojiLabel::sizeHint() const
{
    const QSize size = QLabel::sizeHint();
    const int most = fontMetrics().averageCharWidth() * usualWidth;
    return size.width() > most ? QSize(most, heightForWidth(most)) : size;
}

QSize EmojiLabel::minimumSizeHint() const
{
    const QSize size = QLabel::minimumSizeHint();
    return { qMin(size.width(), fontMetrics().averageCharWidth() * leastWidth), size.height() };
}

void EmojiLabel::paintEvent(QPaintEvent *event)
{
    if (isSelectable()) {
        breakWords();
        QLabel::paintEvent(event);
        return;
    }
    const QRect place = contentsRect();
    const QString shown = fitting(place.width());
    const double height = layOut(shown, place.width(), [](const QTextLayout &, double) {});
    const double top = place.top() + qMax(0.0, (place.height() - height) / 2);
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    layOut(shown, place.width(), [&](const QTextLayout &layout, double y) {
        layout.draw(&painter, { static_cast<double>(place.left()), top + y });
    });
}

} // namespace natter
