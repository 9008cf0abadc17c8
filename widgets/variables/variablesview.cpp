// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/variables/variablesview.h"

#include "widgets/common/chiprow.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/querywords.h"
#include "widgets/common/theme.h"
#include "widgets/variables/variablestable.h"
#include "widgets/variables/variablesview_p.h"

#include <QAction>
#include <QActionGroup>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

namespace ckpt {

namespace {

constexpr int kSightMs = 50;

} // namespace

VariablesView::Private::Private(VariablesView *view)
    : q(view)
{
    model = new VariablesModel(view);
    makeActions();
    makeWidgets();
    connectTable();
}

void VariablesView::Private::makeWidgets()
{
    table = new VariablesTable(model, q);
    filterEdit = new QLineEdit(q);
    filterEdit->setObjectName(QStringLiteral("variablesFilter"));
    filterEdit->setAccessibleName(tr("Filter variables"));
    filterEdit->setPlaceholderText(tr("Filter: name, shape, type, role:kernel, size>1M"));
    filterEdit->setToolTip(
        tr("All words are to hold. Fields: name, layer, op, dtype, role, shape, rank, size, bytes, shard, "
           "trainable, issue, as in role:kernel,bias, shape:3x3, bytes>=1MB or name~^conv. A minus before a "
           "word excludes it, OR and brackets join words, quotation marks keep blanks."));
    filterEdit->setClearButtonEnabled(true);
    filterEdit->addAction(icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    filterEdit->setMinimumWidth(40);
    filterEdit->installEventFilter(q);
    connect(filterEdit, &QLineEdit::textChanged, q, [this](const QString &text) {
        VariableFilter filter = model->filter();
        const auto wrong = filter.setText(toBytes(text));
        queryHint->setText(wrong ? querySentence(*wrong) : QString());
        queryHint->setVisible(wrong.has_value());
        filterEdit->setAccessibleDescription(queryHint->text());
        if (!wrong)
            applyFilter(filter);
    });
    queryHint = new QLabel(q);
    queryHint->setObjectName(QStringLiteral("variablesQueryHint"));
    queryHint->setWordWrap(true);
    queryHint->setContentsMargins(8, 2, 8, 0);
    queryHint->hide();

    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(6, 6, 6, 0);
    tools->setSpacing(2);
    tools->addWidget(filterEdit, 1);
    for (QAction *mode : { treeMode, flatMode }) {
        auto *button = new QToolButton(q);
        button->setDefaultAction(mode);
        button->setAutoRaise(true);
        tools->addWidget(button);
    }
    chips = new ChipRow(q);
    chips->setObjectName(QStringLiteral("roleChips"));
    chips->setAccessibleName(tr("Roles"));
    connect(chips, &ChipRow::toggled, q, [this](const QString &id, bool on) { toggleChip(id, on); });
    connect(chips, &ChipRow::onlyThis, q, [this](const QString &id) { onlyChip(id); });
    auto *chipLine = new QHBoxLayout;
    chipLine->setContentsMargins(6, 0, 6, 0);
    chipLine->addWidget(chips);

    nothing = new EmptyPage(q);
    pages = new QStackedWidget(q);
    pages->addWidget(table);
    pages->addWidget(nothing);
    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(queryHint);
    column->addLayout(chipLine);
    column->addWidget(pages, 1);
    q->setAutoFillBackground(true);
    q->setBackgroundRole(QPalette::Base);

    sightTimer = new QTimer(q);
    sightTimer->setSingleShot(true);
    sightTimer->setInterval(kSightMs);
    connect(sightTimer, &QTimer::timeout, q, &VariablesView::histogramsWanted);
    updatePage();
}

void VariablesView::Private::connectTable()
{
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, q, [this] { selectionMoved(); });
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, q, [this] { selectionMoved(); });
    // Sorting comes from the header; the model resets itself, so rows are brought back here.
    connect(model, &QAbstractItemModel::modelAboutToBeReset, q, [this] { restoring = true; });
    connect(model, &QAbstractItemModel::modelReset, q, [this] {
        restoreRows();
        restoring = false;
    });
    connect(model, &QAbstractItemModel::dataChanged, q, [this] {
        if (model->issueCount() != chippedIssues)
            updateChips();
    });
    connect(table, &VariablesTable::rowsCameIntoSight, q, [this] {
        if (!sightTimer->isActive())
            sightTimer->start();
    });
    connect(table, &VariablesTable::activatedVariable, q,
        [this](VariableId id) { Q_EMIT q->activated(toQString(model->checkpoint()->variable(id).key)); });
    connect(table, &VariablesTable::stepOutAtTop, q, [this] { filterEdit->setFocus(Qt::OtherFocusReason); });
    connect(table, &QWidget::customContextMenuRequested, q, [this](const QPoint &position) { showMenu(position); });
}

VariablesView::VariablesView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("variablesView"));
    setAccessibleName(tr("Variables"));
    d = std::make_unique<Private>(this);
}

VariablesView::~VariablesView()
{
    // The table's signals must not reach into a view that is half gone.
    disconnect(d->table->selectionModel(), nullptr, this, nullptr);
    disconnect(d->model, nullptr, this, nullptr);
}

void VariablesView::setList(std::shared_ptr<const VariableList> list)
{
    const QStringList keys = d->keysOf(d->chosen); // they outlive snapshots
    d->chosen.clear();
    d->model->setList(std::move(list));
    // What the new snapshot does not have is no longer chosen; unlike what a filter hides.
    std::vector<VariableId> kept = d->idsOf(keys);
    d->directKeys.removeIf([this](const QString &key) { return !d->find(key); });
    const QString current = d->find(d->current) ? d->current : QString();
    d->updateChips();
    d->announceHead();
    if (kept.size() == std::size_t(keys.size()))
        d->chosen = kept; // the same variables, whatever their numbers are now
    const bool noneLeft = kept.empty() && !keys.isEmpty();
    d->setChosen(std::move(kept), current);
    if (noneLeft)
        Q_EMIT selectionChanged();
    Q_EMIT filterChanged();
}

void VariablesView::clear()
{
    d->table->forgetExpansion();
    setList(nullptr);
}

void VariablesView::setHistogram(VariableId id, const Statistics &statistics, const Histogram &histogram)
{
    if (d->model->checkpoint() && index(id) < d->model->checkpoint()->variables().size())
        d->model->setValues(id, { statistics, histogram, std::nullopt });
}

void VariablesView::setUnreadable(VariableId id, const Error &error)
{
    if (!d->model->checkpoint() || index(id) >= d->model->checkpoint()->variables().size())
        return;
    d->model->setValues(id, { {}, {}, error });
}

std::vector<VariableId> VariablesView::wantedHistograms(std::size_t atMost) const
{
    std::vector<VariableId> wanted;
    if (!d->model->checkpoint())
        return wanted;
    std::vector<char> taken(d->model->checkpoint()->variables().size(), 0);
    const auto take = [&](VariableId id) {
        if (wanted.size() < atMost && !taken[index(id)] && d->model->wantsHistogram(id)) {
            taken[index(id)] = 1;
            wanted.push_back(id);
        }
    };
    for (const VariableId id : d->table->visibleVariables())
        take(id);
    // Reading all of a hundred thousand variables for pictures that nobody looks at would take minutes of a slow disk.
    constexpr std::size_t kMostInBackground = 5000;
    for (std::size_t i = 0; taken.size() <= kMostInBackground && i < taken.size() && wanted.size() < atMost; ++i)
        take(VariableId(i));
    return wanted;
}

QString VariablesView::currentKey() const
{
    return d->current;
}

QStringList VariablesView::selectedKeys() const
{
    return d->keysOf(d->chosen);
}

SelectionSums VariablesView::selectionSums() const
{
    SelectionSums sums;
    for (const VariableId id : d->chosen) {
        const Variable &variable = d->model->checkpoint()->variable(id);
        ++sums.variables;
        sums.unreadable += d->model->errorOf(id) ? 1 : 0;
        sums.elements += variable.elements();
        sums.bytes += variable.byteSize();
    }
    return sums;
}

QString VariablesView::headText() const
{
    return d->head;
}

QString VariablesView::firstKey() const
{
    if (!d->model->checkpoint())
        return {};
    const VariableTree &tree = d->model->tree();
    QString first;
    std::vector<VariableTree::NodeId> rest(1, VariableTree::kRoot);
    while (!rest.empty()) {
        const VariableTree::NodeId node = rest.back();
        rest.pop_back();
        if (node != VariableTree::kRoot && !tree.node(node).isScope()) {
            const VariableId id{ tree.node(node).variable };
            const QString key = toQString(d->model->checkpoint()->variable(id).key);
            if (d->model->facts(id).role == Role::Kernel)
                return key;
            if (first.isEmpty())
                first = key;
        }
        const auto children = tree.children(node);
        rest.insert(rest.end(), children.rbegin(), children.rend());
    }
    return first;
}

void VariablesView::setMode(Mode mode)
{
    (mode == Mode::Flat ? d->flatMode : d->treeMode)->setChecked(true);
}

VariablesView::Mode VariablesView::mode() const
{
    return d->model->isFlat() ? Mode::Flat : Mode::Tree;
}

QString VariablesView::filterText() const
{
    return d->filterEdit->text();
}

QList<QAction *> VariablesView::modeActions() const
{
    return d->modes->actions();
}

QList<QAction *> VariablesView::rowActions() const
{
    return { d->showValues, d->showNode, d->copyName, d->copyRows };
}

void VariablesView::setHasGraph(bool hasGraph)
{
    d->hasGraph = hasGraph;
    d->updateActions();
}

void VariablesView::setFilterText(const QString &text)
{
    d->filterEdit->setText(text);
}

void VariablesView::focusFilter()
{
    d->filterEdit->setFocus(Qt::ShortcutFocusReason);
    d->filterEdit->selectAll();
}

void VariablesView::select(const QStringList &keys)
{
    std::vector<VariableId> ids = d->idsOf(keys);
    const QStringList known = d->keysOf(ids);
    d->directKeys = known;
    d->scopes.clear();
    d->currentScope.clear();
    const auto first = d->find(known.value(0));
    d->restoring = true;
    d->selectRows(d->chosenRows(), first ? d->model->indexOf(*first) : QModelIndex(), true);
    d->restoring = false;
    d->setChosen(std::move(ids), known.value(0));
}

QSize VariablesView::sizeHint() const
{
    return { 668, 452 };
}

QSize VariablesView::minimumSizeHint() const
{
    return { 240, 120 };
}

void VariablesView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange)
        d->announceHead();
}

bool VariablesView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == d->filterEdit && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Down:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            d->table->setFocus(Qt::OtherFocusReason);
            if (!d->table->currentIndex().isValid())
                d->table->setCurrentIndex(d->model->index(0, 0));
            return true;
        case Qt::Key_Escape:
            if (d->filterEdit->text().isEmpty())
                break;
            d->filterEdit->clear();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ckpt
