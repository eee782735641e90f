// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/unprivileged.h"

#include "chat/account_book.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// The file of the accounts: complete, private, and never lost.
class TestAccountBook : public QObject
{
    Q_OBJECT

    static AccountSettings account(const QString &jid)
    {
        AccountSettings settings;
        settings.jid = Jid::orNull(jid);
        return settings;
    }

    static AccountSettings fullAccount()
    {
        AccountSettings settings = account(QStringLiteral("j\u00fcliet@capulet.lit"));
        settings.enabled = false;
        settings.server = AccountSettings::Server { "xmpp.capulet.lit", 5223, AccountSettings::Tls::Direct };
        settings.proxy =
            AccountSettings::Proxy { AccountSettings::Proxy::Kind::Http, "proxy.capulet.lit", 3128, "nurse" };
        settings.clientCertificate = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n";
        settings.extraAuthority = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        settings.pinnedCertificate = QByteArray::fromHex("00ff10ab");
        settings.allowPlain = true;
        settings.strongest = { QStringLiteral("SCRAM-SHA-256"), LoginRecord::Binding::Used };
        settings.installation = QStringLiteral("d4565fa7-4d72-4749-b3d3-740edbf87770");
        settings.passwordPlace = AccountSettings::PasswordPlace::AskEachTime;
        return settings;
    }

    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void missingFileIsAnEmptyBook()
    {
        QTemporaryDir folder;
        AccountBook book(folder.filePath("accounts.json"));
        QVERIFY(book.load().has_value());
        QVERIFY(book.accounts().isEmpty());
        QVERIFY(!QFile::exists(folder.filePath("accounts.json")));
    }

    void accountsComeBackAsTheyWere()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("made/accounts.json");
        const QList<AccountSettings> accounts { fullAccount(), account("romeo@montague.lit") };
        {
            AccountBook book(path);
            for (const AccountSettings &each : accounts) {
                QVERIFY(book.put(each).has_value());
            }
        }
        AccountBook book(path);
        QVERIFY(book.load().has_value());
        QVERIFY(book.accounts() == accounts);
        QVERIFY(book.load().has_value()); // again: not twice in the list
        QCOMPARE(book.accounts().size(), 2);
    }

    void putReplacesAndRemoveRemoves()
    {
        QTemporaryDir folder;
        AccountBook book(folder.filePath("accounts.json"));
        QVERIFY(book.put(account("a@b")).has_value());
        QVERIFY(book.put(account("c@d")).has_value());
        AccountSettings changed = account("A@B");
        changed.allowPlain = true;
        QVERIFY(book.put(changed).has_value());
        QCOMPARE(book.accounts().size(), 2);
        QVERIFY(book.find(Jid::orNull(u"a@b"))->allowPlain);
        QCOMPARE(book.accounts().first().jid, Jid::orNull(u"a@b")); // where it was
        QVERIFY(book.remove(Jid::orNull(u"a@b")).has_value());
        QVERIFY(book.remove(Jid::orNull(u"nobody@b")).has_value());
        QVERIFY(!book.find(Jid::orNull(u"a@b")));
        AccountBook again(folder.filePath("accounts.json"));
        QVERIFY(again.load().has_value());
        QCOMPARE(again.accounts().size(), 1);
    }

    void noPasswordIsInTheFile()
    {
        QTemporaryDir folder;
        AccountBook book(folder.filePath("accounts.json"));
        QVERIFY(book.put(fullAccount()).has_value());
        QVERIFY(!read(folder.filePath("accounts.json")).contains("assword\":\""));
    }

    void onlyTheOwnerReadsTheFile()
    {
        QTemporaryDir folder;
        AccountBook book(folder.filePath("accounts.json"));
        QVERIFY(book.put(fullAccount()).has_value());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(folder.filePath("accounts.json")) & others));
    }

    void accountWithAProxyNobodyKnowsDoesNotConnectWithoutIt_data()
    {
        QTest::addColumn<QByteArray>("proxy");
        QTest::newRow("another kind") << QByteArray("{\"kind\":\"socks6\",\"host\":\"p.lit\",\"port\":1080}");
        QTest::newRow("no host") << QByteArray("{\"kind\":\"socks5\",\"port\":1080}");
        QTest::newRow("no port") << QByteArray("{\"kind\":\"socks5\",\"host\":\"p.lit\"}");
        QTest::newRow("port 65536") << QByteArray("{\"kind\":\"socks5\",\"host\":\"p.lit\",\"port\":65536}");
        QTest::newRow("no object") << QByteArray("\"tor\"");
        QTest::newRow("null") << QByteArray("null");
    }
    void accountWithAProxyNobodyKnowsDoesNotConnectWithoutIt()
    {
        QFETCH(QByteArray, proxy);
        QTemporaryDir folder;
        const QString path = folder.filePath("accounts.json");
        write(path, "{\"accounts\":[{\"jid\":\"romeo@montague.lit\",\"proxy\":" + proxy + "}]}");
        AccountBook book(path);
        QVERIFY(book.load().has_value());
        QVERIFY(book.accounts().isEmpty());
        QVERIFY(book.put(account("juliet@capulet.lit")).has_value());
        QVERIFY(read(path).contains("romeo@montague.lit")); // for a version that knows it
    }

    void damagedFileIsKeptUnderAnotherName_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << QByteArray("{\"accounts\":[{\"jid\":\"a@b\"");
        QTest::newRow("garbage") << QByteArray("\0\xff\x7fgarbage", 10);
        QTest::newRow("not an object") << QByteArray("[1,2]");
        QTest::newRow("nested too deep") << QByteArray(100'000, '[');
        QTest::newRow("text behind") << QByteArray("{} {}");
    }
    void damagedFileIsKeptUnderAnotherName()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        const QString path = folder.filePath("accounts.json");
        write(path, content);
        AccountBook book(path);
        const auto loaded = book.load();
        QVERIFY(!loaded.has_value());
        QCOMPARE(loaded.error().kind, Error::Kind::StorageDamaged);
        QVERIFY(book.accounts().isEmpty());
        const auto kept = QDir(folder.path()).entryList({ "accounts.json.damaged-*" });
        QCOMPARE(kept.size(), 1);
        QCOMPARE(read(folder.filePath(kept.first())), content);
        QVERIFY(loaded.error().detail.contains(kept.first()));
        QVERIFY(book.put(account("a@b")).has_value());
        QVERIFY(book.load().has_value());
        QCOMPARE(book.accounts().size(), 1);
    }

    void oddEntriesAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<bool>("kept");
        QTest::newRow("no address") << QByteArray("{}") << false;
        QTest::newRow("malformed address") << QByteArray("{\"jid\":\"@\"}") << false;
        QTest::newRow("a server's address") << QByteArray("{\"jid\":\"montague.lit\"}") << false;
        QTest::newRow("not an object") << QByteArray("\"a@b\"") << false;
        QTest::newRow("full address") << QByteArray("{\"jid\":\"a@b/c\"}") << true;
        QTest::newRow("numbers out of range") << QByteArray("{\"jid\":\"a@b\",\"passwordPlace\":99}") << true;
        QTest::newRow("wrong types") << QByteArray("{\"jid\":\"a@b\",\"enabled\":\"no\",\"passwordPlace\":[]}") << true;
    }
    void oddEntriesAreLeftOut()
    {
        QFETCH(QByteArray, entry);
        QFETCH(bool, kept);
        QTemporaryDir folder;
        const QString path = folder.filePath("accounts.json");
        write(path, "{\"accounts\":[" + entry + ",{\"jid\":\"good@b\"}]}");
        AccountBook book(path);
        QVERIFY(book.load().has_value());
        QCOMPARE(book.accounts().size(), kept ? 2 : 1);
        QVERIFY(book.find(Jid::orNull(u"good@b")));
        for (const AccountSettings &each : book.accounts()) {
            QVERIFY(each.jid.isBare());
            QVERIFY(static_cast<int>(each.passwordPlace) <= 2);
        }
    }

    void whatWeDoNotUnderstandIsKept()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("accounts.json");
        write(path, R"({"accounts":[{"jid":"good@b"},{"matrix":"@romeo:b"}]})");
        AccountBook book(path);
        QVERIFY(book.load().has_value());
        QVERIFY(book.put(account("romeo@montague.lit")).has_value());
        QVERIFY(book.remove(Jid::orNull(u"good@b")).has_value());
        QVERIFY(read(path).contains("@romeo:b"));
        AccountBook again(path);
        QVERIFY(again.load().has_value());
        QCOMPARE(again.accounts().size(), 1);
    }

    void fileOfAnotherFormIsKeptUnderAnotherName()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("accounts.json");
        const QByteArray content = R"({"accounts":{"romeo":"montague.lit"}})";
        write(path, content);
        AccountBook book(path);
        const auto loaded = book.load();
        QVERIFY(!loaded.has_value());
        QCOMPARE(loaded.error().kind, Error::Kind::StorageDamaged);
        const auto copies = QDir(folder.path()).entryList({ "accounts.json.damaged-*" });
        QCOMPARE(copies.size(), 1);
        QCOMPARE(read(folder.filePath(copies.first())), content);
    }

    void fileIsTheOwnersAlone()
    {
        const CarelessUmask umask;
        QTemporaryDir folder;
        const QString path = folder.filePath("sub/accounts.json");
        AccountBook book(path);
        QVERIFY(book.put(fullAccount()).has_value());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFileInfo(path).permissions() & others));
        QVERIFY2(!(QFileInfo(folder.filePath("sub")).permissions() & others), "the folder");
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | others);
        QVERIFY(book.put(account("c@d")).has_value());
        QVERIFY(!(QFileInfo(path).permissions() & others));
    }

    void unwritablePlaceIsAnErrorAndChangesNothing()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("accounts.json");
        AccountBook book(path);
        QVERIFY(book.put(account("a@b")).has_value());
        const QByteArray before = read(path);
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        {
            const Unprivileged nobody;
            const auto written = book.put(account("c@d"));
            QVERIFY(!written.has_value());
            QCOMPARE(written.error().kind, Error::Kind::ReadOnly);
            QVERIFY(!book.remove(Jid::orNull(u"a@b")).has_value());
        }
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(book.accounts().size(), 1); // what is not on disk did not happen
        QCOMPARE(read(path), before);
    }

    void unreadableFileIsNotOverwritten()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("accounts.json");
        {
            AccountBook book(path);
            QVERIFY(book.put(account("a@b")).has_value());
        }
        const QByteArray before = read(path);
        QFile::setPermissions(path, {});
        QFile::setPermissions(folder.path(), QFile::Permissions(0x7777)); // it could be replaced
        {
            const Unprivileged nobody;
            AccountBook book(path);
            QVERIFY(!book.load().has_value());
            QVERIFY2(!book.put(account("c@d")).has_value(), "accounts that could not be read were thrown away");
        }
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        QCOMPARE(read(path), before);
    }
};

QTEST_GUILESS_MAIN(TestAccountBook)
#include "tst_account_book.moc"
