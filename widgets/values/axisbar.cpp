// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/axisbar.h"

#include "widgets/common/formatting.h"
#include "widgets/common/theme.h"
#include "widgets/values/wraplayout.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <limits>

namespace ckpt {

namespace {

constexpr int kSliderWidth = 48, kMaxWrap = 4096;

int toInt(std::int64_t value)
{
    return static_cast<int>(std::min<std::int64_t>(value, std::numeric_limits<int>::max()));
}

// A label and what it names, kept together when the bar wraps.
QWidget *labelled(QLabel *label, std::initializer_list<QWidget *> widgets, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kGap);
    layout->addWidget(label);
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    label->setBuddy(*widgets.begin());
    return box;
}

} // namespace

AxisBar::AxisBar(QWidget *parent)
    : QWidget(parent)
    , m_controls(new QWidget(this))
    , m_layout(new WrapLayout(metric::kGroupGap + 2, m_controls))
    , m_rows(new QComboBox)
    , m_columns(new QComboBox)
    , m_width(new QSpinBox)
    , m_edit(new QLineEdit)
    , m_error(new QLabel(this))
{
    setObjectName(QStringLiteral("axisBar"));
    setAccessibleName(tr("Axes"));
    m_edit->setObjectName(QStringLiteral("sliceEdit"));
    m_edit->setAccessibleName(tr("Slice"));
    m_edit->setToolTip(tr("NumPy slicing, for example [0, :, ::2]"));
    m_edit->installEventFilter(this);
    m_rows->setObjectName(QStringLiteral("rowAxis"));
    m_columns->setObjectName(QStringLiteral("columnAxis"));
    m_width->setObjectName(QStringLiteral("wrapWidth"));
    m_width->setRange(1, kMaxWrap);
    m_width->setToolTip(tr("Values in a row"));
    m_width->setKeyboardTracking(false);
    m_error->setObjectName(QStringLiteral("sliceError"));
    m_error->setWordWrap(true);
    m_error->hide();
    m_rowsBox = labelled(new QLabel(tr("Rows", "axis whose entries are the rows of a table")), { m_rows }, m_controls);
    m_columnsBox =
        labelled(new QLabel(tr("Columns", "axis whose entries are the columns of a table")), { m_columns }, m_controls);
    m_widthBox = labelled(new QLabel(tr("Width", "values in a row of a wrapped vector")), { m_width }, m_controls);
    for (QWidget *widget : { m_rowsBox, m_columnsBox, m_widthBox, static_cast<QWidget *>(m_edit) })
        m_layout->addWidget(widget);
    m_layout->setLastToTheRight(true);
    m_layout->setContentsMargins(0, 0, 0, 0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kGroupGap, metric::kGap + 2, metric::kGroupGap, metric::kGap + 2);
    layout->setSpacing(metric::kGap);
    layout->addWidget(m_controls);
    layout->addWidget(m_error);

    connect(m_rows, &QComboBox::activated, this, [this](int axis) {
        GridSlice slice = m_slice;
        slice.setRowAxis(static_cast<std::size_t>(axis));
        change(slice);
    });
    connect(m_columns, &QComboBox::activated, this, [this](int axis) {
        GridSlice slice = m_slice;
        slice.setColumnAxis(static_cast<std::size_t>(axis));
        change(slice);
    });
    connect(m_width, &QSpinBox::valueChanged, this, [this](int width) {
        GridSlice slice = m_slice;
        slice.setWrapWidth(width);
        change(slice);
    });
    connect(m_edit, &QLineEdit::returnPressed, this, [this] { setText(m_edit->text()); });
    connect(m_edit, &QLineEdit::textEdited, this, &AxisBar::previewText);
    setFonts();
}

void AxisBar::setFonts()
{
    for (QWidget *widget : m_controls->findChildren<QWidget *>())
        widget->setFont(ckpt::font(widget == m_edit ? TextSize::Mono : TextSize::Small));
    m_error->setFont(ckpt::font(TextSize::Small));
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText, colors(this).err);
    m_error->setPalette(palette);
    for (const FixedAxis &fixed : m_fixed) { // a number beside its slider rather than a field
        QPalette plain = this->palette();
        plain.setColor(QPalette::Base, plain.color(QPalette::Window));
        fixed.spin->setPalette(plain);
    }
}

void AxisBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        setFonts();
}

bool AxisBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        showSlice(); // what was typed goes, the slice that is shown comes back
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

AxisBar::FixedAxis AxisBar::makeFixedAxis()
{
    FixedAxis made{ nullptr, new QLabel, new QSlider(Qt::Horizontal), new QSpinBox, 0 };
    made.slider->setFixedWidth(kSliderWidth);
    made.slider->setFocusPolicy(Qt::StrongFocus);
    made.spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    made.spin->setFrame(false);
    made.spin->setKeyboardTracking(false);
    made.box = labelled(made.label, { made.slider, made.spin }, m_controls);
    const auto position = static_cast<std::size_t>(m_fixed.size());
    const auto choose = [this, position](int index) {
        if (position >= static_cast<std::size_t>(m_fixed.size()))
            return;
        GridSlice slice = m_slice;
        slice.setFixedIndex(m_fixed[static_cast<qsizetype>(position)].axis, index);
        change(slice);
    };
    connect(made.slider, &QSlider::valueChanged, this, choose);
    connect(made.spin, &QSpinBox::valueChanged, this, choose);
    return made;
}

void AxisBar::makeFixedAxes(std::size_t count)
{
    while (static_cast<std::size_t>(m_fixed.size()) > count) {
        QWidget *box = m_fixed.takeLast().box;
        m_layout->removeWidget(box);
        box->hide();
        box->deleteLater();
    }
    while (static_cast<std::size_t>(m_fixed.size()) < count) {
        m_fixed.append(makeFixedAxis());
        m_layout->insertWidget(m_layout->count() - 1, m_fixed.last().box);
        m_fixed.last().box->show();
    }
    setFonts();
}

void AxisBar::setSlice(const GridSlice &slice, bool list)
{
    m_slice = slice;
    m_list = list;
    fillAxes();
    showSlice();
}

void AxisBar::fillAxes()
{
    for (QComboBox *combo : { m_rows, m_columns }) {
        combo->clear();
        for (std::size_t axis = 0; axis < m_slice.rank(); ++axis)
            combo->addItem(tr("axis %1 · %2", "number of an axis, its size")
                               .arg(axis)
                               .arg(formatCount(m_slice.shape().dim(axis))));
    }
}

void AxisBar::showSlice()
{
    const bool grid = m_slice.rank() >= 2;
    m_rowsBox->setVisible(grid);
    m_columnsBox->setVisible(grid);
    m_widthBox->setVisible(m_slice.wraps() && !m_list);
    m_edit->setVisible(m_slice.rank() > 0);
    if (grid) {
        m_rows->setCurrentIndex(static_cast<int>(m_slice.rowAxis()));
        m_columns->setCurrentIndex(static_cast<int>(m_slice.columnAxis()));
    }
    const QSignalBlocker blockWidth(m_width);
    m_width->setValue(toInt(m_slice.wrapWidth()));
    const std::vector<std::size_t> axes = m_slice.fixedAxes();
    makeFixedAxes(axes.size());
    for (std::size_t i = 0; i < axes.size(); ++i) {
        FixedAxis &fixed = m_fixed[static_cast<qsizetype>(i)];
        fixed.axis = axes[i];
        const QSignalBlocker blockSlider(fixed.slider), blockSpin(fixed.spin);
        const int last = toInt(m_slice.shape().dim(axes[i]) - 1);
        const QString name = tr("axis %1", "number of an axis").arg(axes[i]);
        fixed.label->setText(name);
        fixed.slider->setAccessibleName(name);
        fixed.spin->setAccessibleName(name);
        fixed.slider->setObjectName(QStringLiteral("axisSlider%1").arg(axes[i]));
        fixed.spin->setObjectName(QStringLiteral("axisSpin%1").arg(axes[i]));
        fixed.slider->setRange(0, last);
        fixed.spin->setRange(0, last);
        fixed.slider->setValue(toInt(m_slice.fixedIndex(axes[i])));
        fixed.spin->setValue(toInt(m_slice.fixedIndex(axes[i])));
    }
    const QString text = QString::fromStdString(m_slice.text());
    if (m_edit->text() != text)
        m_edit->setText(text);
    const int wanted = m_edit->fontMetrics().horizontalAdvance(text) + 2 * metric::kMargin;
    m_edit->setMinimumWidth(std::clamp(wanted, 100, 200));
    m_edit->setMaximumWidth(m_edit->minimumWidth());
    showError({});
}

void AxisBar::showError(const QString &text)
{
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

void AxisBar::change(const GridSlice &slice)
{
    const bool changed = !(slice == m_slice);
    m_slice = slice;
    showSlice();
    if (changed)
        Q_EMIT sliceChanged(m_slice);
}

// While typing: say what is wrong, but change nothing before Return.
void AxisBar::previewText()
{
    const Result<Selection> selection = parseSelection(toBytes(m_edit->text()), m_slice.shape());
    showError(selection ? QString() : toQString(selection.error().detail));
}

bool AxisBar::setText(const QString &text)
{
    GridSlice slice = m_slice;
    const Result<void> parsed = slice.setText(toBytes(text));
    if (!parsed) {
        if (m_edit->text() != text)
            m_edit->setText(text);
        showError(toQString(parsed.error().detail));
        return false;
    }
    change(slice);
    return true;
}

void AxisBar::stepFirstFixedAxis(int steps)
{
    const std::vector<std::size_t> axes = m_slice.fixedAxes();
    if (axes.empty())
        return;
    GridSlice slice = m_slice;
    slice.setFixedIndex(axes.front(), slice.fixedIndex(axes.front()) + steps);
    change(slice);
}

void AxisBar::focusSlice()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

} // namespace ckpt
