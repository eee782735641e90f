// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data_form_widget.h"

#include "base/log.h"
#include "base/text.h"
#include "widgets/emoji_label.h"
#include "widgets/form_labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMouseEvent>
#include <QPlainTextEdit>

namespace natter {

static constexpr qsizetype labelChars = 2000; ///< of what is shown

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

/// As many lines as it takes; it does not widen the form.
static void letWrap(EmojiLabel &label)
{
    QSizePolicy policy = label.sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Ignored);
    label.setSizePolicy(policy);
}

/// What a box says, in as many lines as it takes: a click on it counts.
class BoxLabel final : public EmojiLabel
{
public:
    BoxLabel(QCheckBox &box, QWidget *parent) : EmojiLabel(parent), m_box(box) { }

protected:
    void mousePressEvent(QMouseEvent *event) override { event->accept(); }
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
            m_box.click();
        }
    }

private:
    QCheckBox &m_box;
};

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
        auto *text = new EmojiLabel(this);
        text->setText(linesOf(field.values));
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
    place(entry.label, editor);
    m_entries.push_back(std::move(entry));
}

/// A long label stands above its editor, and behind a box.
void DataFormWidget::place(const QString &label, QWidget *editor)
{
    auto *layout = static_cast<QFormLayout *>(this->layout());
    auto *box = qobject_cast<QCheckBox *>(editor);
    const bool isLong = fontMetrics().horizontalAdvance(label) > fontMetrics().averageCharWidth() * 40;
    const QString text = withoutShortcuts(cut(label, labelChars));
    if (box && !isLong) {
        box->setText(text);
        layout->addRow(box);
        return;
    }
    if (!isLong) {
        auto *words = new QLabel(text, this);
        words->setTextFormat(Qt::PlainText);
        words->setBuddy(editor);
        words->setAccessibleName(label);
        layout->addRow(words, editor);
        return;
    }
    EmojiLabel *words = box ? new BoxLabel(*box, this) : new EmojiLabel(this);
    words->setText(text);
    words->setBuddy(editor);
    words->setAccessibleName(label);
    letWrap(*words);
    if (box) {
        auto *line = new QHBoxLayout;
        line->addWidget(box, 0, Qt::AlignTop);
        line->addWidget(words, 1);
        layout->addRow(line);
    } else {
        layout->addRow(words); // above, so that the editor stays in sight
        layout->addRow(editor);
    }
}

/// As high as what is in it, up to a few rows.
static void fitRows(QListWidget &list)
{
    static constexpr int mostRows = 7;
    list.ensurePolished();
    const QMargins around = list.contentsMargins();
    const int rows = qBound(1, list.count(), mostRows);
    list.setFixedHeight(qMax(list.sizeHintForRow(0), list.fontMetrics().height()) * rows + around.top()
                        + around.bottom());
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
        fitRows(*list);
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
    edit->setCursorPosition(0); // of a long text the beginning is seen
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
