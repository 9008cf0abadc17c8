// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/lookoptions.h"
#include "app/nearmatches.h"
#include "app/settings.h"
#include "widgets/common/formatting.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>
#include <QTextStream>

#include <algorithm>

namespace ckpt {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

void sayWrong(CommandLine &line, const QString &text)
{
    QTextStream(stderr) << text << Qt::endl;
    line.exitCode = 2;
}

void readSize(CommandLine &line, const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{2,5})x(\\d{2,5})$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return sayWrong(line, say(QT_TRANSLATE_NOOP("CommandLine", "“%1” is not a size such as 1440x900.")).arg(text));
    line.size = { match.captured(1).toInt(), match.captured(2).toInt() };
}

void readScale(CommandLine &line, const QString &text)
{
    const double least = line.diagram.file.isEmpty() ? 0.5 : 0.05, most = line.diagram.file.isEmpty() ? 4 : 32;
    bool ok = false;
    line.scale = text.toDouble(&ok);
    if (!ok || !(line.scale >= least && line.scale <= most))
        return sayWrong(line,
            say(QT_TRANSLATE_NOOP("CommandLine", "“%1” is not a scale between %2 and %3."))
                .arg(text, QString::number(least), QString::number(most)));
    if (!line.diagram.file.isEmpty() && !isPicture(*diagramFormatOf(line.diagram.file)))
        return sayWrong(line, say(QT_TRANSLATE_NOOP("CommandLine", "--scale is for .svg, .pdf and .png.")));
    line.diagram.scale = line.scale;
}

void readDiagramFile(CommandLine &line, const QString &text)
{
    if (!diagramFormatOf(text))
        return sayWrong(line,
            say(QT_TRANSLATE_NOOP("CommandLine", "“%1” does not end with one of .%2."))
                .arg(text, diagramEndings().join(QStringLiteral(", ."))));
    if (line.path.isEmpty())
        return sayWrong(line, say(QT_TRANSLATE_NOOP("CommandLine", "Give the path of a checkpoint or graph.")));
    line.diagram.file = text;
}

// "gradient", or "gradients" as people say.
void readClasses(CommandLine &line, const QString &text)
{
    QStringList keys;
    for (int i = 0; i < static_cast<int>(NodeClass::Count); ++i)
        keys << QString::fromLatin1(queryKey(static_cast<NodeClass>(i)));
    for (const QString &word : text.split(u',', Qt::SkipEmptyParts)) {
        const QString name = word.trimmed();
        qsizetype place = keys.indexOf(name);
        if (place < 0 && name.endsWith(u's'))
            place = keys.indexOf(name.chopped(1));
        if (place >= 0) {
            line.diagram.shown.insert(static_cast<NodeClass>(place));
            continue;
        }
        const QStringList near = nearMatches(name, keys);
        return sayWrong(line,
            say(QT_TRANSLATE_NOOP("CommandLine", "There is no class “%1”; use %2."))
                .arg(name, (near.isEmpty() ? keys : near).join(QStringLiteral(", "))));
    }
}

DrawnPart signatureNamed(const QString &name)
{
    return name == u"all" ? DrawnPart{ DrawnPart::Kind::Everything }
                          : DrawnPart{ DrawnPart::Kind::Signature, toBytes(name) };
}

void readTags(CommandLine &line, const QString &text)
{
    line.diagram.tags.emplace();
    for (const QString &tag : text.split(u',', Qt::SkipEmptyParts))
        line.diagram.tags->push_back(toBytes(tag.trimmed()));
}

void readTheme(CommandLine &line, const QString &text)
{
    if (!QStringList{ QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark") }.contains(text))
        return sayWrong(
            line, say(QT_TRANSLATE_NOOP("CommandLine", "“%1” is not a theme; use system, light or dark.")).arg(text));
    line.theme = themeFromName(text);
}

void readView(CommandLine &line, const QString &text)
{
    if (text != u"browse" && text != u"export")
        return sayWrong(
            line, say(QT_TRANSLATE_NOOP("CommandLine", "“%1” is not a view; use browse or export.")).arg(text));
    line.exportView = text == u"export";
}

struct Options {
    QCommandLineOption help, version;
    const QCommandLineOption select{ QStringLiteral("select"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Select this variable.")), QStringLiteral("NAME") };
    const QCommandLineOption theme{ QStringLiteral("theme"),
        say(QT_TRANSLATE_NOOP("CommandLine", "system, light or dark.")), QStringLiteral("THEME") };
    const QCommandLineOption language{ QStringLiteral("lang"), say(QT_TRANSLATE_NOOP("CommandLine", "en or zh_CN.")),
        QStringLiteral("LANGUAGE") };
    const QCommandLineOption view{ QStringLiteral("view"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Begin with this: browse or export.")), QStringLiteral("MODE") };
    const QCommandLineOption plan{ QStringLiteral("plan"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Begin with exporting, with this plan.")), QStringLiteral("FILE.json") };
    const QCommandLineOption screenshot{ QStringLiteral("screenshot"),
        say(QT_TRANSLATE_NOOP(
            "CommandLine", "Draw the window into this file once all is loaded, and exit. Needs no display.")),
        QStringLiteral("FILE.png") };
    const QCommandLineOption size{ QStringLiteral("size"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Size of that picture, default 1440x900.")), QStringLiteral("WxH") };
    const QCommandLineOption scale{ QStringLiteral("scale"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Pixels per point of that picture, default 1; of a diagram 0.05 to 32.")),
        QStringLiteral("N") };
    const QCommandLineOption diagram{ QStringLiteral("diagram"),
        say(QT_TRANSLATE_NOOP("CommandLine",
            "Write the diagram alone into this file, and exit: .svg, .pdf, .png, .dot or .json. Needs no display.")),
        QStringLiteral("FILE") };
    const QCommandLineOption expand{ QStringLiteral("expand"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Open this scope of that diagram (may be repeated), or all.")),
        QStringLiteral("SCOPE") };
    const QCommandLineOption show{ QStringLiteral("show"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Draw these classes that are left out, such as saver,gradient.")),
        QStringLiteral("CLASS,…") };
    const QCommandLineOption signature{ QStringLiteral("signature"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Draw what this signature of a SavedModel computes, or all.")),
        QStringLiteral("NAME") };
    const QCommandLineOption tags{ QStringLiteral("tags"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Draw the graph of a SavedModel that has these tags, such as train,gpu.")),
        QStringLiteral("TAG,…") };
    const QCommandLineOption function{ QStringLiteral("function"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Draw the body of this function instead of the main graph.")),
        QStringLiteral("NAME") };
    const QCommandLineOption focus{ QStringLiteral("focus"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Draw only the surroundings of this card of that diagram.")),
        QStringLiteral("CARD") };
    const LookOptions look;

    explicit Options(QCommandLineParser &parser)
        : help(parser.addHelpOption())
        , version(parser.addVersionOption())
    {
        parser.setApplicationDescription(
            say(QT_TRANSLATE_NOOP("CommandLine", "Shows what is in a TensorFlow checkpoint, without TensorFlow.")));
        parser.addPositionalArgument(QStringLiteral("PATH"),
            say(QT_TRANSLATE_NOOP("CommandLine", "A folder, a checkpoint prefix, or any file of a checkpoint.")),
            QStringLiteral("[PATH]"));
        parser.addOptions({ select, theme, language, view, plan, screenshot, size, scale, diagram, expand, show, focus,
            signature, tags, function });
        look.addTo(parser);
    }
};

// True: nothing else is wanted, or nothing can be done.
bool endsAtOnce(CommandLine &line, QCommandLineParser &parser, const Options &options, const QStringList &arguments)
{
    if (!parser.parse(arguments)) {
        sayWrong(line, parser.errorText());
        return true;
    }
    if (parser.isSet(options.help) || parser.isSet(options.version)) {
        QTextStream(stdout) << (parser.isSet(options.help)
                ? parser.helpText()
                : QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion() + u'\n');
        line.exitCode = 0;
        return true;
    }
    if (parser.positionalArguments().size() > 1) {
        sayWrong(line, say(QT_TRANSLATE_NOOP("CommandLine", "Give one path at most.")));
        return true;
    }
    return false;
}

void checkTogether(CommandLine &line, const QCommandLineParser &parser, const Options &options)
{
    const auto set = [&parser](const QCommandLineOption &option) { return parser.isSet(option); };
    if (set(options.diagram) && set(options.screenshot))
        sayWrong(line, say(QT_TRANSLATE_NOOP("CommandLine", "Give one of --screenshot and --diagram.")));
    if (set(options.signature) && set(options.function))
        sayWrong(line, say(QT_TRANSLATE_NOOP("CommandLine", "Give one of --signature and --function.")));
    if (set(options.diagram))
        return;
    if (set(options.expand) || set(options.show) || set(options.signature) || set(options.tags)
        || set(options.function))
        sayWrong(line,
            say(QT_TRANSLATE_NOOP(
                "CommandLine", "--expand, --show, --signature, --tags and --function go with --diagram.")));
    if (options.look.anySet(parser) || set(options.focus))
        sayWrong(line,
            say(QT_TRANSLATE_NOOP("CommandLine", "The options that say how a diagram is drawn go with --diagram.")));
}

void readDiagram(CommandLine &line, const QCommandLineParser &parser, const Options &options)
{
    if (parser.isSet(options.diagram))
        readDiagramFile(line, parser.value(options.diagram));
    if (const auto wrong = options.look.read(parser, line.diagram.look))
        sayWrong(line, *wrong);
    line.diagram.focus = parser.value(options.focus);
    for (const QString &scope : parser.values(options.expand))
        scope == u"all" ? void(line.diagram.allScopes = true) : line.diagram.scopes.append(scope);
    for (const QString &classes : parser.values(options.show))
        readClasses(line, classes);
    if (parser.isSet(options.signature))
        line.diagram.drawn = signatureNamed(parser.value(options.signature));
    else if (parser.isSet(options.function))
        line.diagram.drawn = { DrawnPart::Kind::Function, toBytes(parser.value(options.function)) };
    if (parser.isSet(options.tags))
        readTags(line, parser.value(options.tags));
}

} // namespace

CommandLine readCommandLine(const QStringList &arguments)
{
    CommandLine line;
    QCommandLineParser parser;
    const Options options(parser);
    if (endsAtOnce(line, parser, options, arguments))
        return line;
    line.path = parser.positionalArguments().value(0);
    line.select = parser.value(options.select);
    line.language = parser.value(options.language);
    line.screenshot = parser.value(options.screenshot);
    line.plan = parser.value(options.plan);
    checkTogether(line, parser, options);
    readDiagram(line, parser, options);
    if (parser.isSet(options.theme))
        readTheme(line, parser.value(options.theme));
    if (parser.isSet(options.view))
        readView(line, parser.value(options.view));
    if (parser.isSet(options.size))
        readSize(line, parser.value(options.size));
    if (parser.isSet(options.scale))
        readScale(line, parser.value(options.scale));
    return line;
}

} // namespace ckpt
