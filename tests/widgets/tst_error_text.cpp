// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/stream_conditions.h"

#include "widgets/error_text.h"

#include <QtTest>

using namespace natter;
using Kind = Error::Kind;

/// Whatever fails, people get a sentence that says what happened.
class TestErrorText : public QObject
{
    Q_OBJECT

    /// Every kind: they are numbered from the first to the last of the list.
    static QList<Kind> kinds()
    {
        QList<Kind> all;
        for (int kind = 0; kind <= static_cast<int>(Kind::Crypto); ++kind) {
            all.append(static_cast<Kind>(kind));
        }
        return all;
    }
    static bool isSentence(const QString &text)
    {
        return text.size() > 5 && text.endsWith(u'.') && text[0].isUpper() && !text.contains(u'%');
    }
    /// RFC 6120, 8.3.3
    static QStringList stanzaConditions()
    {
        return { "bad-request",
                 "conflict",
                 "feature-not-implemented",
                 "forbidden",
                 "gone",
                 "internal-server-error",
                 "item-not-found",
                 "jid-malformed",
                 "not-acceptable",
                 "not-allowed",
                 "not-authorized",
                 "policy-violation",
                 "recipient-unavailable",
                 "redirect",
                 "registration-required",
                 "remote-server-not-found",
                 "remote-server-timeout",
                 "resource-constraint",
                 "service-unavailable",
                 "subscription-required",
                 "undefined-condition",
                 "unexpected-request" };
    }

private Q_SLOTS:
    void nothingIsPromisedWhereNobodyTriesAgain()
    {
        QList<Error> errors;
        const auto all = kinds();
        for (const Kind kind : all) {
            if (kind != Kind::Storage) { // that is never between a person and a server
                errors.append({ kind, {}, {}, {} });
            }
        }
        for (const QString condition : streamConditions) {
            errors.append({ Kind::StreamError, {}, condition, {} });
        }
        for (const Error &error : std::as_const(errors)) {
            const QString text = errorText(error, WhoRetries::Person);
            QVERIFY2(isSentence(text) && !text.contains(u"Natter will"), qPrintable(text));
        }
    }

    void everyKindHasASentence()
    {
        const auto all = kinds();
        for (const Kind kind : all) {
            const QString text = errorText({ kind, {}, {}, {} });
            QVERIFY2(isSentence(text), qPrintable(errorKindName(kind) + ": " + text));
        }
    }

    void everyKindHasANameOfItsOwn()
    {
        QSet<QString> names;
        const auto all = kinds();
        for (const Kind kind : all) {
            QVERIFY(!errorKindName(kind).isEmpty());
            names.insert(errorKindName(kind));
        }
        QCOMPARE(names.size(), all.size());
    }

    void failedLoginsCanBeToldApart()
    {
        QSet<QString> sentences;
        const QList<Kind> logins { Kind::NotAuthorised, Kind::AccountUnusable, Kind::TemporaryAuthFailure,
                                   Kind::NoMechanism,   Kind::ServerNotProven, Kind::WeakLogin,
                                   Kind::NoTls,         Kind::TlsFailed,       Kind::CertificateRejected,
                                   Kind::NotXmpp,       Kind::NoPassword };
        for (const Kind kind : logins) {
            sentences.insert(errorText({ kind, {}, {}, {} }));
        }
        sentences.insert(errorText({ Kind::AccountUnusable, {}, "credentials-expired", {} }));
        sentences.insert(errorText({ Kind::NoMechanism, {}, "plain-only", {} }));
        sentences.insert(errorText({ Kind::ServerNotProven, {}, "other-certificate", {} }));
        QCOMPARE(sentences.size(), logins.size() + 3);
    }

    void everyStreamConditionHasASentence()
    {
        for (const QString condition : streamConditions) {
            const QString text = errorText({ Kind::StreamError, {}, condition, {} });
            QVERIFY2(isSentence(text), qPrintable(condition + ": " + text));
        }
    }

    void everyStanzaConditionHasASentence()
    {
        const auto conditions = stanzaConditions();
        for (const QString &condition : conditions) {
            const QString text = errorText({ Kind::Remote, {}, condition, {} });
            QVERIFY2(isSentence(text), qPrintable(condition + ": " + text));
            QVERIFY2(failureText(condition).startsWith("not delivered"), qPrintable(condition));
        }
    }

    void whereNothingHappensByItselfNothingIsPromised()
    {
        const QString text = errorText({ Kind::StreamError, {}, "conflict", {} }, WhoRetries::Person);
        QVERIFY2(isSentence(text), qPrintable(text));
        QVERIFY2(!text.contains("Natter will"), qPrintable(text));
        QVERIFY(failureText(QStringLiteral("stanza-too-big")) != failureText({}));
    }

    /// The own server refuses with the same conditions as they do, and nothing tells who it was.
    void refusalBlamesNobody()
    {
        for (const char *condition :
             { "forbidden", "not-allowed", "policy-violation", "not-authorized", "subscription-required" }) {
            const QString text = failureText(QLatin1String(condition));
            QVERIFY2(text.contains("accepted"), condition);
            QVERIFY2(!text.contains("they") && !text.contains("server"), qPrintable(text));
        }
    }

    void unknownConditionsHaveASentenceToo()
    {
        QVERIFY(isSentence(errorText({ Kind::StreamError, {}, "made-up", {} })));
        QVERIFY(isSentence(errorText({ Kind::Remote, {}, {}, {} })));
        QVERIFY(!failureText({}).isEmpty());
    }

    void detailsSayKindConditionAndTheirWords()
    {
        const QString details =
            errorDetails({ Kind::StreamError, "while idle", "conflict", "Replaced by new connection" });
        QCOMPARE(details, QString("StreamError\nconflict\nwhile idle\nReplaced by new connection"));
        QCOMPARE(errorDetails({ Kind::Timeout, {}, {}, {} }), QString("Timeout"));
    }

    void theirWordsCannotForgeLinesOfDetails()
    {
        const QString details = errorDetails({ Kind::Remote, {}, {}, "no\nNotAuthorised\n\x1b[31m\u202E" });
        QCOMPARE(details.count(u'\n'), 1);
        QVERIFY(!details.contains(QChar(0x1b)));
    }

    void theirWordsAreNotInTheSentence()
    {
        const auto all = kinds();
        for (const Kind kind : all) {
            QVERIFY(!errorText({ kind, "canary", "canary", "canary" }).contains("canary"));
        }
    }

    void everyCertificateProblemHasASentence()
    {
        using Problem = CertificateReport::Problem;
        QSet<QString> sentences;
        const QList<Problem> problems { Problem::Untrusted,   Problem::SelfSigned,   Problem::Expired,
                                        Problem::NotYetValid, Problem::HostMismatch, Problem::Revoked,
                                        Problem::Changed,     Problem::Unusable };
        for (const Problem problem : problems) {
            const QString text = certificateText({ "montague.lit", { problem }, QSslCertificate() });
            QVERIFY2(isSentence(text), qPrintable(text));
            sentences.insert(text);
        }
        QCOMPARE(sentences.size(), problems.size());
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
