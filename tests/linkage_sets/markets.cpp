// Shops: software whose versions and editions differ by one word, goods that one shop knows by model number
// and the other by title, and offers of cameras gathered from many shops into one table.
#include <algorithm>
#include <array>

#include "tests/linkage_sets/maker.h"

namespace cadastre::tests {
namespace {

constexpr std::array<std::string_view, 14> publishers = {"microsoft",
                                                         "adobe",
                                                         "intuit",
                                                         "symantec",
                                                         "corel",
                                                         "encore software",
                                                         "topics entertainment",
                                                         "sage",
                                                         "individual",
                                                         "nova development",
                                                         "broderbund",
                                                         "apple",
                                                         "roxio",
                                                         "global marketing"};
constexpr std::array<std::string_view, 28> subjects = {
    "photo",     "studio", "office",  "tax",      "home",     "design",  "music",
    "video",     "typing", "math",    "french",   "spanish",  "print",   "publisher",
    "business",  "works",  "creator", "learning", "world",    "atlas",   "money",
    "antivirus", "draw",   "garden",  "resume",   "language", "planner", "reader"};
constexpr std::array<std::string_view, 8> editions = {"deluxe", "standard", "professional", "premium",
                                                      "home",   "academic", "upgrade",      "platinum"};

struct Title {
    std::string publisher, product, version, edition, platform, code, about;
    int price = 0;
};

Title inventTitle(Chance& chance) {
    Title t;
    t.publisher = chance.oftenFirst(publishers);
    t.product = chance.percent(60) ? chance.inventedWord() + " " : "";
    t.product += std::string(chance.oneOf(subjects)) + " " + std::string(chance.oneOf(subjects));
    if (chance.percent(70))
        t.version = chance.percent(50) ? std::to_string(chance.between(2, 12)) + ".0"
                                       : std::to_string(chance.between(2002, 2008));
    if (chance.percent(60)) t.edition = chance.oneOf(editions);
    if (chance.percent(35)) t.platform = chance.percent(50) ? "mac" : "win";
    t.code = std::string(1, static_cast<char>('a' + chance.below(26))) +
             std::to_string(chance.between(10, 99)) + "-" + padded(chance.between(1, 99999), 5);
    for (int i = chance.between(4, 18); i > 0; --i)
        t.about += (t.about.empty() ? "" : " ") + std::string(chance.oneOf(subjects));
    t.price = chance.between(900, 70000);
    return t;
}

Title editionOf(const Title& title, Chance& chance) {
    Title other = title;
    switch (chance.below(3)) {
        case 0:
            other.version = std::to_string(chance.between(2, 12)) + ".0";
            break;
        case 1:
            other.edition = chance.oneOf(editions);
            break;
        default:
            other.platform = title.platform == "mac" ? "win" : "mac";
    }
    other.price = title.price * chance.between(50, 160) / 100;
    other.code = inventTitle(chance).code;
    return other;
}

std::string priceOf(int cents) {
    return std::to_string(cents / 100) + "." + padded(cents % 100, 2);
}

Cells listed(const Title& t, Chance& chance) {
    std::string said = t.product;
    for (const std::string& part : {t.version, t.edition})
        said += part.empty() ? "" : " " + part;
    if (!t.platform.empty()) said += " (" + t.platform + ")";
    return {said, chance.percent(12) ? "" : t.about, t.publisher, priceOf(t.price)};
}

Cells found(const Title& t, Chance& chance) {
    std::string said = chance.percent(55) ? t.publisher + " " + t.product : t.product;
    if (chance.percent(10)) said = t.publisher + " " + t.code + " " + t.product;
    if (!t.edition.empty() && !chance.percent(20)) said += " " + t.edition;
    if (!t.version.empty() && !chance.percent(10)) {
        const bool brief = t.version.ends_with(".0") && chance.percent(50);
        said += " " + (brief ? t.version.substr(0, t.version.size() - 2) : t.version);
    }
    if (!t.platform.empty())
        said += chance.percent(50) ? " for " + std::string(t.platform == "mac" ? "macintosh" : "windows")
                                   : " " + t.platform;
    if (chance.percent(25)) said += chance.percent(50) ? " cd-rom" : " software";
    const std::string about = chance.percent(40) ? said + " " + t.about : t.about;
    return {withSlips(chance, said, 4, 1), about.substr(0, 90), chance.percent(7) ? t.publisher : "",
            priceOf(chance.percent(30) ? t.price : t.price * chance.between(70, 105) / 100)};
}

constexpr std::array<std::string_view, 16> makers = {
    "hp",     "dell", "lenovo", "belkin",  "kingston",   "sony",     "canon",      "epson",
    "targus", "asus", "acer",   "netgear", "tripp lite", "startech", "case logic", "brother"};
constexpr std::array<std::string_view, 20> wares = {
    "laptop sleeve",   "toner cartridge", "usb cable",     "ink tank",       "notebook battery",
    "wireless mouse",  "hard drive",      "memory module", "flash drive",    "keyboard",
    "photo paper",     "power adapter",   "ipad case",     "monitor",        "label tape",
    "surge protector", "speakers",        "network card",  "projector lamp", "webcam"};
constexpr std::array<std::string_view, 12> sizes = {"black", "cyan",  "magenta", "yellow", "10 ft",  "6 ft",
                                                    "2 gb",  "16 gb", "15.6",    "17",     "2-pack", "white"};

struct Ware {
    std::string maker, kind, size, model;
    int price = 0;
};

Ware inventWare(Chance& chance) {
    Ware w;
    w.maker = chance.oftenFirst(makers);
    w.kind = chance.oneOf(wares);
    w.size = chance.oneOf(sizes);
    for (int i = chance.between(1, 3); i > 0; --i)
        w.model += static_cast<char>('a' + chance.below(26));
    w.model += std::to_string(chance.between(10, 99999));
    w.price = chance.between(500, 60000);
    return w;
}

/// The same ware in another size has a model number of its own, a step away.
Ware sizeOf(const Ware& ware, Chance& chance) {
    Ware other = ware;
    other.size = chance.oneOf(sizes);
    other.model.back() = static_cast<char>('0' + (other.model.back() - '0' + chance.between(1, 9)) % 10);
    return other;
}

}  // namespace

LinkageSet makeSoftware(std::string name, Chance& chance, std::size_t things) {
    const Cells columns = {"title", "description", "manufacturer", "price"};
    SetBuilder builder(std::move(name), columns, {"name", "description", "manufacturer", "price"});
    Title last = inventTitle(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        last = chance.percent(45) ? editionOf(last, chance) : inventTitle(chance);
        const int where = chance.between(1, 100);
        if (where <= 45) builder.addLeft(thing, listed(last, chance));
        if (where > 5) builder.addRight(thing, found(last, chance));
    }
    return builder.build(chance);
}

LinkageSet makeModelNumbers(std::string name, Chance& chance, std::size_t things) {
    const Cells columns = {"title", "category", "brand", "modelno", "price"};
    SetBuilder builder(std::move(name), columns, columns);
    Ware last = inventWare(chance);
    for (std::size_t thing = 0; thing < things; ++thing) {
        last = chance.percent(40) ? sizeOf(last, chance) : inventWare(chance);
        const int where = chance.between(1, 100);
        const std::string spoken = capitalised(last.maker + " " + last.kind);
        if (where <= 25) {
            builder.addLeft(
                thing, {spoken + ", " + last.size, last.kind, chance.percent(10) ? "" : last.maker,
                        chance.percent(12) ? "" : last.model, chance.percent(5) ? "" : priceOf(last.price)});
        }
        if (where <= 12) continue;
        std::string said = last.maker + " " + (chance.percent(60) ? last.model + " " : "") + last.kind;
        if (chance.percent(70)) said += " " + last.size;
        if (chance.percent(30)) said += " retail packaged";
        builder.addRight(thing,
                         {withSlips(chance, said, 5, 1), chance.percent(50) ? "electronics" : "accessories",
                          chance.percent(20) ? "" : last.maker, chance.percent(35) ? "" : last.model,
                          chance.percent(25) ? "" : priceOf(last.price * chance.between(60, 110) / 100)});
    }
    return builder.build(chance);
}

LinkageSet makeCameraOffers(std::string name, Chance& chance, std::size_t things) {
    static constexpr std::array<std::string_view, 8> houses = {"canon",  "nikon",   "sony",     "olympus",
                                                               "pentax", "samsung", "fujifilm", "panasonic"};
    static constexpr std::array<std::string_view, 8> lines = {"powershot", "coolpix", "cyber-shot", "stylus",
                                                              "optio",     "nx",      "finepix",    "lumix"};
    static constexpr std::array<std::string_view, 12> extras = {
        "digital camera", "dslr",          "camera body only", "kit 18-55mm lens",
        "black",          "silver",        "bundle",           "brand new",
        "refurbished",    "free shipping", "8gb memory card",  "usa warranty"};
    SetBuilder builder(std::move(name), {"page_title", "brand", "model", "resolution", "zoom", "price"});
    for (std::size_t thing = 0; thing < things; ++thing) {
        const std::size_t house = chance.below(houses.size());
        const std::string model = std::string(1, static_cast<char>('a' + chance.below(26))) +
                                  std::to_string(chance.between(1, 60) * 10);
        const std::string pixels =
                              std::to_string(chance.between(6, 24)) + "." + std::to_string(chance.below(10)),
                          zoom = std::to_string(chance.between(3, 30)) + "x";
        const int price = chance.between(8000, 250000);
        const int offers = chance.percent(35)   ? 1
                           : chance.percent(70) ? chance.between(2, 6)
                                                : chance.between(7, 24);
        for (int offer = 0; offer < offers; ++offer) {
            std::vector<std::string> said = {std::string(houses[house])};
            if (chance.percent(75)) said.emplace_back(lines[house]);
            const std::string spelt = chance.percent(20) ? model.substr(0, 1) + "-" + model.substr(1) : model;
            said.push_back(spelt);
            if (chance.percent(60)) said.push_back(pixels + (chance.percent(50) ? "mp" : " megapixel"));
            for (int i = chance.between(0, 3); i > 0; --i)
                said.emplace_back(chance.oneOf(extras));
            builder.addLeft(thing,
                            {capitalised(joined(said)), chance.percent(60) ? "" : std::string(houses[house]),
                             chance.percent(65) ? "" : std::string(lines[house]) + " " + spelt,
                             chance.percent(55) ? "" : pixels + " mp", chance.percent(60) ? "" : zoom,
                             chance.percent(50) ? "" : priceOf(price * chance.between(75, 120) / 100)});
        }
    }
    return builder.build(chance);
}

}  // namespace cadastre::tests
