// XEP-0004: Data Forms, version 2.13.2
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0004_data_forms.h"

#include "base/limits.h"
#include "base/text.h"
#include "stanza/element_builder.h"

namespace natter {

static constexpr QStringView formNs = DataForm::name.ns;

void DataForm::add(const QString &var, const QString &kind, const QString &value)
{
    Field field;
    field.var = var;
    field.type = kind;
    field.values = QStringList { value };
    fields.append(field);
}

const DataForm::Field *DataForm::field(QStringView var) const
{
    for (const Field &candidate : fields) {
        if (candidate.var == var) {
            return &candidate;
        }
    }
    return nullptr;
}

QString DataForm::formType() const
{
    const Field *formTypeField = field(u"FORM_TYPE");
    return formTypeField ? formTypeField->value() : QString();
}

static QString shortText(const QString &text) { return cut(text, limits::statusChars); }

static DataForm::Field readField(const Element &element)
{
    DataForm::Field field;
    field.var = shortText(element.attribute(u"var"));
    field.type = element.attribute(u"type");
    field.label = shortText(element.attribute(u"label"));
    field.description = shortText(element.childText({ formNs, u"desc" }));
    field.required = !element.child({ formNs, u"required" }).isNull();
    for (const Element &child : element.children()) {
        if (child.is({ formNs, u"value" }) && field.values.size() < limits::formOptions) {
            field.values.append(child.text());
        } else if (child.is({ formNs, u"option" }) && field.options.size() < limits::formOptions) {
            field.options.append({ shortText(child.attribute(u"label")), child.childText({ formNs, u"value" }) });
        }
    }
    return field;
}

/// The heading stands before the rows (3.4).
static QList<DataForm::Field> readColumns(const Element &element)
{
    QList<DataForm::Field> columns;
    for (const Element &child : element.children()) {
        if (child.is({ formNs, u"field" }) && columns.size() < limits::formColumns) {
            columns.append(readField(child));
        }
    }
    return columns;
}

static QList<QStringList> readRow(const Element &element, const QList<DataForm::Field> &columns)
{
    QList<QStringList> row(columns.size());
    for (const Element &child : element.children()) {
        const DataForm::Field cell = child.is({ formNs, u"field" }) ? readField(child) : DataForm::Field();
        for (qsizetype i = 0; i < columns.size(); ++i) {
            if (!cell.var.isEmpty() && columns[i].var == cell.var) {
                row[i] = cell.values;
            }
        }
    }
    return row;
}

std::optional<DataForm> DataForm::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    DataForm form;
    form.type = element.attribute(u"type");
    form.title = shortText(element.childText({ formNs, u"title" }));
    form.instructions = shortText(element.childText({ formNs, u"instructions" }));
    for (const Element &child : element.children()) {
        if (child.is({ formNs, u"field" }) && form.fields.size() < limits::formFields) {
            form.fields.append(readField(child));
        } else if (child.is({ formNs, u"reported" }) && form.columns.isEmpty()) {
            form.columns = readColumns(child);
        } else if (child.is({ formNs, u"item" }) && form.rows.size() < limits::formRows) {
            form.rows.append(readRow(child, form.columns));
        }
    }
    return form;
}

static void writeField(ElementBuilder &builder, const DataForm::Field &field)
{
    builder.open({ formNs, u"field" });
    builder.attribute(u"var", field.var.isEmpty() ? QString() : field.var);
    builder.attribute(u"type", field.type.isEmpty() ? QString() : field.type);
    builder.attribute(u"label", field.label.isEmpty() ? QString() : field.label);
    if (!field.description.isEmpty()) {
        builder.textChild({ formNs, u"desc" }, field.description);
    }
    if (field.required) {
        builder.open({ formNs, u"required" }).close();
    }
    for (const QString &value : field.values) {
        builder.textChild({ formNs, u"value" }, value);
    }
    for (const DataForm::Option &option : field.options) {
        builder.open({ formNs, u"option" }).attribute(u"label", option.label.isEmpty() ? QString() : option.label);
        builder.textChild({ formNs, u"value" }, option.value).close();
    }
    builder.close();
}

Element DataForm::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"type", type);
    if (!title.isEmpty()) {
        builder.textChild({ formNs, u"title" }, title);
    }
    if (!instructions.isEmpty()) {
        builder.textChild({ formNs, u"instructions" }, instructions);
    }
    for (const Field &field : fields) {
        writeField(builder, field);
    }
    if (!columns.isEmpty()) {
        builder.open({ formNs, u"reported" });
        for (const Field &column : columns) {
            writeField(builder, column);
        }
        builder.close();
    }
    for (const QList<QStringList> &row : rows) {
        builder.open({ formNs, u"item" });
        for (qsizetype i = 0; i < row.size(); ++i) {
            writeField(builder, { columns[i].var, {}, {}, {}, false, row[i], {} });
        }
        builder.close();
    }
    return builder.build();
}

} // namespace natter
