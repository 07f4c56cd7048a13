// Checking a file that somebody sent, as importing it would, with nothing kept: the rehearsal of
// `cadastre import` behind the page /check. It stands here because importers and reports do not know each
// other.
#pragma once

#include <memory>
#include <optional>
#include <semaphore>
#include <string>

#include "importers/file_preview.h"
#include "importers/reader.h"
#include "profiles/assets/field_dictionary.h"
#include "registry/http/request.h"
#include "reports/check_page.h"
#include "schema/database.h"
#include "schema/messages.h"

namespace cadastre {

class FileChecks {
  public:
    /// Reads the field dictionary and the shipped maps once. Throws UnavailableError when one is wrong.
    FileChecks(Database& database, const Messages& messages);

    /// What can be chosen on the form.
    [[nodiscard]] const std::vector<reports::OfferedMap>& maps() const { return maps_; }
    /// Checks the files of the request as one import in the language asked for: the field `map` names a
    /// shipped map or is empty, `subject` (a code or a name) and `complete` are those of the import.
    [[nodiscard]] reports::CheckedFiles check(const http::Request& request, const std::string& language);

  private:
    static constexpr int mostAtOnce = 2;

    [[nodiscard]] reports::PreviewedFile previewOf(const importers::Input& input,
                                                   const std::string& language) const;
    [[nodiscard]] std::string meaningOf(const importers::ColumnUse& use, const std::string& language) const;
    /// Puts the code of the body in the place of its name; false when several may be meant.
    [[nodiscard]] bool settleBody(reports::CheckedFiles& answer, const std::string& language) const;
    void run(const std::vector<importers::Input>& inputs, const std::string& subject, bool complete,
             const std::string& language, reports::CheckedFiles& answer);

    Database& database_;
    const Messages& messages_;
    assets::FieldDictionary dictionary_;
    importers::ReadingGround ground_;
    std::vector<reports::OfferedMap> maps_;
    std::counting_semaphore<mostAtOnce> free_{mostAtOnce};
};

}  // namespace cadastre
