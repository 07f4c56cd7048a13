// Writing and reading of the cells of the register's own CSV.
#include "profiles/assets/stated_cells.h"

#include <algorithm>
#include <utility>

#include "profiles/assets/typed_value.h"

namespace cadastre::assets {
namespace {

constexpr std::string_view kUntil = "unknown until ";
constexpr std::string_view kWithheld = "withheld:";

void append(std::string& cell, std::string_view text, std::string_view meaningful) {
    for (const char c : text) {
        if (c == '\\' || meaningful.find(c) != std::string_view::npos) cell += '\\';
        cell += c;
    }
}

/// Reads a cell piece by piece up to the characters that have a meaning.
class Pieces {
  public:
    explicit Pieces(std::string_view cell) : rest_(cell) {}

    /// The text up to the first unescaped of `stops`; which one ended it stands in stop() (0: the end).
    std::string upTo(std::string_view stops) {
        std::string piece;
        stop_ = 0;
        while (!rest_.empty()) {
            char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '\\' && !rest_.empty()) {
                c = rest_.front();
                rest_.remove_prefix(1);
            } else if (stops.find(c) != std::string_view::npos) {
                stop_ = c;
                break;
            }
            piece += c;
        }
        return std::string(trimmed(piece));
    }

    [[nodiscard]] char stop() const { return stop_; }
    [[nodiscard]] bool done() const { return trimmed(rest_).empty(); }

  private:
    std::string_view rest_;
    char stop_ = 0;
};

bool startsFormula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

bool needsApostrophe(std::string_view text) {
    return startsFormula(text) || text.starts_with('\'') || readState(text).has_value();
}

}  // namespace

std::string writeFunctions(std::span<const StatedFunction> functions) {
    std::string cell;
    for (const StatedFunction& function : functions) {
        if (!cell.empty()) cell += '|';
        append(cell, function.classifier, "|:");
        cell += ':';
        append(cell, function.code, "|:");
        if (!function.share.empty()) cell.append(":").append(function.share);
    }
    return cell;
}

std::string writeRelations(std::span<const StatedRelation> relations) {
    std::string cell;
    for (const StatedRelation& relation : relations) {
        if (!cell.empty()) cell += '|';
        append(cell, relation.kind, "|:");
        cell += ':';
        if (!relation.subject.empty()) {
            append(cell, relation.subject, "|/");
            cell += '/';
        }
        append(cell, relation.key, "|/");
    }
    return cell;
}

std::string writeEvents(std::span<const StatedEvent> events) {
    std::string cell;
    for (const StatedEvent& event : events) {
        if (!cell.empty()) cell += '|';
        append(cell, event.kind, "|@>#(");
        cell.append("@").append(event.happenedOn).append(">");
        append(cell, event.stage, "|#(");
        if (!event.document.empty()) {
            cell += '#';
            append(cell, event.document, "|(");
        }
        if (event.note.empty()) continue;
        cell += '(';
        append(cell, event.note, "|)");
        cell += ')';
    }
    return cell;
}

std::optional<std::vector<StatedFunction>> readFunctions(std::string_view cell) {
    std::vector<StatedFunction> functions;
    for (Pieces pieces(cell); !pieces.done();) {
        StatedFunction function;
        function.classifier = pieces.upTo(":|");
        if (pieces.stop() != ':') return std::nullopt;
        function.code = pieces.upTo(":|");
        if (pieces.stop() == ':') {
            const Reading share = readDecimal(pieces.upTo("|"));
            if (!share.broken.empty()) return std::nullopt;
            function.share = share.value.text;
        }
        if (function.classifier.empty() || function.code.empty()) return std::nullopt;
        functions.push_back(std::move(function));
    }
    return functions;
}

std::optional<std::vector<StatedRelation>> readRelations(std::string_view cell) {
    std::vector<StatedRelation> relations;
    for (Pieces pieces(cell); !pieces.done();) {
        StatedRelation relation;
        relation.kind = pieces.upTo(":|");
        if (pieces.stop() != ':') return std::nullopt;
        relation.key = pieces.upTo("/|");
        if (pieces.stop() == '/') {
            relation.subject = std::exchange(relation.key, {});
            relation.key = pieces.upTo("|");
        }
        if (relation.kind.empty() || relation.key.empty()) return std::nullopt;
        relations.push_back(std::move(relation));
    }
    return relations;
}

std::optional<std::vector<StatedEvent>> readEvents(std::string_view cell) {
    std::vector<StatedEvent> events;
    for (Pieces pieces(cell); !pieces.done();) {
        StatedEvent event;
        event.kind = pieces.upTo("@>|#(");
        if (pieces.stop() == '@') {
            if (const std::string date = pieces.upTo(">|#("); !date.empty()) {
                const Reading day = readDate(date);
                if (!day.broken.empty()) return std::nullopt;
                event.happenedOn = day.value.text;
            }
        }
        if (pieces.stop() == '>') event.stage = pieces.upTo("|#(");
        if (pieces.stop() == '#') event.document = pieces.upTo("|(");
        if (pieces.stop() == '(') {
            event.note = pieces.upTo(")");
            if (pieces.stop() != ')' || !pieces.upTo("|").empty()) return std::nullopt;
        }
        if (event.kind.empty()) return std::nullopt;
        events.push_back(std::move(event));
    }
    return events;
}

std::string writeReference(std::string_view subject, std::string_view key) {
    std::string reference;
    if (!subject.empty()) {
        append(reference, subject, "/");
        reference += '/';
    }
    append(reference, key, "/");
    return reference;
}

std::optional<Value> readState(std::string_view cell) {
    if (cell == "unknown") return Value{Value::Kind::unknown, {}};
    if (cell.starts_with(kUntil)) {
        Reading until = readDate(cell.substr(kUntil.size()));
        if (until.broken.empty()) return Value{Value::Kind::unknown, std::move(until.value.text)};
        return std::nullopt;
    }
    if (cell.starts_with(kWithheld))
        return Value{Value::Kind::withheld, normalised(trimmed(cell.substr(kWithheld.size())))};
    return std::nullopt;
}

std::string writeState(const Value& value) {
    if (value.kind == Value::Kind::withheld) return std::string(kWithheld) + " " + value.text;
    return value.text.empty() ? "unknown" : std::string(kUntil) + value.text;
}

std::string writeText(std::string_view text) {
    std::string cell(needsApostrophe(text) ? "'" : "");
    return cell.append(text);
}

std::string_view readText(std::string_view cell) {
    if (!cell.starts_with('\'')) return cell;
    return needsApostrophe(cell.substr(1)) ? cell.substr(1) : cell;
}

}  // namespace cadastre::assets
