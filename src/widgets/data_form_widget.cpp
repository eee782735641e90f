// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data_form_widget.h"

#include "base/log.h"
#include "base/text.h"
#include "widgets/form_labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>

namespace natter {

/// Fields of the old registration come without labels.
static QString labelOf(const DataForm::Field &field)
{
    if (!field.label.isEmpty()) {
        return withVisibleControls(field.label);
    }
    if (field.var == u"username") {
        return DataFormWidget::tr("Name");
    }
    if (field.var == u"password") {
        return DataFormWidget::tr("Password");
    }
    if (field.var == u"email") {
        return DataFormWidget::tr("E-mail");
    }
    return withVisibleControls(field.var);
}

static QString withoutShortcuts(QString label) { return label.replace(u'&', QStringLiteral("&&")); }

static QString linesOf(const QStringList &values)
{
    QStringList lines = values.join(u'\n').split(u'\n');
    for (QString &line : lines) {
        line = withVisibleControls(line);
    }
    return lines.join(u'\n');
}

static QStringList withoutEmptyOnes(const QStringList &lines)
{
    QStringList addresses;
    for (const QString &line : lines) {
        if (!line.trimmed().isEmpty()) {
            addresses.append(line.trimmed());
        }
    }
    return addresses;
}

/// As many lines as it takes; a word that is too long for one is cut, and does not widen the form.
static void letWrap(QLabel &label)
{
    label.setTextFormat(Qt::PlainText);
    label.setWordWrap(true);
    QSizePolicy policy = label.sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Ignored);
    label.setSizePolicy(policy);
}

DataFormWidget::DataFormWidget(const DataForm &form, QWidget *parent) : QWidget(parent)
{
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setVerticalSpacing(8);
    for (const DataForm::Field &field : form.fields) {
        add(field);
    }
    centreFormLabels(this);
}

void DataFormWidget::add(const DataForm::Field &field)
{
    auto *layout = static_cast<QFormLayout *>(this->layout());
    if (field.type == u"hidden") {
        m_entries.push_back({ field, {}, [values = field.values] { return values; } });
        return;
    }
    if (field.type == u"fixed") {
        auto *text = new QLabel(linesOf(field.values), this);
        letWrap(*text);
        layout->addRow(text);
        return;
    }
    Entry entry { field, labelOf(field), {} };
    QWidget *editor = editorFor(field, entry.values);
    editor->setAccessibleName(entry.label);
    if (!field.description.isEmpty()) {
        editor->setToolTip(asMarkup(withVisibleControls(field.description)));
        editor->setAccessibleDescription(field.description);
    }
    auto *box = qobject_cast<QCheckBox *>(editor);
    const QString text = withoutShortcuts(entry.label);
    const bool isLong = fontMetrics().horizontalAdvance(entry.label) > fontMetrics().averageCharWidth() * 40;
    if (box && !isLong) {
        box->setText(text);
        layout->addRow(box);
    } else {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(editor);
        label->setAccessibleName(entry.label);
        if (isLong) { // above the editor, which stays in sight
            letWrap(*label);
            layout->addRow(label);
            layout->addRow(editor);
        } else {
            layout->addRow(label, editor);
        }
    }
    m_entries.push_back(std::move(entry));
}

QWidget *DataFormWidget::editorFor(const DataForm::Field &field, std::function<QStringList()> &values)
{
    if (field.type == u"boolean") {
        auto *box = new QCheckBox(this);
        box->setChecked(field.value() == u"1" || field.value() == u"true");
        values = [box] { return QStringList { box->isChecked() ? QStringLiteral("1") : QStringLiteral("0") }; };
        return box;
    }
    if (field.type == u"list-single") {
        auto *list = new QComboBox(this);
        list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // not to the longest
        list->setMinimumContentsLength(20);
        for (const DataForm::Option &option : field.options) {
            list->addItem(withVisibleControls(option.label.isEmpty() ? option.value : option.label), option.value);
        }
        list->setPlaceholderText(tr("not chosen"));
        list->setCurrentIndex(field.values.isEmpty() ? -1 : list->findData(field.value()));
        values = [list] {
            return list->currentIndex() < 0 ? QStringList() : QStringList { list->currentData().toString() };
        };
        return list;
    }
    if (field.type == u"list-multi") {
        auto *list = new QListWidget(this);
        for (const DataForm::Option &option : field.options) {
            auto *row =
                new QListWidgetItem(withVisibleControls(option.label.isEmpty() ? option.value : option.label), list);
            row->setData(Qt::UserRole, option.value);
            row->setCheckState(field.values.contains(option.value) ? Qt::Checked : Qt::Unchecked);
        }
        values = [list] {
            QStringList chosen;
            for (int i = 0; i < list->count(); ++i) {
                if (list->item(i)->checkState() == Qt::Checked) {
                    chosen.append(list->item(i)->data(Qt::UserRole).toString());
                }
            }
            return chosen;
        };
        return list;
    }
    if (field.type == u"text-multi" || field.type == u"jid-multi") {
        auto *edit = new QPlainTextEdit(field.values.join(u'\n'), this);
        edit->setFixedHeight(edit->fontMetrics().lineSpacing() * 5);
        edit->setTabChangesFocus(true);
        values = [edit, addresses = field.type == u"jid-multi"] {
            const QStringList lines = edit->toPlainText().split(u'\n');
            return addresses ? withoutEmptyOnes(lines) : lines;
        };
        return edit;
    }
    auto *edit = new QLineEdit(field.value(), this);
    if (field.type == u"text-private") {
        edit->setEchoMode(QLineEdit::Password);
    }
    values = [edit] { return QStringList { edit->text() }; };
    return edit;
}

DataForm DataFormWidget::filledIn() const
{
    DataForm form;
    form.type = QStringLiteral("submit");
    for (const Entry &entry : m_entries) {
        form.fields.append({ entry.field.var, entry.field.type, {}, {}, false, entry.values(), {} });
    }
    return form;
}

QString DataFormWidget::missingField() const
{
    for (const Entry &entry : m_entries) {
        if (entry.field.required && entry.field.type != u"hidden"
            && entry.values().join(QString()).trimmed().isEmpty()) {
            return entry.label;
        }
    }
    return {};
}

} // namespace natter
