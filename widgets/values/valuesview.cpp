// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/values/valuesview.h"

#include "widgets/common/messagestrip.h"
#include "widgets/common/theme.h"
#include "widgets/values/gridview.h"
#include "widgets/values/imageview.h"
#include "widgets/values/readingoverlay.h"
#include "widgets/values/scalarview.h"
#include "widgets/values/statisticspanel.h"
#include "widgets/values/valuesviewprivate.h"

#include <QAction>
#include <QKeyEvent>

namespace ckpt {

ValuesView::ValuesView(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("valuesView"));
    setAccessibleName(tr("Values"));
    clear();
}

ValuesView::~ValuesView() = default;

void ValuesView::setVariable(std::shared_ptr<const Checkpoint> checkpoint, VariableId id, const QString &displayName)
{
    const GridSlice previous = d->m_bar->slice();
    const bool had = hasVariable();
    d->m_checkpoint = std::move(checkpoint);
    d->m_id = id;
    d->m_name = displayName;
    d->showVariable(had ? &previous : nullptr);
}

void ValuesView::clear(const QString &why)
{
    d->m_checkpoint.reset();
    d->m_name.clear();
    d->withdraw();
    d->m_variableGeneration = d->m_sliceGeneration = ++d->m_counter;
    d->m_summary.reset();
    d->m_strip->clear();
    StateWords words = nothingSelected();
    if (!why.isEmpty())
        words.title = why;
    d->showWords(words);
}

bool ValuesView::hasVariable() const
{
    return d->m_checkpoint != nullptr;
}

VariableId ValuesView::variableId() const
{
    return d->m_id;
}

QString ValuesView::displayName() const
{
    return d->m_name;
}

QString ValuesView::sliceText() const
{
    return hasVariable() ? QString::fromStdString(d->m_bar->slice().text()) : QString();
}

bool ValuesView::setSliceText(const QString &text)
{
    return hasVariable() && d->m_bar->setText(text);
}

void ValuesView::setPartsReadable(bool readable)
{
    d->m_partsReadable = readable;
}

QList<QAction *> ValuesView::viewActions() const
{
    return { d->m_gridAction, d->m_imageAction };
}

QList<QAction *> ValuesView::cellActions() const
{
    return { d->m_minAction, d->m_maxAction, d->m_copyAction };
}

void ValuesView::goTo(const QList<qint64> &index)
{
    d->goTo(std::vector<std::int64_t>(index.begin(), index.end()));
}

QSize ValuesView::sizeHint() const
{
    return QSize(668, 340);
}

QSize ValuesView::minimumSizeHint() const
{
    return QSize(240, 120);
}

void ValuesView::setBlock(const ValueRequest &request, const TensorData &values)
{
    if (!d->showsValues() || request.generation != d->m_sliceGeneration)
        return;
    // A block that a newer request has overtaken is still right for its cells; the others are only wanted as the
    // newest.
    if (request.purpose == ValuePurpose::Show)
        d->takeShown(request, values);
    if (!d->isOpen(request))
        return;
    d->open(request.purpose).reset();
    if (request.purpose == ValuePurpose::Image)
        d->takeShown(request, values);
    else if (request.purpose == ValuePurpose::Copy)
        d->takeCopy(request, values);
    d->updateReading();
    d->requestWanted();
}

void ValuesView::setBlockError(const ValueRequest &request, const Error &error)
{
    if (!d->showsValues() || !d->isOpen(request))
        return;
    d->open(request.purpose).reset();
    d->updateReading();
    if (error.fault == Fault::Cancelled)
        return;
    d->showUnreadable(error);
    d->m_bar->setVisible(!d->isScalar()); // another slice may be readable
}

void ValuesView::setSummary(quint64 generation, const ValueSummary &summary)
{
    if (generation != d->m_variableGeneration || !hasVariable())
        return;
    d->m_summary = summary;
    const ValueScale scale = ValueScale::ofSummary(d->variable().dtype, summary);
    if (scale.known)
        d->setScale(scale);
    d->m_panel->setSummary(d->variable().dtype, summary, d->m_model->scale());
    d->updateActions();
}

void ValuesView::setSummaryError(quint64 generation, const Error &error)
{
    if (generation != d->m_variableGeneration || !hasVariable() || error.fault == Fault::Cancelled)
        return;
    d->m_panel->setUnavailable(tr("The statistics could not be computed."));
    if (error.fault == Fault::TensorChecksum)
        d->showChecksumWrong(error);
}

void ValuesView::setProgress(quint64 generation, quint64 doneBytes, quint64 totalBytes)
{
    if (generation == d->m_sliceGeneration)
        d->m_overlay->setProgress(doneBytes, totalBytes);
}

void ValuesView::setChecksum(VariableId id, const ChecksumResult &result)
{
    if (!hasVariable() || id != d->m_id)
        return;
    if (result.state == ChecksumState::Wrong)
        d->showChecksumWrong(result.error.value_or(Error{ Fault::TensorChecksum, {}, {}, {}, {}, {}, {} }));
    else if (result.state == ChecksumState::Good)
        d->m_strip->clear();
}

void ValuesView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->fitPanel();
}

// A hidden dock reads nothing; it catches up here.
void ValuesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    d->requestWanted();
}

void ValuesView::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & Qt::AltModifier) {
        if (event->key() == Qt::Key_PageUp)
            d->m_bar->stepFirstFixedAxis(-1);
        else if (event->key() == Qt::Key_PageDown)
            d->m_bar->stepFirstFixedAxis(1);
        else
            QWidget::keyPressEvent(event);
        return;
    }
    if (event->matches(QKeySequence::Copy)) {
        d->m_copyAction->trigger();
    } else if (event->key() == Qt::Key_Slash && !d->isScalar()) {
        d->m_bar->focusSlice();
    } else if (event->key() == Qt::Key_1 && event->modifiers() == Qt::NoModifier) {
        d->m_gridAction->trigger();
    } else if (event->key() == Qt::Key_2 && event->modifiers() == Qt::NoModifier) {
        d->m_imageAction->trigger();
    } else if (event->key() == Qt::Key_Escape && d->m_overlay->isReading()) {
        d->withdraw();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace ckpt
