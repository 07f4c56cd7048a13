// A named statement. Each store keeps its queries as constants beside the code that runs them; a connection
// prepares each once, and the log tells its name, milliseconds and rows.
#pragma once

namespace cadastre {

struct Query {
    const char* name;  ///< unique in the program, "store.what_it_does"
    const char* sql;   ///< one statement, parameters as $1, $2 …
};

}  // namespace cadastre
