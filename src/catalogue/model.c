#include "catalogue/model.h"

#include "core/text.h"

static const char *const language_codes[LANGUAGE_COUNT] = {"nl", "fr", "en"};

const char *
language_code(Language language)
{
    return language_codes[language];
}

bool
language_parse(const char *code, Language *ret_language)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++)
    {
        if (text_equal(code, language_codes[language]))
        {
            *ret_language = (Language)language;
            return true;
        }
    }
    return false;
}

/* Each list of the catalogue is searched by name in the same way: it has some ten elements, or a
 * class list some hundreds. */
#define FIND_BY_NAME(list, wanted)                                                                 \
    do                                                                                             \
    {                                                                                              \
        for (size_t at = 0; at < (list).count; at++)                                               \
        {                                                                                          \
            if (text_equal((list).items[at].name, (wanted)))                                       \
                return &(list).items[at];                                                          \
        }                                                                                          \
        return NULL;                                                                               \
    } while (0)

const Register *
catalogue_register(const Catalogue *catalogue, const char *name)
{
    FIND_BY_NAME(catalogue->registers, name);
}

const Column *
register_column(const Register *register_, const char *name)
{
    FIND_BY_NAME(register_->columns, name);
}

const Parameter *
catalogue_parameter(const Catalogue *catalogue, const char *name)
{
    FIND_BY_NAME(catalogue->parameters, name);
}

const MissingKind *
catalogue_missing(const Catalogue *catalogue, const char *name)
{
    FIND_BY_NAME(catalogue->missing, name);
}

const Derivation *
catalogue_derivation(const Catalogue *catalogue, const char *name)
{
    FIND_BY_NAME(catalogue->derivations, name);
}

const Classification *
catalogue_classification(const Catalogue *catalogue, const char *name)
{
    FIND_BY_NAME(catalogue->classifications, name);
}

const Variable *
catalogue_variable(const Catalogue *catalogue, const char *name)
{
    FIND_BY_NAME(catalogue->variables, name);
}

const Cohort *
catalogue_cohort(const Catalogue *catalogue, const char *name)
{
    FIND_BY_NAME(catalogue->cohorts, name);
}

bool
class_valid(const Class *class_, Date date)
{
    return date_compare(class_->valid_from, date) <= 0 && date_compare(date, class_->valid_to) <= 0;
}

bool
variable_allows(const Variable *variable, const char *classification)
{
    for (size_t at = 0; at < variable->classifications.count; at++)
    {
        if (text_equal(variable->classifications.items[at], classification))
            return true;
    }
    return false;
}
