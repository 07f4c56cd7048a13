// What stands in a snapshot, in order.
#include "profiles/duplicates/live/live_snapshot.h"

#include <nlohmann/json.hpp>
#include <shared_mutex>

#include "profiles/duplicates/live/snapshot_file.h"

namespace cadastre::duplicates {
namespace {

/// Changes with what is written, and with how words are folded and cut. How they are stemmed is looked at in
/// the words themselves.
constexpr std::uint32_t version = 2;

void writePool(SnapshotWriter& to, const StringPool& pool) {
    to.number(pool.size());
    for (std::uint32_t id = 0; id < pool.size(); ++id)
        to.text(pool.text(id));
}

void readPool(SnapshotReader& from, StringPool& pool) {
    for (std::uint64_t left = from.number(); left > 0; --left)
        pool.intern(from.text());
}

void writeLists(SnapshotWriter& to, const std::vector<PostingList>& lists) {
    std::vector<PostingList::Kept> kept;
    kept.reserve(lists.size());
    for (const PostingList& list : lists)
        kept.push_back(list.kept());
    to.list(kept);
    for (const PostingList& list : lists)
        to.bytes(list.text().data(), list.text().size());
}

std::vector<PostingList> readLists(SnapshotReader& from) {
    std::vector<PostingList> lists;
    const auto all = from.list<PostingList::Kept>();
    lists.reserve(all.size());
    for (const PostingList::Kept& kept : all)
        lists.push_back(PostingList::restored(kept, from.bytes(kept.size)));
    return lists;
}

void writePairs(SnapshotWriter& to, const PairPostings& pairs) {
    const auto kept = pairs.kept();
    to.list(kept);
    for (std::size_t page = 0; page < kept.size(); ++page) {
        const auto [closed, entries] = pairs.text(page);
        to.bytes(closed.data(), closed.size());
        to.bytes(entries.data(), entries.size());
    }
}

void readPairs(SnapshotReader& from, PairPostings& pairs) {
    const auto all = from.list<PairPostings::Kept>();
    pairs.restorePages(all.size());
    for (std::size_t page = 0; page < all.size(); ++page) {
        const std::string_view closed = from.bytes(all[page].closedSize);
        pairs.restore(page, all[page], closed, from.bytes(all[page].size));
    }
}

}  // namespace

void LiveSnapshot::write(SnapshotWriter& to, const LiveWords& words) {
    to.text(words.language_);
    writePool(to, words.words_);
    to.list(words.terms_);
    writePool(to, words.termTexts_);
    to.list(words.firstWord_);
    writePool(to, words.cyrillic_);
    to.list(words.cyrillicTerms_);
}

void LiveSnapshot::read(SnapshotReader& from, LiveWords& words) {
    words.language_ = from.text();
    readPool(from, words.words_);
    words.terms_ = from.list<std::uint32_t>();
    readPool(from, words.termTexts_);
    words.firstWord_ = from.list<std::uint32_t>();
    readPool(from, words.cyrillic_);
    words.cyrillicTerms_ = from.list<std::uint32_t>();
    constexpr std::uint32_t step = 97;
    const Stems stems(words.language_);
    for (std::uint32_t word = 0; word < words.words(); word += step) {
        if (!words.isAsRuled(word, stems)) throw std::runtime_error("its words are stemmed by other rules");
    }
}

void LiveSnapshot::write(SnapshotWriter& to, const LiveClass& assets) {
    write(to, assets.words_);
    to.number(assets.texts_.blocks());
    for (std::size_t block = 0; block < assets.texts_.blocks(); ++block)
        to.text(assets.texts_.block(block));
    to.list(assets.rows_);
    to.list(assets.records_);
    to.list(assets.freeRecords_);
    to.number(assets.liveRows_);
    to.list(assets.recordsByUid_.slots());
    to.list(assets.rowsByText_.slots());
    writeLists(to, assets.termLists_);
    writeLists(to, assets.gramLists_);
    to.list(assets.gramPlaces_);
    writePairs(to, assets.pairs_);
}

void LiveSnapshot::read(SnapshotReader& from, LiveClass& assets) {
    LiveWords words;
    read(from, words);
    assets.words_ = std::move(words);
    assets.stems_ = Stems(assets.words_.latinLanguage());
    for (std::uint64_t left = from.number(); left > 0; --left) {
        const std::string_view block = from.text();
        if (block.size() > RowTexts::blockBytes) throw std::runtime_error("a block of it is too long");
        assets.texts_.restore(block);
    }
    assets.rows_ = from.list<LiveClass::Row>();
    assets.records_ = from.list<LiveClass::Record>();
    assets.freeRecords_ = from.list<std::uint32_t>();
    assets.liveRows_ = from.number();
    assets.recordsByUid_ = SlotTable(from.list<std::uint32_t>());
    assets.rowsByText_ = SlotTable(from.list<std::uint32_t>());
    assets.termLists_ = readLists(from);
    assets.gramLists_ = readLists(from);
    assets.gramPlaces_ = from.list<std::uint32_t>();
    readPairs(from, assets.pairs_);
}

void LiveSnapshot::save(const LiveIndex& index, const std::string& note, const std::filesystem::path& file) {
    SnapshotWriter to(file, version);
    const std::shared_lock lock(index.guard_);
    to.text(note);
    to.text(toJson(*index.model_).dump());
    to.number(index.classes_.size());
    for (const auto& [name, assets] : index.classes_) {
        to.text(name);
        write(to, assets);
    }
    to.finish();
}

LiveSnapshot::Loaded LiveSnapshot::load(const std::filesystem::path& file) {
    Loaded loaded;
    try {
        SnapshotReader from(file, version);
        loaded.note = from.text();
        auto index = std::make_unique<LiveIndex>(scoringModelFrom(nlohmann::json::parse(from.text())));
        for (std::uint64_t left = from.number(); left > 0; --left) {
            const std::string name(from.text());
            read(from, index->classes_[name]);
        }
        loaded.index = std::move(index);
    } catch (const std::exception& refused) {
        loaded.refusal = refused.what();
    }
    return loaded;
}

}  // namespace cadastre::duplicates
