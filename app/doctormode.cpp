// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/doctormode.h"

#include "format/doctor/acceptance.h"
#include "format/plan/planfile.h"
#include "widgets/common/formatting.h"
#include "widgets/common/messagestrip.h"
#include "widgets/doctor/doctorpage.h"

#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QVBoxLayout>

namespace ckpt {

namespace {

const QString kGraph = QStringLiteral("graph"), kPasted = QStringLiteral("pasted"), kJob = QStringLiteral("doctor");
constexpr qsizetype kMostFiles = 8;

// What is wanted, to be read in a thread.
struct Question {
    QString id;
    std::string list;
    std::shared_ptr<const MetaGraph> graph; // of the shown checkpoint
    std::shared_ptr<const Checkpoint> have;
    bool weights = false;
};

Result<WantedList> wantedBy(const Question &question, const JobControl &control)
{
    if (question.id == kPasted)
        return parseWantedNames(question.list);
    if (question.id != kGraph)
        return readWanted(toBytes(question.id), {}, control);
    return question.graph ? wantedOf(*question.graph) : readWanted(question.have->ref().graphFile, {}, control);
}

Result<ConsultationPtr> answer(const Question &question, const JobControl &control)
{
    auto wanted = wantedBy(question, control);
    if (!wanted)
        return fail(wanted.error());
    if (question.weights)
        keepModelWeights(*wanted);
    auto have = namedVariables(*question.have, question.graph.get(), control);
    if (!have)
        return fail(have.error());
    auto diagnosis = diagnose(wanted->variables, *have, control);
    if (!diagnosis)
        return fail(diagnosis.error());
    return std::make_shared<const Consultation>(Consultation{
        std::move(*wanted), std::move(*have), std::move(*diagnosis), fingerprintOf(*question.have, control) });
}

} // namespace

DoctorMode::DoctorMode(QWidget &window, JobRunner &runner, Document &document, Settings &settings)
    : QObject(&window)
    , m_window(window)
    , m_runner(runner)
    , m_document(document)
    , m_settings(settings)
    , m_page(new DoctorPage(&window))
{
    connect(&document, &Document::checkpointChanged, this, &DoctorMode::checkpointChanged);
    connect(&document, &Document::graphChanged, this, [this] {
        if (!m_active || !m_wanted.isEmpty())
            return;
        offerChoices(); // a SavedModel has its graph in another file
        consult();
    });
    connect(m_page, &DoctorPage::wantedChosen, this, [this](const QString &id) {
        m_wanted = id;
        consult();
    });
    connect(m_page, &DoctorPage::weightsOnlyChanged, this, &DoctorMode::consult);
    connect(m_page, &DoctorPage::retryWanted, this, &DoctorMode::consult);
    connect(m_page, &DoctorPage::otherWanted, this, &DoctorMode::chooseFile);
    connect(m_page, &DoctorPage::pasteWanted, this, &DoctorMode::pasteList);
    connect(m_page, &DoctorPage::fileDropped, this, &DoctorMode::wantFile);
    connect(m_page, &DoctorPage::codeWanted, this, &DoctorMode::copyCode);
    connect(m_page, &DoctorPage::savePlanWanted, this, &DoctorMode::savePlan);
    connect(m_page, &DoctorPage::exportWanted, this, [this] { Q_EMIT exportWanted(plan()); });
}

void DoctorMode::setActive(bool active)
{
    m_active = active;
    if (active && m_stale) {
        offerChoices();
        consult();
    }
}

void DoctorMode::checkpointChanged()
{
    m_runner.drop(kJob);
    m_stale = true;
    m_page->setBusy(false);
    m_page->setConsultation(nullptr);
    setActive(m_active);
}

// Its own graph, the other graphs of the folder, what was chosen before, other runs that were opened lately.
void DoctorMode::offerChoices()
{
    QList<WantedChoice> choices;
    const auto add = [&](const QString &path) {
        const bool known =
            std::any_of(choices.begin(), choices.end(), [&](const WantedChoice &each) { return each.id == path; });
        if (known || path.isEmpty())
            return;
        const QFileInfo file(path);
        choices.append({ path, QStringLiteral("%1/%2").arg(file.absoluteDir().dirName(), file.fileName()) });
    };
    const auto &checkpoint = m_document.checkpoint();
    if (checkpoint && (m_document.metaGraph() || !checkpoint->ref().graphFile.empty()))
        choices.append({ kGraph, tr("Graph of %1").arg(m_document.name()) });
    for (const QString &path : m_files)
        add(path);
    if (!m_pasted.isEmpty())
        choices.append({ kPasted, tr("Pasted list") });
    if (m_document.hasRun()) {
        for (const std::string &graph : m_document.run().graphFiles)
            add(toQString(graph));
    }
    for (const Settings::Recent &recent : m_settings.recents()) {
        if (recent.path != m_document.path())
            add(recent.path);
    }
    const bool offered =
        std::any_of(choices.begin(), choices.end(), [&](const WantedChoice &each) { return each.id == m_wanted; });
    if (!offered)
        m_wanted = choices.isEmpty() || choices.first().id != kGraph ? QString() : kGraph;
    m_page->setWantedChoices(choices, m_wanted);
    m_page->setHave(checkpoint
            ? tr("%1 · %2", "run, checkpoint").arg(m_document.name(), toQString(checkpoint->ref().displayName()))
            : QString());
}

void DoctorMode::consult()
{
    const auto &have = m_document.checkpoint();
    if (!m_active || !have || have->isOnlyDeclared())
        return;
    m_stale = false;
    if (m_wanted.isEmpty())
        return m_page->setConsultation(nullptr);
    m_page->setBusy(true);
    Question question{ m_wanted, toBytes(m_pasted), m_document.metaGraph(), have, m_page->modelWeightsOnly() };
    m_runner.start(
        { kJob, tr("Matching the names"), JobRunner::Lane::Long },
        [question = std::move(question)](const JobControl &control) { return answer(question, control); },
        [this](const Result<ConsultationPtr> &consultation) {
            m_page->setBusy(false);
            if (consultation)
                m_page->setConsultation(*consultation);
            else
                m_page->setError(consultation.error());
        });
}

void DoctorMode::wantFile(const QString &path)
{
    m_files.removeAll(path);
    m_files.prepend(path);
    while (m_files.size() > kMostFiles)
        m_files.removeLast();
    m_wanted = path;
    offerChoices();
    consult();
}

void DoctorMode::wantList(const QString &text)
{
    m_pasted = text;
    m_wanted = kPasted;
    offerChoices();
    consult();
}

void DoctorMode::chooseFile()
{
    offerChoices(); // back to what is shown, should nothing be chosen
    const QString path = QFileDialog::getOpenFileName(&m_window, tr("What Is Wanted"),
        m_document.hasRun() ? toQString(m_document.run().directory) : QString(),
        fileFilter(tr("Graphs, checkpoints, lists of names"),
            { QStringLiteral("meta"), QStringLiteral("pb"), QStringLiteral("pbtxt"), QStringLiteral("index"),
                QStringLiteral("txt"), QStringLiteral("npz"), QStringLiteral("safetensors") })
            + QStringLiteral(";;") + fileFilter(tr("All files")));
    if (!path.isEmpty())
        wantFile(path);
}

void DoctorMode::pasteList()
{
    offerChoices();
    QDialog dialog(&m_window);
    dialog.setWindowTitle(tr("Paste a List of Names"));
    auto *edit = new QPlainTextEdit(&dialog);
    edit->setPlaceholderText(tr("One name a line, behind it a type and a shape where they are known: %1")
                                 .arg(QStringLiteral("layer1/weights float32 [784, 256]")));
    edit->setPlainText(m_pasted.isEmpty() ? QGuiApplication::clipboard()->text() : m_pasted);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
    connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(&dialog);
    layout->addWidget(edit);
    layout->addWidget(buttons);
    dialog.resize(560, 400);
    if (dialog.exec() == QDialog::Accepted && !edit->toPlainText().trimmed().isEmpty())
        wantList(edit->toPlainText());
}

void DoctorMode::copyCode(CodeKind kind)
{
    const Consultation &consultation = *m_page->model().consultation();
    QGuiApplication::clipboard()->setText(toQString(restoringCode(kind, m_page->model().accepted(),
        consultation.wanted.variables, consultation.have, m_document.checkpoint()->ref().prefix)));
    m_page->strip().post({ QStringLiteral("code"), Message::Kind::Success, tr("Copied."), {}, {} });
}

ExportPlan DoctorMode::plan() const
{
    const Consultation &consultation = *m_page->model().consultation();
    const Checkpoint &source = *m_document.checkpoint();
    const CheckpointRef &ref = source.ref();
    PlanSource from{ .path = ref.v1Files.size() > 1 ? ref.v1Files.front() : ref.prefix };
    if (ref.alsoV1)
        from.format = ref.format;
    from.fingerprint = consultation.fingerprint;
    return planOf(m_page->model().accepted(), consultation.wanted.variables, consultation.have, std::move(from));
}

void DoctorMode::savePlan()
{
    QFileDialog dialog(&m_window, tr("Save Plan"), toQString(m_document.run().directory),
        fileFilter(tr("Plans"), { QStringLiteral("json") }));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("json"));
    dialog.selectFile(m_document.name() + QStringLiteral("-map.json"));
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return;
    const QString path = dialog.selectedFiles().first();
    QSaveFile file(path);
    const std::string text = planText(plan(), toBytes(path));
    const bool written = file.open(QIODevice::WriteOnly)
        && file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size())
        && file.commit();
    m_page->strip().post({ QStringLiteral("plan"), written ? Message::Kind::Success : Message::Kind::Error,
        written ? tr("Saved.") : tr("“%1” cannot be written.").arg(path), written ? path : file.errorString(), {} });
}

} // namespace ckpt
