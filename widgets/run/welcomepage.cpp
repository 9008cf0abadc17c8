// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/welcomepage.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/run/welcomeparts.h"

#include <QAction>
#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

namespace ckpt {

class WelcomePage::Private {
public:
    explicit Private(WelcomePage *page)
        : q(page)
    {
        recents = new RecentsModel(page);
    }

    QWidget *makeHead();
    QWidget *makeRecents();
    QWidget *makeSide();
    void showMenu(const QPoint &position);
    void restyle();
    void fitRecents();
    static QString localPath(const QMimeData *data);

    QLabel *text(TextSize size, const QString &words, bool secondary)
    {
        auto *label = new QLabel(words, q);
        label->setWordWrap(true);
        styled.append({ label, size, secondary });
        return label;
    }

    struct Styled {
        QLabel *label;
        TextSize size;
        bool secondary;
    };

    WelcomePage *q;
    QList<Styled> styled;
    RecentsModel *recents = nullptr;
    QListView *list = nullptr;
    QWidget *recentsBox = nullptr;
    DropTarget *target = nullptr;
    QLabel *start = nullptr;
    LinkButton *sample = nullptr;
    QLabel *picture = nullptr;
    QFrame *rule = nullptr;
};

QWidget *WelcomePage::Private::makeHead()
{
    auto *head = new QWidget(q);
    picture = new QLabel(head);
    picture->setPixmap(applicationIcon().pixmap(64, 64));
    QLabel *name = text(TextSize::Display, QStringLiteral("Ckptscope"), false);
    QLabel *what = text(TextSize::Body, tr("See what is inside a TensorFlow checkpoint."), true);
    auto *words = new QVBoxLayout;
    words->setSpacing(metric::kGap);
    words->addStretch(1);
    words->addWidget(name);
    words->addWidget(what);
    words->addStretch(1);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kSection);
    row->addWidget(picture);
    row->addLayout(words, 1);
    return head;
}

QWidget *WelcomePage::Private::makeRecents()
{
    recentsBox = new QWidget(q);
    auto *clear = new QToolButton(recentsBox);
    clear->setText(tr("Clear"));
    clear->setObjectName(QStringLiteral("clearRecents"));
    clear->setAutoRaise(true);
    connect(clear, &QToolButton::clicked, q, &WelcomePage::recentsCleared);
    list = new QListView(recentsBox);
    list->setObjectName(QStringLiteral("recentRuns"));
    list->setAccessibleName(tr("Recent runs"));
    list->setModel(recents);
    list->setItemDelegate(new RecentsDelegate(recents, list));
    list->setFrameShape(QFrame::NoFrame);
    list->setUniformItemSizes(true);
    list->setMouseTracking(true);
    list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setContextMenuPolicy(Qt::CustomContextMenu);
    // Not activated(): a double-click would open the run twice.
    connect(list, &QListView::clicked, q,
        [this](const QModelIndex &index) { Q_EMIT q->pathRequested(recents->recent(index.row()).path); });
    connect(list, &QWidget::customContextMenuRequested, q, [this](const QPoint &position) { showMenu(position); });
    const auto onKey = [this](const QList<QKeySequence> &keys, void (WelcomePage::*request)(const QString &)) {
        auto *action = new QAction(list);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, q, [this, request] {
            if (list->currentIndex().isValid())
                Q_EMIT(q->*request)(recents->recent(list->currentIndex().row()).path);
        });
        list->addAction(action);
    };
    onKey({ QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter) }, &WelcomePage::pathRequested);
    onKey({ QKeySequence(QKeySequence::Delete) }, &WelcomePage::recentRemoved);
    auto *titleRow = new QHBoxLayout;
    titleRow->addWidget(text(TextSize::Head, tr("Recent"), false), 1);
    titleRow->addWidget(clear);
    auto *column = new QVBoxLayout(recentsBox);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::kGap);
    column->addLayout(titleRow);
    column->addWidget(list);
    recentsBox->hide();
    return recentsBox;
}

QWidget *WelcomePage::Private::makeSide()
{
    auto *side = new QWidget(q);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::kGroupGap);
    start = text(TextSize::Head, tr("Start with"), false);
    sample = new LinkButton(QStringLiteral("ckpt-browse"), tr("Open the sample run"), {}, side);
    sample->setObjectName(QStringLiteral("openSample"));
    connect(sample, &LinkButton::clicked, q, &WelcomePage::sampleRequested);
    rule = new QFrame(side);
    rule->setFixedHeight(1);
    rule->setAutoFillBackground(true);
    column->addWidget(start);
    column->addWidget(sample);
    column->addSpacing(metric::kGroupGap);
    column->addWidget(rule);
    column->addSpacing(metric::kGroupGap);
    column->addWidget(text(TextSize::Head, tr("What can be opened"), false));
    column->addWidget(text(TextSize::Small,
        tr("A run folder such as <b>save/</b> with its <b>checkpoint</b> file, or any one of <b>.index</b>, "
           "<b>.data-…</b>, <b>.meta</b>, <b>.ckpt</b>. Formats V1 and V2 are told apart by content. "
           "Moved folders are fine. Arrays, too: <b>.npz</b>, <b>.npy</b>, <b>.safetensors</b>."),
        true));
    column->addSpacing(metric::kGroupGap);
    column->addWidget(text(TextSize::Head, tr("Good to know"), false));
    column->addWidget(
        text(TextSize::Small, tr("Nothing is changed on disk: files are opened for reading only."), true));
    column->addWidget(text(TextSize::Small, tr("No Python, no TensorFlow, no network."), true));
    column->addStretch(1);
    start->hide();
    sample->hide();
    return side;
}

WelcomePage::WelcomePage(QWidget *parent)
    : QScrollArea(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("welcomePage"));
    setAccessibleName(tr("Welcome"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAcceptDrops(true);

    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    d->target = new DropTarget(page);
    connect(d->target->openFolder, &QPushButton::clicked, this, &WelcomePage::openFolderRequested);
    connect(d->target->openFile, &QPushButton::clicked, this, &WelcomePage::openFileRequested);
    auto *left = new QVBoxLayout;
    left->setSpacing(24);
    left->addWidget(d->target);
    left->addWidget(d->makeRecents());
    left->addStretch(1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(48);
    columns->addLayout(left, 2);
    columns->addWidget(d->makeSide(), 1);
    auto *content = new QWidget(page);
    content->setMaximumWidth(1250);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(24, 40, 24, 24);
    rows->setSpacing(24);
    rows->addWidget(d->makeHead());
    rows->addLayout(columns, 1);
    auto *middle = new QHBoxLayout(page);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->addStretch(1);
    middle->addWidget(content, 100);
    middle->addStretch(1);
    setWidget(page);
    d->restyle();
}

WelcomePage::~WelcomePage() = default;

void WelcomePage::setRecents(const QList<RecentRun> &recents)
{
    d->recents->setRecents(recents);
    d->recentsBox->setVisible(!recents.isEmpty());
    if (!recents.isEmpty())
        d->list->setCurrentIndex(d->recents->index(0));
    d->fitRecents();
}

void WelcomePage::setSampleText(const QString &description)
{
    d->sample->setDescription(description);
    d->sample->setVisible(!description.isEmpty());
    d->start->setVisible(!description.isEmpty());
}

QSize WelcomePage::minimumSizeHint() const
{
    return { 400, 240 };
}

// The page scrolls as a whole, so the list is as high as its rows.
void WelcomePage::Private::fitRecents()
{
    const int row = list->itemDelegate()->sizeHint({}, {}).height();
    list->setFixedHeight(row * recents->rowCount() + 2);
}

void WelcomePage::Private::showMenu(const QPoint &position)
{
    const QModelIndex index = list->indexAt(position);
    if (!index.isValid())
        return;
    const QString path = recents->recent(index.row()).path;
    QMenu menu(list);
    connect(menu.addAction(tr("Open")), &QAction::triggered, q, [this, path] { Q_EMIT q->pathRequested(path); });
    menu.addSeparator();
    connect(menu.addAction(tr("Remove From List")), &QAction::triggered, q,
        [this, path] { Q_EMIT q->recentRemoved(path); });
    menu.exec(list->viewport()->mapToGlobal(position));
}

void WelcomePage::Private::restyle()
{
    const Colors &c = colors(q);
    for (const Styled &one : std::as_const(styled)) {
        one.label->setFont(ckpt::font(one.size));
        QPalette palette;
        palette.setColor(one.label->foregroundRole(), one.secondary ? c.sub : c.text);
        one.label->setPalette(palette);
    }
    QPalette line;
    line.setColor(rule->backgroundRole(), c.line);
    rule->setPalette(line);
    fitRecents();
}

void WelcomePage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (d && d->rule && (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange))
        d->restyle();
}

QString WelcomePage::Private::localPath(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.isEmpty() ? QString() : urls.constFirst().toLocalFile();
}

void WelcomePage::dragEnterEvent(QDragEnterEvent *event)
{
    if (Private::localPath(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    d->target->setDragging(true);
}

void WelcomePage::dragLeaveEvent(QDragLeaveEvent *event)
{
    d->target->setDragging(false);
    QScrollArea::dragLeaveEvent(event);
}

void WelcomePage::dropEvent(QDropEvent *event)
{
    d->target->setDragging(false);
    const QString path = Private::localPath(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    Q_EMIT pathRequested(path);
}

} // namespace ckpt
