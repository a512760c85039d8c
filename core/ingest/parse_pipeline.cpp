// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/ingest/parse_pipeline.h"

#include "core/base/utf8.h"
#include "core/formats/input_reader.h"
#include "core/ingest/ordered_queue.h"
#include "core/ingest/thread_priority.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <thread>

namespace cboard::ingest {

namespace {

    constexpr std::size_t SniffedBytes = 16UL << 10;
    constexpr std::size_t ShownBytes = 24;

    std::string shownStart(std::string_view bytes)
    {
        std::string shown;
        for (const char c : bytes.substr(0, ShownBytes)) {
            const auto byte = static_cast<unsigned char>(c);
            shown +=
                byte >= 0x20 && byte < 0x7F ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
        }
        return shown;
    }

    Refusal unknownFormat(std::string_view bytes)
    {
        Refusal refusal;
        refusal.format = "unknown";
        refusal.rule = "format";
        refusal.message = bytes.empty()
            ? "expected a result file, got an empty one"
            : fmt::format("expected a known format, got {} bytes that begin with \"{}\"",
                          bytes.size(), shownStart(bytes));
        return refusal;
    }

    /// Files that do not say everything mean something else under other options.
    std::string optionsKey(const formats::ReadOptions& read)
    {
        std::string key;
        for (const std::string* part :
             {&read.origin, &read.tree, &read.branch, &read.commit, &read.platform, &read.config,
              &read.architecture, &read.compiler, &read.lab}) {
            key += *part + '\0';
        }
        return key;
    }

    Hash128 contentHash(const formats::Input& input, std::string_view format,
                        const formats::ReadOptions& read)
    {
        const Hash128 own = hash128(input.bytes);
        const bool saysEverything = format == "kcidb" || format == "unknown";
        if (saysEverything && input.companions.empty()) {
            return own;
        }
        std::string all = toHex(own) + (saysEverything ? std::string() : optionsKey(read));
        for (const auto& [name, bytes] : input.companions) {
            all += toHex(hash128(bytes));
        }
        return hash128(all);
    }

    Parsed parse(formats::Input&& input, const PipelineOptions& options,
                 store::DocumentPreparer& preparer, const TaskContext& task)
    {
        const formats::Format* format =
            formats::sniff(input.bytes.substr(0, SniffedBytes), input.path);
        Parsed parsed{.path = input.path,
                      .format = format == nullptr ? "unknown" : std::string(format->name),
                      .contentHash = {},
                      .bytes = static_cast<std::int64_t>(input.bytes.size()),
                      .result = tl::unexpected<Refusal>(Refusal{}),
                      .prepared = {},
                      .refusedBytes = {},
                      .owner = {}};
        for (const auto& [name, bytes] : input.companions) {
            parsed.bytes += static_cast<std::int64_t>(bytes.size());
        }
        parsed.contentHash = contentHash(input, parsed.format, options.read);
        parsed.result = format == nullptr
            ? formats::ReadResult(tl::unexpected<Refusal>(unknownFormat(input.bytes)))
            : format->read(input, options.read, task);
        if (!parsed.result) {
            parsed.refusedBytes = input.bytes;
            parsed.owner = std::move(input.owner);
        } else if (options.isForStore) {
            parsed.prepared = preparer.prepare(*parsed.result);
        }
        return parsed;
    }

    Parsed refusedPart(const std::string& path, Refusal&& refusal, std::string_view bytes)
    {
        auto copy = std::make_shared<const std::string>(bytes);
        Parsed parsed{.path = path,
                      .format = refusal.format.empty() ? "unknown" : refusal.format,
                      .contentHash = bytes.empty() ? hash128(path) : hash128(bytes),
                      .bytes = static_cast<std::int64_t>(bytes.size()),
                      .result = tl::unexpected<Refusal>(std::move(refusal)),
                      .prepared = {},
                      .refusedBytes = *copy,
                      .owner = copy};
        return parsed;
    }

    Parsed unreadable(const std::string& path, const Error& error)
    {
        Refusal refusal;
        refusal.format = "unknown";
        refusal.rule = "read";
        refusal.message = describe(error);
        Parsed parsed = refusedPart(path, std::move(refusal), {});
        parsed.canBeKept = false;
        return parsed;
    }

    /// A reader that was stopped has judged nothing: its document is neither good nor refused.
    Result<void> handOn(Parsed&& parsed, const ParsedSink& sink)
    {
        if (!parsed.result && parsed.result.error().rule == "cancelled") {
            return fail(ErrorKind::Cancelled, "cancelled");
        }
        return sink(std::move(parsed));
    }

    bool stopsEverything(const Error& error)
    {
        return error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Internal;
    }

    /// Reads on the calling thread and hands each piece on.
    Result<void> parseInline(const std::vector<std::filesystem::path>& files,
                             const PipelineOptions& options, const ParsedSink& sink,
                             const TaskContext& task)
    {
        formats::InputReader reader;
        store::DocumentPreparer preparer;
        std::optional<Error> sinkError;
        const auto hand = [&](Parsed&& parsed) -> Result<void> {
            auto taken = handOn(std::move(parsed), sink);
            if (!taken) {
                sinkError = taken.error();
            }
            return taken;
        };
        const formats::InputSink inputs{
            [&](formats::Input&& input) -> Result<void> {
                CBOARD_TRY_VOID(task.check());
                return hand(parse(std::move(input), options, preparer, task));
            },
            [&](const std::string& path, Refusal&& refusal, std::string_view bytes) {
                return hand(refusedPart(path, std::move(refusal), bytes));
            }};
        for (const auto& file : files) {
            CBOARD_TRY_VOID(task.check());
            const auto read = reader.read(file, inputs, task);
            if (!read && (sinkError || stopsEverything(read.error()))) {
                return tl::unexpected<Error>(sinkError.value_or(read.error()));
            }
            if (!read) {
                CBOARD_TRY_VOID(sink(unreadable(file.string(), read.error())));
            }
        }
        return {};
    }

    /// The thread that reads and unwraps files. Returns early when the queue was stopped.
    void readFiles(const std::vector<std::filesystem::path>& files, OrderedQueue& queue,
                   const TaskContext& task)
    {
        becomeBackgroundThread("ingest-read", Background::Parsing);
        formats::InputReader reader;
        const formats::InputSink inputs{
            [&queue](formats::Input&& input) { return queue.addInput(std::move(input)); },
            [&queue](const std::string& path, Refusal&& refusal, std::string_view bytes) {
                return queue.addParsed(refusedPart(path, std::move(refusal), bytes));
            }};
        for (const auto& file : files) {
            const auto read = reader.read(file, inputs, task);
            if (!read && stopsEverything(read.error())) {
                break;
            }
            if (!read && !queue.addParsed(unreadable(file.string(), read.error()))) {
                break;
            }
        }
        queue.endInputs();
    }

    void parseInputs(OrderedQueue& queue, const PipelineOptions& options, const TaskContext& task)
    {
        becomeBackgroundThread("ingest-parse", Background::Parsing);
        store::DocumentPreparer preparer;
        while (auto job = queue.takeInput()) {
            queue.finish(job->number, parse(std::move(job->input), options, preparer, task));
        }
    }

    int parserCount(int wanted)
    {
        if (wanted > 0) {
            return wanted;
        }
        return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
    }

    /// Stops the queue and waits for the threads, however the consumer ends.
    class Crew {
    public:
        explicit Crew(OrderedQueue& queue)
            : m_queue(queue)
        {
        }
        ~Crew()
        {
            m_queue.stop();
            m_stop.request_stop();
            for (std::thread& thread : m_threads) {
                thread.join();
            }
        }
        Crew(const Crew&) = delete;
        Crew& operator=(const Crew&) = delete;

        TaskContext task() const { return TaskContext(m_stop.get_token()); }
        template <typename Work>
        void add(Work work)
        {
            m_threads.emplace_back(std::move(work));
        }

    private:
        OrderedQueue& m_queue;
        std::stop_source m_stop;
        std::vector<std::thread> m_threads;
    };

} // namespace

Result<void> parseFiles(const std::vector<std::filesystem::path>& files,
                        const PipelineOptions& options, const ParsedSink& sink,
                        const TaskContext& task)
{
    if (options.isInline) {
        return parseInline(files, options, sink, task);
    }
    OrderedQueue queue(options.bytesInFlight);
    const std::stop_callback onStop(task.stopToken(), [&queue] { queue.stop(); });
    Crew crew(queue);
    crew.add([&files, &queue, inner = crew.task()] { readFiles(files, queue, inner); });
    for (int i = 0; i < parserCount(options.threads); ++i) {
        crew.add([&queue, &options, inner = crew.task()] { parseInputs(queue, options, inner); });
    }
    while (auto parsed = queue.takeParsed()) {
        CBOARD_TRY_VOID(task.check());
        const std::int64_t bytes = parsed->bytes;
        CBOARD_TRY_VOID(handOn(std::move(*parsed), sink));
        parsed.reset(); // frees the memory before more of it is allowed
        queue.release(bytes);
    }
    return task.check();
}

Result<void> parseBytes(std::string_view bytes, const std::string& name,
                        const PipelineOptions& options, const ParsedSink& sink,
                        const TaskContext& task)
{
    formats::InputReader reader;
    store::DocumentPreparer preparer;
    const formats::InputSink inputs{
        [&](formats::Input&& input) {
            return sink(parse(std::move(input), options, preparer, task));
        },
        [&](const std::string& path, Refusal&& refusal, std::string_view part) {
            return sink(refusedPart(path, std::move(refusal), part));
        }};
    return reader.readBytes(bytes, name, inputs, task);
}

} // namespace cboard::ingest
