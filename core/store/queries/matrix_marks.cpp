// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/matrix_marks.h"

#include <algorithm>

namespace cboard::store {

Result<void> MatrixMarks::judge(const query::Common& common,
                                const std::vector<RevisionEntry>& revisions)
{
    CBOARD_TRY(m_reader, MarkReader::create(m_context, common));
    if (!m_comeFromCells) {
        return m_reader->prepare(m_kind, revisions);
    }
    CBOARD_TRY(m_judged, m_reader->judge().marks(m_kind, revisions));
    return {};
}

Result<void> MatrixMarks::enter(const RevisionEntry& revision)
{
    m_current = nullptr;
    if (m_reader && !m_comeFromCells) {
        CBOARD_TRY(m_current, m_reader->marksAt(m_kind, revision));
    }
    return {};
}

query::CellMarks MatrixMarks::of(const ResultFacts& facts) const
{
    return m_current == nullptr ? query::CellMarks{} : m_reader->of(*m_current, m_kind, facts);
}

void MatrixMarks::forEachCell(const FilterPlan& plan, const RevisionEntry& revision,
                              std::size_t index, const Visitor& visit) const
{
    if (!m_judged) {
        return;
    }
    const CellIndex& cells = m_context.outcomes.cells(m_kind);
    const RevisionWords words = plan.revisionWords(revision);
    for (const auto& [cell, marks] : m_judged->marks[index]) {
        const CellKey& key = cells.keyOf(cell);
        if (selectsCell(plan, m_kind, key, marks, words)) {
            const BuildFacts build = buildOf(key);
            visit(factsOf(key, build), marks);
        }
    }
}

Result<void> MatrixMarks::nameIllLabs(const std::vector<RevisionEntry>& revisions,
                                      std::vector<query::MatrixHeader>& headers)
{
    for (query::MatrixHeader& header : headers) {
        const auto revision =
            std::find_if(revisions.begin(), revisions.end(), [&](const RevisionEntry& entry) {
                return header.revision && entry.ref.id == header.revision->id;
            });
        if (!m_reader || revision == revisions.end()) {
            continue;
        }
        CBOARD_TRY(const auto health, m_reader->judge().outcomes().health(*revision));
        for (const std::int64_t lab : health->illLabs) {
            header.illLabs.emplace_back(m_context.names.name(NameKind::Lab, lab));
        }
        std::sort(header.illLabs.begin(), header.illLabs.end());
    }
    return {};
}

} // namespace cboard::store
