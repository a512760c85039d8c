// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_state.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cboard::ui {

namespace {

    constexpr int SchemaVersion = 1;
    constexpr int MaxDepth = 16; ///< Of splits in splits; nobody makes more by hand.

    constexpr QLatin1String Schema("schema");
    constexpr QLatin1String Windows("windows");
    constexpr QLatin1String Tables("tables");
    constexpr QLatin1String Address("address");
    constexpr QLatin1String Caption("caption");
    constexpr QLatin1String Tabs("tabs");
    constexpr QLatin1String CurrentTab("currentTab");
    constexpr QLatin1String IsCurrent("isCurrent");
    constexpr QLatin1String Split("split");
    constexpr QLatin1String Sizes("sizes");
    constexpr QLatin1String Parts("parts");
    constexpr QLatin1String Geometry("geometry");
    constexpr QLatin1String Navigator("navigator");
    constexpr QLatin1String Inspector("inspector");
    constexpr QLatin1String Peek("peek");
    constexpr QLatin1String Columns("columns");
    constexpr QLatin1String Centre("centre");
    constexpr QLatin1String History("filterHistory");

    QJsonArray numbers(const QList<int>& values)
    {
        QJsonArray array;
        for (const int value : values) {
            array.append(value);
        }
        return array;
    }

    QList<int> numbers(const QJsonValue& value)
    {
        QList<int> values;
        const QJsonArray array = value.toArray();
        for (const auto& one : array) {
            values << one.toInt();
        }
        return values;
    }

    QJsonObject areaToJson(const TabAreaState& area)
    {
        QJsonObject object;
        if (area.isSplit()) {
            object[Split] = area.orientation == Qt::Horizontal ? QStringLiteral("right")
                                                               : QStringLiteral("below");
            object[Sizes] = numbers(area.sizes);
            QJsonArray parts;
            for (const TabAreaState& part : area.parts) {
                parts.append(areaToJson(part));
            }
            object[Parts] = parts;
            return object;
        }
        QJsonArray tabs;
        for (const TabState& tab : area.tabs) {
            tabs.append(QJsonObject{{Address, toAddress(tab.view)}, {Caption, tab.caption}});
        }
        object[Tabs] = tabs;
        object[CurrentTab] = area.currentTab;
        object[IsCurrent] = area.isCurrent;
        return object;
    }

    TabAreaState areaFromJson(const QJsonObject& object, int depth)
    {
        TabAreaState area;
        const QJsonArray parts = object[Parts].toArray();
        if (!parts.isEmpty() && depth < MaxDepth) {
            area.orientation =
                object[Split].toString() == QLatin1String("below") ? Qt::Vertical : Qt::Horizontal;
            area.sizes = numbers(object[Sizes]);
            for (const auto& part : parts) {
                area.parts << areaFromJson(part.toObject(), depth + 1);
            }
            return area;
        }
        const QJsonArray tabs = object[Tabs].toArray();
        for (const auto& value : tabs) {
            const QJsonObject tab = value.toObject();
            if (const auto view = fromAddress(tab[Address].toString())) {
                area.tabs << TabState{*view, tab[Caption].toString()};
            }
        }
        area.currentTab = object[CurrentTab].toInt();
        area.isCurrent = object[IsCurrent].toBool();
        return area;
    }

    QJsonObject windowToJson(const WindowState& window)
    {
        return {{Geometry, QString::fromLatin1(window.geometry.toBase64())},
                {Navigator, window.hasNavigator},
                {Inspector, window.hasInspector},
                {Peek, window.hasPeek},
                {Columns, numbers(window.columns)},
                {Centre, numbers(window.centre)},
                {Tabs, areaToJson(window.tabs)},
                {History, QJsonArray::fromStringList(window.filterHistory)}};
    }

    WindowState windowFromJson(const QJsonObject& object)
    {
        WindowState window;
        window.geometry = QByteArray::fromBase64(object[Geometry].toString().toLatin1());
        window.hasNavigator = object[Navigator].toBool(true);
        window.hasInspector = object[Inspector].toBool(true);
        window.hasPeek = object[Peek].toBool(false);
        window.columns = numbers(object[Columns]);
        window.centre = numbers(object[Centre]);
        window.tabs = areaFromJson(object[Tabs].toObject(), 0);
        const QJsonArray history = object[History].toArray();
        for (const auto& filter : history) {
            window.filterHistory << filter.toString();
        }
        return window;
    }

} // namespace

ViewState startView()
{
    ViewState state;
    state.view = QStringLiteral("trees");
    return state;
}

QByteArray toJson(const KeptState& state)
{
    QJsonArray array;
    for (const WindowState& window : state.windows) {
        array.append(windowToJson(window));
    }
    return QJsonDocument(
               QJsonObject{{Schema, SchemaVersion}, {Windows, array}, {Tables, state.tables}})
        .toJson();
}

Result<KeptState> keptStateFromJson(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        return fail(ErrorKind::Parse,
                    "byte " + std::to_string(error.offset) + ": "
                        + error.errorString().toStdString());
    }
    const QJsonObject object = document.object();
    if (object[Schema].toInt() != SchemaVersion) {
        return fail(ErrorKind::Unsupported,
                    "expected schema " + std::to_string(SchemaVersion) + ", got "
                        + std::to_string(object[Schema].toInt()));
    }
    KeptState state;
    const QJsonArray array = object[Windows].toArray();
    for (const auto& window : array) {
        state.windows << windowFromJson(window.toObject());
    }
    state.tables = object[Tables].toObject();
    return state;
}

} // namespace cboard::ui
