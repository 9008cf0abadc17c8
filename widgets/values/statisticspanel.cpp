// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/statisticspanel.h"

#include "widgets/common/formatting.h"
#include "widgets/values/celltext.h"
#include "widgets/values/histogramview.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace ckpt {

namespace {

constexpr int kHistogramFrom = 250; // height from which there is room for more than the colour bar

QString number(const std::optional<double> &value) { return value ? formatValue(*value) : QStringLiteral("\u2013"); }

} // namespace

StatisticsPanel::StatisticsPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("Whole tensor"), this))
    , m_note(new QLabel(this))
    , m_histogram(new HistogramView(this))
    , m_grid(new QGridLayout)
{
    setObjectName(QStringLiteral("statisticsPanel"));
    setAccessibleName(tr("Statistics of the whole tensor"));
    setFixedWidth(kWidth);
    m_note->setWordWrap(true);
    m_note->hide();
    m_grid->setVerticalSpacing(1);
    m_grid->setHorizontalSpacing(metric::kGap);
    m_grid->setColumnStretch(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kGroupGap + 1, metric::kGap + 2, metric::kGroupGap, metric::kGap);
    layout->setSpacing(metric::kGap + 2);
    layout->addWidget(m_title);
    layout->addWidget(m_histogram);
    layout->addWidget(m_note);
    layout->addLayout(m_grid);
    layout->addStretch(1);
    setFonts();
}

void StatisticsPanel::setFonts()
{
    QFont title = ckpt::font(TextSize::Small);
    title.setWeight(QFont::DemiBold);
    m_title->setFont(title);
    m_note->setFont(ckpt::font(TextSize::Small));
    const Colors &palette = colors(this);
    const auto ink = [](QLabel *label, const QColor &color) {
        QPalette own = label->palette();
        own.setColor(QPalette::WindowText, color);
        label->setPalette(own);
    };
    ink(m_title, palette.sub);
    ink(m_note, palette.sub);
    for (QLabel *name : m_names) {
        name->setFont(ckpt::font(TextSize::Small));
        ink(name, palette.sub);
    }
    for (QLabel *value : m_values) {
        value->setFont(numberFont(ckpt::font(TextSize::Small)));
        QPalette own = value->palette();
        own.setColor(QPalette::Link, palette.accent);
        own.setColor(QPalette::WindowText, palette.text);
        value->setPalette(own);
    }
}

void StatisticsPanel::setRows(const QList<Row> &rows)
{
    while (m_names.size() < rows.size()) {
        const int at = static_cast<int>(m_names.size());
        auto *name = new QLabel(this), *value = new QLabel(this);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setTextInteractionFlags(Qt::TextBrowserInteraction);
        value->setFocusPolicy(Qt::NoFocus);
        connect(value, &QLabel::linkActivated, this, [this](const QString &link) { Q_EMIT goToRequested(link.toLongLong()); });
        m_grid->addWidget(name, at, 0);
        m_grid->addWidget(value, at, 1);
        m_names.append(name);
        m_values.append(value);
    }
    setFonts();
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const bool used = i < rows.size();
        m_names[i]->setVisible(used);
        m_values[i]->setVisible(used);
        if (!used)
            continue;
        const Row &row = rows[i];
        m_names[i]->setText(row.name);
        const bool link = row.target >= 0;
        m_values[i]->setText(link ? QStringLiteral("<a href=\"%1\">%2</a>").arg(row.target).arg(row.value.toHtmlEscaped())
                                  : row.value);
        m_values[i]->setTextFormat(link ? Qt::RichText : Qt::PlainText);
        m_values[i]->setToolTip(link ? tr("Go to this value") : QString());
        m_values[i]->setFocusPolicy(link ? Qt::StrongFocus : Qt::NoFocus);
        m_values[i]->setAccessibleName(row.name + u' ' + row.value);
    }
}

void StatisticsPanel::setPending(DType type)
{
    m_note->hide();
    m_histogram->clear();
    const QString wait = QStringLiteral("\u2026");
    QList<Row> rows;
    if (numberClass(type) == NumberClass::String)
        rows = {{tr("Strings"), wait}, {tr("Bytes"), wait}, {tr("Shortest"), wait}, {tr("Longest"), wait}};
    else
        rows = {{tr("Min"), wait}, {tr("Max"), wait}, {tr("Mean"), wait}, {tr("Std dev"), wait}, {tr("L2 norm"), wait},
                {tr("Zeros"), wait}, {tr("NaN"), wait}, {tr("Inf"), wait}};
    setRows(rows);
    fitHeight();
}

void StatisticsPanel::setSummary(DType type, const ValueSummary &summary, const ValueScale &scale)
{
    const Statistics &statistics = summary.statistics;
    m_note->hide();
    m_histogram->setContent(summary.histogram, scale);
    if (numberClass(type) == NumberClass::String) {
        setRows({{tr("Strings"), formatCount(statistics.count)},
                 {tr("Bytes"), formatCount(static_cast<qint64>(statistics.bytes))},
                 {tr("Shortest"), formatCount(static_cast<qint64>(statistics.shortest))},
                 {tr("Longest"), formatCount(static_cast<qint64>(statistics.longest))}});
    } else {
        setRows({{tr("Min"), number(statistics.min), statistics.min ? statistics.minIndex : -1},
                 {tr("Max"), number(statistics.max), statistics.max ? statistics.maxIndex : -1},
                 {tr("Mean"), number(statistics.mean)},
                 {tr("Std dev"), number(statistics.std)},
                 {tr("L2 norm"), number(statistics.norm)},
                 {tr("Zeros"), formatCount(statistics.zeros)},
                 {tr("NaN"), formatCount(statistics.nans)},
                 {tr("Inf"), formatCount(statistics.infinities)}});
    }
    fitHeight();
}

void StatisticsPanel::setUnavailable(const QString &why)
{
    m_histogram->clear();
    setRows({});
    m_note->setText(why);
    m_note->setVisible(!why.isEmpty());
    m_histogram->hide();
}

void StatisticsPanel::fitHeight()
{
    const bool numbers = m_names.size() > 4 && m_names[4]->isVisibleTo(this);
    m_histogram->setVisible(numbers);
    m_histogram->setBarOnly(height() < kHistogramFrom);
}

void StatisticsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_histogram->setBarOnly(height() < kHistogramFrom);
}

void StatisticsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        setFonts();
}

void StatisticsPanel::paintEvent(QPaintEvent *)
{
    const Colors &palette = colors(this);
    QPainter painter(this);
    painter.fillRect(rect(), palette.base);
    painter.fillRect(QRect(0, 0, 1, height()), palette.line);
}

} // namespace ckpt
