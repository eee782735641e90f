// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form_result.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "widgets/emoji_label.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace natter {

static constexpr int linesOfTable = 8;

static QString nameOf(const DataForm::Field &field)
{
    return withVisibleControls(field.label.isEmpty() ? field.var : field.label);
}

static QString textOf(const QStringList &values)
{
    QStringList lines = cut(values.join(u'\n'), limits::bodyChars).split(u'\n');
    for (QString &line : lines) {
        line = withVisibleControls(line);
    }
    return lines.join(u'\n');
}

static QLabel *newText(const QString &text, QWidget *parent)
{
    auto *label = new EmojiLabel(parent);
    label->setText(text);
    label->setAlignment((parent->isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignTop);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

FormResult::FormResult(const DataForm &form, QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *rows = new QFormLayout;
    rows->setVerticalSpacing(8);
    layout->addLayout(rows);
    for (const DataForm::Field &field : form.fields) {
        if (field.type != u"hidden") {
            add(field, *rows);
        }
    }
    if (!form.columns.isEmpty()) {
        addTable(form);
    }
}

void FormResult::add(const DataForm::Field &field, QFormLayout &rows)
{
    QString text = textOf(field.values);
    if (field.type == u"boolean") {
        text = field.value() == u"1" || field.value() == u"true" ? tr("yes") : tr("no");
    }
    if (field.type == u"fixed") {
        rows.addRow(newText(text, this));
        return;
    }
    auto *name = new QLabel(nameOf(field), this);
    name->setTextFormat(Qt::PlainText);
    name->setProperty("role", QLatin1String("muted"));
    auto *value = newText(text, this);
    value->setAccessibleName(nameOf(field) + QStringLiteral(": ") + text);
    rows.addRow(name, value);
}

void FormResult::addTable(const DataForm &form)
{
    auto *table = new QTableWidget(static_cast<int>(form.rows.size()), static_cast<int>(form.columns.size()), this);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setAccessibleName(form.title.isEmpty() ? tr("Result") : withVisibleControls(form.title));
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    QStringList names;
    for (const DataForm::Field &column : form.columns) {
        names.append(nameOf(column));
    }
    table->setHorizontalHeaderLabels(names);
    for (int row = 0; row < table->rowCount(); ++row) {
        for (int column = 0; column < table->columnCount(); ++column) {
            table->setItem(row, column, new QTableWidgetItem(textOf(form.rows[row].value(column))));
        }
    }
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    const int lines = qBound(2, table->rowCount() + 1, linesOfTable);
    table->setFixedHeight(lines * table->verticalHeader()->defaultSectionSize() + 2 * table->frameWidth() + 12);
    layout()->addWidget(table);
}

} // namespace natter
