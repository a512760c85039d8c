// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb/kcidb_upgrade.h"

#include "core/formats/json/json_writer.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace cboard::formats::kcidb {

namespace {

    constexpr std::string_view WaivedIssueId = "_:waived";

    void remove(JsonValue& object, std::string_view key)
    {
        std::erase_if(object.members,
                      [key](const JsonMember& member) { return member.key == key; });
    }

    /// The member of this key, new or the one that is already there.
    void set(JsonValue& object, std::string_view key, JsonValue value)
    {
        if (JsonValue* present = object.find(key)) {
            *present = std::move(value);
        } else {
            object.members.push_back({key, std::move(value)});
        }
    }

    void rename(JsonValue& object, std::string_view from, std::string_view to)
    {
        if (const JsonValue* value = object.find(from)) {
            JsonValue moved = *value;
            remove(object, from);
            set(object, to, std::move(moved));
        }
    }

    std::string_view textOf(const JsonValue& object, std::string_view key)
    {
        const JsonValue* value = object.find(key);
        return value != nullptr ? value->text : std::string_view();
    }

    std::string quoted(std::string_view text)
    {
        std::string out;
        appendJsonString(out, text);
        return out;
    }

    /// The steps from one major version to the next. After a step that cannot be done error()
    /// tells why.
    class Upgrader {
    public:
        Upgrader(JsonValue& document, Arena& arena)
            : m_document(document)
            , m_arena(arena)
        {
        }

        bool run(SchemaVersion version)
        {
            const bool isGood = (version.major >= 2 || from1()) && (version.major >= 3 || from2())
                && (version.major >= 4 || from3()) && (version.major >= 5 || from4());
            if (isGood) {
                JsonValue newest;
                newest.type = JsonValue::Type::Object;
                set(newest, "major", makeJsonInteger(NewestVersion.major, m_arena));
                set(newest, "minor", makeJsonInteger(NewestVersion.minor, m_arena));
                set(m_document, "version", std::move(newest));
            }
            return isGood;
        }

        std::optional<SchemaError> error() const { return m_error; }

    private:
        template <typename Change>
        void forEachIn(std::string_view listKey, Change&& change)
        {
            if (JsonValue* list = m_document.find(listKey)) {
                for (JsonValue& object : list->items) {
                    change(object);
                }
            }
        }

        JsonValue joined(std::initializer_list<std::string_view> parts)
        {
            std::string text;
            for (const std::string_view part : parts) {
                text += part;
            }
            return makeJsonString(m_arena.copy(text));
        }

        bool fail(std::string_view listKey, const JsonValue& object, std::string_view property,
                  const std::string& message)
        {
            const JsonValue* list = m_document.find(listKey);
            const auto index = static_cast<std::size_t>(&object - list->items.data());
            const JsonValue* value = object.find(property);
            SchemaError error;
            error.pointer = '/' + std::string(listKey) + '/' + std::to_string(index) + '/'
                + std::string(property);
            error.rule = "upgrade";
            error.message = error.pointer + ": " + message;
            error.at =
                value != nullptr && !value->raw.empty() ? value->raw.data() : object.raw.data();
            m_error = std::move(error);
            return false;
        }

        void joinId(JsonValue& object, std::string_view key, std::string_view originKey,
                    std::string_view idKey)
        {
            JsonValue id = joined({textOf(object, originKey), ":", textOf(object, idKey)});
            remove(object, originKey);
            remove(object, idKey);
            set(object, key, std::move(id));
        }

        void cleanFileNames(JsonValue& object, std::string_view listKey)
        {
            JsonValue* files = object.find(listKey);
            if (files == nullptr) {
                return;
            }
            for (JsonValue& file : files->items) {
                std::string name(textOf(file, "name"));
                if (name.find('/') != std::string::npos) {
                    std::ranges::replace(name, '/', '_');
                    set(file, "name", makeJsonString(m_arena.copy(name)));
                }
            }
        }

        bool from1()
        {
            forEachIn("revisions", [this](JsonValue& revision) {
                joinId(revision, "id", "origin", "origin_id");
                cleanFileNames(revision, "patch_mboxes");
            });
            forEachIn("builds", [this](JsonValue& build) {
                joinId(build, "id", "origin", "origin_id");
                joinId(build, "revision_id", "revision_origin", "revision_origin_id");
                cleanFileNames(build, "input_files");
                cleanFileNames(build, "output_files");
            });
            forEachIn("tests", [this](JsonValue& test) {
                joinId(test, "id", "origin", "origin_id");
                joinId(test, "build_id", "build_origin", "build_origin_id");
                cleanFileNames(test, "output_files");
            });
            return true;
        }

        bool from2()
        {
            for (const std::string_view listKey : {"revisions", "builds", "tests"}) {
                bool isGood = true;
                forEachIn(listKey, [&](JsonValue& object) {
                    const std::string_view id = textOf(object, "id");
                    const std::string_view origin = id.substr(0, id.find(':'));
                    if (!isGood
                        || !checkText(Rule::Id, id.substr(0, origin.size() + 1)).keyword.empty()) {
                        isGood = isGood
                            && fail(listKey, object, "id",
                                    "expected an id that begins with an origin, got text "
                                        + quoted(id));
                        return;
                    }
                    set(object, "origin", makeJsonString(origin));
                });
                if (!isGood) {
                    return false;
                }
            }
            const auto stripOrigin = [](JsonValue& object, std::string_view key) {
                const std::string_view id = textOf(object, key);
                set(object, key, makeJsonString(id.substr(id.find(':') + 1)));
            };
            forEachIn("revisions", [&](JsonValue& revision) {
                stripOrigin(revision, "id");
                rename(revision, "git_repository_commit_hash", "git_commit_hash");
                rename(revision, "git_repository_commit_name", "git_commit_name");
            });
            forEachIn("builds", [&](JsonValue& build) { stripOrigin(build, "revision_id"); });
            return true;
        }

        bool from3()
        {
            forEachIn("revisions", [this](JsonValue& revision) {
                set(revision, "id",
                    joined({"_:", textOf(revision, "origin"), ":", textOf(revision, "id")}));
                rename(revision, "patch_mboxes", "patchset_files");
                const std::string_view id = textOf(revision, "id");
                const std::size_t plus = id.find('+');
                std::string_view hash;
                if (plus != std::string_view::npos) {
                    hash = id.substr(plus + 1);
                    hash = hash.substr(0, hash.find('+'));
                }
                set(revision, "patchset_hash", makeJsonString(hash));
                rename(revision, "discovery_time", "start_time");
                rename(revision, "description", "comment");
                remove(revision, "publishing_time");
            });
            rename(m_document, "revisions", "checkouts");
            forEachIn("builds", [this](JsonValue& build) {
                JsonValue id =
                    joined({"_:", textOf(build, "origin"), ":", textOf(build, "revision_id")});
                remove(build, "revision_id");
                set(build, "checkout_id", std::move(id));
                rename(build, "description", "comment");
            });
            forEachIn("tests", [](JsonValue& test) {
                rename(test, "description", "comment");
                if (JsonValue* environment = test.find("environment")) {
                    rename(*environment, "description", "comment");
                }
            });
            return true;
        }

        bool from4()
        {
            bool isGood = true;
            forEachIn("checkouts", [&](JsonValue& checkout) {
                remove(checkout, "contacts");
                const JsonValue* url = checkout.find("git_repository_url");
                if (isGood && url != nullptr && url->text.substr(0, 8) != "https://") {
                    isGood = fail("checkouts", checkout, "git_repository_url",
                                  "expected an https:// URL, which schema 5 demands, got text "
                                      + quoted(url->text));
                }
            });
            forEachIn("builds", [](JsonValue& build) {
                if (const JsonValue* valid = build.find("valid")) {
                    const bool isValid = valid->boolean;
                    remove(build, "valid");
                    set(build, "status", makeJsonString(isValid ? "PASS" : "FAIL"));
                }
            });
            isGood = isGood && upgradeTests();
            forEachIn("issues", [](JsonValue& issue) {
                remove(issue, "build_valid");
                remove(issue, "test_status");
            });
            return isGood && refuseNul();
        }

        bool upgradeTests()
        {
            bool isGood = true;
            std::vector<std::string_view> waivedTests;
            forEachIn("tests", [&](JsonValue& test) {
                const JsonValue* path = test.find("path");
                if (isGood && path != nullptr
                    && !checkText(Rule::Path, path->text).keyword.empty()) {
                    isGood = fail("tests", test, "path",
                                  "expected a dotted path like \"ltp.sem01\", which schema 5 "
                                  "demands, got text "
                                      + quoted(path->text));
                }
                if (const JsonValue* waived = test.find("waived")) {
                    if (waived->boolean) {
                        waivedTests.push_back(textOf(test, "id"));
                    }
                    remove(test, "waived");
                }
            });
            if (isGood && !waivedTests.empty()) {
                addWaivedIssue(waivedTests);
            }
            return isGood;
        }

        JsonValue& list(std::string_view key)
        {
            if (m_document.find(key) == nullptr) {
                JsonValue empty;
                empty.type = JsonValue::Type::Array;
                set(m_document, key, std::move(empty));
            }
            return *m_document.find(key);
        }

        void addWaivedIssue(const std::vector<std::string_view>& tests)
        {
            JsonValue issue;
            issue.type = JsonValue::Type::Object;
            set(issue, "id", makeJsonString(WaivedIssueId));
            set(issue, "origin", makeJsonString("_"));
            set(issue, "version", makeJsonInteger(1, m_arena));
            set(issue, "comment", makeJsonString("Test waived as unreliable"));
            list("issues").items.push_back(std::move(issue));
            for (const std::string_view test : tests) {
                JsonValue incident;
                incident.type = JsonValue::Type::Object;
                set(incident, "id", joined({WaivedIssueId, ":1:", test}));
                set(incident, "origin", makeJsonString("_"));
                set(incident, "issue_id", makeJsonString(WaivedIssueId));
                set(incident, "issue_version", makeJsonInteger(1, m_arena));
                set(incident, "test_id", makeJsonString(test));
                set(incident, "present", makeJsonBoolean(true));
                list("incidents").items.push_back(std::move(incident));
            }
        }

        static bool hasNul(const JsonValue& value)
        {
            if (value.isOpaque) {
                return false;
            }
            return (value.isString() && value.text.find('\0') != std::string_view::npos)
                || std::ranges::any_of(value.items, hasNul)
                || std::ranges::any_of(value.members,
                                       [](const JsonMember& m) { return hasNul(m.value); });
        }

        bool refuseNul()
        {
            for (const std::string_view listKey :
                 {"checkouts", "builds", "tests", "issues", "incidents"}) {
                bool isGood = true;
                forEachIn(listKey, [&](JsonValue& object) {
                    for (const JsonMember& member : object.members) {
                        if (isGood && hasNul(member.value)) {
                            isGood = fail(listKey, object, member.key,
                                          "expected text without NUL, which schema 5 demands");
                        }
                    }
                });
                if (!isGood) {
                    return false;
                }
            }
            return true;
        }

        JsonValue& m_document;
        Arena& m_arena;
        std::optional<SchemaError> m_error;
    };

} // namespace

std::optional<SchemaError> upgrade(JsonValue& document, SchemaVersion version, Arena& arena)
{
    Upgrader upgrader(document, arena);
    upgrader.run(version);
    return upgrader.error();
}

} // namespace cboard::formats::kcidb
