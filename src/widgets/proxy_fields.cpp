// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/proxy_fields.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace natter {

using Proxy = AccountSettings::Proxy;

static constexpr int socksPort = 1080;
static constexpr int httpPort = 8080;

static void insertRow(QFormLayout &form, int row, const QString &text, QWidget *field, QWidget *focus)
{
    auto *label = new QLabel(text, form.parentWidget());
    label->setBuddy(focus);
    form.insertRow(row, label, field);
}

ProxyFields::ProxyFields(QFormLayout &form, int row, QWidget *before)
    : QObject(form.parentWidget())
    , m_form(form)
    , m_kind(new QComboBox(form.parentWidget()))
    , m_place(new QWidget(form.parentWidget()))
    , m_host(new QLineEdit(m_place))
    , m_port(new QSpinBox(m_place))
    , m_user(new QLineEdit(form.parentWidget()))
    , m_password(new QLineEdit(form.parentWidget()))
{
    m_kind->setObjectName(QStringLiteral("proxyKind"));
    m_kind->addItems({ tr("none"), tr("Tor (on this computer)"), tr("SOCKS5"), tr("HTTP") });
    m_host->setObjectName(QStringLiteral("proxyHost"));
    m_port->setObjectName(QStringLiteral("proxyPort"));
    m_port->setRange(1, 65535);
    m_port->setValue(socksPort);
    m_port->setAccessibleName(tr("Port of the proxy"));
    m_user->setObjectName(QStringLiteral("proxyUser"));
    m_user->setPlaceholderText(tr("only if the proxy asks for one"));
    m_password->setObjectName(QStringLiteral("proxyPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    auto *place = new QHBoxLayout(m_place);
    place->setContentsMargins({});
    place->addWidget(m_host, 1);
    place->addWidget(m_port);
    insertRow(form, row, tr("Pro&xy"), m_kind, m_kind);
    insertRow(form, row + 1, tr("Proxy's &host and port"), m_place, m_host);
    insertRow(form, row + 2, tr("Proxy's &user name"), m_user, m_user);
    insertRow(form, row + 3, tr("Proxy's pass&word"), m_password, m_password);
    for (QWidget *next : std::initializer_list<QWidget *> { m_kind, m_host, m_port, m_user, m_password }) {
        QWidget::setTabOrder(before, next);
        before = next;
    }
    showRows();
    connect(m_kind, &QComboBox::activated, this, &ProxyFields::chooseKind);
    for (const QLineEdit *field : { m_host, m_user }) {
        connect(field, &QLineEdit::editingFinished, this, &ProxyFields::edited);
    }
    connect(m_port, &QSpinBox::editingFinished, this, &ProxyFields::edited);
    connect(m_password, &QLineEdit::editingFinished, this, [this] {
        if (m_password->isModified()) {
            m_password->setModified(false);
            Q_EMIT passwordEdited();
        }
    });
}

void ProxyFields::chooseKind()
{
    const bool http = m_kind->currentIndex() == Http;
    if (m_port->value() == (http ? socksPort : httpPort)) { // nobody chose it
        m_port->setValue(http ? httpPort : socksPort);
    }
    showRows();
    Q_EMIT edited();
}

void ProxyFields::showRows()
{
    const bool own = m_kind->currentIndex() >= Socks5;
    for (QWidget *field : std::initializer_list<QWidget *> { m_place, m_user, m_password }) {
        m_form.setRowVisible(field, own);
    }
}

void ProxyFields::clear()
{
    m_kind->setCurrentIndex(None);
    m_password->clear();
    fill({});
}

void ProxyFields::fill(const std::optional<Proxy> &proxy)
{
    const auto isBusy = [](const QWidget *field) { return field->hasFocus(); };
    if (isBusy(m_host) || isBusy(m_port) || isBusy(m_user) || !isComplete()) {
        return;
    }
    const bool tor = proxy == Proxy::tor();
    m_kind->setCurrentIndex(!proxy ? None : tor ? Tor : proxy->kind == Proxy::Kind::Http ? Http : Socks5);
    m_host->setText(proxy && !tor ? proxy->host : QString());
    m_port->setValue(proxy && !tor ? proxy->port : socksPort);
    m_user->setText(proxy ? proxy->user : QString());
    if (!m_password->isModified()) {
        m_password->setPlaceholderText(proxy && !proxy->user.isEmpty() ? tr("unchanged") : QString());
    }
    showRows();
}

bool ProxyFields::isComplete() const { return m_kind->currentIndex() < Socks5 || !m_host->text().trimmed().isEmpty(); }

std::optional<Proxy> ProxyFields::proxy() const
{
    switch (m_kind->currentIndex()) {
    case None:
        return std::nullopt;
    case Tor:
        return Proxy::tor();
    default:
        return Proxy { m_kind->currentIndex() == Http ? Proxy::Kind::Http : Proxy::Kind::Socks5,
                       m_host->text().trimmed(), static_cast<quint16>(m_port->value()), m_user->text().trimmed() };
    }
}

Secret ProxyFields::password() const
{
    return m_kind->currentIndex() >= Socks5 && !m_password->text().isEmpty() ? Secret(m_password->text()) : Secret();
}

void ProxyFields::focusHost() { m_host->setFocus(); }

QWidget *ProxyFields::last() const { return m_password; }

} // namespace natter
