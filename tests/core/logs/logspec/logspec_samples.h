// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

/// What logspec itself made of the shared sample logs.
namespace cboard::testing {

inline QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A row for each sample, with the path of its expectation; skips where there are none.
inline void addLogspecSamples()
{
    const QString root = QStringLiteral(CBOARD_SHARED_DATA "/logspec");
    if (!QFile::exists(root)) {
        QSKIP("the sample logs of logspec are not there (CBOARD_SHARED_DATA/logspec)");
    }
    QTest::addColumn<QString>("path");
    QDirIterator files(root, {"*.expected.json"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
    }
}

inline QJsonObject readExpectation(const QString& path)
{
    return QJsonDocument::fromJson(readFile(path)).object();
}

inline QString logOf(const QJsonObject& expectation, const QString& path)
{
    return QFileInfo(path).path() + '/' + expectation["log"].toString();
}

/// The short form in which the expectations hold runs of parsers that do not fit the log.
inline QJsonObject brief(const QJsonObject& full)
{
    QJsonObject out = full;
    QJsonArray errors;
    for (const QJsonValue& error : full["errors"].toArray()) {
        errors.append(QJsonArray{error["error_type"], error["error_summary"], error["_signature"]});
    }
    out["errors"] = errors;
    return out;
}

/// Says where two objects differ; QCOMPARE of whole reports shows nothing useful.
inline QString difference(const QJsonValue& got, const QJsonValue& expected,
                          const QString& path = {})
{
    if (got == expected) {
        return {};
    }
    if (got.isArray() && expected.isArray() && got.toArray().size() == expected.toArray().size()) {
        for (int i = 0; i < got.toArray().size(); ++i) {
            const QString inner = difference(got[i], expected[i], path + QString("/%1").arg(i));
            if (!inner.isEmpty()) {
                return inner;
            }
        }
    }
    if (got.isObject() && expected.isObject()) {
        const QStringList keys = got.toObject().keys() + expected.toObject().keys();
        for (const QString& key : keys) {
            const QString inner = difference(got[key], expected[key], path + '/' + key);
            if (!inner.isEmpty()) {
                return inner;
            }
        }
    }
    const auto text = [](const QJsonValue& value) {
        return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact))
            .left(300);
    };
    return path + ": got " + text(got) + ", expected " + text(expected);
}

} // namespace cboard::testing
