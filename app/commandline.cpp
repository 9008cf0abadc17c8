// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/settings.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>
#include <QTextStream>

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
    bool ok = false;
    line.scale = text.toDouble(&ok);
    if (!ok || line.scale < 0.5 || line.scale > 4)
        sayWrong(line, say(QT_TRANSLATE_NOOP("CommandLine", "“%1” is not a scale between 0.5 and 4.")).arg(text));
}

void readTheme(CommandLine &line, const QString &text)
{
    if (!QStringList{ QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark") }.contains(text))
        return sayWrong(
            line, say(QT_TRANSLATE_NOOP("CommandLine", "“%1” is not a theme; use system, light or dark.")).arg(text));
    line.theme = themeFromName(text);
}

} // namespace

CommandLine readCommandLine(const QStringList &arguments)
{
    CommandLine line;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        say(QT_TRANSLATE_NOOP("CommandLine", "Shows what is in a TensorFlow checkpoint, without TensorFlow.")));
    const QCommandLineOption help = parser.addHelpOption(), version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("PATH"),
        say(QT_TRANSLATE_NOOP("CommandLine", "A folder, a checkpoint prefix, or any file of a checkpoint.")),
        QStringLiteral("[PATH]"));
    const QCommandLineOption select(QStringLiteral("select"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Select this variable.")), QStringLiteral("NAME"));
    const QCommandLineOption theme(QStringLiteral("theme"),
        say(QT_TRANSLATE_NOOP("CommandLine", "system, light or dark.")), QStringLiteral("THEME"));
    const QCommandLineOption language(
        QStringLiteral("lang"), say(QT_TRANSLATE_NOOP("CommandLine", "en or zh_CN.")), QStringLiteral("LANGUAGE"));
    const QCommandLineOption screenshot(QStringLiteral("screenshot"),
        say(QT_TRANSLATE_NOOP(
            "CommandLine", "Draw the window into this file once all is loaded, and exit. Needs no display.")),
        QStringLiteral("FILE.png"));
    const QCommandLineOption size(QStringLiteral("size"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Size of that picture, default 1440x900.")), QStringLiteral("WxH"));
    const QCommandLineOption scale(QStringLiteral("scale"),
        say(QT_TRANSLATE_NOOP("CommandLine", "Pixels per point of that picture, default 1.")), QStringLiteral("N"));
    parser.addOptions({ select, theme, language, screenshot, size, scale });
    if (!parser.parse(arguments)) {
        sayWrong(line, parser.errorText());
        return line;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        QTextStream(stdout) << (parser.isSet(help)
                ? parser.helpText()
                : QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion() + u'\n');
        line.exitCode = 0;
        return line;
    }
    if (parser.positionalArguments().size() > 1) {
        sayWrong(line, say(QT_TRANSLATE_NOOP("CommandLine", "Give one path at most.")));
        return line;
    }
    line.path = parser.positionalArguments().value(0);
    line.select = parser.value(select);
    line.language = parser.value(language);
    line.screenshot = parser.value(screenshot);
    if (parser.isSet(theme))
        readTheme(line, parser.value(theme));
    if (parser.isSet(size))
        readSize(line, parser.value(size));
    if (parser.isSet(scale))
        readScale(line, parser.value(scale));
    return line;
}

} // namespace ckpt
