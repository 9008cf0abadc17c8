// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace ckpt {

void installTranslations(QApplication &application, const QString &language)
{
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    static QList<QTranslator *> installed;
    while (!installed.isEmpty()) {
        QTranslator *old = installed.takeLast();
        QCoreApplication::removeTranslator(old);
        delete old;
    }
    const auto load = [&](const QString &file, const QString &directory) {
        auto *translator = new QTranslator(&application);
        if (translator->load(locale, file, QStringLiteral("_"), directory)) {
            QCoreApplication::installTranslator(translator);
            installed.append(translator);
        } else {
            delete translator;
        }
    };
    load(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    load(QStringLiteral("ckptscope"), QStringLiteral(":/i18n"));
}

} // namespace ckpt
