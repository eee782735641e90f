// SPDX-License-Identifier: GPL-3.0-or-later
#include <QByteArray>
#include <QDir>
#include <QFile>

#include <cstdint>
#include <cstdio>
#include <random>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static QList<QByteArray> corpusIn(const QString &folder)
{
    QList<QByteArray> corpus;
    const QDir directory(folder);
    for (const QString &name : directory.entryList(QDir::Files, QDir::Name)) {
        QFile file(directory.filePath(name));
        if (file.open(QIODevice::ReadOnly)) {
            corpus.append(file.readAll());
        }
    }
    return corpus;
}

static const QList<QByteArray> tokens { "<",
                                        ">",
                                        "/>",
                                        "</",
                                        "&",
                                        ";",
                                        "'",
                                        "\"",
                                        "]]>",
                                        "<![CDATA[",
                                        "<!--",
                                        "<?",
                                        "=",
                                        ",",
                                        "@",
                                        "/",
                                        ".",
                                        ":",
                                        "xmlns",
                                        "xml:",
                                        "\xc3\xa9",
                                        "\xf0\x9f\x98\x80",
                                        "\xff",
                                        "\xc0\xaf",
                                        "\xed\xa0\x80",
                                        "&#0;",
                                        "&#xfffe;",
                                        "&lt;",
                                        "i=",
                                        "r=",
                                        "s=",
                                        "m=",
                                        "v=",
                                        "4096",
                                        "xn--",
                                        "\xef\xbb\xbf",
                                        "\r\n",
                                        " " };

/// One small change: a byte, a piece cut out, doubled or moved in from another entry, or a token that means something.
static void mutate(QByteArray &bytes, const QList<QByteArray> &corpus, std::mt19937 &random)
{
    const auto below = [&random](qsizetype bound) {
        return bound > 0 ? static_cast<qsizetype>(random() % static_cast<quint32>(bound)) : 0;
    };
    const qsizetype at = below(bytes.size() + 1);
    switch (random() % 6) {
    case 0:
        if (at < bytes.size()) {
            bytes[at] = static_cast<char>(random());
        }
        break;
    case 1:
        bytes.remove(at, 1 + below(16));
        break;
    case 2:
        bytes.insert(at, bytes.mid(below(bytes.size()), 1 + below(32)));
        break;
    case 3: {
        const QByteArray &other = corpus[below(corpus.size())];
        bytes.insert(at, other.mid(below(other.size()), 1 + below(64)));
        break;
    }
    default:
        bytes.insert(at, tokens[below(tokens.size())]);
        break;
    }
}

/// Runs the fuzz target once for each file in the folder and then on as many seeded mutations as asked:
/// replay FOLDER [COUNT [SEED]]. With NATTER_KEEP_INPUT set, the input that breaks it is left in the file
/// failing-input.
int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s FOLDER [COUNT [SEED]]\n", argv[0]);
        return 2;
    }
    const QList<QByteArray> corpus = corpusIn(QString::fromLocal8Bit(argv[1]));
    const int count = argc > 2 ? std::atoi(argv[2]) : 0;
    const auto seed = static_cast<quint32>(argc > 3 ? std::atoi(argv[3]) : 1);
    if (corpus.isEmpty()) {
        std::fprintf(stderr, "no corpus in %s\n", argv[1]);
        return 2;
    }
    const auto run = [](const QByteArray &input) {
        QFile last(QStringLiteral("failing-input"));
        if (qEnvironmentVariableIsSet("NATTER_KEEP_INPUT") && last.open(QIODevice::WriteOnly)) {
            last.write(input);
            last.close();
        }
        LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.constData()), static_cast<size_t>(input.size()));
    };
    for (const QByteArray &input : corpus) {
        run(input);
    }
    std::mt19937 random(seed);
    for (int i = 0; i < count; ++i) {
        QByteArray input = corpus[static_cast<qsizetype>(random() % static_cast<quint32>(corpus.size()))];
        for (quint32 changes = 1 + random() % 8; changes > 0; --changes) {
            mutate(input, corpus, random);
        }
        run(input);
    }
    std::printf("%lld inputs and %d mutations (seed %u)\n", static_cast<long long>(corpus.size()), count, seed);
    return 0;
}
