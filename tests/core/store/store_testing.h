// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/kcidb_reader.h"
#include "core/formats/kcidb_writer.h"
#include "core/store/store.h"

#include <QTemporaryDir>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

/// What the store's tests share: stores in a folder of their own, documents from JSON texts.
namespace cboard::testing {

inline Timestamp at(std::string_view time)
{
    return parseRfc3339(time).value();
}

inline const Timestamp Noon = at("2026-01-01T12:00:00Z");

/// A document from KCIDB JSON; lists only, the version is put in front.
inline Document documentOf(std::string_view lists)
{
    auto text = std::make_shared<std::string>(R"({"version":{"major":5,"minor":3},)");
    *text += lists;
    *text += '}';
    const std::size_t size = text->size();
    text->append(formats::Input::PaddingBytes, '\0');
    formats::Input input;
    input.path = "test.json";
    input.bytes = std::string_view(*text).substr(0, size);
    input.owner = text;
    auto document = formats::readKcidb(input, {}, {});
    if (!document) {
        qFatal("%s", document.error().message.c_str());
    }
    return std::move(*document);
}

/// Adds the lists as one document; the bytes count as its content.
inline store::AddOutcome addLists(store::Writer& writer, std::string_view lists,
                                  store::MergePolicy policy = store::MergePolicy::First,
                                  Timestamp arrival = Noon)
{
    const Document document = documentOf(lists);
    const store::DocumentSource source{"folder/test.json", hash128(lists),
                                       static_cast<std::int64_t>(lists.size())};
    const auto outcome = writer.add(document, source, policy, arrival);
    if (!outcome) {
        qFatal("%s", describe(outcome.error()).c_str());
    }
    return *outcome;
}

/// All records as one KCIDB document.
inline std::string exported(store::Store& store)
{
    std::string text;
    formats::KcidbWriter writer([&text](std::string_view piece) { text += piece; });
    const auto add = [&writer](const auto& record) {
        writer.add(record);
        return true;
    };
    const store::RecordSink sink{add, add, add, add, add};
    const auto result = store.exportRecords({}, Noon, sink, {});
    if (!result) {
        qFatal("%s", describe(result.error()).c_str());
    }
    writer.finish();
    return text;
}

/// Stores in a folder that goes away with it.
class StoreFolder {
public:
    std::filesystem::path file(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    std::unique_ptr<store::Store> open(const char* name) const
    {
        auto store = store::Store::open(file(name), {});
        if (!store) {
            qFatal("%s", describe(store.error()).c_str());
        }
        return std::move(*store);
    }

private:
    QTemporaryDir m_folder;
};

inline std::unique_ptr<store::Writer> writerOf(store::Store& store)
{
    auto writer = store.writer("test", Noon);
    if (!writer) {
        qFatal("%s", describe(writer.error()).c_str());
    }
    return std::move(*writer);
}

/// What `check` finds, as one text.
inline std::string problems(store::Store& store)
{
    const auto found = store.check({});
    if (!found) {
        return describe(found.error());
    }
    std::string text;
    for (const std::string& problem : *found) {
        text += problem + "\n";
    }
    return text;
}

} // namespace cboard::testing
