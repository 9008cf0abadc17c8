// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program as it is started: pictures without a display, exit codes, sentences.
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Outcome {
    int code = -1;
    QString out, err;
};

Outcome runProgram(const QStringList &arguments, bool display = false)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : { "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM" })
        environment.remove(QString::fromLatin1(name));
    if (display)
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(CKPT_BIN_DIR "/ckptscope"), arguments);
    if (!process.waitForFinished(120000))
        process.kill();
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError()) };
}

QString sample()
{
    return QStringLiteral(CKPT_SOURCE_DIR "/resources/sample/digits-run");
}

// Share of pixels that differ from the most common colour: an empty window has next to none.
double busy(const QImage &image)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2)
            ++counts[image.pixel(x, y)];
    }
    int most = 0, all = 0;
    for (const int count : std::as_const(counts)) {
        most = std::max(most, count);
        all += count;
    }
    return 1 - most / static_cast<double>(all);
}

} // namespace

class TestProgram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsTheWindowWithoutADisplay();
    void drawsInBothThemesAndAnySize();
    void unreadablePathGives3AndASentence();
    void unknownVariableIsSaid();
    void wrongUsageGives2_data();
    void wrongUsageGives2();
    void noDisplayIsSaid();
    void helpAndVersion();
};

void TestProgram::drawsTheWindowWithoutADisplay()
{
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("a.png"));
    const Outcome outcome = runProgram({ QStringLiteral("--screenshot"), file, sample() });
    QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
    QCOMPARE(outcome.err, QString());
    const QImage image(file);
    QCOMPARE(image.size(), QSize(1440, 900));
    QVERIFY2(busy(image) > 0.2, qPrintable(QString::number(busy(image))));
}

void TestProgram::drawsInBothThemesAndAnySize()
{
    QTemporaryDir directory;
    const QString light = directory.filePath(QStringLiteral("light.png")),
                  dark = directory.filePath(QStringLiteral("dark.png"));
    QCOMPARE(runProgram({ QStringLiteral("--screenshot"), light, QStringLiteral("--size"), QStringLiteral("1024x640"),
                            QStringLiteral("--theme"), QStringLiteral("light"), sample() })
                 .code,
        0);
    QCOMPARE(runProgram({ QStringLiteral("--screenshot"), dark, QStringLiteral("--size"), QStringLiteral("1024x640"),
                            QStringLiteral("--theme"), QStringLiteral("dark"), sample() })
                 .code,
        0);
    QCOMPARE(QImage(light).size(), QSize(1024, 640));
    const auto lightness = [](const QImage &image) {
        return qGray(image.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixel(0, 0));
    };
    QVERIFY(lightness(QImage(light)) > 180);
    QVERIFY(lightness(QImage(dark)) < 90);
}

void TestProgram::unreadablePathGives3AndASentence()
{
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("a.png"));
    const Outcome outcome = runProgram({ QStringLiteral("--screenshot"), file, directory.path() });
    QCOMPARE(outcome.code, 3);
    QVERIFY2(outcome.err.startsWith(QStringLiteral("No checkpoint in")), qPrintable(outcome.err));
    QVERIFY(!QImage(file).isNull()); // the picture shows the same sentence
}

void TestProgram::unknownVariableIsSaid()
{
    QTemporaryDir directory;
    const Outcome outcome = runProgram({ QStringLiteral("--screenshot"), directory.filePath(QStringLiteral("a.png")),
        QStringLiteral("--select"), QStringLiteral("no/such"), sample() });
    QCOMPARE(outcome.code, 3);
    QVERIFY2(outcome.err.contains(QStringLiteral("no/such")), qPrintable(outcome.err));
}

void TestProgram::wrongUsageGives2_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("size") << QStringList{ QStringLiteral("--size"), QStringLiteral("big") };
    QTest::newRow("theme") << QStringList{ QStringLiteral("--theme"), QStringLiteral("pink") };
    QTest::newRow("scale") << QStringList{ QStringLiteral("--scale"), QStringLiteral("100") };
    QTest::newRow("option") << QStringList{ QStringLiteral("--frobnicate") };
    QTest::newRow("two paths") << QStringList{ QStringLiteral("a"), QStringLiteral("b") };
}

void TestProgram::wrongUsageGives2()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = runProgram(arguments, true);
    QCOMPARE(outcome.code, 2);
    QVERIFY(!outcome.err.isEmpty());
}

void TestProgram::noDisplayIsSaid()
{
    const Outcome outcome = runProgram({ sample() });
    QCOMPARE(outcome.code, 3);
    QVERIFY2(outcome.err.contains(QStringLiteral("--screenshot")), qPrintable(outcome.err));
}

void TestProgram::helpAndVersion()
{
    QCOMPARE(runProgram({ QStringLiteral("--help") }).code, 0);
    QVERIFY(runProgram({ QStringLiteral("--help") }).out.contains(QStringLiteral("--screenshot")));
    QVERIFY(runProgram({ QStringLiteral("--version") }).out.startsWith(QStringLiteral("ckptscope ")));
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
