// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/yaml/yaml_text.h"

#include "core/base/utf8.h"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>
#include <vector>

namespace cboard::formats {

namespace {

    /// Thrown through yaml-cpp, whose handler cannot refuse in another way.
    struct LimitReached {
        std::string message;
        std::int64_t line;
    };

    bool isPythonTag(const std::string& tag)
    {
        return tag.find("python/") != std::string::npos;
    }

    /// Builds the tree from yaml-cpp's events. Every value of a map is preceded by its key, which
    /// comes as an event of its own.
    class TreeHandler : public YAML::EventHandler {
    public:
        TreeHandler(Arena& arena, const Limits& limits, ValueTree& tree)
            : m_arena(arena)
            , m_limits(limits)
            , m_tree(tree)
        {
        }

        void OnDocumentStart(const YAML::Mark& /*mark*/) override { }
        void OnDocumentEnd() override { }

        void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
        {
            takeScalar(mark, anchor, {}, true);
        }

        void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                      const std::string& value) override
        {
            // yaml-cpp lets bytes through that are no UTF-8.
            takeScalar(mark, anchor, m_arena.copy(toValidUtf8(value)), tag == "?");
        }

        void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
        {
            if (anchor >= m_anchors.size() || m_anchors[anchor].isOpen) {
                throw LimitReached{"an alias stands inside of what it refers to", mark.line + 1};
            }
            const Anchor& target = m_anchors[anchor];
            m_aliasNodes += target.isKey ? 1 : m_tree.weight(target.index);
            if (m_aliasNodes > m_limits.yamlAliases) {
                throw LimitReached{
                    fmt::format("aliases expand to more than {} values", m_limits.yamlAliases),
                    mark.line + 1};
            }
            if (isInKey()) {
                return;
            }
            if (isKeyDue()) {
                takeKey(target.isKey ? target.keyText : m_tree.at(target.index).text());
                return;
            }
            target.isKey ? m_tree.scalar(target.keyText, true) : m_tree.copy(target.index);
            valueDone();
        }

        void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value /*style*/) override
        {
            open(mark, tag, anchor, false);
        }
        void OnSequenceEnd() override { close(); }

        void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                        YAML::EmitterStyle::value /*style*/) override
        {
            open(mark, tag, anchor, true);
        }
        void OnMapEnd() override { close(); }

    private:
        struct Level {
            bool isMapping = false;
            bool isKeyNext = false;
            bool isKey = false; ///< The container is itself a key: what is in it is passed over.
            std::optional<std::uint32_t> pythonList; ///< Index of a list under a Python tag.
            YAML::anchor_t anchor = 0;
        };
        struct Anchor {
            std::uint32_t index = 0;
            bool isOpen = false; ///< A container that has not ended.
            bool isKey = false; ///< Stands at a key, which is no value of the tree.
            std::string_view keyText;
        };

        bool isKeyDue() const
        {
            return !m_levels.empty() && m_levels.back().isMapping && m_levels.back().isKeyNext;
        }
        bool isInKey() const { return !m_levels.empty() && m_levels.back().isKey; }

        void takeKey(std::string_view text)
        {
            m_tree.key(text);
            m_levels.back().isKeyNext = false;
        }

        void valueDone()
        {
            if (!m_levels.empty()) {
                m_levels.back().isKeyNext = true;
            }
        }

        void takeScalar(const YAML::Mark& mark, YAML::anchor_t anchor, std::string_view text,
                        bool isPlain)
        {
            if (isInKey()) {
                return;
            }
            checkString(text, mark);
            checkSize(mark);
            Anchor target;
            target.index = m_tree.nextIndex();
            target.isKey = isKeyDue();
            target.keyText = text;
            remember(anchor, target);
            if (target.isKey) {
                takeKey(text);
                return;
            }
            m_tree.scalar(text, isPlain);
            valueDone();
        }

        void checkSize(const YAML::Mark& mark) const
        {
            if (m_tree.size() >= m_limits.jsonValues) {
                throw LimitReached{fmt::format("more than {} values", m_limits.jsonValues),
                                   mark.line + 1};
            }
        }

        void checkString(std::string_view text, const YAML::Mark& mark) const
        {
            if (text.size() > m_limits.stringBytes) {
                throw LimitReached{
                    fmt::format("a text is longer than {} bytes", m_limits.stringBytes),
                    mark.line + 1};
            }
        }

        void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  bool isMapping)
        {
            if (m_levels.size() >= m_limits.nestingDepth) {
                throw LimitReached{
                    fmt::format("nested deeper than {} levels", m_limits.nestingDepth),
                    mark.line + 1};
            }
            checkSize(mark);
            Level level;
            level.isMapping = isMapping;
            level.isKeyNext = isMapping;
            level.anchor = anchor;
            level.isKey = isInKey() || isKeyDue();
            if (!level.isKey) {
                Anchor target;
                target.index = m_tree.nextIndex();
                target.isOpen = true;
                remember(anchor, target);
                if (!isMapping && isPythonTag(tag)) {
                    level.pythonList = m_tree.nextIndex();
                }
                isMapping ? m_tree.beginMapping() : m_tree.beginSequence();
            }
            m_levels.push_back(level);
        }

        void close()
        {
            const Level level = m_levels.back();
            m_levels.pop_back();
            if (level.isKey) {
                if (!isInKey()) {
                    takeKey("(complex key)");
                }
                return;
            }
            m_tree.end();
            if (level.pythonList) {
                m_tree.unwrapSingle(*level.pythonList);
            }
            if (level.anchor != 0) {
                m_anchors[level.anchor].isOpen = false;
            }
            valueDone();
        }

        void remember(YAML::anchor_t anchor, const Anchor& target)
        {
            if (anchor == 0) {
                return;
            }
            if (m_anchors.size() <= anchor) {
                m_anchors.resize(anchor + 1);
            }
            m_anchors[anchor] = target;
        }

        Arena& m_arena;
        const Limits& m_limits;
        ValueTree& m_tree;
        std::vector<Level> m_levels;
        std::vector<Anchor> m_anchors;
        std::size_t m_aliasNodes = 0;
    };

    /// Bytes as a stream, without a copy.
    class ViewBuffer : public std::streambuf {
    public:
        explicit ViewBuffer(std::string_view text)
        {
            char* begin = const_cast<char*>(text.data());
            setg(begin, begin, begin + text.size());
        }
    };

} // namespace

std::optional<YamlProblem> readAnyYaml(std::string_view yaml, Arena& arena, const Limits& limits,
                                       ValueTree& tree)
{
    tree.clear();
    if (yaml.size() > limits.yamlBytes) {
        return YamlProblem{"limit",
                           fmt::format("a YAML text of {} bytes; at most {} are read", yaml.size(),
                                       limits.yamlBytes),
                           0};
    }
    try {
        ViewBuffer buffer(yaml);
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        TreeHandler handler(arena, limits, tree);
        if (!parser.HandleNextDocument(handler)) {
            tree.clear();
            tree.scalar({}, true);
            return std::nullopt;
        }
        if (parser) {
            return YamlProblem{"syntax", "more than one YAML document in one text", 0};
        }
        return std::nullopt;
    } catch (const LimitReached& limit) {
        return YamlProblem{"limit", limit.message, limit.line};
    } catch (const YAML::DeepRecursion& error) {
        return YamlProblem{"limit", error.msg, error.mark.line + 1};
    } catch (const YAML::Exception& error) {
        return YamlProblem{"syntax", error.msg, error.mark.line + 1};
    } catch (const std::exception& error) {
        return YamlProblem{"syntax", error.what(), 0};
    }
}

std::optional<YamlProblem> readYaml(std::string_view yaml, Arena& arena, const Limits& limits,
                                    ValueTree& tree)
{
    if (readRegularYaml(yaml, arena, limits, tree)) {
        return std::nullopt;
    }
    return readAnyYaml(yaml, arena, limits, tree);
}

} // namespace cboard::formats
