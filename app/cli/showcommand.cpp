// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// `ckpt show`: values of one variable or a part of it, as text, JSON, CSV or a NumPy file.
#include "app/cli/checkpointjson.h"
#include "app/cli/commands.h"
#include "app/cli/npyheader.h"
#include "app/cli/outputfile.h"
#include "app/cli/valuestream.h"
#include "app/cli/valuetext.h"
#include "format/base/faulttext.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

// 256 Ki elements at a time: large enough for speed, small beside the program.
constexpr std::int64_t kPiece = 1 << 18;

struct ShowOptions {
    std::string place;
    Choice choice;
    NumberFormat format = NumberFormat::Exact;
    bool json = false;
    std::string npy, csv;
};

class ShowRun {
public:
    ShowRun(const ShowOptions &options, Console &console)
        : m_options(options)
        , m_choice(options.choice)
        , m_console(console)
    {
    }

    ExitCode run()
    {
        const Place place = splitPlace(m_options.place);
        if (!place.variable || place.variable->empty()) {
            m_console.say("show: name a variable after the place, as in PATH::NAME or PATH::NAME[0, :].");
            return ExitCode::WrongUsage;
        }
        m_choice.path = place.path;
        const Result<void> opened = open();
        if (!opened)
            return refuse(opened.error());
        Result<VariablePart> part = findPart(*m_checkpoint, *place.variable);
        if (!part)
            return refuse(part.error());
        m_part = std::move(*part);
        if (const auto &error = variable().error)
            return refuse(*error);
        return write();
    }

private:
    const Variable &variable() const { return m_checkpoint->variable(m_part.variable); }

    Result<void> open()
    {
        const Result<Run> run = scanRun(m_choice.path);
        if (!run)
            return fail(run.error());
        const auto refs = choose(*run, m_choice);
        if (!refs)
            return fail(refs.error());
        const auto opened = Checkpoint::open(refs->front(), {}, m_console.job("Reading"));
        if (!opened)
            return fail(opened.error());
        m_checkpoint = *opened;
        return {};
    }

    ExitCode refuse(const Error &error)
    {
        m_console.out().flush();
        m_console.say(error);
        return finish(m_console, ExitCode::CannotRead);
    }

    ExitCode write()
    {
        // A part is read without the rest, so only the whole can be compared with its checksum.
        std::optional<Error> wrong;
        if (m_part.selection.elements() == variable().elements())
            wrong = verify(*m_checkpoint, m_part.variable, m_console.job("Checking")).error;
        // A person may look at doubtful values and is told so; a file would pass them on without a word.
        if (wrong && (wrong->fault != Fault::TensorChecksum || !m_options.npy.empty() || !m_options.csv.empty()))
            return refuse(*wrong);
        if (!m_options.npy.empty())
            return writeFile(m_options.npy, [this](Output &out) { return npy(out); });
        if (!m_options.csv.empty())
            return writeFile(m_options.csv, [this](Output &out) { return csv(out); });
        const Result<void> written = m_options.json ? json() : print();
        if (!written)
            return refuse(written.error());
        return wrong ? refuse(*wrong) : finish(m_console, ExitCode::Done);
    }

    template <typename Write>
    ExitCode writeFile(const std::string &path, Write &&write)
    {
        auto file = OutputFile::create(path, std::span(&m_checkpoint, 1), m_console);
        if (!file) {
            m_console.say(file.error());
            return ExitCode::CannotWrite;
        }
        const Result<void> written = write(file->out());
        if (!written)
            return refuse(written.error());
        if (const auto failure = file->commit()) {
            m_console.say(*failure);
            return finish(m_console, ExitCode::CannotWrite);
        }
        return finish(m_console, ExitCode::Done);
    }

    Result<void> stream(const PieceVisitor &visit)
    {
        return streamSelection(
            *m_checkpoint, m_part.variable, m_part.selection, kPiece, visit, m_console.job("Reading"));
    }

    std::vector<std::int64_t> dims() const
    {
        const TensorShape shape = m_part.selection.resultShape();
        return { shape.dims().begin(), shape.dims().end() };
    }

    Result<void> print()
    {
        Output &out = m_console.out();
        const TensorShape shape = m_part.selection.resultShape();
        const std::string whole = shape == variable().shape ? "" : fmt::format("  of {}", text(variable().shape));
        out.write(fmt::format("{}  {}  {}{}\n", printable(variable().key), name(variable().dtype), text(shape), whole));
        TextGrid grid(out, dims(), m_options.format);
        return stream([&](const TensorData &piece) {
            grid.add(piece);
            return out.good();
        });
    }

    // Numbers as JSON has them, whatever --format says: rounding is for people.
    Result<void> json()
    {
        JsonWriter json(m_console.out());
        json.beginObject();
        json.field("schema", "ckptscope.show/1");
        json.textField("prefix", m_checkpoint->ref().prefix);
        json.textField("name", variable().key);
        json.field("dtype", name(variable().dtype));
        json.key("shape");
        json.beginArray();
        for (const std::int64_t dim : dims())
            json.integer(dim);
        json.endArray();
        json.key("values");
        JsonGrid grid(json, dims());
        const Result<void> streamed = stream([&](const TensorData &piece) {
            grid.add(piece);
            return m_console.out().good();
        });
        if (!streamed) { // the document is left unfinished, so that nobody takes it for complete
            m_console.out().write("\n");
            return streamed;
        }
        grid.finish();
        json.endObject();
        return {};
    }

    Result<void> csv(Output &out)
    {
        const std::vector<std::int64_t> shape = dims();
        CsvGrid grid(out, shape.empty() ? 1 : shape.back(), m_options.format);
        return stream([&](const TensorData &piece) {
            grid.add(piece);
            return out.good();
        });
    }

    Result<void> npy(Output &out)
    {
        const DType dtype = variable().dtype;
        std::uint64_t longest = 0;
        bool endsInNul = false;
        if (dtype == DType::String) {
            const Result<void> measured = stream([&](const TensorData &piece) {
                for (const std::string &string : piece.strings) {
                    longest = std::max<std::uint64_t>(longest, string.size());
                    endsInNul = endsInNul || string.ends_with('\0');
                }
                return true;
            });
            if (!measured)
                return measured;
        }
        const auto type = npyType(dtype, longest);
        if (!type) {
            Error error;
            error.fault = Fault::TypeNotStorable;
            error.key = variable().key;
            error.detail = fmt::format("{}, which .npy files do not have", name(dtype));
            return fail(std::move(error));
        }
        if (endsInNul)
            m_console.say("note: NumPy drops NUL bytes at the end of strings, and some of these have them.");
        if (type->starts_with("|V"))
            m_console.say(fmt::format(
                "note: NumPy has no {}; read it with numpy.load(…).view(ml_dtypes.{}).", name(dtype), name(dtype)));
        out.write(npyHeader(*type, dims()));
        return stream([&](const TensorData &piece) {
            out.write(npyElements(piece, longest));
            return out.good();
        });
    }

    const ShowOptions &m_options;
    Choice m_choice;
    Console &m_console;
    std::shared_ptr<const Checkpoint> m_checkpoint;
    VariablePart m_part;
};

// "--format" has two meanings that cannot be confused: how numbers are written, and which storage format is opened.
std::string applyFormat(ShowOptions &options, const std::string &text)
{
    static const std::pair<const char *, NumberFormat> numbers[] = { { "exact", NumberFormat::Exact },
        { "short", NumberFormat::Short }, { "sci", NumberFormat::Scientific }, { "hex", NumberFormat::Hex } };
    for (const auto &[word, format] : numbers)
        if (text == word)
            return options.format = format, std::string();
    if (text == "v1" || text == "v2")
        return options.choice.format = text == "v1" ? StorageFormat::V1 : StorageFormat::V2, std::string();
    return "must be exact, short, sci, hex, v1 or v2";
}

} // namespace

void addShowCommand(CLI::App &app, CommandRunner &chosen)
{
    auto options = std::make_shared<ShowOptions>();
    CLI::App *show = app.add_subcommand("show", "Shows the values of a variable or of a part of it");
    show->add_option("PLACE", options->place, "PATH::NAME or PATH::NAME[SLICE], e.g. 'save::fc1/weights[0, :, ::2]'")
        ->required();
    show->add_option("--step", options->choice.step, "the checkpoint of this step")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber.description(""));
    show->add_option(
            "--format",
            [options](const CLI::results_t &words) {
                for (const std::string &word : words)
                    if (const std::string problem = applyFormat(*options, word); !problem.empty())
                        throw CLI::ValidationError("--format", problem);
                return true;
            },
            "numbers exact, short, sci or hex; v1 or v2 opens that storage format")
        ->type_name("WORD")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    CLI::Option *json = show->add_flag("--json", options->json, "one JSON document, schema ckptscope.show/1");
    CLI::Option *npy =
        show->add_option("--npy", options->npy, "writes a NumPy file instead; - is standard output")->type_name("FILE");
    CLI::Option *csv =
        show->add_option("--csv", options->csv, "writes one line for each row instead; - is standard output")
            ->type_name("FILE");
    json->excludes(npy)->excludes(csv);
    npy->excludes(csv);
    show->callback(
        [options, &chosen] { chosen = [options](Console &console) { return ShowRun(*options, console).run(); }; });
}

} // namespace ckpt
