// What bodies are called, in the stems of functions: a system that bears its holder's name says with it whose
// it is, and not what it does.
#pragma once

#include <cstdint>
#include <span>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/functions/function_stems.h"
#include "profiles/duplicates/register/register_duplicates.h"

namespace cadastre::duplicates {

class HolderNames {
  public:
    HolderNames() = default;
    HolderNames(std::span<const Holder> holders, const Vocabulary& vocabulary, const FunctionStems& stems);

    /// The stems of a body's name and of the names above it, ascending.
    /// @param place  among the holders
    std::span<const std::uint32_t> of(std::uint32_t place) const { return stems_.row(place); }

  private:
    NumberRows stems_;  ///< by place
};

}  // namespace cadastre::duplicates
