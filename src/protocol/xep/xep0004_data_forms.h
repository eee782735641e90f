// XEP-0004: Data Forms, version 2.13.2
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace natter {

/// A form to fill in, or one that is filled in.
struct DataForm
{
    struct Option
    {
        QString label;
        QString value;

        friend bool operator==(const Option &, const Option &) = default;
    };

    struct Field
    {
        QString var; ///< may be empty for "fixed"
        QString type; ///< "text-single", "boolean", …; empty means "text-single"
        QString label;
        QString description;
        bool required = false;
        QStringList values;
        QList<Option> options;

        QString value() const { return values.isEmpty() ? QString() : values.first(); }
        friend bool operator==(const Field &, const Field &) = default;
    };

    static constexpr ElementName name { u"jabber:x:data", u"x" };

    QString type; ///< "form", "submit", "cancel" or "result"
    QString title;
    QString instructions;
    QList<Field> fields; ///< at most limits::formFields, with limits::formOptions each
    QList<Field> columns {}; ///< of a table that is the result of something (3.4); at most limits::formColumns
    QList<QList<QStringList>> rows {}; ///< of it, each with the values of each column; at most limits::formRows

    const Field *field(QStringView var) const;
    /// One that is filled in.
    void add(const QString &var, const QString &kind, const QString &value);
    /// The value of FORM_TYPE (XEP-0068).
    QString formType() const;

    static std::optional<DataForm> read(const Element &element);
    Element write() const;

    friend bool operator==(const DataForm &, const DataForm &) = default;
};

} // namespace natter
