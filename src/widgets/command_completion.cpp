// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/command_completion.h"

#include "widgets/chosen_row.h"
#include "widgets/completion_list.h"
#include "widgets/emoji_runs.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <utility>

namespace natter {

static constexpr int ArgumentsRole = Qt::UserRole;
static constexpr int DescriptionRole = Qt::UserRole + 1;
static constexpr int edge = 8; ///< beside the text of a row
static constexpr int margin = 4; ///< above and below it
static constexpr int mostLetters = 80; ///< of a description, before it is cut

namespace {

/// A name with its arguments, and below what it does.
class CommandRowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme theme = Theme::of(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintChosenRow(*painter, option);
        const bool mirrored = option.direction == Qt::RightToLeft;
        const auto side = mirrored ? Qt::AlignRight : Qt::AlignLeft;
        const QRect room = option.rect.adjusted(edge, margin, -edge, -margin);
        const int upper = QFontMetrics(strong(option.font)).height();
        const QRect first(room.left(), room.top(), room.width(), upper);
        const int name = nameWidth(option.font, index);
        painter->setPen(theme.text);
        painter->setFont(strong(option.font));
        drawLine(*painter, first, index.data().toString(), side);
        painter->setFont(option.font);
        painter->setPen(theme.muted);
        drawLine(*painter, mirrored ? first.adjusted(0, 0, -name, 0) : first.adjusted(name, 0, 0, 0),
                 index.data(ArgumentsRole).toString(), side);
        painter->setFont(small(option.font));
        drawLine(*painter, QRect(room.left(), room.top() + upper, room.width(), room.height() - upper),
                 index.data(DescriptionRole).toString(), side);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(option.font);
        const QFontMetrics below(small(option.font));
        const int first =
            nameWidth(option.font, index) + metrics.horizontalAdvance(index.data(ArgumentsRole).toString());
        const int second = below.horizontalAdvance(index.data(DescriptionRole).toString());
        const int widest = below.averageCharWidth() * mostLetters;
        return { 2 * edge + qMin(qMax(first, second), qMax(first, widest)) + 2,
                 QFontMetrics(strong(option.font)).height() + below.height() + 2 * margin };
    }

private:
    static QFont strong(QFont font)
    {
        font.setWeight(QFont::DemiBold);
        return font;
    }
    static QFont small(QFont font)
    {
        font.setPointSizeF(QFontInfo(font).pointSizeF() * 0.9);
        return font;
    }
    /// With the space behind it.
    static int nameWidth(const QFont &font, const QModelIndex &index)
    {
        return QFontMetrics(strong(font)).horizontalAdvance(index.data().toString() + u' ');
    }
};

} // namespace

CommandCompletion::CommandCompletion(const std::function<QList<ChatCommand>()> &commands, QPlainTextEdit *edit)
    : QObject(edit)
    , m_commands(commands)
    , m_edit(edit)
    , m_offer(new CompletionList(edit, tr("Commands"), new CommandRowDelegate))
{
    m_offer->setLeavesEnter([this](int row) {
        const QString name = row >= 0 && row < m_offered.size() ? m_offered[row].name : QString();
        return name.compare(beginning().value_or(QString()), Qt::CaseInsensitive) == 0;
    });
    connect(m_offer, &CompletionList::typed, this, &CommandCompletion::update);
    connect(m_offer, &CompletionList::taken, this, &CommandCompletion::take);
    connect(m_offer, &CompletionList::turnedAway, this, [this] {
        if (std::exchange(m_isHelp, false) && m_edit->toPlainText() == u"/") {
            m_edit->clear(); // else it would stand before what is written next
        }
    });
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!beginning()) {
            m_offer->leave();
        }
    });
}

bool CommandCompletion::isOpen() const { return m_offer->isOpen(); }

/// Of the command that is being typed.
std::optional<QString> CommandCompletion::beginning() const
{
    const QTextCursor cursor = m_edit->textCursor();
    if (cursor.hasSelection() || cursor.blockNumber() != 0) {
        return {};
    }
    return commandBeginning(m_edit->document()->firstBlock().text(), cursor.position());
}

/// After the text has changed.
void CommandCompletion::update()
{
    m_isHelp = false;
    const auto typed = m_offer->isComposing() ? std::nullopt : beginning();
    if (!typed) {
        m_offer->leave();
    } else if (!m_offer->isTurnedAway(0)) {
        offer(*typed);
    }
}

void CommandCompletion::showAll()
{
    m_edit->setPlainText(QStringLiteral("/"));
    m_edit->moveCursor(QTextCursor::End);
    m_edit->setFocus();
    m_offer->leave();
    offer({});
    m_isHelp = true;
}

void CommandCompletion::offer(const QString &beginning)
{
    m_offered = commandsBeginning(beginning, m_commands());
    m_offer->offered().clear();
    for (const ChatCommand &command : std::as_const(m_offered)) {
        auto *item = new QStandardItem(u'/' + command.name);
        item->setData(command.arguments, ArgumentsRole);
        item->setData(command.description, DescriptionRole);
        const QString written = QString(item->text() + u' ' + command.arguments).trimmed();
        item->setData(QString(written + QStringLiteral(", ") + command.description), Qt::AccessibleTextRole);
        m_offer->offered().appendRow(item);
    }
    m_offer->open(0, CompletionList::Side::Above);
}

/// As one step, which can be undone as such.
void CommandCompletion::take(int row)
{
    if (!beginning() || row < 0 || row >= m_offered.size()) {
        return;
    }
    const ChatCommand command = m_offered[row];
    QTextCursor cursor = m_edit->textCursor();
    const bool isApart = !cursor.atBlockEnd(); // a space is there
    cursor.setPosition(0, QTextCursor::KeepAnchor);
    cursor.insertText(u'/' + command.name + (command.takesArgument() && !isApart ? QStringLiteral(" ") : QString()));
    m_edit->setTextCursor(cursor);
    m_offer->close(); // the name is whole
}

} // namespace natter
