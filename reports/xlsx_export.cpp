// libxlsxwriter writes a row as soon as the next begins; what it holds is one row.
#include "reports/xlsx_export.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "reports/catalogue.h"
#include "reports/report_store.h"
#include "schema/errors.h"
#include "schema/parameters.h"

namespace cadastre::reports {

namespace {

constexpr lxw_row_t rowsOnSheet = LXW_ROW_MAX - 1;  // below the header
constexpr std::size_t longestText = 32'767;         // UTF-16 units a cell may hold
constexpr std::size_t exactDigits = 15;             // of a spreadsheet's numbers, IEEE 754 doubles

/// A folder that is gone with this object.
class ScratchFolder {
  public:
    ScratchFolder() : path_((std::filesystem::temp_directory_path() / "cadastre-xlsx-XXXXXX").string()) {
        if (mkdtemp(path_.data()) == nullptr)
            throw UnavailableError(fmt::format("no temporary folder for the workbook: {}", path_));
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

/// What a cell can hold of a text: no U+FFFE and U+FFFF, which XML has not, and no more than fits.
std::string fitting(std::string_view text) {
    std::string fits;
    std::size_t units = 0;
    constexpr std::string_view cut = " … [cut]";
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        units += bytes == 4 ? 2 : 1;
        if (units > longestText - cut.size()) return fits.append(cut);
        const std::string_view character = text.substr(at, bytes);
        fits += character == "\uFFFE" || character == "\uFFFF" ? "\uFFFD" : character;
        at += bytes;
    }
    return fits;
}

class Workbook {
  public:
    Workbook(const Report& report, const ScratchFolder& folder)
        : report_(report), scratch_(folder.path()), file_(folder.path() + "/report.xlsx") {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = scratch_.data();
        book_ = workbook_new_opt(file_.c_str(), &options);
        if (book_ == nullptr) throw UnavailableError("the workbook can't be begun");
        heading_ = workbook_add_format(book_);
        format_set_bold(heading_);
        day_ = workbook_add_format(book_);
        format_set_num_format(day_, "yyyy-mm-dd");
        moment_ = workbook_add_format(book_);
        format_set_num_format(moment_, "yyyy-mm-dd hh:mm:ss");
        for (const int digits : {0, 1, 2, 3, 4}) {
            lxw_format* money = workbook_add_format(book_);
            const std::string decimals =
                digits == 0 ? "#,##0" : "#,##0." + std::string(static_cast<std::size_t>(digits), '0');
            format_set_num_format(money, decimals.c_str());
            money_.push_back(money);
        }
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;
    ~Workbook() {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }

    void row(std::span<const Cell> cells) {
        if (sheet_ == nullptr || onSheet_ == rowsOnSheet) nextSheet();
        ++onSheet_;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            if (cells[column])
                put(static_cast<lxw_col_t>(column), report_.columns[column].type,
                    std::string(*cells[column]));
        }
    }

    void about(const ReportRequest& request, std::int64_t rows) {
        if (sheet_ == nullptr) nextSheet();
        endSheet();
        lxw_worksheet* sheet = workbook_add_worksheet(book_, "about");
        if (sheet == nullptr) throw UnavailableError("the workbook takes no more sheets");
        worksheet_set_column(sheet, 0, 0, 24, nullptr);
        worksheet_set_column(sheet, 1, 1, 80, nullptr);
        lxw_row_t at = 0;
        const auto say = [&](std::string_view what, std::string_view value) {
            worksheet_write_string(sheet, at, 0, fitting(what).c_str(), heading_);
            worksheet_write_string(sheet, at, 1, fitting(value).c_str(), nullptr);
            ++at;
        };
        say("report", report_.name);
        // A file is opened when today is another day.
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        say("made_at", toText(Instant(now)));
        if (report_.history != History::none) {
            say("known_at", request.knownAt.value_or(toText(Instant(now))));
            if (report_.history == History::both)
                say("as_of", request.asOf.value_or(toText(Date(std::chrono::floor<std::chrono::days>(now)))));
        }
        for (const auto& [name, value] : request.filters)
            say("filter " + name, value);
        say("rows", std::to_string(rows));
        say("money",
            "in major units of the row's currency; amounts of different currencies are not to be added");
        say("times", "UTC");
    }

    /// Closes the archive and returns its file.
    std::string finish() {
        lxw_workbook* book = std::exchange(book_, nullptr);
        const lxw_error error = workbook_close(book);  // frees it, too
        if (error != LXW_NO_ERROR)
            throw UnavailableError(fmt::format("the workbook can't be written: {}", lxw_strerror(error)));
        return file_;
    }

  private:
    void nextSheet() {
        endSheet();
        ++sheets_;
        // A sheet's name has 31 characters at most; the reports' own are shorter.
        const std::string name = sheets_ == 1 ? report_.name : fmt::format("{} {}", report_.name, sheets_);
        sheet_ = workbook_add_worksheet(book_, name.c_str());
        if (sheet_ == nullptr) throw UnavailableError("the workbook takes no more sheets");
        onSheet_ = 0;
        worksheet_freeze_panes(sheet_, 1, 0);
        for (std::size_t column = 0; column < report_.columns.size(); ++column) {
            const auto place = static_cast<lxw_col_t>(column);
            constexpr double wide = 32, narrow = 16;
            const bool words = report_.columns[column].type == ColumnType::text;
            worksheet_set_column(sheet_, place, place, words ? wide : narrow, nullptr);
            worksheet_write_string(sheet_, 0, place, report_.columns[column].name, heading_);
        }
    }

    void endSheet() {
        if (sheet_ == nullptr) return;
        worksheet_autofilter(sheet_, 0, 0, onSheet_, static_cast<lxw_col_t>(report_.columns.size() - 1));
    }

    void put(lxw_col_t column, ColumnType type, const std::string& text) {
        if (type == ColumnType::date && putTime(column, text)) return;
        if ((type == ColumnType::number || type == ColumnType::money) && putNumber(column, type, text))
            return;
        must(worksheet_write_string(sheet_, onSheet_, column, fitting(text).c_str(), nullptr));
    }

    bool putNumber(lxw_col_t column, ColumnType type, const std::string& text) {
        const auto digits = static_cast<std::size_t>(
            std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (digits > exactDigits || error != std::errc{} || end != text.data() + text.size()) return false;
        const std::size_t point = text.find('.');
        const std::size_t decimals = point == std::string::npos ? 0 : text.size() - point - 1;
        lxw_format* format =
            type == ColumnType::money ? money_[std::min(decimals, money_.size() - 1)] : nullptr;
        must(worksheet_write_number(sheet_, onSheet_, column, number, format));
        return true;
    }

    bool putTime(lxw_col_t column, const std::string& text) {
        constexpr int firstYear = 1900;  // before it a spreadsheet's calendar does not begin
        lxw_datetime time{};
        lxw_format* format = day_;
        if (const auto day = dateFrom(text)) {
            time.year = static_cast<int>(day->year());
            time.month = static_cast<int>(static_cast<unsigned>(day->month()));
            time.day = static_cast<int>(static_cast<unsigned>(day->day()));
        } else if (const auto moment = instantFrom(text)) {
            const auto midnight = std::chrono::floor<std::chrono::days>(*moment);
            const std::chrono::year_month_day date{midnight};
            const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(*moment - midnight)};
            time.year = static_cast<int>(date.year());
            time.month = static_cast<int>(static_cast<unsigned>(date.month()));
            time.day = static_cast<int>(static_cast<unsigned>(date.day()));
            time.hour = static_cast<int>(clock.hours().count());
            time.min = static_cast<int>(clock.minutes().count());
            time.sec = static_cast<double>(clock.seconds().count());
            format = moment_;
        } else {
            return false;
        }
        if (time.year < firstYear) return false;
        must(worksheet_write_datetime(sheet_, onSheet_, column, &time, format));
        return true;
    }

    static void must(lxw_error error) {
        if (error != LXW_NO_ERROR)
            throw UnavailableError(fmt::format("a cell can't be written: {}", lxw_strerror(error)));
    }

    const Report& report_;
    std::string scratch_, file_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format *heading_ = nullptr, *day_ = nullptr, *moment_ = nullptr;
    std::vector<lxw_format*> money_;  ///< by decimals
    lxw_row_t onSheet_ = 0;
    int sheets_ = 0;
};

}  // namespace

std::int64_t exportXlsx(Transaction& transaction, const ReportRequest& request, const ByteSink& sink) {
    const Report& report = reportNamed(request.report);
    if (report.source == Report::Source::subjectTemplate)
        throw UsageError("the template is CSV only: it is what imports back");
    const ScratchFolder folder;
    Workbook workbook(report, folder);
    const std::int64_t rows =
        forEachRow(transaction, request, [&](std::span<const Cell> cells) { workbook.row(cells); });
    workbook.about(request, rows);
    std::ifstream file(workbook.finish(), std::ios::binary);
    std::string piece(std::size_t{64} << 10U, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
        sink(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
    if (!file.eof()) throw UnavailableError("the workbook can't be read back");
    return rows;
}

}  // namespace cadastre::reports
