// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/view_state.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

namespace cboard::ui {

namespace {

    constexpr QLatin1String Scheme("checkerboard");
    constexpr QLatin1String OptionPrefix("o.");
    constexpr QLatin1String LineOption("line"); ///< "120" or "120-160".

    void add(QUrlQuery& query, QLatin1String key, const QString& value)
    {
        if (!value.isEmpty()) {
            query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
        }
    }

    QLatin1String kindKey(RecordKind kind)
    {
        switch (kind) {
        case RecordKind::Checkout:
            return QLatin1String("checkout");
        case RecordKind::Build:
            return QLatin1String("build");
        case RecordKind::Test:
            return QLatin1String("test");
        case RecordKind::Issue:
            return QLatin1String("issue");
        case RecordKind::Incident:
            return QLatin1String("incident");
        }
        return {};
    }

    /// `#L120-L160` of "120-160"; empty for what names no line.
    QString toFragment(const QString& lines)
    {
        static const QRegularExpression form(QStringLiteral("^(\\d+)(?:-(\\d+))?$"));
        const auto match = form.match(lines);
        if (!match.hasMatch()) {
            return {};
        }
        const QString last = match.captured(2);
        return QStringLiteral("#L") + match.captured(1)
            + (last.isEmpty() ? QString() : QStringLiteral("-L") + last);
    }

    QString fromFragment(const QString& fragment)
    {
        static const QRegularExpression form(QStringLiteral("^L(\\d+)(?:-L(\\d+))?$"));
        const auto match = form.match(fragment);
        const QString last = match.captured(2);
        return match.captured(1) + (last.isEmpty() ? QString() : QLatin1Char('-') + last);
    }

    RecordKind parseKind(const QString& key)
    {
        for (const auto kind :
             {RecordKind::Checkout, RecordKind::Build, RecordKind::Issue, RecordKind::Incident}) {
            if (key == kindKey(kind)) {
                return kind;
            }
        }
        return RecordKind::Test;
    }

} // namespace

QString toAddress(const ViewState& state)
{
    QUrlQuery query;
    add(query, QLatin1String("tree"), state.tree);
    add(query, QLatin1String("branch"), state.branch);
    add(query, QLatin1String("url"), state.repositoryUrl);
    add(query, QLatin1String("revision"), state.revision);
    add(query, QLatin1String("filter"), state.filter);
    if (!state.record.isEmpty()) {
        add(query, QLatin1String("kind"), kindKey(state.recordKind));
        add(query, QLatin1String("record"), state.record);
    }
    for (auto option = state.options.cbegin(); option != state.options.cend(); ++option) {
        if (option.key() == LineOption) {
            continue; // The fragment says it.
        }
        query.addQueryItem(OptionPrefix + option.key(),
                           QString::fromLatin1(QUrl::toPercentEncoding(option.value())));
    }
    const QString text = query.toString(QUrl::FullyEncoded);
    return Scheme + QLatin1Char(':') + state.view
        + (text.isEmpty() ? QString() : QLatin1Char('?') + text)
        + toFragment(state.options.value(LineOption));
}

std::optional<ViewState> fromAddress(const QString& address)
{
    const QUrl url(address.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != Scheme || url.path().isEmpty()) {
        return std::nullopt;
    }
    ViewState state;
    state.view = url.path();
    const QUrlQuery query(url.query(QUrl::FullyEncoded));
    const auto items = query.queryItems(QUrl::FullyEncoded);
    for (const auto& [key, encoded] : items) {
        const QString value = QUrl::fromPercentEncoding(encoded.toLatin1());
        if (key == QLatin1String("tree")) {
            state.tree = value;
        } else if (key == QLatin1String("branch")) {
            state.branch = value;
        } else if (key == QLatin1String("url")) {
            state.repositoryUrl = value;
        } else if (key == QLatin1String("revision")) {
            state.revision = value;
        } else if (key == QLatin1String("filter")) {
            state.filter = value;
        } else if (key == QLatin1String("kind")) {
            state.recordKind = parseKind(value);
        } else if (key == QLatin1String("record")) {
            state.record = value;
        } else if (key.startsWith(OptionPrefix)) {
            state.options.insert(key.mid(OptionPrefix.size()), value);
        }
    }
    if (const QString lines = fromFragment(url.fragment()); !lines.isEmpty()) {
        state.options.insert(LineOption, lines);
    }
    return state;
}

} // namespace cboard::ui
