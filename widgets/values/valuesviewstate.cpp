// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which page ValuesView shows: grid, picture, one number, or words.
#include "widgets/values/gridview.h"
#include "widgets/values/imageview.h"
#include "widgets/values/readingoverlay.h"
#include "widgets/values/scalarview.h"
#include "widgets/values/statisticspanel.h"
#include "widgets/values/valuesviewprivate.h"

#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMetaMethod>
#include <QScrollBar>
#include <QStackedWidget>

#include <algorithm>

namespace ckpt {

namespace {

constexpr int kPanelFromWidth = 460; // narrower: the grid needs the room

} // namespace

void ValuesView::Private::showVariable(const GridSlice *previous)
{
    if (m_showsValues)
        m_overlay->begin(true);
    m_variableGeneration = ++m_counter;
    m_summary.reset();
    m_summaryAsked = m_partOnly = m_scaleGuessed = false;
    m_strip->clear();
    GridSlice slice(variable().shape);
    const bool adopted = previous && slice.adopt(*previous);
    const NumberClass kind = numberClass(variable().dtype);
    m_bar->setSlice(slice, kind == NumberClass::String);
    if (variable().error && isArrayFormat(m_checkpoint->format())) {
        showUnreadable(*variable().error); // it names the type where that is what is wrong
    } else if (variable().dtype == DType::Invalid || kind == NumberClass::None) {
        showWords(unknownType(*m_checkpoint, variable()));
    } else if (variable().elements() == 0) {
        showWords(emptyTensor(variable().shape));
    } else if (variable().error) {
        showUnreadable(*variable().error);
    } else {
        m_panel->setPending(variable().dtype);
        m_model->show(slice, variable().dtype);
        setScale({});
        showSlice(slice, adopted);
    }
}

void ValuesView::Private::showSlice(const GridSlice &slice, bool keepCell)
{
    const QModelIndex before = m_grid->currentIndex();
    const int row = keepCell ? before.row() : 0, column = keepCell ? before.column() : 0;
    if (m_showsValues)
        m_overlay->begin(true);
    m_open = {};
    m_sliceGeneration = ++m_counter;
    if (slice.rows() == 0 || slice.columns() == 0) {
        showWords(emptySlice(QString::fromStdString(slice.text())));
        m_bar->show();
        return;
    }
    m_showsValues = true;
    m_model->show(slice, variable().dtype);
    m_grid->fitColumns();
    m_scalar->setPending();
    m_image->setSlice(slice, m_model->rowCount(), m_model->columnCount());
    m_image->setScale(m_model->scale());
    const QModelIndex cell =
        m_model->index(std::clamp(row, 0, m_model->rowCount() - 1), std::clamp(column, 0, m_model->columnCount() - 1));
    m_grid->setCurrentIndex(m_model->flags(cell) & Qt::ItemIsEnabled ? cell : m_model->index(0, 0));
    if (!keepCell)
        m_grid->scrollToTop();
    showClipped();
    showPage();
    updateActions();
    tellCell();
    requestWanted();
    updateReading();
}

void ValuesView::Private::showClipped()
{
    const QString id = QStringLiteral("values.clipped");
    if (!m_model->isClipped()) {
        m_strip->remove(id);
        return;
    }
    m_strip->post({ id, Message::Kind::Information,
        ValuesView::tr("The first %1 of %2 rows are shown.")
            .arg(formatCount(m_model->rowCount()), formatCount(m_model->slice().rows())),
        ValuesView::tr("Type a slice, for example [%1:], to see those behind.").arg(m_model->rowCount()), {} });
}

void ValuesView::Private::showPage()
{
    if (!m_showsValues)
        return;
    QWidget *page = m_imageAction->isChecked() && m_imageAction->isEnabled() ? static_cast<QWidget *>(m_image) : m_grid;
    if (isScalar())
        page = m_scalar;
    const bool focused = m_pages->currentWidget()->hasFocus();
    m_pages->setCurrentWidget(page);
    q->setFocusProxy(page);
    if (focused)
        page->setFocus();
    m_bar->setVisible(!isScalar());
    fitPanel();
}

void ValuesView::Private::fitPanel()
{
    m_panel->setVisible(m_showsValues && !isScalar() && q->width() >= kPanelFromWidth);
}

void ValuesView::Private::showWords(const StateWords &words)
{
    m_showsValues = false;
    m_open = {};
    m_overlay->end();
    m_model->clear();
    m_image->clear();
    m_words->setContent(words.kind, words.title, words.text, words.advice);
    m_words->setButtons({});
    m_pages->setCurrentWidget(m_words);
    m_bar->hide();
    fitPanel();
    updateActions();
    tellCell();
}

void ValuesView::Private::showUnreadable(const Error &error)
{
    const StateWords words = unreadable(*m_checkpoint, variable(), error);
    QList<EmptyPage::Button> buttons;
    const bool isShort = error.fault == Fault::TensorOutOfShard || error.fault == Fault::ShardTooShort;
    const auto part = isShort && m_partsReadable ? readablePart(*m_checkpoint, variable()) : std::nullopt;
    if (part && part->entries > 0 && !m_partOnly)
        buttons.append({ ValuesView::tr("Show the readable part"),
            [this, entries = part->entries] { showReadablePart(entries); } });
    const bool isFile = isShort || error.fault == Fault::ShardMissing;
    if (isFile && q->isSignalConnected(QMetaMethod::fromSignal(&ValuesView::findFileRequested)))
        buttons.append({ ValuesView::tr("Find the file…"),
            [this, path = toQString(error.path)] { Q_EMIT q->findFileRequested(path); } });
    buttons.append({ ValuesView::tr("Copy report"),
        [report = errorReport(words, error)] { QGuiApplication::clipboard()->setText(report); }, true });
    showWords(words);
    m_words->setButtons(buttons);
}

void ValuesView::Private::showReadablePart(std::int64_t entries)
{
    m_partOnly = true;
    m_panel->setUnavailable(ValuesView::tr("Only a part of the values is there."));
    m_summaryAsked = true;
    GridSlice slice(variable().shape);
    if (!slice.setText('[' + std::string(":") + std::to_string(entries) + ']'))
        return;
    m_bar->setSlice(slice);
    showSlice(slice, false);
    Q_EMIT q->sliceChanged(QString::fromStdString(slice.text()));
}

void ValuesView::Private::showChecksumWrong(const Error &error)
{
    m_strip->post({ QStringLiteral("values.checksum"), Message::Kind::Warning, checksumFact(error),
        ValuesView::tr("Values may be wrong."), {} });
}

void ValuesView::Private::setScale(const ValueScale &scale)
{
    m_model->setScale(scale);
    m_image->setScale(scale);
    m_grid->fitColumns();
}

} // namespace ckpt
