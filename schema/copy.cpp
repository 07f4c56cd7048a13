// COPY on libpq.
#include "schema/copy.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>

#include "schema/errors.h"
#include "schema/sql_error.h"

namespace cadastre {

namespace {

constexpr std::size_t pieceBytes = std::size_t{64} << 10U;

using ResultHandle = std::unique_ptr<PGresult, decltype(&PQclear)>;

// Starts a COPY; throws unless the server is then in the state that is due.
void start(Connection& connection, const std::string& name, const std::string& sql, ExecStatusType due) {
    const ResultHandle result(PQexec(connection.handle(), sql.c_str()), PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == due) return;
    if (status == PGRES_FATAL_ERROR) throwDomainError(connection.handle(), result.get(), name);
    throw DatabaseFault(fmt::format("{} is not the COPY it should be", name));
}

// Reads the server's verdict on a COPY and returns its rows.
std::int64_t conclude(Connection& connection, const std::string& name) {
    const ResultHandle result(PQgetResult(connection.handle()), PQclear);
    while (const ResultHandle rest{PQgetResult(connection.handle()), PQclear})
        continue;
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
        throwDomainError(connection.handle(), result.get(), name);
    }
    return std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
}

char escapedLetter(char c) {
    switch (c) {
        case '\t':
            return 't';
        case '\n':
            return 'n';
        case '\r':
            return 'r';
        default:
            return c;
    }
}

}  // namespace

CopyIn::CopyIn(WriteTransaction& transaction, const Query& statement)
    : connection_(&transaction.connection()), name_(statement.name) {
    start(*connection_, name_, statement.sql, PGRES_COPY_IN);
    buffer_.reserve(2 * pieceBytes);
}

CopyIn::~CopyIn() {
    if (!open_ || connection_->lost()) return;
    try {
        if (PQputCopyEnd(connection_->handle(), "given up by the program") == 1)
            conclude(*connection_, name_);
    } catch (const Error& expected) {
        spdlog::debug("copy {} given up: {}", name_, expected.what());
    }
}

void CopyIn::beginCell() {
    if (!firstCell_) buffer_ += '\t';
    firstCell_ = false;
}

CopyIn& CopyIn::add(std::string_view text) {
    beginCell();
    std::size_t plain = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c != '\\' && c != '\t' && c != '\n' && c != '\r' && c != '\0') continue;
        if (c == '\0') throw InputError("text holds the character U+0000, which can't be stored; remove it");
        buffer_.append(text, plain, at - plain);
        buffer_ += '\\';
        buffer_ += escapedLetter(c);
        plain = at + 1;
    }
    buffer_.append(text, plain);
    return *this;
}

CopyIn& CopyIn::add(std::nullopt_t /*null*/) {
    beginCell();
    buffer_ += "\\N";
    return *this;
}

CopyIn& CopyIn::add(double value) {
    beginCell();
    fmt::format_to(std::back_inserter(buffer_), "{}", value);
    return *this;
}

void CopyIn::endRow() {
    buffer_ += '\n';
    firstCell_ = true;
    if (buffer_.size() >= pieceBytes) send();
}

void CopyIn::send() {
    if (PQputCopyData(connection_->handle(), buffer_.data(), static_cast<int>(buffer_.size())) != 1) {
        throwDomainError(connection_->handle(), nullptr, name_);
    }
    buffer_.clear();
}

std::int64_t CopyIn::finish() {
    if (!buffer_.empty()) send();
    open_ = false;
    if (PQputCopyEnd(connection_->handle(), nullptr) != 1) {
        throwDomainError(connection_->handle(), nullptr, name_);
    }
    const std::int64_t rows = conclude(*connection_, name_);
    spdlog::debug("sql {} copied in {} rows", name_, rows);
    return rows;
}

std::string withLiterals(Connection& connection, std::string_view sql, const Parameters& parameters) {
    const std::vector<const char*> values = parameters.pointers();
    std::string bound;
    std::size_t at = 0;
    while (at < sql.size()) {
        const std::size_t dollar = sql.find('$', at);
        bound += sql.substr(at, dollar - at);
        if (dollar == std::string_view::npos) break;
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(sql.data() + dollar + 1, sql.data() + sql.size(), number);
        at = static_cast<std::size_t>(end - sql.data());
        if (error != std::errc{}) {
            bound += '$';
            at = dollar + 1;
            continue;
        }
        if (number == 0 || number > values.size())
            throw DatabaseFault(fmt::format("no value for ${}", number));
        const char* value = values[number - 1];
        if (value == nullptr) {
            bound += "NULL";
            continue;
        }
        const std::unique_ptr<char, decltype(&PQfreemem)> literal(
            PQescapeLiteral(connection.handle(), value, std::char_traits<char>::length(value)), PQfreemem);
        if (literal == nullptr) throw InputError(PQerrorMessage(connection.handle()));
        bound += literal.get();
    }
    return bound;
}

std::int64_t copyOut(Transaction& transaction, const Query& statement, const Parameters& parameters,
                     const ByteSink& sink) {
    Connection& connection = transaction.connection();
    const std::string name = statement.name;
    start(connection, name, withLiterals(connection, statement.sql, parameters), PGRES_COPY_OUT);
    std::string piece;
    piece.reserve(2 * pieceBytes);
    try {
        for (;;) {
            char* row = nullptr;
            const int length = PQgetCopyData(connection.handle(), &row, 0);
            if (length < 0) break;  // the end, or an error that conclude() reads
            piece.append(row, static_cast<std::size_t>(length));
            PQfreemem(row);
            if (piece.size() >= pieceBytes) {
                sink(piece);
                piece.clear();
            }
        }
    } catch (...) {
        connection.giveUp();
        throw;
    }
    const std::int64_t rows = conclude(connection, name);
    if (!piece.empty()) sink(piece);
    spdlog::debug("sql {} copied out {} rows", name, rows);
    return rows;
}

}  // namespace cadastre
