// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Diagrams as files: the same content in every format, whatever the window looks like.
#include "madegraph.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/diagramdot.h"
#include "widgets/diagram/openscopes.h"
#include "widgets/diagram/picturewriters.h"

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <QXmlStreamReader>

using namespace ckpt;

namespace {

const PictureWords kWords{ QStringLiteral("run <1> & \"2\""), QStringLiteral("words") };

ArrangedDiagram arranged(std::shared_ptr<const GraphView> graph, const std::set<ItemId> &open,
    const QString &helper = QStringLiteral(CKPT_BIN_DIR "/ckptscope-layout"))
{
    DiagramArrangement arrangement(std::move(graph), open);
    arrangement.setHelperProgram(helper);
    bool done = false;
    QObject::connect(&arrangement, &DiagramArrangement::done, [&done] { done = true; });
    arrangement.start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(done, 20'000); }();
    return arrangement.result();
}

ArrangedDiagram arranged(std::shared_ptr<const GraphView> graph)
{
    const std::set<ItemId> open = openAllWithin(*graph, graph->root(), {}, 0).open;
    return arranged(std::move(graph), open);
}

using Write = std::optional<QString> (*)(const DiagramSheet &, double, const PictureWords &, QIODevice &);

QByteArray bytes(Write write, const DiagramSheet &sheet, double scale = 1)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto problem = write(sheet, scale, kWords, buffer);
    return problem ? QByteArray() : buffer.data();
}

struct Svg {
    bool good = false;
    QString title;
    QSizeF size;
    QStringList texts;
};

Svg readSvg(const QByteArray &content)
{
    Svg svg;
    QXmlStreamReader reader(content);
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement())
            continue;
        if (reader.name() == u"svg")
            svg.size = { reader.attributes().value(QStringLiteral("width")).toDouble(),
                reader.attributes().value(QStringLiteral("height")).toDouble() };
        else if (reader.name() == u"title")
            svg.title = reader.readElementText();
        else if (reader.name() == u"text")
            svg.texts << reader.readElementText();
    }
    svg.good = !reader.hasError();
    return svg;
}

// What Graphviz understands of `dot`: its nodes, clusters and edges.
QJsonObject understood(const QByteArray &dot)
{
    QProcess process;
    process.start(QStringLiteral("dot"), { QStringLiteral("-Tdot_json") });
    process.write(dot);
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000) || process.exitCode() != 0 || !process.readAllStandardError().isEmpty())
        return {};
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

QStringList oddNames()
{
    return { QStringLiteral("say \"hi\""), QStringLiteral("back\\slash\\"), QStringLiteral("<b>bold</b>"),
        QStringLiteral("a &amp; b"), QStringLiteral("\\N \\l \\G"), QStringLiteral("层/权重"),
        QStringLiteral("]]>--><!--"), QStringLiteral("} digraph {"), QString(QChar(0xFFFE)),
        QStringLiteral("  two  spaces  ") };
}

std::shared_ptr<test::MadeGraph> odd()
{
    auto graph = std::make_shared<test::MadeGraph>();
    ItemId before = graph->add(graph->root(), ItemKind::Op, Category::Input, "bytes \xFF\xFE", "line\nbreak");
    for (const QString &name : oddNames()) {
        const ItemId scope = graph->add(graph->root(), ItemKind::Scope, Category::Scope, name.toStdString());
        const ItemId card = graph->add(scope, ItemKind::Layer, Category::Dense, name.toStdString(), name.toStdString());
        graph->addRow(card, Role::Kernel, name.toStdString(), "2×3", { name.toStdString() });
        graph->connect(before, card, name.toStdString());
        before = card;
    }
    return graph;
}

} // namespace

class DiagramPictureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void svgHasEveryWord();
    void notesSayWhatIsLeftOut();
    void looksTheSameInEveryTheme();
    void sameDiagramSameBytes();
    void pngHasTheScale();
    void pngThatIsTooLargeIsRefused();
    void pdfHasOnePageOfTheSheet();
    void aPartIsCut();
    void oddNamesStayInsideSvg();
    void oddNamesStayInsideDot();
    void dotHasTheTree();
    void missingHelperIsSaid();
    void largeScopeIsSaid();
    void opensNoMoreThanFits();
    void allChildrenAreDrawn();
};

void DiagramPictureTest::svgHasEveryWord()
{
    const auto graph = test::nested();
    const DiagramSheet sheet(arranged(graph));
    const Svg svg = readSvg(bytes(&writeSvg, sheet));
    QVERIFY(svg.good);
    QCOMPARE(svg.title, kWords.title);
    QCOMPARE(svg.size, sheet.size());
    QCOMPARE(readSvg(bytes(&writeSvg, sheet, 2.5)).size, sheet.size() * 2.5);
    for (const Item &item : graph->items()) {
        if (item.id != graph->root())
            QVERIFY2(svg.texts.contains(QString::fromStdString(item.title)), item.title.c_str());
        for (const VariableRow &row : item.rows)
            QVERIFY2(item.canOpen() || svg.texts.contains(QString::fromStdString(row.label)), row.label.c_str());
    }
}

void DiagramPictureTest::notesSayWhatIsLeftOut()
{
    const auto graph = test::digits();
    graph->hide(NodeClass::Gradient, 1553);
    graph->hide(NodeClass::Constant, 27, true);
    graph->hide(NodeClass::Saver, 56, false, true); // is drawn
    graph->setRemark("Only machinery.");
    const DiagramSheet sheet(arranged(graph));
    const QString notes = sheet.notes().join(u'\n');
    QVERIFY2(notes.startsWith(QStringLiteral("Only machinery.\nNot drawn: ")), qPrintable(notes));
    QVERIFY2(notes.contains(QStringLiteral("Gradients 1,553")), qPrintable(notes));
    QVERIFY2(notes.contains(QStringLiteral("\nFolded into the cards: ")), qPrintable(notes));
    QVERIFY2(notes.contains(QStringLiteral("Constants 27")), qPrintable(notes));
    QVERIFY2(!notes.contains(QStringLiteral("Saver 56")), qPrintable(notes));
    const QString words = readSvg(bytes(&writeSvg, sheet)).texts.join(u' ');
    QVERIFY2(words.contains(QStringLiteral("Gradients 1,553")), qPrintable(words));
    QVERIFY2(words.contains(categoryName(Category::Convolution)), qPrintable(words));
}

void DiagramPictureTest::looksTheSameInEveryTheme()
{
    applyTheme(*qApp, Theme::Light);
    const QByteArray light = bytes(&writeSvg, DiagramSheet(arranged(test::digits())));
    applyTheme(*qApp, Theme::Dark);
    const QByteArray dark = bytes(&writeSvg, DiagramSheet(arranged(test::digits())));
    applyTheme(*qApp, Theme::System);
    QVERIFY(light == dark);
    QVERIFY(light.contains(printColors().text.name().toLatin1()));
}

void DiagramPictureTest::sameDiagramSameBytes()
{
    for (const Write write : { &writeSvg, &writePdf, &writePng }) {
        const QByteArray first = bytes(write, DiagramSheet(arranged(test::nested())));
        QVERIFY(!first.isEmpty());
        QTest::qWait(1100); // a date would differ now
        QVERIFY(first == bytes(write, DiagramSheet(arranged(test::nested()))));
    }
    QCOMPARE(dotText(arranged(test::nested()), kWords, {}), dotText(arranged(test::nested()), kWords, {}));
}

void DiagramPictureTest::pngHasTheScale()
{
    const DiagramSheet sheet(arranged(test::digits()));
    for (const double scale : { 0.25, 1.0, 3.0 }) {
        const QImage image = QImage::fromData(bytes(&writePng, sheet, scale), "png");
        QCOMPARE(image.size(), QSize(qRound(sheet.size().width() * scale), qRound(sheet.size().height() * scale)));
        QCOMPARE(image.pixel(0, 0), QColor(Qt::white).rgb());
        QCOMPARE(image.text(QStringLiteral("Title")), kWords.title);
    }
    // Small pictures have all that large ones have: no words are left out by zoom.
    const QImage small = QImage::fromData(bytes(&writePng, sheet, 0.25), "png");
    const QImage large = QImage::fromData(bytes(&writePng, sheet, 2), "png")
                             .scaled(small.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    int different = 0;
    for (int y = 0; y < small.height(); ++y)
        for (int x = 0; x < small.width(); ++x)
            different += std::abs(qGray(small.pixel(x, y)) - qGray(large.pixel(x, y))) > 50;
    QVERIFY2(different < 40, qPrintable(QString::number(different)));
}

void DiagramPictureTest::pngThatIsTooLargeIsRefused()
{
    const DiagramSheet sheet(arranged(test::chain(60)));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto problem = writePng(sheet, 32, kWords, buffer);
    QVERIFY(problem);
    QVERIFY(buffer.data().isEmpty());
    static const QRegularExpression scale(QStringLiteral("Scale ([0-9.]+) fits"));
    const double fitting = scale.match(*problem).captured(1).toDouble();
    QVERIFY2(fitting > 1 && fitting < 32, qPrintable(*problem));
    QVERIFY(!bytes(&writeSvg, sheet, 32).isEmpty());
    QVERIFY(!sheetImage(sheet, 32).isNull());
    QVERIFY(!writePng(sheet, fitting, kWords, buffer));
}

void DiagramPictureTest::pdfHasOnePageOfTheSheet()
{
    const auto page = [](const QByteArray &pdf) {
        static const QRegularExpression box(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"));
        const auto match = box.match(QString::fromLatin1(pdf));
        return QSizeF(match.captured(1).toDouble(), match.captured(2).toDouble());
    };
    const DiagramSheet sheet(arranged(test::digits()));
    const QByteArray pdf = bytes(&writePdf, sheet);
    QVERIFY(pdf.startsWith("%PDF-1."));
    QCOMPARE(pdf.count("/Type /Page\n"), 1);
    QVERIFY(!pdf.contains("CreationDate"));
    QCOMPARE(page(pdf), QSizeF(std::ceil(sheet.size().width() * 0.75), std::ceil(sheet.size().height() * 0.75)));
    QCOMPARE(page(bytes(&writePdf, sheet, 2)),
        QSizeF(std::ceil(sheet.size().width() * 1.5), std::ceil(sheet.size().height() * 1.5)));
    const QSizeF largest = page(bytes(&writePdf, sheet, 32));
    QVERIFY2(std::max(largest.width(), largest.height()) <= 14'400, qPrintable(QString::number(largest.height())));
}

void DiagramPictureTest::aPartIsCut()
{
    const ArrangedDiagram diagram = arranged(test::chain(30));
    const DiagramSheet whole(diagram), part(diagram, QRectF(0, 0, 2000, 200));
    QVERIFY(part.size().height() < whole.size().height() / 2);
    const qsizetype some = readSvg(bytes(&writeSvg, part)).texts.size();
    QVERIFY(some > 2);
    QVERIFY(some < readSvg(bytes(&writeSvg, whole)).texts.size() / 2);
}

void DiagramPictureTest::oddNamesStayInsideSvg()
{
    const Svg svg = readSvg(bytes(&writeSvg, DiagramSheet(arranged(odd()))));
    QVERIFY(svg.good);
    QVERIFY(svg.texts.contains(QStringLiteral("bytes \\xFF\\xFE")));
    QVERIFY(svg.texts.contains(QStringLiteral("line\\x0Abreak")));
    for (const char *name : { "say \"hi\"", "<b>bold</b>", "a &amp; b", "\\N \\l \\G", "]]>--><!--" })
        QVERIFY2(svg.texts.contains(QString::fromLatin1(name)), name);
}

void DiagramPictureTest::oddNamesStayInsideDot()
{
    const auto graph = odd();
    const QByteArray dot = dotText(arranged(graph), kWords, { QStringLiteral("a \"note\"\\") });
    const QJsonObject all = understood(dot);
    const QJsonArray objects = all.value(QStringLiteral("objects")).toArray();
    QCOMPARE(objects.size(), qsizetype(graph->items().size()) - 1);
    QCOMPARE(all.value(QStringLiteral("edges")).toArray().size(), oddNames().size());
    // Drawn by Graphviz, the names are the names.
    QProcess process;
    process.start(QStringLiteral("dot"), { QStringLiteral("-Tsvg") });
    process.write(dot);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.readAllStandardError(), QByteArray());
    const Svg svg = readSvg(process.readAllStandardOutput());
    QVERIFY(svg.good);
    QStringList texts;
    for (const QString &text : svg.texts)
        texts << QString(text).replace(QChar(0xA0), u' ');
    for (const QString &name : oddNames().mid(0, 8))
        QVERIFY2(texts.contains(name), qPrintable(name + u'|' + texts.join(u'|')));
    QVERIFY(texts.contains(QStringLiteral("line\\x0Abreak")));
}

void DiagramPictureTest::dotHasTheTree()
{
    const auto graph = test::nested();
    const ArrangedDiagram diagram = arranged(graph);
    const QJsonObject all = understood(dotText(diagram, kWords, {}));
    int clusters = 0, cards = 0;
    for (const QJsonValue &value : all.value(QStringLiteral("objects")).toArray())
        ++(value.toObject().value(QStringLiteral("name")).toString().startsWith(QStringLiteral("cluster_")) ? clusters
                                                                                                            : cards);
    QCOMPARE(clusters, int(diagram.tree.scopes.size()) - 1);
    QCOMPARE(cards, int(diagram.picture.boxes.size()) - clusters);
    QCOMPARE(all.value(QStringLiteral("edges")).toArray().size(), qsizetype(diagram.tree.edges.size()));
}

void DiagramPictureTest::missingHelperIsSaid()
{
    const auto graph = test::nested();
    const ArrangedDiagram diagram = arranged(graph, openAtFirst(*graph), QStringLiteral("/no/such/program"));
    QVERIFY(diagram.simple);
    QCOMPARE(diagram.simple->key, QStringLiteral("missing"));
    QVERIFY(diagram.simple->why.contains(QStringLiteral("/no/such/program")));
    QVERIFY(readSvg(bytes(&writeSvg, DiagramSheet(diagram))).good);
    QVERIFY(!arranged(graph).simple);
}

void DiagramPictureTest::largeScopeIsSaid()
{
    const ArrangedDiagram diagram = arranged(test::flat(700, 800), {});
    QVERIFY(diagram.simple);
    QCOMPARE(diagram.simple->key, QStringLiteral("too large"));
}

void DiagramPictureTest::opensNoMoreThanFits()
{
    test::MadeGraph graph;
    for (int i = 0; i < 5; ++i) {
        const ItemId scope = graph.add(graph.root(), ItemKind::Scope, Category::Scope, "s" + std::to_string(i));
        for (int k = 0; k < 900; ++k)
            graph.add(scope, ItemKind::Op, Category::Other, "x" + std::to_string(k));
    }
    const OpenedAll all = openAllWithin(graph, graph.root(), {}, visibleBoxes(graph, {}));
    QCOMPARE(all.open.size(), std::size_t(3));
    QCOMPARE(all.leftClosed, std::size_t(2));
    QCOMPARE(visibleBoxes(graph, all.open), std::size_t(5 + 3 * 900));
    const ItemId card = graph.item(graph.item(graph.root()).children[4]).children[0];
    QCOMPARE(openTo(graph, card), std::set<ItemId>{ graph.item(card).parent });
}

void DiagramPictureTest::allChildrenAreDrawn()
{
    const ArrangedDiagram diagram = arranged(test::apart(kChildrenShown + 20), {});
    QCOMPARE(diagram.picture.boxes.size(), std::size_t(kChildrenShown + 20));
}

QTEST_MAIN(DiagramPictureTest)
#include "tst_diagrampicture.moc"
