// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/versions_dialog.h"

#include "base/limits.h"
#include "base/text.h"
#include "widgets/emoji_runs.h"
#include "widgets/theme.h"
#include "widgets/windows.h"

#include <QLocale>
#include <QPushButton>
#include <QTextCursor>
#include <QTextEdit>
#include <QVBoxLayout>

namespace natter {

/// Inserted as text, never as markup: it is what somebody else wrote.
static void append(QTextCursor &cursor, const MessageVersion &version, const QString &title, const Theme &theme)
{
    QTextBlockFormat block;
    block.setTopMargin(cursor.atStart() ? 0 : 14);
    QTextCharFormat muted;
    muted.setForeground(theme.muted);
    cursor.atStart() ? cursor.setBlockFormat(block) : cursor.insertBlock(block);
    cursor.insertText(title, muted);
    QTextBlockFormat said;
    said.setTopMargin(2);
    QTextCharFormat text;
    text.setForeground(theme.text);
    text.setFontFamilies(familiesWithEmoji(cursor.document()->defaultFont()));
    cursor.insertBlock(said);
    cursor.insertText(joinedForDrawing(cut(version.body, limits::bodyChars)).replace(u'\n', QChar::LineSeparator),
                      text);
}

VersionsDialog::VersionsDialog(const QList<MessageVersion> &versions, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Versions of the message"));
    resizeWithinScreen(*this, { 560, 320 });
    auto *text = new QTextEdit(this);
    text->setReadOnly(true);
    text->setAcceptRichText(false);
    text->document()->setDocumentMargin(10);
    text->setAccessibleName(windowTitle());
    const Theme theme = Theme::of(this);
    QTextCursor cursor(text->document());
    for (qsizetype i = versions.size() - 1; i >= 0; --i) {
        const QString time = QLocale().toString(versions[i].time.toLocalTime(), QLocale::ShortFormat);
        const bool isLast = i == versions.size() - 1;
        append(cursor, versions[i], isLast ? tr("%1 · now").arg(time) : (i == 0 ? tr("%1 · at first").arg(time) : time),
               theme);
    }
    text->moveCursor(QTextCursor::Start);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(close, 0, Qt::AlignRight);
}

} // namespace natter
