// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/doctor/doctorpage.h"

#include "widgets/common/chiprow.h"
#include "widgets/common/elidinglabel.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/formatting.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/theme.h"
#include "widgets/doctor/doctordelegate.h"
#include "widgets/doctor/doctorwords.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace ckpt {

namespace {

constexpr const char *kChipIds[DoctorModel::kKinds] = { "found", "proposed", "shape", "missing", "unused" };
constexpr int kThresholds[] = { 95, 90, 80, 70, 50 };
constexpr int kNarrowPage = 1000, kFilterWidth = 220;
const QString kOther = QStringLiteral("…other"), kPaste = QStringLiteral("…paste");

} // namespace

DoctorPage::DoctorPage(QWidget *parent)
    : QWidget(parent)
    , m_model(new DoctorModel(this))
    , m_table(new QTableView(this))
    , m_middle(new QStackedWidget(this))
    , m_empty(new EmptyPage(this))
    , m_strip(new MessageStrip(this))
    , m_wanted(new QComboBox(this))
    , m_threshold(new QComboBox(this))
    , m_weights(new QCheckBox(tr("Without optimizer"), this))
    , m_have(new ElidingLabel(this, Qt::ElideMiddle))
    , m_headline(new ElidingLabel(this))
    , m_error(new ElidingLabel(this, Qt::ElideMiddle))
    , m_summary(new ElidingLabel(this))
    , m_filterEdit(new QLineEdit(this))
    , m_chips(new ChipRow(this))
    , m_save(new QPushButton(tr("Save Plan…"), this))
    , m_export(new QPushButton(icon(QStringLiteral("ckpt-export")), tr("Export With This Map…"), this))
    , m_code(new QToolButton(this))
{
    setObjectName(QStringLiteral("doctorView"));
    setAccessibleName(tr("Missing keys"));
    setAcceptDrops(true);
    m_strip->setObjectName(QStringLiteral("doctorStrip"));
    buildTable();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(buildBanner());
    layout->addWidget(buildFilters());
    m_middle->addWidget(m_table);
    m_middle->addWidget(m_empty);
    layout->addWidget(m_middle, 1);
    layout->addWidget(m_strip);
    layout->addWidget(buildFoot());
    m_strip->hide();
    connect(m_model, &DoctorModel::choicesChanged, this, &DoctorPage::updateFoot);
    connect(m_model, &DoctorModel::modelReset, this, &DoctorPage::updateMiddle);
    setConsultation(nullptr);
}

DoctorPage::~DoctorPage() = default;

QWidget *DoctorPage::buildHead()
{
    auto *head = new QWidget(this);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(metric::kMargin, metric::kGap, metric::kMargin, metric::kGap);
    m_wanted->setObjectName(QStringLiteral("doctorWanted"));
    m_wanted->setAccessibleName(tr("Wanted"));
    m_wanted->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_wanted->setMinimumContentsLength(24);
    m_weights->setObjectName(QStringLiteral("doctorWeights"));
    m_weights->setToolTip(tr("Nothing of optimizers, counters and averages is wanted"));
    m_have->setObjectName(QStringLiteral("doctorHave"));
    line->addWidget(new QLabel(tr("Wanted"), head));
    line->addWidget(m_wanted, 2);
    line->addWidget(m_weights);
    line->addWidget(new QLabel(QStringLiteral("→"), head));
    line->addWidget(new QLabel(tr("Have", "what the checkpoint has"), head));
    line->addWidget(m_have, 2);
    connect(m_wanted, &QComboBox::activated, this, [this](int row) {
        const QString id = m_wanted->itemData(row).toString();
        if (id == kOther)
            Q_EMIT otherWanted();
        else if (id == kPaste)
            Q_EMIT pasteWanted();
        else
            Q_EMIT wantedChosen(id);
    });
    connect(m_weights, &QCheckBox::toggled, this, &DoctorPage::weightsOnlyChanged);
    return head;
}

QWidget *DoctorPage::buildBanner()
{
    auto *banner = new QWidget(this);
    banner->setObjectName(QStringLiteral("doctorBanner"));
    auto *column = new QVBoxLayout(banner);
    column->setContentsMargins(metric::kMargin, metric::kGap, metric::kMargin, metric::kGroupGap);
    column->setSpacing(2);
    m_headline->setObjectName(QStringLiteral("doctorHeadline"));
    QFont bold = ckpt::font(TextSize::Body);
    bold.setWeight(QFont::DemiBold);
    m_headline->setFont(bold);
    m_error->setObjectName(QStringLiteral("doctorError"));
    m_error->setFont(ckpt::font(TextSize::Small));
    m_error->setSecondary(true);
    column->addWidget(m_headline);
    column->addWidget(m_error);
    return banner;
}

QWidget *DoctorPage::buildFilters()
{
    auto *filters = new QWidget(this);
    auto *line = new QHBoxLayout(filters);
    line->setContentsMargins(metric::kGroupGap, 0, metric::kGroupGap, metric::kGap);
    m_filterEdit->setObjectName(QStringLiteral("doctorFilter"));
    m_filterEdit->setPlaceholderText(tr("Filter"));
    m_filterEdit->setClearButtonEnabled(true);
    m_filterEdit->setMaximumWidth(kFilterWidth);
    m_chips->setObjectName(QStringLiteral("doctorChips"));
    m_threshold->setObjectName(QStringLiteral("doctorThreshold"));
    m_threshold->setAccessibleName(tr("Use proposals from"));
    for (const int percent : kThresholds)
        m_threshold->addItem(tr("%1 %").arg(percent), percent / 100.0);
    m_threshold->setCurrentIndex(1);
    auto *accept = new QPushButton(tr("Accept all from"), filters);
    accept->setObjectName(QStringLiteral("doctorAccept"));
    accept->setToolTip(tr("Tick what is at least as sure, and nothing else"));
    line->addWidget(m_filterEdit, 1);
    line->addWidget(m_chips, 3);
    line->addWidget(accept);
    line->addWidget(m_threshold);
    const auto again = [this] { m_model->acceptFrom(leastConfidence()); };
    connect(accept, &QPushButton::clicked, this, again);
    connect(m_threshold, &QComboBox::activated, this, again);
    connect(m_filterEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        DoctorModel::Filter filter = m_model->filter();
        filter.text = text;
        m_model->setFilter(filter);
    });
    const auto change = [this](const QString &id, bool only, bool on) {
        DoctorModel::Filter filter = m_model->filter();
        for (int i = 0; i < DoctorModel::kKinds; ++i) {
            const bool self = id == QLatin1String(kChipIds[i]);
            filter.shown[i] = only ? self : self ? on : filter.shown[i];
        }
        m_model->setFilter(filter);
        updateChips();
    };
    connect(m_chips, &ChipRow::toggled, this, [change](const QString &id, bool on) { change(id, false, on); });
    connect(m_chips, &ChipRow::onlyThis, this, [change](const QString &id) { change(id, true, true); });
    return filters;
}

void DoctorPage::buildTable()
{
    m_table->setObjectName(QStringLiteral("doctorTable"));
    m_table->setAccessibleName(tr("Wanted variables"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new DoctorDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metric::tableRow());
    QHeaderView *header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    m_table->installEventFilter(this);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        const QPoint at = m_table->viewport()->mapFromGlobal(QCursor::pos());
        if (index.column() == DoctorModel::FoundColumn
            && DoctorDelegate::menuPlace(m_table->visualRect(index)).contains(at))
            showCandidates(index);
    });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this,
        [this](const QPoint &at) { showCandidates(m_table->indexAt(at)); });
}

QWidget *DoctorPage::buildFoot()
{
    auto *foot = new QWidget(this);
    auto *line = new QHBoxLayout(foot);
    line->setContentsMargins(metric::kMargin, metric::kGroupGap, metric::kMargin, metric::kGroupGap);
    m_summary->setObjectName(QStringLiteral("doctorSummary"));
    m_code->setObjectName(QStringLiteral("doctorCode"));
    m_code->setText(tr("Copy as Code"));
    m_code->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_code->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_code);
    for (const auto &[kind, text] : { std::pair{ CodeKind::TensorFlow1, tr("TensorFlow 1: init_from_checkpoint") },
             { CodeKind::TensorFlow2, tr("TensorFlow 2: assignments") } })
        connect(menu->addAction(text), &QAction::triggered, this, [this, kind = kind] { Q_EMIT codeWanted(kind); });
    m_code->setMenu(menu);
    m_save->setObjectName(QStringLiteral("doctorSave"));
    m_export->setObjectName(QStringLiteral("doctorExport"));
    line->addWidget(m_summary, 1);
    line->addWidget(m_code);
    line->addWidget(m_save);
    line->addWidget(m_export);
    connect(m_save, &QPushButton::clicked, this, &DoctorPage::savePlanWanted);
    connect(m_export, &QPushButton::clicked, this, &DoctorPage::exportWanted);
    return foot;
}

void DoctorPage::setWantedChoices(const QList<WantedChoice> &choices, const QString &current)
{
    m_wanted->clear();
    for (const WantedChoice &choice : choices) {
        m_wanted->addItem(choice.text, choice.id);
        m_wanted->setItemData(m_wanted->count() - 1, choice.id, Qt::ToolTipRole);
    }
    m_wanted->insertSeparator(m_wanted->count());
    m_wanted->addItem(tr("Another Graph or Checkpoint…"), kOther);
    m_wanted->addItem(tr("Paste a List of Names…"), kPaste);
    m_wanted->setCurrentIndex(m_wanted->findData(current));
}

void DoctorPage::setHave(const QString &text)
{
    m_have->setText(text);
}

void DoctorPage::setConsultation(const ConsultationPtr &consultation)
{
    m_model->setConsultation(consultation, leastConfidence());
    updateMiddle();
    updateBanner();
    updateChips();
    updateFoot();
    adaptColumns();
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, DoctorModel::WantedColumn));
}

// No table without rows: words say why there are none.
void DoctorPage::updateMiddle()
{
    const bool rows = m_model->rowCount() > 0;
    m_middle->setCurrentWidget(rows ? static_cast<QWidget *>(m_table) : m_empty);
    if (rows)
        return;
    const ConsultationPtr &consultation = m_model->consultation();
    const bool complete = consultation
        && m_model->count(DoctorModel::Kind::Found) == static_cast<qint64>(consultation->diagnosis.findings.size());
    if (consultation) {
        m_empty->setContent(EmptyPage::Kind::Plain,
            complete && m_model->filter().text.isEmpty() ? tr("Nothing is missing.") : tr("No row fits the filter."),
            {}, {}, complete ? QStringLiteral("ckpt-ok") : QString());
        m_empty->setButtons({ { tr("Show All"), [this] { showAll(); } } });
    } else {
        m_empty->setContent(EmptyPage::Kind::Plain, tr("What is wanted?"),
            tr("A graph, another checkpoint or a list of names: choose it above, or drop its file here."), {},
            QStringLiteral("ckpt-key-doctor"));
        m_empty->setButtons({ { tr("Another Graph or Checkpoint…"), [this] { Q_EMIT otherWanted(); } } });
    }
}

void DoctorPage::showAll()
{
    DoctorModel::Filter filter;
    std::fill(std::begin(filter.shown), std::end(filter.shown), true);
    m_filterEdit->clear();
    m_model->setFilter(filter);
    updateChips();
    m_table->setFocus();
}

void DoctorPage::setError(const Error &error)
{
    setConsultation(nullptr);
    if (error.fault == Fault::Cancelled) {
        m_empty->setContent(EmptyPage::Kind::Plain, tr("The matching was stopped."));
        m_empty->setButtons({ { tr("Try Again"), [this] { Q_EMIT retryWanted(); } } });
        return;
    }
    m_empty->setError(error);
    m_empty->setButtons({ { tr("Another Graph or Checkpoint…"), [this] { Q_EMIT otherWanted(); } } });
}

void DoctorPage::setBusy(bool busy)
{
    m_busy = busy;
    m_table->setEnabled(!busy);
    updateBanner();
    updateFoot();
}

bool DoctorPage::modelWeightsOnly() const
{
    return m_weights->isChecked();
}

double DoctorPage::leastConfidence() const
{
    return m_threshold->count() == 0 ? kSureConfidence : m_threshold->currentData().toDouble();
}

void DoctorPage::focusFilter()
{
    m_filterEdit->setFocus();
    m_filterEdit->selectAll();
}

void DoctorPage::updateBanner()
{
    const auto &consultation = m_model->consultation();
    if (m_busy) {
        m_headline->setText(tr("Matching the names…"));
        m_error->setText({});
        return;
    }
    m_headline->setText(consultation ? headlineWords(consultation->diagnosis) : QString());
    const QString error = consultation
        ? toQString(tensorflowError(consultation->diagnosis, consultation->wanted.variables, consultation->have))
        : QString();
    m_error->setText(error.isEmpty() ? QString() : tr("TensorFlow would stop with: %1").arg(error));
}

void DoctorPage::updateChips()
{
    const QString texts[] = { tr("Found"), tr("Proposed"), tr("Wrong shape"), tr("Missing"), tr("Unused") };
    QList<Chip> chips;
    for (int i = 0; i < DoctorModel::kKinds; ++i) {
        const auto kind = static_cast<DoctorModel::Kind>(i);
        Chip chip{ QLatin1String(kChipIds[i]), QStringLiteral("%1 %2").arg(DoctorDelegate::symbol(kind), texts[i]),
            m_model->count(kind), {}, false, m_model->filter().shown[i], {} };
        chips.append(chip);
    }
    m_chips->setChips(chips);
}

void DoctorPage::updateFoot()
{
    const auto &consultation = m_model->consultation();
    const auto restored = static_cast<qint64>(m_model->accepted().size());
    const bool some = consultation && restored > 0 && !m_busy;
    for (QWidget *button :
        { static_cast<QWidget *>(m_code), static_cast<QWidget *>(m_save), static_cast<QWidget *>(m_export) })
        button->setEnabled(some);
    if (!consultation)
        return m_summary->setText({});
    QString text =
        tr("%1 of %2 will be restored.")
            .arg(formatCount(restored), formatCount(static_cast<qint64>(consultation->diagnosis.findings.size())));
    if (const qint64 waiting = m_model->waiting(); waiting > 0)
        text += QLatin1Char(' ') + tr("Waiting for your choice: %1.").arg(formatCount(waiting));
    if (m_model->numbersDiffer())
        text +=
            QLatin1Char(' ') + tr("Layers are numbered differently: a name that was found may be of another layer.");
    m_summary->setText(text);
}

QMenu *DoctorPage::candidatesMenu(int row)
{
    const std::int32_t wanted = m_model->wantedAt(row);
    if (wanted < 0)
        return nullptr;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("doctorCandidates"));
    const std::int32_t now = m_model->haveAt(row);
    for (const Candidate &candidate : m_model->candidates(wanted)) {
        const QString key = toQString(m_model->consultation()->have[static_cast<std::size_t>(candidate.have)].key);
        const QString why = candidate.confidence > 0 ? tr("%1 %").arg(static_cast<int>(candidate.confidence * 100))
                                                     : reasonWords(candidate.reasons);
        QAction *action = menu->addAction(QStringLiteral("%1\t%2").arg(key, why));
        action->setCheckable(true);
        action->setChecked(candidate.have == now);
        action->setToolTip(reasonWords(candidate.reasons));
        connect(action, &QAction::triggered, this, [this, wanted, have = candidate.have, key] {
            if (!m_model->choose(wanted, have))
                m_strip->post({ QStringLiteral("taken"), Message::Kind::Information,
                    tr("“%1” is there under its own name.").arg(key),
                    tr("To use it here, untick it there first (chip Found)."), {} });
        });
    }
    QAction *none = menu->addAction(tr("Nothing"));
    none->setCheckable(true);
    none->setChecked(now < 0);
    connect(none, &QAction::triggered, this, [this, wanted] { m_model->choose(wanted, -1); });
    return menu;
}

void DoctorPage::showCandidates(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (QMenu *menu = candidatesMenu(index.row()))
        menu->popup(m_table->viewport()->mapToGlobal(
            m_table->visualRect(index.siblingAtColumn(DoctorModel::FoundColumn)).bottomLeft()));
}

// All selected rows become what the first of them is not.
void DoctorPage::tickSelected()
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows(DoctorModel::UseColumn)) {
        if (index.data(Qt::CheckStateRole).isValid())
            rows.append(index.row());
    }
    if (rows.isEmpty())
        return;
    std::sort(rows.begin(), rows.end());
    const bool on =
        m_model->index(rows.first(), DoctorModel::UseColumn).data(Qt::CheckStateRole).toInt() != Qt::Checked;
    m_model->tick(rows, on);
}

bool DoctorPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Space) {
            tickSelected();
            return true;
        }
        if ((key->key() == Qt::Key_Down && key->modifiers() == Qt::AltModifier) || key->key() == Qt::Key_Return) {
            showCandidates(m_table->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// The reason may be cut, the names should not be.
void DoctorPage::adaptColumns()
{
    const int unit = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(DoctorModel::UseColumn, 9 * unit);
    m_table->setColumnHidden(DoctorModel::ShapeColumn, width() < kNarrowPage / 2);
    m_table->setColumnWidth(DoctorModel::ShapeColumn, (width() < kNarrowPage ? 16 : 24) * unit);
    m_table->setColumnWidth(DoctorModel::MatchColumn, 14 * unit);
    const int names = std::max(width() * 24 / 100, 18 * unit);
    m_table->setColumnWidth(DoctorModel::WantedColumn, names);
    m_table->setColumnWidth(DoctorModel::FoundColumn, names);
}

void DoctorPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    adaptColumns();
}

void DoctorPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->urls().size() == 1 && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void DoctorPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    Q_EMIT fileDropped(event->mimeData()->urls().first().toLocalFile());
}

} // namespace ckpt
