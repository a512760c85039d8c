// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/text_format.h"

#include "ui/base/view_state.h"
#include "ui/theme/status_palette.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace cboard::ui {

namespace {

    constexpr QChar ThinSpace(0x202F); // Narrow, no line break.

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Text", text);
    }

    /// "git.kernel.org/…/torvalds/linux": what tells repositories apart, in short.
    QString placeText(const QString& url)
    {
        constexpr qsizetype ShownParts = 3;
        QString place = url.section(QStringLiteral("://"), -1);
        if (place.endsWith(QStringLiteral(".git"))) {
            place.chop(4);
        }
        const QStringList parts = place.split(QLatin1Char('/'), Qt::SkipEmptyParts);
        return parts.size() <= ShownParts
            ? parts.join(QLatin1Char('/'))
            : QStringLiteral("%1/…/%2/%3")
                  .arg(parts.front(), parts.at(parts.size() - 2), parts.back());
    }

    QDateTime localTime(Timestamp time)
    {
        return QDateTime::fromMSecsSinceEpoch(
            std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
    }

    QString padded(qint64 value)
    {
        return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
    }

} // namespace

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QStringList fromUtf8(const std::vector<std::string>& texts)
{
    QStringList all;
    for (const std::string& text : texts) {
        all << fromUtf8(text);
    }
    return all;
}

QString listText(const std::vector<std::string>& texts)
{
    return fromUtf8(texts).join(QStringLiteral(", "));
}

QString percentText(double share)
{
    constexpr double Percent = 100;
    return tr("%1 %").arg(qRound(share * Percent));
}

QString countText(std::int64_t count)
{
    QString digits = QString::number(std::abs(count));
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3) {
        digits.insert(at, ThinSpace);
    }
    return count < 0 ? QChar(0x2212) + digits : digits;
}

QString countedText(std::int64_t count, const QString& one, const QString& many)
{
    return (count == 1 ? one : many).arg(countText(count));
}

QString durationText(std::optional<double> seconds)
{
    if (!seconds || !std::isfinite(*seconds)) {
        return {};
    }
    if (*seconds < 10) {
        return tr("%1 s").arg(QString::number(*seconds, 'g', 3));
    }
    const auto whole = static_cast<qint64>(std::llround(*seconds));
    if (whole < 60) {
        return tr("%1 s").arg(whole);
    }
    if (whole < 3600) {
        return tr("%1 m %2 s").arg(whole / 60).arg(padded(whole % 60));
    }
    return tr("%1 h %2 m %3 s").arg(whole / 3600).arg(padded(whole / 60 % 60), padded(whole % 60));
}

QString ageText(std::optional<Timestamp> time, Timestamp now)
{
    using namespace std::chrono;
    if (!time) {
        return {};
    }
    const auto age = duration_cast<minutes>(now - *time);
    if (age < minutes(-1) || age > hours(48)) {
        return QLocale().toString(localTime(*time).date(), QStringLiteral("d MMM yyyy"));
    }
    if (age < minutes(1)) {
        return tr("just now");
    }
    if (age < hours(1)) {
        return tr("%1 min ago").arg(age.count());
    }
    return tr("%1 h ago").arg(duration_cast<hours>(age).count());
}

QString exactTimeText(std::optional<Timestamp> time)
{
    if (!time) {
        return {};
    }
    const QDateTime local = localTime(*time);
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")) + local.timeZoneAbbreviation();
}

QString shortHash(const std::string& commit)
{
    constexpr std::size_t HashDigits = 12;
    return fromUtf8(commit.substr(0, HashDigits));
}

QString revisionText(const query::RevisionRef& revision)
{
    if (!revision.name.empty()) {
        return fromUtf8(revision.name);
    }
    if (!revision.tags.empty()) {
        return fromUtf8(revision.tags.front());
    }
    return revision.commit.empty() ? tr("unknown revision") : shortHash(revision.commit);
}

QString shortRevisionText(const query::RevisionRef& revision)
{
    return withoutHashes(revisionText(revision));
}

QString withoutHashes(const QString& text)
{
    static const QRegularExpression hash(QStringLiteral("-g[0-9a-f]{7,40}\\b"));
    QString rest = text;
    return text.contains(QLatin1String("-g")) ? rest.remove(hash) : rest;
}

QString branchText(const std::string& tree, const std::string& branch,
                   const std::string& repositoryUrl)
{
    const QString name = !tree.empty() ? fromUtf8(tree)
        : repositoryUrl.empty()        ? tr("no tree name")
                                       : placeText(fromUtf8(repositoryUrl));
    return branch.empty() ? name : name + QLatin1Char('/') + fromUtf8(branch);
}

QString branchText(const ViewState& state)
{
    return branchText(state.tree.toStdString(), state.branch.toStdString(),
                      state.repositoryUrl.toStdString());
}

QString countsText(const StatusCounts& counts)
{
    QStringList parts;
    for (std::size_t i = 0; i < StatusClassCount; ++i) {
        const auto statusClass = static_cast<StatusClass>(i);
        if (statusClass != StatusClass::None && counts[statusClass] > 0) {
            parts << tr("%1 %2").arg(countText(counts[statusClass]), statusWord(statusClass));
        }
    }
    return parts.isEmpty() ? tr("no results") : parts.join(QStringLiteral(", "));
}

} // namespace cboard::ui
