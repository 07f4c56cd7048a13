// Shares with 95 % intervals that an auditor can recompute in a spreadsheet: Wilson's for one sample, and
// what becomes of it when samples of unlike populations are added up.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace cadastre::duplicates {

/// 0 … 1.
struct Interval {
    double low = 0, high = 1;
};

/// Wilson's score interval (1927) of a share found `share` times in `of` trials; 0 … 1 where there was none.
/// `of` may be an effective number of trials.
Interval wilson(double share, double of);

/// What was found in one stratum of a sample.
struct StratumCount {
    std::uint64_t population = 0;  ///< pairs in the register
    std::int64_t told = 0;         ///< pairs with an answer that tells
    std::int64_t hits = 0;         ///< of those, pairs that are what is counted

    double share() const { return told == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(told); }
    /// Of a stratum that was labelled whole nothing is estimated: it was counted.
    Interval interval() const;
};

struct Estimate {
    double share = 0;
    Interval interval;
};

/// The share of hits in the populations together, each stratum weighing what it holds (the stratified
/// estimator, Cochran 1977, ch. 5). The interval is put together from the strata's own: MOVER, the method of
/// variance estimates recovery (Zou & Donner 2008), which for shares of strata is Yan & Su's stratified
/// Wilson interval (2010). Nothing where no stratum has an answer; strata without one are left out.
std::optional<Estimate> shareOf(std::span<const StratumCount> strata);

/// Hits of `found` ÷ hits of `found` and `missed` together. The limits are the shares at which found − share
/// × all can still be nought (Fieller's argument on MOVER limits, Donner & Zou 2012). Assumes that the
/// answers are right and those missing are missing by chance. Nothing where no hit was seen at all.
std::optional<Estimate> recallOf(std::span<const StratumCount> found, std::span<const StratumCount> missed);

/// How far two people agree beyond chance.
struct Agreement {
    std::int64_t pairs = 0, agreed = 0;
    double expected = 0;          ///< share of agreement that chance would give
    std::optional<double> kappa;  ///< Cohen 1960; nothing where both gave one and the same answer throughout
    double low = -1, high = 1;    ///< 95 %, by the large-sample standard error (Cohen 1960, eq. 7)
};

/// How a kappa reads, 0 … 4: hardly better than chance, fair, moderate, substantial, almost perfect (Landis &
/// Koch 1977, with their two lowest bands taken together).
int kappaBand(double kappa);

/// @param answers  by pair: the numbers (0 … 3) of the two answers
Agreement agreementOf(std::span<const std::pair<int, int>> answers);

}  // namespace cadastre::duplicates
