// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshot.h"

#include "app/mainwindow.h"
#include "widgets/common/formatting.h"

#include <QPainter>
#include <QPixmap>
#include <QTextStream>
#include <QTimer>

namespace ckpt {

namespace {

constexpr int kLookEveryMs = 30;
constexpr int kMostLooks = 120 * 1000 / kLookEveryMs;
constexpr int kSettledLooks = 4; // views ask for more once they have been painted

void say(const QString &text)
{
    QTextStream(stderr) << text << Qt::endl;
}

} // namespace

Screenshot::Screenshot(MainWindow &window, const QString &file, const QSize &size, double scale, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_file(file)
    , m_scale(scale)
    , m_timer(new QTimer(this))
{
    window.resize(size);
    window.show();
    connect(m_timer, &QTimer::timeout, this, &Screenshot::look);
    m_timer->start(kLookEveryMs);
}

void Screenshot::look()
{
    m_settled = m_window.isSettled() ? m_settled + 1 : 0;
    if (++m_looks > kMostLooks) {
        m_timer->stop();
        say(tr("The window was not ready after two minutes."));
        Q_EMIT finished(4);
        return;
    }
    if (m_settled < kSettledLooks)
        return;
    m_timer->stop();
    QPixmap picture(m_window.size() * m_scale);
    picture.setDevicePixelRatio(m_scale);
    picture.fill(m_window.palette().color(QPalette::Window));
    m_window.render(&picture);
    if (!picture.save(m_file)) {
        say(tr("The picture could not be written to “%1”.").arg(m_file));
        Q_EMIT finished(4);
        return;
    }
    int code = 0;
    if (m_window.openError()) {
        const ErrorWords words = errorWords(*m_window.openError());
        say(QStringList{ words.what, words.why, words.remedy }.join(u' ').simplified());
        code = 3;
    }
    if (!m_window.unknownSelection().isEmpty()) {
        say(tr("There is no variable “%1”.").arg(m_window.unknownSelection()));
        code = 3;
    }
    Q_EMIT finished(code);
}

} // namespace ckpt
