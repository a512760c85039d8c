// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/revisions/revision_marks.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace cboard::store {

/// The marks of a matrix, before anything is placed.
class MatrixMarks {
public:
    /// \p comeFromCells: results are read in sums that do not tell their cell, so that marks are
    /// placed by the cells themselves (forEachCell), not by result (of).
    MatrixMarks(const QueryContext& context, ResultKind kind, bool comeFromCells)
        : m_context(context)
        , m_kind(kind)
        , m_comeFromCells(comeFromCells)
    {
    }

    /// Judges the revisions of the matrix, newest first.
    Result<void> judge(const query::Common& common, const std::vector<RevisionEntry>& revisions);

    /// The revision whose results come next.
    Result<void> enter(const RevisionEntry& revision);
    query::CellMarks of(const ResultFacts& facts) const;

    /// Cells of a revision that have marks and that the plan selects.
    using Visitor = std::function<void(const ResultFacts&, query::CellMarks)>;
    void forEachCell(const FilterPlan& plan, const RevisionEntry& revision, std::size_t index,
                     const Visitor& visit) const;

    /// Fills MatrixHeader::illLabs of headers that are revisions.
    Result<void> nameIllLabs(const std::vector<RevisionEntry>& revisions,
                             std::vector<query::MatrixHeader>& headers);

private:
    const QueryContext& m_context;
    ResultKind m_kind;
    bool m_comeFromCells;
    std::unique_ptr<MarkReader> m_reader; ///< Null until revisions were judged.
    const RevisionMarks* m_current = nullptr;
    OutcomeCache::JudgedPtr m_judged; ///< Where marks come from the cells.
};

} // namespace cboard::store
