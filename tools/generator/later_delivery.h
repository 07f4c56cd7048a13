// What one body hands in some months later: all it has, some of it changed and one system left out. It lives
// beside the government because it is made of the records that the first delivery brought.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/generator/record_fields.h"
#include "tools/generator/sheet.h"

namespace cadastre::generator {

class LaterDelivery {
  public:
    explicit LaterDelivery(std::string holder) : holder_(std::move(holder)) {}

    /// Takes what the first delivery said of an asset, in its order; what others hold is passed over.
    /// `mayBeMissed`: nothing else leans on it, so that leaving it out breaks no other rule.
    void keep(const Record& record, bool mayBeMissed);
    /// Writes the folder: its file and manifest. Returns "SUBJECT/key" of the asset left out; empty: none
    /// was.
    std::string write(const std::filesystem::path& folder, Format format,
                      const assets::FieldDictionary& dictionary) const;

  private:
    struct Kept {
        Record record;
        bool mayBeMissed;
    };
    std::string holder_;
    std::vector<Kept> kept_;
};

}  // namespace cadastre::generator
