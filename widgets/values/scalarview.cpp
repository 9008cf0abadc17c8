// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/scalarview.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"
#include "widgets/values/celltext.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTextDocument>

namespace ckpt {

namespace {

constexpr std::size_t kMaxShownBytes = 256 * 1024; // of one string

// Line breaks stay, everything else that is not text becomes \xNN.
QString linesOf(std::string_view bytes)
{
    QString text;
    std::string_view rest = bytes.substr(0, kMaxShownBytes);
    while (true) {
        const std::size_t end = rest.find('\n');
        text += toQString(rest.substr(0, end));
        if (end == std::string_view::npos)
            return text;
        text += u'\n';
        rest.remove_prefix(end + 1);
    }
}

} // namespace

ScalarView::ScalarView(QWidget *parent)
    : QWidget(parent)
    , m_number(new QLabel(this))
    , m_rows(new QGridLayout)
    , m_string(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("valuesScalar"));
    setAccessibleName(tr("Value"));
    m_number->setObjectName(QStringLiteral("scalarNumber"));
    m_number->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_string->setReadOnly(true);
    m_string->setFrameShape(QFrame::NoFrame);
    m_string->document()->setDocumentMargin(0);
    m_string->setAccessibleName(tr("Text"));
    m_rows->setHorizontalSpacing(metric::kMargin);
    m_rows->setVerticalSpacing(metric::kGap);
    m_rows->setColumnStretch(1, 1);
    m_exact = addRow(tr("Exact"));
    m_hex = addRow(tr("Hex"));
    m_bits = addRow(tr("Bits"));
    m_length = addRow(tr("Length"));
    m_exact->setObjectName(QStringLiteral("scalarExact"));
    m_hex->setObjectName(QStringLiteral("scalarHex"));
    m_bits->setObjectName(QStringLiteral("scalarBits"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kSection, metric::kMargin, metric::kSection, metric::kMargin);
    layout->setSpacing(metric::kGroupGap);
    layout->addWidget(m_number);
    layout->addLayout(m_rows);
    layout->addWidget(m_string, 1);
    layout->addStretch(0);
    setFonts();
    setPending();
}

QLabel *ScalarView::addRow(const QString &name)
{
    const int row = m_rows->rowCount();
    auto *label = new QLabel(name, this);
    auto *value = new QLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setWordWrap(true);
    m_rows->addWidget(label, row, 0, Qt::AlignTop);
    m_rows->addWidget(value, row, 1);
    m_names.append(label);
    return value;
}

void ScalarView::setFonts()
{
    m_number->setFont(numberFont(ckpt::font(TextSize::Display)));
    m_string->setFont(ckpt::font(TextSize::Mono));
    for (QLabel *value : { m_exact, m_hex, m_bits, m_length })
        value->setFont(ckpt::font(TextSize::Mono));
    for (QLabel *name : m_names) {
        name->setFont(ckpt::font(TextSize::Small));
        QPalette palette = name->palette();
        palette.setColor(QPalette::WindowText, colors(this).sub);
        name->setPalette(palette);
    }
}

void ScalarView::setPending()
{
    m_copy.clear();
    m_number->setText(QStringLiteral("\u2026"));
    m_number->show();
    m_string->hide();
    for (QLabel *value : { m_exact, m_hex, m_bits, m_length })
        value->clear();
    for (QLabel *name : m_names)
        name->hide();
}

void ScalarView::setValue(const TensorData &value)
{
    const bool isString = numberClass(value.dtype) == NumberClass::String;
    m_copy = ckpt::copyText(value, 0);
    m_number->setVisible(!isString);
    m_string->setVisible(isString);
    if (isString) {
        const std::string &bytes = value.strings.front();
        m_string->setPlainText(linesOf(bytes));
        const int size = static_cast<int>(std::min<std::size_t>(bytes.size(), std::size_t{ 1 } << 30));
        m_length->setText(bytes.size() > kMaxShownBytes
                ? tr("%n byte(s); the first %1 are shown", "", size).arg(formatBytes(kMaxShownBytes))
                : tr("%n byte(s)", "", size));
        m_exact->clear();
        m_hex->clear();
        m_bits->clear();
    } else {
        m_number->setText(shortText(value, 0));
        m_exact->setText(exactText(value, 0));
        m_hex->setText(hexText(value, 0));
        m_bits->setText(bitText(value, 0));
        m_length->clear();
    }
    const QList<QLabel *> values = { m_exact, m_hex, m_bits, m_length };
    for (qsizetype i = 0; i < values.size(); ++i) {
        m_names[i]->setVisible(!values[i]->text().isEmpty());
        values[i]->setVisible(!values[i]->text().isEmpty());
    }
}

void ScalarView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        setFonts();
}

void ScalarView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors(this).base);
}

} // namespace ckpt
