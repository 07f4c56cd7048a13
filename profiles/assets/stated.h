// What a holder states about an asset: values, functions, relations, events, as plain data.
// It lives with the assets because readers make it, stores take it and exports write it back.
#pragma once

#include <cstdint>
#include <string>

namespace cadastre::assets {

/// One field's value. Unknown, withheld and zero are three different things (see docs/architecture.md).
struct Value {
    enum class Kind : std::uint8_t {
        text,      ///< `text` is the value: UTF-8, NFC, trimmed; dates as YYYY-MM-DD
        number,    ///< `text` is a JSON number; money is an integer in minor units of the record's `currency`
        boolean,   ///< `text` is "true" or "false"
        unknown,   ///< said to be unknown; `text` is the date until which, or empty
        withheld,  ///< kept back; `text` holds the words that say on what ground
    };
    Kind kind = Kind::text;
    std::string text;

    bool operator==(const Value&) const = default;
};

/// A function the asset performs, by classifier ("cofog", "typical" or a foreign one) and code.
struct StatedFunction {
    std::string classifier;
    std::string code;
    std::string share;  ///< percent automated, empty when not stated

    bool operator==(const StatedFunction&) const = default;
};

/// A relation as its holder states it; the other end may not (yet) be registered.
struct StatedRelation {
    std::string kind;     ///< code list `relation_kind`
    std::string subject;  ///< code of the other holder; empty: not stated, the key alone decides
    std::string key;      ///< the other end's own key

    bool operator==(const StatedRelation&) const = default;
};

/// An event in the life of the asset.
struct StatedEvent {
    std::string kind;        ///< code list `event_kind`
    std::string happenedOn;  ///< YYYY-MM-DD, empty when not known
    std::string stage;       ///< stage after the event, empty when it changes none
    std::string note;
    std::string document = {};  ///< the document it rests on, as a reference: "key" or "SUBJECT/key"

    bool operator==(const StatedEvent&) const = default;
};

}  // namespace cadastre::assets
