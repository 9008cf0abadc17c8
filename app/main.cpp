// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/mainwindow.h"
#include "app/samplerun.h"
#include "app/screenshot.h"
#include "app/translations.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QHashFunctions>
#include <QIcon>

#include <cstdio>
#include <memory>
#include <unistd.h>

namespace {

// Qt ends the program without a display; say it in a sentence instead.
bool hasDisplay()
{
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || qEnvironmentVariableIsSet("DISPLAY")
        || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
}

bool wantsPicture(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (qstrncmp(argv[i], "--screenshot", 12) == 0 || qstrncmp(argv[i], "--diagram", 9) == 0)
            return true;
    }
    return false;
}

// Qt grumbles on machines without a session; a private folder of ours is as good.
void provideRuntimeDirectory()
{
    if (qEnvironmentVariableIsSet("XDG_RUNTIME_DIR"))
        return;
    const QString path = QDir::temp().filePath(QStringLiteral("runtime-ckptscope-%1").arg(getuid()));
    QDir().mkpath(path);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(path));
}

bool onlyAsks(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        for (const char *option : { "--help", "-h", "--version", "-v" }) {
            if (qstrcmp(argv[i], option) == 0)
                return true;
        }
    }
    return false;
}

// Without a window.
int writeDiagram(const ckpt::CommandLine &line)
{
    ckpt::JobRunner runner;
    ckpt::Document document(runner);
    ckpt::DiagramExport diagram(document, line.diagram);
    QObject::connect(
        &diagram, &ckpt::DiagramExport::finished, qApp, [](int code) { QApplication::exit(code); },
        Qt::QueuedConnection);
    document.open(line.path);
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    using namespace ckpt;
    const bool picture = wantsPicture(argc, argv);
    if (picture)
        QHashSeed::setDeterministicGlobalSeed(); // Qt writes the fonts of a PDF in the order of a hash
    if ((picture || onlyAsks(argc, argv)) && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!hasDisplay()) {
        std::fputs("There is no display. Use --screenshot FILE.png or --diagram FILE.svg to draw the window or the "
                   "diagram into a file, or ckpt to list a checkpoint.\n",
            stderr);
        return 3;
    }
    if (picture)
        provideRuntimeDirectory();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("ckptscope"));
    QApplication::setOrganizationName(QStringLiteral("ckptscope"));
    QApplication::setApplicationVersion(QStringLiteral(CKPT_VERSION));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/ckptscope.svg")));
    QApplication::setDesktopFileName(QStringLiteral("ckptscope"));

    const CommandLine line = readCommandLine(application.arguments());
    if (line.exitCode)
        return *line.exitCode;
    Settings settings(!picture);
    installTranslations(application, line.language.isEmpty() ? settings.language() : line.language);
    applyTheme(application, line.theme.value_or(picture ? Theme::Light : settings.theme()));

    if (!line.diagram.file.isEmpty())
        return writeDiagram(line);
    MainWindow window(settings);
    QObject::connect(&window, &MainWindow::languageChosen, &window, [&](const QString &language) {
        settings.setLanguage(language);
        installTranslations(application, language);
    });
    if (!line.select.isEmpty())
        window.selectWhenLoaded(line.select);
    if (!line.plan.isEmpty())
        window.openPlanWhenLoaded(line.plan);
    if (line.exportView || !line.plan.isEmpty())
        window.setMode(MainWindow::Mode::Export);
    std::unique_ptr<Screenshot> screenshot;
    if (picture) {
        screenshot = std::make_unique<Screenshot>(window, line.screenshot, line.size, line.scale);
        QObject::connect(
            screenshot.get(), &Screenshot::finished, &application, [](int code) { QApplication::exit(code); },
            Qt::QueuedConnection);
    } else {
        window.show();
    }
    if (!line.path.isEmpty())
        window.open(line.path);
    return QApplication::exec();
}
