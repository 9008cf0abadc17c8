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
        connect(value, &QLabel::linkActivated, this,
            [this](const QString &link) { Q_EMIT goToRequested(link.toLongLong()); });
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
        m_values[i]->setText(
            link ? QStringLiteral("<a href=\"%1\">%2</a>").arg(row.target).arg(row.value.toHtmlEscaped()) : row.value);
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
    showRows(type, nullptr);
    fitHistogram(type);
}

void StatisticsPanel::setSummary(DType type, const ValueSummary &summary, const ValueScale &scale)
{
    m_note->hide();
    m_histogram->setContent(summary.histogram, scale);
    showRows(type, &summary.statistics);
    fitHistogram(type);
}

void StatisticsPanel::showRows(DType type, const Statistics *statistics)
{
    const Statistics known = statistics ? *statistics : Statistics();
    const auto count = [&](auto value) {
        return statistics ? formatCount(static_cast<qint64>(value)) : QStringLiteral("\u2026");
    };
    const auto real = [&](const std::optional<double> &value) {
        return !statistics ? QStringLiteral("\u2026") : value ? formatValue(*value) : QStringLiteral("\u2013");
    };
    const NumberClass kind = numberClass(type);
    if (kind == NumberClass::String) {
        setRows({ { tr("Strings"), count(known.count) }, { tr("Bytes"), count(known.bytes) },
            { tr("Shortest"), count(known.shortest) }, { tr("Longest"), count(known.longest) } });
        return;
    }
    QList<Row> rows;
    if (kind != NumberClass::Complex) // complex numbers have no order
        rows = { { tr("Min"), real(known.min), known.min ? known.minIndex : -1 },
            { tr("Max"), real(known.max), known.max ? known.maxIndex : -1 }, { tr("Mean"), real(known.mean) },
            { tr("Std dev"), real(known.std) }, { tr("L2 norm"), real(known.norm) } };
    rows.append({ { tr("Zeros"), count(known.zeros) }, { tr("NaN"), count(known.nans) },
        { tr("Inf"), count(known.infinities) } });
    setRows(rows);
}

void StatisticsPanel::setUnavailable(const QString &why)
{
    m_histogram->clear();
    setRows({});
    m_note->setText(why);
    m_note->setVisible(!why.isEmpty());
    m_histogram->hide();
}

void StatisticsPanel::fitHistogram(DType type)
{
    const NumberClass kind = numberClass(type);
    m_histogram->setVisible(kind == NumberClass::Float || kind == NumberClass::Integer || kind == NumberClass::Complex);
    m_histogram->setBarOnly(kind == NumberClass::Complex || height() < kHistogramFrom);
    m_complex = kind == NumberClass::Complex;
}

void StatisticsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_histogram->setBarOnly(m_complex || height() < kHistogramFrom);
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
