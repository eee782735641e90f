// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/whole_text_dialog.h"

#include "widgets/windows.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace natter {

/// Breaking a line of so much text between words takes seconds if there are none.
static bool hasEndlessWord(QStringView text)
{
    static constexpr qsizetype endless = 4096;
    qsizetype length = 0;
    return std::any_of(text.begin(), text.end(), [&length](QChar c) {
        length = c.isSpace() ? 0 : length + 1;
        return length > endless;
    });
}

WholeTextDialog::WholeTextDialog(const QString &text, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("The whole message"));
    resizeWithinScreen(*this, { 700, 500 });
    auto *view = new QPlainTextEdit(this);
    if (hasEndlessWord(text)) {
        view->setWordWrapMode(QTextOption::WrapAnywhere);
    }
    QTextOption option = view->document()->defaultTextOption();
    option.setAlignment(text.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    view->document()->setDefaultTextOption(option);
    view->setPlainText(text);
    view->setReadOnly(true);
    view->setAccessibleName(windowTitle());
    auto *close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(view);
    layout->addWidget(close, 0, Qt::AlignRight);
}

} // namespace natter
