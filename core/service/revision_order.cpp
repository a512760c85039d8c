// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/revision_order.h"

#include "core/analysis/revision_order.h"
#include "core/git/clone.h"
#include "core/git/known_ancestors.h"
#include "core/store/revision_places.h"

#include <algorithm>
#include <span>

namespace cboard::service {

namespace {

    using store::RevisionPlace;
    using store::StoredRevision;
    using Tags = std::map<std::string, std::vector<std::string>>;

    bool isSameLine(const StoredRevision& one, const StoredRevision& other)
    {
        return one.tree == other.tree && one.branch == other.branch
            && one.repositoryUrl == other.repositoryUrl;
    }

    struct OpenClone {
        std::unique_ptr<git::Clone> clone; ///< Null when it cannot be read.
        Tags tags;
    };

    class Orderer {
    public:
        Orderer(const ClonePaths& paths, const TaskContext& task)
            : m_paths(paths)
            , m_task(task)
        {
        }

        /// \p line: the revisions of one branch, by commit and patchset.
        Result<void> add(std::span<const StoredRevision> line)
        {
            CBOARD_TRY(const OpenClone* clone, cloneOf(line.front().tree));
            if (clone == nullptr) {
                takeBack(line);
                return {};
            }
            std::vector<std::string> hashes;
            for (const StoredRevision& revision : line) {
                hashes.push_back(revision.commit);
            }
            CBOARD_TRY(const auto known, git::knownAncestors(*clone->clone, hashes, m_task));
            const auto times = analysis::orderTimes(withAncestors(line, known));
            for (std::size_t i = 0; i < line.size(); ++i) {
                RevisionPlace place{.revision = line[i].id, .time = {}, .subject = {}, .tags = {}};
                if (known[i].isInClone) {
                    place.time = times[i];
                    place.subject = known[i].subject;
                    if (const auto tags = clone->tags.find(line[i].commit);
                        tags != clone->tags.end()) {
                        place.tags = tags->second;
                    }
                }
                ++(known[i].isInClone ? m_order.found : m_order.missing);
                m_places.push_back(std::move(place));
            }
            return {};
        }

        RevisionOrder& order() { return m_order; }
        const std::vector<RevisionPlace>& places() const { return m_places; }

    private:
        /// Null when there is none, or it cannot be read.
        Result<const OpenClone*> cloneOf(const std::string& tree)
        {
            const auto path = m_paths.find(tree);
            if (!path) {
                return nullptr;
            }
            const auto [place, isNew] = m_clones.try_emplace(*path);
            OpenClone& open = place->second;
            if (isNew) {
                auto clone = git::Clone::open(*path);
                if (!clone) {
                    m_order.problems.push_back(describe(clone.error()));
                } else {
                    open.clone = std::move(*clone);
                    CBOARD_TRY(open.tags, open.clone->tags(m_task));
                }
            }
            return open.clone ? &open : nullptr;
        }

        /// Back to their own times, where a clone had put them elsewhere.
        void takeBack(std::span<const StoredRevision> line)
        {
            for (const StoredRevision& revision : line) {
                if (revision.isOnLine) {
                    m_places.push_back(
                        {.revision = revision.id, .time = {}, .subject = {}, .tags = {}});
                }
            }
        }

        static std::vector<analysis::LineRevision>
        withAncestors(std::span<const StoredRevision> line,
                      const std::vector<git::KnownCommit>& known)
        {
            std::vector<analysis::LineRevision> revisions;
            // The first of this commit: the one without patches, if it is there.
            std::size_t base = 0;
            for (std::size_t i = 0; i < line.size(); ++i) {
                if (line[i].commit != line[base].commit) {
                    base = i;
                }
                auto ancestor = known[base].ancestor;
                const bool isPatched = i != base && line[base].patchset.empty();
                if (isPatched && known[i].isInClone) {
                    ancestor = base;
                }
                revisions.push_back({line[i].time, ancestor});
            }
            return revisions;
        }

        const ClonePaths& m_paths;
        const TaskContext& m_task;
        std::map<std::filesystem::path, OpenClone> m_clones;
        RevisionOrder m_order;
        std::vector<RevisionPlace> m_places;
    };

} // namespace

Result<RevisionOrder> orderRevisions(const std::filesystem::path& storeFile,
                                     const ClonePaths& clones, Timestamp now,
                                     const TaskContext& task)
{
    CBOARD_TRY(const auto revisions, store::readRevisions(storeFile, task));
    Orderer orderer(clones, task);
    const std::span<const StoredRevision> all(revisions);
    for (std::size_t first = 0; first < all.size();) {
        std::size_t end = first + 1;
        while (end < all.size() && isSameLine(all[first], all[end])) {
            ++end;
        }
        task.report({static_cast<std::int64_t>(first), std::ssize(all), "order"});
        CBOARD_TRY_VOID(orderer.add(all.subspan(first, end - first)));
        first = end;
    }
    CBOARD_TRY(orderer.order().changed,
               store::placeRevisions(storeFile, orderer.places(), "cboard", now, task));
    return std::move(orderer.order());
}

} // namespace cboard::service
