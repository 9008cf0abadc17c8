// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include <QApplication>
#include <QFont>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <memory>

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
    const auto load = [&](const QLocale &of, const QString &file, const QString &directory) {
        auto translator = std::make_unique<QTranslator>(&application);
        if (!translator->load(of, file, QStringLiteral("_"), directory))
            return false;
        QCoreApplication::installTranslator(translator.get());
        installed.append(translator.release());
        return true;
    };
    // Han characters have different forms in China and Japan; without this the font system chooses by its own locale.
    const QString family = QApplication::font().family();
    QFont::removeSubstitutions(family);
    if (locale.language() == QLocale::Chinese) {
        QFont::insertSubstitutions(family,
            { family, QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans SC"),
                QStringLiteral("Source Han Sans SC"), QStringLiteral("WenQuanYi Micro Hei") });
    }
    load(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English has a file for its plurals, and is what every other language falls back to.
    if (!load(locale, QStringLiteral("ckptscope"), QStringLiteral(":/i18n")))
        load(QLocale(QLocale::English), QStringLiteral("ckptscope"), QStringLiteral(":/i18n"));
}

} // namespace ckpt
