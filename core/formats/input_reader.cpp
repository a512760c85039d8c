// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/input_reader.h"

#include "core/formats/companions.h"
#include "core/formats/document_cutter.h"
#include "core/io/archive_reader.h"
#include "core/io/decompress.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <system_error>

namespace cboard::formats {

namespace {

    /// Bytes of a broken file that are kept for the record.
    constexpr std::size_t KeptBrokenBytes = 64UL << 20;

    Refusal containerRefusal(const Error& error)
    {
        Refusal refusal;
        refusal.format = "unknown";
        refusal.rule = error.kind == ErrorKind::Limit ? "limit" : "container";
        refusal.message = describe(error);
        return refusal;
    }

    bool isAboutTheData(const Error& error)
    {
        return error.kind == ErrorKind::Parse || error.kind == ErrorKind::Limit;
    }

    using Growth = std::shared_ptr<io::Expansion>;

    /// Files of one group, held until all are there.
    struct HeldGroup {
        std::string path;
        std::optional<Cut> primary;
        std::vector<std::pair<std::string, Cut>> companions; ///< By slot.
        std::vector<std::string> companionPaths;
    };

    /// Even a tiny piece stands in a buffer of some size.
    std::size_t heldCost(const Cut& cut)
    {
        return std::max(cut.bytes.size(), io::BufferPool::SmallestBytes);
    }

    Input inputOf(std::string path, HeldGroup&& group)
    {
        auto owner = std::make_shared<std::vector<std::shared_ptr<char[]>>>();
        Input input;
        input.path = std::move(path);
        input.bytes = group.primary->bytes;
        owner->push_back(std::move(group.primary->owner));
        for (auto& [slot, cut] : group.companions) {
            input.companions.emplace_back(slot, cut.bytes);
            owner->push_back(std::move(cut.owner));
        }
        input.owner = std::move(owner);
        return input;
    }

    /// One path being read.
    class Unwrapper {
    public:
        Unwrapper(const Limits& limits, io::BufferPool& pool, const InputSink& sink,
                  const TaskContext& task)
            : m_limits(limits)
            , m_pool(pool)
            , m_sink(sink)
            , m_task(task)
            , m_expansion(std::make_shared<io::Expansion>())
        {
            m_expansion->maxRatio = limits.compressionRatio;
        }

        const std::shared_ptr<io::Expansion>& expansion() const { return m_expansion; }

        /// Reads a stream with whatever wraps it. What is wrong with the data becomes a refusal.
        Result<void> stream(std::unique_ptr<io::ByteSource> source, const std::string& name,
                            int layer, std::string_view raw = {})
        {
            auto outcome = unwrap(std::move(source), name, layer, m_expansion);
            if (!outcome && !m_isSinkError && isAboutTheData(outcome.error())) {
                return refuse(name, containerRefusal(outcome.error()), raw);
            }
            return outcome;
        }

        Result<void> deliver(Input&& input) { return fromSink(m_sink.onInput(std::move(input))); }

        Result<void> refuse(const std::string& name, Refusal&& refusal, std::string_view bytes)
        {
            return fromSink(m_sink.onRefusal(name, std::move(refusal), bytes));
        }

        /// Reads the files of one group. One that is broken refuses the group.
        Result<void> group(const std::string& primary,
                           const std::vector<std::pair<std::string_view, std::string>>& companions)
        {
            HeldGroup group;
            for (const auto& [slot, path] : companions) {
                auto cut = wholeFile(path);
                if (!cut) {
                    return refuseOrFail(path, cut.error());
                }
                group.companions.emplace_back(slot.front() == '.' ? slot.substr(1) : slot,
                                              std::move(*cut));
            }
            auto cut = wholeFile(primary);
            if (!cut) {
                return refuseOrFail(primary, cut.error());
            }
            group.primary = std::move(*cut);
            return deliver(inputOf(primary, std::move(group)));
        }

    private:
        Result<Cut> wholeFile(const std::string& path)
        {
            CBOARD_TRY(auto source, io::openFile(path, m_expansion, m_task.stopToken()));
            return whole(std::move(source), m_expansion);
        }

        Result<void> refuseOrFail(const std::string& name, const Error& error)
        {
            return isAboutTheData(error) ? refuse(name, containerRefusal(error), {})
                                         : tl::unexpected<Error>(error);
        }

        Result<Cut> whole(std::unique_ptr<io::ByteSource> source, const Growth& growth)
        {
            CBOARD_TRY(auto decoded,
                       io::openDecoded(std::move(source), growth, m_limits.containerLayers));
            return readWhole(*decoded, m_pool, m_limits, m_task);
        }

        Result<void> fromSink(Result<void>&& result)
        {
            m_isSinkError = m_isSinkError || !result;
            return std::move(result);
        }

        Result<void> unwrap(std::unique_ptr<io::ByteSource> source, const std::string& name,
                            int layer, const Growth& growth)
        {
            CBOARD_TRY(auto decoded,
                       io::openDecoded(std::move(source), growth, m_limits.containerLayers));
            CBOARD_TRY(const std::string_view first, decoded->peek(io::MagicBytes));
            if (!io::isArchive(first)) {
                return documents(*decoded, name);
            }
            if (layer == m_limits.containerLayers) {
                return fail(
                    ErrorKind::Limit,
                    fmt::format("more than {} layers of archives", m_limits.containerLayers));
            }
            return archive(std::move(decoded), name, layer, growth);
        }

        Result<void> documents(io::ByteSource& source, const std::string& name)
        {
            const CutSink cuts = [this, &name](Cut&& cut) {
                Input input;
                input.path = cut.index == 0 ? name : fmt::format("{}#{}", name, cut.index);
                input.bytes = cut.bytes;
                input.owner = std::move(cut.owner);
                input.firstLine = cut.firstLine;
                return deliver(std::move(input));
            };
            const auto isDocument = [](std::string_view first) {
                return sniff(first, {}) != nullptr;
            };
            return cutDocuments(source, m_pool, m_limits, isDocument, cuts, m_task);
        }

        Result<void> archive(std::unique_ptr<io::ByteSource> source, const std::string& name,
                             int layer, const Growth& growth);
        /// False: it was refused. An error ends the archive.
        Result<bool> tryMember(io::ArchiveReader& reader, const io::Member& found,
                               const std::string& archive, int layer, const Growth& growth);
        Result<void> member(io::ArchiveReader& reader, const io::Member& member,
                            const std::string& name, int layer, const Growth& growth);
        Result<void> hold(const std::string& name, const GroupRole& role, Cut&& cut);
        Result<void> release(std::map<std::string, HeldGroup>::iterator entry);
        Result<void> releaseAll(const std::string& below);

        const Limits& m_limits;
        io::BufferPool& m_pool;
        const InputSink& m_sink;
        const TaskContext& m_task;
        std::shared_ptr<io::Expansion> m_expansion;
        std::map<std::string, HeldGroup> m_held; ///< By archive and group.
        std::size_t m_heldBytes = 0;
        std::size_t m_memberCount = 0;
        bool m_isSinkError = false;
    };

    Result<void> Unwrapper::archive(std::unique_ptr<io::ByteSource> source, const std::string& name,
                                    int layer, const Growth& growth)
    {
        CBOARD_TRY(auto reader, io::ArchiveReader::open(std::move(source), growth));
        Result<void> outcome;
        bool isGoingOn = true;
        bool wasRefused = false;
        while (isGoingOn) {
            CBOARD_TRY_VOID(m_task.check());
            const auto found = reader->next();
            if (!found && !wasRefused) { // A member that was cut said so.
                outcome = tl::unexpected<Error>(found.error());
            }
            isGoingOn = found && *found;
            if (isGoingOn) {
                const auto accepted = tryMember(*reader, **found, name, layer, growth);
                wasRefused = accepted && !*accepted;
                outcome = accepted ? Result<void>{} : tl::unexpected<Error>(accepted.error());
                isGoingOn = outcome.has_value();
            }
        }
        // What was complete before a break is good.
        return m_isSinkError ? outcome : releaseAll(name).and_then([&] { return outcome; });
    }

    Result<bool> Unwrapper::tryMember(io::ArchiveReader& reader, const io::Member& found,
                                      const std::string& archive, int layer, const Growth& growth)
    {
        if (++m_memberCount > m_limits.archiveMembers) {
            return fail(
                ErrorKind::Limit,
                fmt::format("the archive has more than {} members", m_limits.archiveMembers));
        }
        const std::string path = archive + "!" + found.path;
        // A member that grows too much is refused alone, unless the whole has grown too much.
        const auto own = std::make_shared<io::Expansion>();
        own->maxRatio = m_limits.compressionRatio;
        own->outer = growth;
        const auto outcome = member(reader, found, path, layer, own);
        if (outcome) {
            return true;
        }
        if (m_isSinkError || !isAboutTheData(outcome.error()) || growth->isExceeded) {
            return tl::unexpected<Error>(outcome.error());
        }
        CBOARD_TRY_VOID(refuse(path, containerRefusal(outcome.error()), {}));
        return false;
    }

    Result<void> Unwrapper::member(io::ArchiveReader& reader, const io::Member& member,
                                   const std::string& name, int layer, const Growth& growth)
    {
        if (member.trouble != io::MemberTrouble::None) {
            Refusal refusal;
            refusal.format = "unknown";
            refusal.rule = "container";
            refusal.message = member.reason;
            return refuse(name, std::move(refusal), {});
        }
        if (const auto role = groupRole(name)) {
            CBOARD_TRY(Cut cut, whole(reader.member(growth), growth));
            return hold(name, *role, std::move(cut));
        }
        return unwrap(reader.member(growth), name, layer + 1, growth);
    }

    Result<void> Unwrapper::hold(const std::string& name, const GroupRole& role, Cut&& cut)
    {
        m_heldBytes += heldCost(cut);
        const auto entry = m_held.try_emplace(role.group).first;
        HeldGroup& group = entry->second;
        if (role.isPrimary) {
            group.path = name;
            group.primary = std::move(cut);
        } else {
            group.companions.emplace_back(role.slot, std::move(cut));
            group.companionPaths.push_back(name);
        }
        if (group.primary && group.companions.size() == CompanionNames().endings.size()) {
            return release(entry);
        }
        return m_heldBytes > m_limits.companionBytes ? releaseAll({}) : Result<void>{};
    }

    Result<void> Unwrapper::release(std::map<std::string, HeldGroup>::iterator entry)
    {
        HeldGroup group = std::move(entry->second);
        m_held.erase(entry);
        m_heldBytes -= group.primary ? heldCost(*group.primary) : 0;
        for (const auto& companion : group.companions) {
            m_heldBytes -= heldCost(companion.second);
        }
        if (group.primary) {
            std::string path = group.path;
            return deliver(inputOf(std::move(path), std::move(group)));
        }
        // Companions of nothing are documents like any other.
        for (std::size_t i = 0; i < group.companions.size(); ++i) {
            auto memory = io::openMemory(group.companions[i].second.bytes, m_expansion);
            CBOARD_TRY_VOID(stream(std::move(memory), group.companionPaths[i], 0));
        }
        return {};
    }

    /// Hands out the groups of one archive, complete or not; all when \p below is empty.
    Result<void> Unwrapper::releaseAll(const std::string& below)
    {
        for (auto group = m_held.lower_bound(below); group != m_held.end();) {
            if (!group->first.starts_with(below)) {
                break;
            }
            CBOARD_TRY_VOID(release(group++));
        }
        return {};
    }

    /// The file's bytes as they are, for the record of a broken one; empty when it is large.
    std::string rawBytes(const std::filesystem::path& path)
    {
        std::string bytes;
        std::error_code error;
        if (path == "-" || std::filesystem::file_size(path, error) > KeptBrokenBytes || error) {
            return bytes;
        }
        auto file = io::openFile(path, std::make_shared<io::Expansion>());
        if (!file) {
            return bytes;
        }
        bytes.resize((*file)->sizeHint());
        std::size_t used = 0;
        while (used < bytes.size()) {
            const auto count = (*file)->read(bytes.data() + used, bytes.size() - used);
            if (!count || *count == 0) {
                break;
            }
            used += *count;
        }
        bytes.resize(used);
        return bytes;
    }

} // namespace

InputReader::InputReader(const Limits& limits)
    : m_limits(limits)
    , m_pool(io::BufferPool::create())
{
}

Result<void> InputReader::read(const std::filesystem::path& path, const InputSink& sink,
                               const TaskContext& task)
{
    const std::string name = path.string();
    // A broken file is read a second time, to keep its bytes.
    InputSink keeping = sink;
    keeping.onRefusal = [&](const std::string& where, Refusal&& refusal, std::string_view bytes) {
        const std::string raw = where == name && bytes.empty() ? rawBytes(path) : std::string();
        return sink.onRefusal(where, std::move(refusal), bytes.empty() ? raw : bytes);
    };
    Unwrapper unwrapper(m_limits, *m_pool, keeping, task);
    std::error_code ignored;
    const auto role = groupRole(name);
    if (role && !role->isPrimary && std::filesystem::exists(primaryPath(name), ignored)) {
        return {};
    }
    std::vector<std::pair<std::string_view, std::string>> companions;
    if (role && role->isPrimary) {
        const CompanionNames names = companionNames(name);
        for (const std::string_view ending : names.endings) {
            const std::string companion = names.stem + std::string(ending);
            if (!ending.empty() && std::filesystem::exists(companion, ignored)) {
                companions.emplace_back(ending, companion);
            }
        }
    }
    if (companions.empty()) {
        CBOARD_TRY(auto source, io::openFile(path, unwrapper.expansion(), task.stopToken()));
        return unwrapper.stream(std::move(source), name, 0);
    }
    return unwrapper.group(name, companions);
}

Result<void> InputReader::readBytes(std::string_view bytes, const std::string& name,
                                    const InputSink& sink, const TaskContext& task)
{
    Unwrapper unwrapper(m_limits, *m_pool, sink, task);
    return unwrapper.stream(io::openMemory(bytes, unwrapper.expansion()), name, 0, bytes);
}

} // namespace cboard::formats
