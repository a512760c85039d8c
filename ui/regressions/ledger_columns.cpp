// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/ledger_columns.h"

#include "ui/base/key_text.h"
#include "ui/regressions/ledger_report.h"
#include "ui/regressions/own_things.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    using Column = TableColumn<LedgerEntry>;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ledger", text);
    }

    Column titleColumn()
    {
        Column column;
        column.head = headOf("regression", tr("Regression"), 60);
        column.text = [](const LedgerEntry& entry) { return entry.title(); };
        column.secondLine = [](const LedgerEntry& entry) {
            const bool isSame = entry.row == nullptr || entry.row->title == entry.row->subject;
            return isSame
                ? entry.kind()
                : QStringLiteral("%1 · %2").arg(entry.kind(), fromUtf8(entry.row->subject));
        };
        column.tooltip = column.text;
        return column;
    }

    bool isFlaky(const LedgerEntry& entry)
    {
        return entry.state == LedgerState::Flaky;
    }

    /// What a flaky row did last, which is not what the cells will do next.
    QString lastDoneText(const query::RegressionRow& row)
    {
        switch (row.state) {
        case query::RegressionState::Active:
            return tr("fails now");
        case query::RegressionState::Inactive:
            return tr("not run now");
        case query::RegressionState::Waived:
            return tr("waived");
        case query::RegressionState::Fixed:
            return tr("passes now");
        }
        return {};
    }

    Column stateColumn()
    {
        Column column;
        column.head = headOf("state", tr("State"), 10);
        column.text = [](const LedgerEntry& entry) {
            return entry.isNew ? tr("new") : ledgerStateText(entry.state);
        };
        column.secondLine = [](const LedgerEntry& entry) {
            return isFlaky(entry) ? lastDoneText(*entry.row) : QString();
        };
        column.sortKey = [](const LedgerEntry& entry) {
            const bool isFirst = entry.isNew || (entry.isFailing && isFlaky(entry));
            return QVariant(static_cast<int>(entry.state) * 2 + (isFirst ? 0 : 1));
        };
        column.tone = [](const LedgerEntry& entry) {
            return entry.isNew && entry.state == LedgerState::Active
                ? std::optional(StatusClass::Fail)
                : std::nullopt;
        };
        return column;
    }

    /// "2 boards × 3 configs", "1 board"; what names no board has configurations only.
    QString extentText(const LedgerEntry& entry)
    {
        QString configs = entry.configs == 1 ? tr("1 config") : tr("%1 configs").arg(entry.configs);
        if (entry.boards == 0) {
            return configs;
        }
        const QString boards =
            entry.boards == 1 ? tr("1 board") : tr("%1 boards").arg(entry.boards);
        return entry.configs == 1 ? boards : tr("%1 × %2").arg(boards, configs);
    }

    Column cellsColumn()
    {
        auto column = numberColumn<LedgerEntry>(
            headOf("cells", tr("Cells"), 19), [](const LedgerEntry& entry) {
                return entry.row == nullptr ? 0 : std::ssize(entry.row->cells);
            });
        column.text = [](const LedgerEntry& entry) {
            return entry.row == nullptr ? QString() : countText(std::ssize(entry.row->cells));
        };
        column.secondLine = [](const LedgerEntry& entry) {
            return entry.row == nullptr ? QString() : extentText(entry);
        };
        column.head.isNumber = false; // Two lines stand at the left.
        column.isProse = true; // Below the number.
        return column;
    }

    Column rangeColumn()
    {
        Column column;
        column.head = headOf("firstbad", tr("First bad"), 36);
        column.text = [](const LedgerEntry& entry) {
            return revisionText(entry.row == nullptr ? entry.incident->revision
                                                     : entry.row->firstBad);
        };
        column.secondLine = [](const LedgerEntry& entry) {
            if (entry.row == nullptr) {
                return QString();
            }
            const QString good = tr("good %1").arg(revisionText(entry.row->lastGood));
            return entry.row->untestedBetween == 0
                ? good
                : tr("%1, %2 untested").arg(good).arg(entry.row->untestedBetween);
        };
        column.tooltip = [](const LedgerEntry& entry) {
            return entry.row == nullptr ? QString() : fromUtf8(entry.row->firstBad.subject);
        };
        return column;
    }

    std::optional<Timestamp> sinceOf(const LedgerEntry& entry)
    {
        return entry.row == nullptr ? entry.incident->revision.time : entry.row->firstBad.time;
    }

    /// A number that only regressions have.
    template <typename Number>
    Column regressionNumber(ColumnHead columnHead, Number number)
    {
        auto column =
            numberColumn<LedgerEntry>(std::move(columnHead), [number](const LedgerEntry& entry) {
                return entry.row == nullptr ? 0 : number(*entry.row);
            });
        column.text = [number](const LedgerEntry& entry) {
            return entry.row == nullptr ? QString() : countText(number(*entry.row));
        };
        return column;
    }

    /// How many revisions, and since when.
    Column failingColumn(const std::function<Timestamp()>& now)
    {
        auto column =
            regressionNumber(headOf("failing", tr("Failing for"), 13),
                             [](const query::RegressionRow& row) { return row.failingFor; });
        column.text = [](const LedgerEntry& entry) {
            return entry.row == nullptr
                ? QString()
                : countedText(entry.row->failingFor, tr("%1 revision"), tr("%1 revisions"));
        };
        column.secondLine = [now = now()](const LedgerEntry& entry) {
            return ageText(sinceOf(entry), now);
        };
        column.tooltip = [](const LedgerEntry& entry) { return exactTimeText(sinceOf(entry)); };
        column.head.isNumber = false; // Two lines stand at the left.
        return column;
    }

    Column confidenceColumn()
    {
        auto column = shareColumn<LedgerEntry>(
            headOf("confidence", tr("Confidence"), 10), [](const LedgerEntry& entry) {
                return entry.row == nullptr ? std::nullopt : std::optional(entry.row->confidence);
            });
        column.tooltip = [](const LedgerEntry&) {
            return tr("Share of passes among the 10 conclusive runs before the failure");
        };
        return column;
    }

    Column textColumn(ColumnHead columnHead, std::function<QString(const LedgerEntry&)> text)
    {
        Column column;
        column.head = std::move(columnHead);
        column.text = std::move(text);
        column.tooltip = column.text;
        return column;
    }

    Column labsColumn()
    {
        auto column = textColumn(headOf("lab", tr("Labs"), 0), [](const LedgerEntry& entry) {
            return entry.labs.join(QStringLiteral(", "));
        });
        column.isProse = true;
        return column;
    }

    using OwnPtr = std::shared_ptr<const OwnThings>;

    /// "0123456789ab the subject".
    QString culpritText(const LedgerEntry& entry, const OwnThings& own)
    {
        const auto culprit = entry.row == nullptr ? std::nullopt : own.culpritOf(*entry.row);
        return culprit ? culpritLine(*culprit) : QString();
    }

    Column noteColumn(const Context& context, const OwnPtr& own)
    {
        auto column = textColumn(headOf("note", tr("Note"), 18), [own](const LedgerEntry& entry) {
            return entry.row == nullptr ? QString() : own->noteOf(*entry.row);
        });
        column.isProse = true;
        column.secondLine = [own](const LedgerEntry& entry) {
            const QString culprit = culpritText(entry, *own);
            return culprit.isEmpty() ? QString() : tr("culprit %1").arg(culprit);
        };
        column.tooltip = [text = column.text, culprit = column.secondLine,
                          context](const LedgerEntry& entry) {
            const QString note =
                QStringLiteral("%1\n%2").arg(text(entry), culprit(entry)).trimmed();
            return note.isEmpty()
                ? withKeys(context, tr("{note} writes a note: who looks at it, what is known"))
                : note;
        };
        return column;
    }

    /// What the user can hope to find out about it: the issues that its failing runs have.
    QString issuesText(const LedgerEntry& entry)
    {
        QStringList issues;
        for (const query::AttachedIssue& issue :
             entry.row == nullptr ? std::vector<query::AttachedIssue>() : entry.row->issues) {
            issues << fromUtf8(issue.subject.empty() ? issue.id : issue.subject);
        }
        return issues.join(QStringLiteral("; "));
    }

    Column lastSeenColumn()
    {
        Column column;
        column.head = headOf("lastseen", tr("Last seen"), 26);
        column.text = [](const LedgerEntry& entry) {
            return entry.row == nullptr ? QString() : revisionText(entry.row->lastBad);
        };
        column.sortKey = [](const LedgerEntry& entry) {
            const auto time = entry.row == nullptr ? std::nullopt : entry.row->lastBad.time;
            return QVariant(time ? static_cast<qint64>(time->time_since_epoch().count()) : 0);
        };
        column.tooltip = [](const LedgerEntry&) {
            return tr("The newest revision in which it failed");
        };
        return column;
    }

    Column hidden(Column column)
    {
        column.head.isHidden = true;
        return column;
    }

} // namespace

std::shared_ptr<const TableSpec<LedgerEntry>> ledgerTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<LedgerEntry>>();
    const auto own = std::make_shared<const OwnThings>(context.items);
    spec->id = [](const LedgerEntry& entry) { return entry.id(); };
    spec->isMuted = isFlaky;
    auto fingerprint =
        textColumn(headOf("fingerprint", tr("Fingerprint"), 14), [](const LedgerEntry& entry) {
            return entry.row == nullptr ? QString() : fromUtf8(entry.row->fingerprint);
        });
    fingerprint.isCode = true;
    spec->columns = {
        titleColumn(),
        stateColumn(),
        cellsColumn(),
        rangeColumn(),
        failingColumn(context.now),
        confidenceColumn(),
        labsColumn(),
        noteColumn(context, own),
        hidden(textColumn(headOf("culprit", tr("Culprit"), 24), // The second line of the note, too.
                          [own](const LedgerEntry& entry) { return culpritText(entry, *own); })),
        hidden(textColumn(headOf("issue", tr("Issue"), 24), issuesText)),
        hidden(fingerprint), // The inspector says it.
        hidden(ageColumn<LedgerEntry>(headOf("since", tr("Since"), 13), sinceOf, context.now)),
        hidden(lastSeenColumn()),
        hidden(textColumn(headOf("kind", tr("Kind"), 8),
                          [](const LedgerEntry& entry) { return entry.kind(); })),
        hidden(
            regressionNumber(headOf("untested", tr("Untested"), 9),
                             [](const query::RegressionRow& row) { return row.untestedBetween; })),
        hidden(textColumn(headOf("fixed", tr("Fixed in"), 26), [](const LedgerEntry& entry) {
            return entry.row != nullptr && entry.row->fixedIn ? revisionText(*entry.row->fixedIn)
                                                              : QString();
        }))};
    return spec;
}

} // namespace cboard::ui
