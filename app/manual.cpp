// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/manual.h"

#include "widgets/common/icons.h"

#include <QAction>
#include <QBoxLayout>
#include <QFile>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPalette>
#include <QScrollBar>

#include <cmath>

namespace ckpt {
namespace {

QString folder()
{
    const QString own = QStringLiteral(":/manual/") + QLocale().name();
    return QFile::exists(own) ? own : QStringLiteral(":/manual/en");
}

QUrl addressOf(const QString &page)
{
    return { QStringLiteral("qrc") + folder() + u'/' + page + QStringLiteral(".md") };
}

QString pageOf(const QUrl &address)
{
    const QString name = address.fileName();
    return name.left(name.lastIndexOf(u'.'));
}

// A page begins with "# Title".
QString titleOf(const QString &page)
{
    QFile file(folder() + u'/' + page + QStringLiteral(".md"));
    if (!file.open(QIODevice::ReadOnly))
        return page;
    return QString::fromUtf8(file.readLine()).remove(u'#').trimmed();
}

} // namespace

ManualText::ManualText(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenExternalLinks(true);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(20);
}

QVariant ManualText::loadResource(int type, const QUrl &name)
{
    const QVariant resource = QTextBrowser::loadResource(type, name);
    if (type != QTextDocument::ImageResource)
        return resource;
    QImage picture;
    if (!picture.loadFromData(resource.toByteArray()))
        return resource;
    const double ratio = devicePixelRatioF();
    const int room = int(ratio * (viewport()->width() - 2 * document()->documentMargin()));
    if (room > 0 && picture.width() * ratio > room)
        picture = picture.scaledToWidth(room, Qt::SmoothTransformation);
    else if (ratio > 1)
        picture = picture.scaledToWidth(int(picture.width() * ratio), Qt::SmoothTransformation);
    picture.setDevicePixelRatio(ratio);
    return picture;
}

void ManualText::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (source().isEmpty() || event->size().width() == event->oldSize().width())
        return;
    QScrollBar *bar = verticalScrollBar(); // the place in the text stays while pictures change their size
    const double share = bar->maximum() > 0 ? double(bar->value()) / bar->maximum() : 0;
    reload();
    bar->setValue(int(std::lround(share * bar->maximum())));
}

Manual::Manual(QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_list(new QListWidget(this))
    , m_text(new ManualText(this))
    , m_search(new QLineEdit(this))
{
    setObjectName(QStringLiteral("manual"));
    setWindowTitle(tr("Manual"));
    resize(980, 760);
    m_list->setFixedWidth(200);
    m_list->setAccessibleName(tr("Pages"));
    m_text->setAccessibleName(tr("Manual"));
    for (const QString &page : pages()) {
        auto *item = new QListWidgetItem(titleOf(page), m_list);
        item->setData(Qt::UserRole, page);
    }
    m_search->setPlaceholderText(tr("Search in this page"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *left = new QVBoxLayout;
    left->addWidget(m_search);
    left->addWidget(m_list);
    layout->addLayout(left);
    layout->addWidget(m_text, 1);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item && item->data(Qt::UserRole).toString() != currentPage())
            m_text->setSource(addressOf(item->data(Qt::UserRole).toString()), QTextDocument::MarkdownResource);
    });
    connect(m_text, &QTextBrowser::sourceChanged, this, [this](const QUrl &address) { // a link, back, forward
        m_list->setCurrentRow(int(pages().indexOf(pageOf(address))));
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { searchOn(false); });
    m_list->setCurrentRow(0);
}

QStringList Manual::pages()
{
    return { QStringLiteral("start"), QStringLiteral("diagram"), QStringLiteral("variables"),
        QStringLiteral("checking"), QStringLiteral("exporting"), QStringLiteral("missing") };
}

void Manual::showPage(const QString &page)
{
    m_list->setCurrentRow(int(std::max<qsizetype>(pages().indexOf(page), 0)));
    show();
    raise();
    activateWindow();
}

QString Manual::currentPage() const
{
    return pageOf(m_text->source());
}

// Round at the end; a text that is nowhere colours the line.
void Manual::searchOn(bool backward)
{
    const QTextDocument::FindFlags flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    bool found = m_search->text().isEmpty() || m_text->find(m_search->text(), flags);
    if (!found) {
        QTextCursor again = m_text->textCursor();
        again.movePosition(backward ? QTextCursor::End : QTextCursor::Start);
        m_text->setTextCursor(again);
        found = m_text->find(m_search->text(), flags);
    }
    m_search->setToolTip(found ? QString() : tr("“%1” is not on this page.").arg(m_search->text()));
    QPalette colors = palette();
    if (!found)
        colors.setColor(QPalette::Text, QColor(0xC1, 0x20, 0x3A));
    m_search->setPalette(colors);
}

void Manual::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    } else if (event->matches(QKeySequence::FindNext) || event->matches(QKeySequence::FindPrevious)) {
        searchOn(event->matches(QKeySequence::FindPrevious));
    } else if (event->key() == Qt::Key_Escape) {
        close();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace ckpt
