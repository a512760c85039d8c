// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of builds: read from their logs after the matrix is on the screen.
#include "core/service/build_numbers.h"
#include "ui/base/elided_label.h"
#include "ui/base/text_format.h"
#include "ui/matrix/matrix_view.h"

namespace cboard::ui {

ViewStatus MatrixView::status() const
{
    ViewStatus status = m_status;
    status.isLoading = status.isLoading || m_numbers.isRunning();
    return status;
}

/// Of one revision always; of many, whose logs take a while, when a number is chosen.
MatrixView::NumbersAsked MatrixView::wantedNumbers() const
{
    NumbersAsked asked;
    const MatrixChoice shown = choice();
    if (m_spec.kind != query::MatrixKind::Build
        || (!shown.isOneRevision() && shown.number == CellNumber::None)) {
        return asked;
    }
    const query::MatrixSnapshot& matrix = *m_matrix->matrix();
    asked.baseline = m_baseline.id();
    asked.builds = matrix.info.totalRows;
    asked.newestData = matrix.info.newestData;
    if (shown.isOneRevision()) {
        asked.revisions = {m_revision->id};
        return asked;
    }
    for (const auto* headers : {&matrix.columns, &matrix.rows}) {
        for (const query::MatrixHeader& header : *headers) {
            if (header.revision
                && (asked.revisions.empty() || asked.revisions.back() != header.revision->id)) {
                asked.revisions.push_back(header.revision->id);
            }
        }
    }
    return asked;
}

/// While builds arrive, what is being read is read to its end before it is read anew.
void MatrixView::readNumbers()
{
    const NumbersAsked wanted = wantedNumbers();
    const bool isSameQuestion =
        wanted.revisions == m_numbersAsked.revisions && wanted.baseline == m_numbersAsked.baseline;
    if (wanted.revisions.empty() || wanted == m_numbersAsked
        || (isSameQuestion && m_numbers.isRunning())) {
        return;
    }
    m_numbersAsked = wanted;
    query::BuildNumbersRequest request{m_context.common(), wanted.revisions, wanted.baseline};
    m_numbers.start(
        tr("Reading the logs of builds"),
        [engine = m_context.engine, request, matrix = m_matrix->matrix(),
         number = choice().number](const TaskContext& task) -> Result<CellNumbers> {
            CBOARD_TRY(auto builds, service::buildNumbers(*engine, request, task));
            return placeNumbers(*matrix, std::move(builds), number);
        },
        [this, matrix = m_matrix->matrix(),
         number = choice().number](const Result<CellNumbers>& numbers) {
            if (numbers && m_matrix->matrix() == matrix && choice().number == number) {
                showNumbers(*numbers);
            } else if (numbers) { // Another matrix came in between.
                CellNumbers unplaced;
                unplaced.builds = numbers->builds;
                unplaced.hasRoom = m_matrix->numbers().hasRoom;
                m_matrix->setNumbers(std::move(unplaced));
                load();
            }
            readNumbers();
            emit statusChanged();
        });
    emit statusChanged();
}

void MatrixView::showNumbers(CellNumbers numbers)
{
    m_matrix->setNumbers(std::move(numbers));
    showVerdict();
    if (m_matrix->current()) {
        m_cursorLine->setText(m_matrix->cellText(*m_matrix->current()));
    }
}

QStringList MatrixView::numbersVerdict() const
{
    const std::int64_t count = choice().isOneRevision() ? m_matrix->numbers().newlyWarning : 0;
    return count == 0 ? QStringList()
                      : QStringList{tr("%1 with new warnings").arg(countText(count))};
}

} // namespace cboard::ui
