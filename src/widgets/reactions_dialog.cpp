// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reactions_dialog.h"

#include "widgets/emoji_runs.h"
#include "widgets/theme.h"
#include "widgets/windows.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace natter {

static constexpr int edge = 8; ///< beside the text of a row, and above and below it

namespace {

/// Emoji in colour, whatever other font has them in black.
class ReactionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme theme = Theme::of(option.palette);
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->fillRect(option.rect, theme.selectedRow);
        }
        painter->setFont(option.font);
        painter->setPen(index.column() == 2 ? theme.muted : theme.text);
        const auto side = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
        drawLine(*painter, option.rect.adjusted(edge, 0, -edge, 0), index.data().toString(), side);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(option.font);
        const int emoji = index.column() == 1 ? metrics.height() / 2 : 0; // in colour they are wider
        const QString text = index.data().toString();
        const int each = emojiRuns(text).count * emoji;
        return { metrics.horizontalAdvance(text) + each + 2 * edge + 2, metrics.height() + 2 * edge };
    }
};

} // namespace

ReactionsDialog::ReactionsDialog(const QList<Line> &lines, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Reactions"));
    resizeWithinScreen(*this, { 440, 280 });
    auto *list = new QTreeWidget(this);
    list->setAccessibleName(windowTitle());
    list->setHeaderLabels({ tr("Who"), tr("Reactions"), tr("When") });
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->setItemDelegate(new ReactionDelegate(list));
    list->setHeaderHidden(true); // but for screen readers
    for (const Line &line : lines) {
        const QString time = QLocale().toString(line.time.toLocalTime(), QLocale::ShortFormat);
        const QString emoji = line.emoji.join(u' ');
        auto *item = new QTreeWidgetItem(list, { line.name, emoji, time });
        //: Read by screen readers: a person, their reactions, and the time
        item->setData(0, Qt::AccessibleTextRole, tr("%1: %2, %3").arg(line.name, emoji, time));
    }
    list->setCurrentItem(list->topLevelItem(0));
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(list);
    layout->addWidget(close, 0, Qt::AlignRight);
}

} // namespace natter
