// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "domain/account_settings.h"

#include <QObject>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace natter {

/// The rows of a form that say through which proxy an account connects.
class ProxyFields : public QObject
{
    Q_OBJECT

public:
    /// Adds its rows to `form` at `row`, reached with the Tab key after `before`.
    ProxyFields(QFormLayout &form, int row, QWidget *before);

    /// As for another account: nothing is entered.
    void clear();
    /// What the person is about to enter stays as it is.
    void fill(const std::optional<AccountSettings::Proxy> &proxy);
    /// No answer while the proxy's host is missing: that does not mean that there shall be none.
    bool isComplete() const;
    std::optional<AccountSettings::Proxy> proxy() const;
    /// Empty if none was entered.
    Secret password() const;
    void focusHost();
    /// The last one with the Tab key.
    QWidget *last() const;

Q_SIGNALS:
    void edited();
    void passwordEdited();

private:
    enum Kind { None, Tor, Socks5, Http }; ///< as in the list

    void chooseKind();
    void showRows();

    QFormLayout &m_form;
    QComboBox *m_kind;
    QWidget *m_place;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_user;
    QLineEdit *m_password;
};

} // namespace natter
