/* Methods and rules by their names and numbers. */
#include "output/check.h"

#include "core/text.h"

static const char *const method_names[METHOD_COUNT] = {"none", "recode", "suppress", "round",
                                                       "cell-key"};

const char *
method_name(Method method)
{
    return method_names[method];
}

bool
method_parse(const char *name, Method *ret_method)
{
    for (Method method = 0; method < METHOD_COUNT; method++)
        if (text_equal(method_names[method], name))
        {
            *ret_method = method;
            return true;
        }
    return false;
}

CheckRules
check_rules(const Deliberation *deliberation)
{
    return (CheckRules){.threshold =
                            deliberation->outputs.present ? deliberation->outputs.threshold : 10,
                        .share = 90,
                        .dominance = 50,
                        .two = 90};
}

int64_t
check_range(const CheckRules *rules)
{
    return rules->threshold / 2 < 2 ? 2 : rules->threshold / 2;
}

const char *
level_name(bool households)
{
    return households ? "persons and households" : "persons";
}
